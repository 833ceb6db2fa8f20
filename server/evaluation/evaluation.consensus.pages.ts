import type { Request, RequestHandler, Response } from 'express'
import { agreeSchema, decisionSchema } from '../../shared/evaluation/evaluation.schema.ts'
import { readinessLevels } from '../../shared/proposals/proposal.ts'
import { type FormState, form, formState, noticeFor } from '../platform/page.ts'
import { actorOf, param } from '../platform/request.ts'
import { agreeScore, finishConsensus, readConsensus, readPlace } from './evaluation.consensus.service.ts'
import { presentSettings } from './evaluation.presenter.ts'
import { readRanking } from './evaluation.ranking.service.ts'

const place = (req: Request): string => `/challenges/${param(req, 'id')}/evaluation`

async function showConsensus(req: Request, res: Response, state: FormState = formState()): Promise<void> {
  const consensus = await readConsensus(actorOf(req), param(req, 'id'))
  res.render('evaluation/consensus', { consensus, base: place(req), form: state })
}

export const consensus: RequestHandler = (req, res) => showConsensus(req, res)

export const finish = form({
  schema: decisionSchema,
  show: (req, res, state) => showConsensus(req, res, state),
  act: async (_input, req, res) => {
    await finishConsensus(actorOf(req), param(req, 'id'))
    res.redirect(303, `${place(req)}/ranking`)
  },
})

async function showPlace(req: Request, res: Response, state?: FormState): Promise<void> {
  const page = await readPlace(
    actorOf(req),
    param(req, 'id'),
    param(req, 'submissionId'),
    param(req, 'criterionId'),
  )
  const last = page.history.at(-1)
  const values = {
    points: last ? String(last.points) : '',
    reason: last?.reason ?? '',
    number: page.history.length,
  }
  res.render('evaluation/agree', {
    page,
    readinessLevels,
    base: place(req),
    form: state ?? formState(values),
    notice: noticeFor(req, { agreed: 'The agreed score is recorded.' }),
  })
}

export const agreement: RequestHandler = (req, res) => showPlace(req, res)

export const agree = form({
  schema: agreeSchema,
  show: (req, res, state) => showPlace(req, res, state),
  act: async (input, req, res) => {
    const [id, submissionId, criterionId] = [
      param(req, 'id'),
      param(req, 'submissionId'),
      param(req, 'criterionId'),
    ]
    await agreeScore(actorOf(req), id, submissionId, criterionId, input)
    const { next } = await readPlace(actorOf(req), id, submissionId, criterionId)
    res.redirect(303, `${place(req)}/consensus${next ? `/${next}?done=agreed` : ''}`)
  },
})

export const ranking: RequestHandler = async (req, res) => {
  const result = await readRanking(actorOf(req), param(req, 'id'))
  const settings = presentSettings(result.challenge, result.settings)
  res.render('evaluation/ranking', { result, settings, base: place(req) })
}
