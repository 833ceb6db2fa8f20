import type { Request, RequestHandler, Response } from 'express'
import { decisionSchema, scoreSchema } from '../../shared/evaluation/evaluation.schema.ts'
import { readinessLevels } from '../../shared/proposals/proposal.ts'
import { type FormState, form, formState } from '../platform/page.ts'
import { actorOf, param } from '../platform/request.ts'
import { selfSaving } from '../platform/self-saving.ts'
import { sharedForm } from '../platform/unseen-changes.ts'
import { readOwnScore, readOwnSheet, saveScore, submitScores } from './evaluation.scores.service.ts'
import { scoreKept, scoreShown } from './evaluation.scores.shown.ts'

const place = (req: Request): string => `/challenges/${param(req, 'id')}/evaluation`

async function showSheet(req: Request, res: Response, state: FormState = formState()): Promise<void> {
  const sheet = await readOwnSheet(actorOf(req), param(req, 'id'))
  res.render('evaluation/sheet', { sheet, form: state })
}

export const sheet: RequestHandler = (req, res) => showSheet(req, res)

/** Hands in all scores, from the foot of the sheet. */
export const submit = form({
  schema: decisionSchema,
  show: (req, res, state) => showSheet(req, res, state),
  act: async (_input, req, res) => {
    await submitScores(actorOf(req), param(req, 'id'))
    res.redirect(303, `${place(req)}?done=submitted`)
  },
})

async function showScore(req: Request, res: Response, state?: FormState): Promise<void> {
  const id = param(req, 'id')
  const page = await readOwnScore(actorOf(req), id, param(req, 'submissionId'), param(req, 'criterionId'))
  const { points = null, reasons = '', evidence = '', revision = 0 } = page.score ?? {}
  const values = { points: points === null ? '' : String(points), reasons, evidence }
  const known = { counted: revision, isOwn: true }
  res.render('evaluation/score', {
    page,
    readinessLevels,
    base: place(req),
    form: sharedForm(req, state ?? formState(values), scoreShown(page.score, page.levels), known),
    notice: req.query['done'] === 'saved' ? 'Saved.' : undefined,
  })
}

export const score: RequestHandler = (req, res) => showScore(req, res)

const scored = (req: Request) =>
  [param(req, 'id'), param(req, 'submissionId'), param(req, 'criterionId')] as const

/** Saves one score. */
export const save = selfSaving({
  schema: scoreSchema,
  show: showScore,
  save: (input, req) => saveScore(actorOf(req), ...scored(req), input),
  next: async (input, req) => {
    if (input.next === 'save') return `${req.path}?done=saved`
    const { next } = await readOwnScore(actorOf(req), ...scored(req))
    const scoring = `${place(req)}/scores`
    return next ? `${scoring}/${next.submissionId}/${next.criterionId}` : scoring
  },
  refusals: ['conflict', 'invalid'],
  kept: (req) => scoreKept(actorOf(req), ...scored(req)),
})
