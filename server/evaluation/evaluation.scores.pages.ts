import type { Request, RequestHandler, Response } from 'express'
import { decisionSchema, scoreSchema } from '../../shared/evaluation/evaluation.schema.ts'
import { readinessLevels } from '../../shared/proposals/proposal.ts'
import { AppError } from '../platform/errors.ts'
import { type FormState, fieldErrors, form, formState } from '../platform/page.ts'
import { actorOf, param } from '../platform/request.ts'
import { readOwnScore, readOwnSheet, saveScore, submitScores } from './evaluation.scores.service.ts'

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
  const values = { points: points === null ? '' : String(points), reasons, evidence, revision }
  res.render('evaluation/score', {
    page,
    readinessLevels,
    base: place(req),
    form: state ?? formState(values),
    notice: req.query['done'] === 'saved' ? 'Saved.' : undefined,
  })
}

export const score: RequestHandler = (req, res) => showScore(req, res)

/** Saves one score, for the form and for the page that saves itself (which asks for JSON). */
export const save: RequestHandler = async (req, res) => {
  const wantsJson = req.accepts(['html', 'json']) === 'json'
  const body: object = req.body ?? {}
  const refuse = async (status: number, errors: Record<string, string>, message: string) => {
    res.status(status)
    if (wantsJson) res.json({ detail: message, errors })
    else await showScore(req, res, formState(body, errors))
  }
  const parsed = scoreSchema.safeParse(body)
  if (!parsed.success) return refuse(422, fieldErrors(parsed.error), 'Not saved: some fields have mistakes')
  const [id, submissionId, criterionId] = [
    param(req, 'id'),
    param(req, 'submissionId'),
    param(req, 'criterionId'),
  ]
  try {
    const { revision } = await saveScore(actorOf(req), id, submissionId, criterionId, parsed.data)
    if (wantsJson) return void res.json({ values: { revision } })
  } catch (error) {
    if (!(error instanceof AppError) || !['conflict', 'invalid'].includes(error.code)) throw error
    const fields = Object.keys(error.fields).length > 0 ? error.fields : { '': error.message }
    return refuse(error.status, fields, error.message)
  }
  if (parsed.data.next === 'save') return res.redirect(303, `${req.path}?done=saved`)
  const { next } = await readOwnScore(actorOf(req), id, submissionId, criterionId)
  const scoring = `${place(req)}/scores`
  res.redirect(303, next ? `${scoring}/${next.submissionId}/${next.criterionId}` : scoring)
}
