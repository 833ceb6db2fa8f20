import type { Request, RequestHandler, Response } from 'express'
import {
  exclusionOutcomeNames,
  exclusionOutcomes,
  findingNames,
  findings,
  groundKindNames,
  groundKinds,
} from '../../shared/evaluation/exclusions.ts'
import { exclusionsSchema } from '../../shared/evaluation/exclusions.schema.ts'
import { type FormState, form, formState, noticeFor } from '../platform/page.ts'
import { actorOf, param } from '../platform/request.ts'
import { listExclusions, readExclusions, saveExclusions } from './evaluation.exclusions.service.ts'

const notices = { saved: 'The checks are saved, with your name and the time.' }
const findingChoices = findings.map((value) => ({ value, text: findingNames[value] }))
const outcomeChoices = exclusionOutcomes.map((value) => ({ value, text: exclusionOutcomeNames[value] }))

export const list: RequestHandler = async (req, res) => {
  const page = await listExclusions(actorOf(req), param(req, 'id'))
  res.render('evaluation/exclusions-list', { page, exclusionOutcomeNames, notice: noticeFor(req, notices) })
}

async function showOne(req: Request, res: Response, state?: FormState): Promise<void> {
  const page = await readExclusions(actorOf(req), param(req, 'id'), param(req, 'submissionId'))
  const values = {
    findings: Object.fromEntries(page.grounds.map(({ id, finding }) => [id, finding ?? ''])),
    notes: Object.fromEntries(page.grounds.map(({ id, answerNote }) => [id, answerNote])),
    outcome: page.outcome,
    outcomeWords: page.outcomeWords,
    revision: page.revision,
  }
  const groups = groundKinds.map((kind) => ({
    title: groundKindNames[kind],
    grounds: page.grounds.filter((one) => one.kind === kind),
  }))
  const choices = { findingChoices, outcomeChoices, findingNames, exclusionOutcomeNames }
  res.render('evaluation/exclusions', { page, groups, ...choices, form: state ?? formState(values) })
}

export const one: RequestHandler = (req, res) => showOne(req, res)

export const save = form({
  schema: exclusionsSchema,
  show: (req, res, state) => showOne(req, res, state),
  act: async (input, req, res) => {
    const id = param(req, 'id')
    await saveExclusions(actorOf(req), id, param(req, 'submissionId'), input)
    res.redirect(303, `/challenges/${id}/evaluation/exclusions?done=saved`)
  },
})
