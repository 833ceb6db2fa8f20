import type { Request, RequestHandler, Response } from 'express'
import {
  answerFormSchema,
  logQuery,
  reportSchema,
} from '../../shared/clarifications/clarifications.schema.ts'
import { now } from '../platform/clock.ts'
import { config } from '../platform/config.ts'
import { type FormState, form, formState } from '../platform/page.ts'
import { actorOf, param } from '../platform/request.ts'
import { reportQuestion } from './clarifications.moderate.service.ts'
import { clarificationPolicy } from './clarifications.policy.ts'
import { closingOf } from './clarifications.closing.service.ts'
import { showAnswer } from './clarifications.drafts.pages.ts'
import { listPrivate } from './clarifications.private.read.service.ts'
import { readLog, readQuestion } from './clarifications.read.service.ts'
import { answerQuestion, getClarified } from './clarifications.service.ts'

/** The log with what this actor may do about it; for the page, and for the part of the challenge's page. */
export async function logModel(req: Request, challengeId: string, after = 0): Promise<object> {
  const actor = actorOf(req)
  const { sort, part, tag } = logQuery.parse(req.query)
  const only = { part, tag }
  const log = await readLog(actor, challengeId, after, sort, only)
  const may = {
    ask: clarificationPolicy.ask(actor, log.challenge, now()),
    changeSettings: clarificationPolicy.changeSettings(actor, log.challenge),
    close: clarificationPolicy.close(actor, log.challenge),
  }
  const isFiltered = part !== '' || tag !== ''
  const query = isFiltered ? `?${new URLSearchParams(only).toString()}` : ''
  return { ...log, sort, only, query, isFiltered, may, closing: (await closingOf(log.challenge)).state }
}

export const log: RequestHandler = async (req, res) => {
  const model = await logModel(req, param(req, 'id'))
  const privateOnes = await listPrivate(actorOf(req), await getClarified(actorOf(req), param(req, 'id')))
  res.render('clarifications/log', {
    log: { ...model, privateOnes },
    ocidPrefix: config().ocidPrefix,
    done: req.query['done'],
  })
}

/** The entries of the log after a number, without a page around them. */
export const newer: RequestHandler = async (req, res) => {
  const { after } = logQuery.parse(req.query)
  res.render('clarifications/newer', { log: await logModel(req, param(req, 'id'), after) })
}

export const answer: RequestHandler = (req, res) => showAnswer(req, res, formState())

export const publishAnswer = form({
  schema: answerFormSchema.strip(),
  show: showAnswer,
  act: async ({ text, fileIds, changesTerms }, req, res) => {
    const id = param(req, 'id')
    const { challengeId, number } = await answerQuestion(actorOf(req), id, text, undefined, fileIds)
    const isToAmend = changesTerms && actorOf(req).organisation?.kind === 'authority'
    const next = isToAmend ? `amend?answer=${number}` : 'questions?done=answered'
    res.redirect(303, `/challenges/${challengeId}/${next}`)
  },
})

async function showReport(req: Request, res: Response, state: FormState): Promise<void> {
  res.render('clarifications/report', {
    ...(await readQuestion(actorOf(req), param(req, 'id'))),
    form: state,
  })
}

export const report: RequestHandler = (req, res) => showReport(req, res, formState())

export const sendReport = form({
  schema: reportSchema,
  show: showReport,
  act: async ({ reason }, req, res) => {
    const { challengeId } = await reportQuestion(actorOf(req), param(req, 'id'), reason)
    res.redirect(303, `/challenges/${challengeId}/questions?done=reported`)
  },
})
