import type { RequestHandler } from 'express'
import { byteOrderMark } from '../../shared/platform/csv.ts'
import { problemListQuery } from '../../shared/challenges/problems.ts'
import { codeNames } from '../organisations/index.ts'
import { fragmentsOf } from '../platform/fragments.ts'
import { actorOf } from '../platform/request.ts'
import { presentMap, presentProblem, problemJson, problemsCsv } from './challenges.problems.presenter.ts'
import { everyProblem, listProblems } from './challenges.problems.service.ts'

/** The problems that authorities share, with places on a map. */
export const list: RequestHandler = async (req, res) => {
  const query = problemListQuery.parse(req.query)
  const { list: found, counts, divisions } = await listProblems(query)
  const { page: _, sort, ...others } = query
  const filters = { ...others, sort: sort === 'demand' ? '' : sort }
  res.render('challenges/problems', {
    list: { ...found, items: found.items.map(presentProblem) },
    map: presentMap(counts, query),
    query,
    filters,
    chosenRegions: query.region,
    chosenPlaces: query.region.map(codeNames.region),
    categories: divisions
      .map(({ value, count }) => ({
        value,
        count,
        text: codeNames.category(value),
        checked: query.category.includes(value),
      }))
      .sort((a, b) => b.count - a.count || a.text.localeCompare(b.text, 'en')),
    isFiltered: query.q !== '' || query.region.length + query.category.length > 0 || sort !== 'demand',
    fragments: await fragmentsOf('problems', actorOf(req), '', req),
  })
}

/** The same as a table for spreadsheets. */
export const csv: RequestHandler = async (req, res) => {
  const problems = await everyProblem(problemListQuery.parse(req.query))
  res
    .attachment('shared-problems.csv')
    .type('text/csv')
    .send(byteOrderMark + problemsCsv(problems))
}

/** The same for programs, with the query of the page. */
export const json: RequestHandler = async (req, res) => {
  const problems = await everyProblem(problemListQuery.parse(req.query))
  res.json({ problems: problems.map(problemJson) })
}
