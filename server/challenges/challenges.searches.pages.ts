import type { Request, RequestHandler, Response } from 'express'
import { challengeListQuery } from '../../shared/challenges/challenge-list.ts'
import { longestName, nameSearchSchema } from '../../shared/challenges/saved-search.schema.ts'
import {
  alertLabels,
  criteriaOf,
  mostSavedSearches,
  searchAlerts,
} from '../../shared/challenges/saved-search.ts'
import { nothingSchema } from '../../shared/organisations/organisations.schema.ts'
import { type FormState, form, formState, noticeFor } from '../platform/page.ts'
import { withQuery } from '../platform/page-links.ts'
import { actorOf, param } from '../platform/request.ts'
import { translator } from '../platform/translations.ts'
import { countFound } from './challenges.search.service.ts'
import { criteriaInWords, presentSearch, presentSearches } from './challenges.searches.presenter.ts'
import { changeSearch, deleteSearch, getSavedSearch, saveSearch } from './challenges.searches.service.ts'

const notices: Record<string, string> = {
  saved: 'Saved. You hear of what is new as you chose.',
  changed: 'Changed.',
  aimed: 'Changed. You hear of what it newly finds from now on.',
  deleted: 'Deleted. You hear no more of it.',
}

const alertItems = () => {
  const t = translator()
  return searchAlerts.map((value) => ({ value, text: t(alertLabels[value]) }))
}

/** The person's saved searches. */
export const yours: RequestHandler = async (req, res) => {
  const searches = await presentSearches(actorOf(req))
  res.render('challenges/searches', { searches, most: mostSavedSearches, notice: noticeFor(req, notices) })
}

/** What the list was searched for, as the address of its page says it. */
const criteriaIn = (req: Request) => criteriaOf(challengeListQuery.parse(req.query))

async function showNew(req: Request, res: Response, state: FormState): Promise<void> {
  const criteria = criteriaIn(req)
  const [words, count] = await Promise.all([criteriaInWords(criteria), countFound(criteria)])
  const search = { words, count, href: withQuery('/challenges', { ...criteria }) }
  const action = withQuery('/your-searches/new', { ...criteria })
  res.render('challenges/saved-search', { search, action, alerts: alertItems(), form: state })
}

/** As many of the clauses as a name has room for. */
const suggestedName = (clauses: string[]) =>
  clauses.reduce((name, clause) => {
    const longer = name ? `${name}, ${clause}` : clause
    return longer.length <= longestName ? longer : name
  }, '')

/** Gives the present search a name; the words searched for are a first suggestion. */
export const newPage: RequestHandler = async (req, res) => {
  const words = await criteriaInWords(criteriaIn(req))
  const name = suggestedName(words.map((clause) => clause.replaceAll(/[“”]/g, '')))
  await showNew(req, res, formState({ name, alert: 'at-once' }))
}

export const saveNew = form({
  schema: nameSearchSchema,
  show: showNew,
  act: async (input, req, res) => {
    await saveSearch(actorOf(req), { ...input, criteria: criteriaIn(req) })
    res.redirect(303, '/your-searches?done=saved')
  },
})

async function showChange(req: Request, res: Response, state: FormState | null): Promise<void> {
  const stored = await getSavedSearch(actorOf(req), param(req, 'id'))
  const search = await presentSearch(stored)
  const action = `/your-searches/${search.id}`
  const { name, alert } = search
  res.render('challenges/saved-search', {
    search,
    action,
    alerts: alertItems(),
    form: state ?? formState({ name, alert }),
  })
}

/** Another name, another rhythm, or an end. */
export const changePage: RequestHandler = (req, res) => showChange(req, res, null)

export const change = form({
  schema: nameSearchSchema,
  show: showChange,
  act: async (input, req, res) => {
    await changeSearch(actorOf(req), param(req, 'id'), input)
    res.redirect(303, '/your-searches?done=changed')
  },
})

/** Saves what the list shows as what the search looks for. */
export const changeCriteria: RequestHandler = async (req, res) => {
  await changeSearch(actorOf(req), param(req, 'id'), { criteria: criteriaIn(req) })
  res.redirect(303, '/your-searches?done=aimed')
}

export const remove = form({
  schema: nothingSchema,
  show: showChange,
  act: async (_input, req, res) => {
    await deleteSearch(actorOf(req), param(req, 'id'))
    res.redirect(303, '/your-searches?done=deleted')
  },
})
