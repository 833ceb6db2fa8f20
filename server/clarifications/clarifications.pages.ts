import type { Request, RequestHandler, Response } from 'express'
import {
  answerFormSchema,
  logPageQuery,
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
import { countAddress } from './clarifications.limits.ts'
import { questionHref } from './clarifications.links.ts'
import { type LogPart, questionNumbered, readLogPage } from './clarifications.log-page.read.service.ts'
import { type ClarificationLog, readLog, readQuestion } from './clarifications.read.service.ts'
import { answerQuestion } from './clarifications.service.ts'

/** What the log's page and its part of the challenge's page say besides the questions. */
async function withFacts<Log extends ClarificationLog>(req: Request, log: Log) {
  const actor = actorOf(req)
  const { sort, part, tag } = logQuery.parse(req.query)
  const only = { part, tag }
  const may = {
    ask: clarificationPolicy.ask(actor, log.challenge, now()),
    changeSettings: clarificationPolicy.changeSettings(actor, log.challenge),
    close: clarificationPolicy.close(actor, log.challenge),
  }
  const isFiltered = part !== '' || tag !== ''
  const query = isFiltered ? `?${new URLSearchParams(only).toString()}` : ''
  const kept = { ...only, sort: sort === 'votes' ? sort : '' }
  return { ...log, sort, only, query, kept, isFiltered, may, closing: (await closingOf(log.challenge)).state }
}

/** How many of each kind the challenge's page shows; the log has the rest. */
const fewOfEach = 5

/** What the challenge's page shows of the log. @throws AppError not-found */
export async function briefLogModel(req: Request, challengeId: string): Promise<object> {
  const log = await readLogPage(actorOf(req), challengeId, { fewOfEach })
  return { ...(await withFacts(req, log)), isBrief: true, isFiltered: false }
}

function partAsked(req: Request): LogPart {
  const { page, question } = logPageQuery.parse(req.query)
  if (question) return { questionId: question }
  return page === 'all' ? page : { page }
}

export const log: RequestHandler = async (req, res) => {
  const [actor, id] = [actorOf(req), param(req, 'id')]
  const { sort, part, tag } = logQuery.parse(req.query)
  const { number } = logPageQuery.parse(req.query)
  const numbered = number && (await questionNumbered(actor, id, number))
  if (numbered) return res.redirect(questionHref(id, numbered))
  const asked = partAsked(req)
  const page = await readLogPage(actor, id, asked, sort, { part, tag })
  const privateOnes = await listPrivate(actor, page.challenge)
  res.render('clarifications/log', {
    log: { ...(await withFacts(req, page)), privateOnes, isWhole: asked === 'all' },
    ocidPrefix: config().ocidPrefix,
    done: req.query['done'],
  })
}

/** The entries of the log after a number, without a page around them. */
export const newer: RequestHandler = async (req, res) => {
  const { after } = logQuery.parse(req.query)
  const newerOnes = await readLog(actorOf(req), param(req, 'id'), after)
  res.render('clarifications/newer', { log: await withFacts(req, newerOnes) })
}

export const answer: RequestHandler = (req, res) => showAnswer(req, res, formState())

export const publishAnswer = form({
  schema: answerFormSchema.strip(),
  show: showAnswer,
  act: async ({ text, fileIds, changesTerms }, req, res) => {
    const id = param(req, 'id')
    const { challengeId, number } = await answerQuestion(actorOf(req), id, text, undefined, fileIds)
    const isToAmend = changesTerms && actorOf(req).organisation?.kind === 'authority'
    const next = isToAmend
      ? `/challenges/${challengeId}/amend?answer=${number}`
      : questionHref(challengeId, id, 'answered')
    res.redirect(303, next)
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
    const id = param(req, 'id')
    await countAddress('reporting', req)
    const { challengeId } = await reportQuestion(actorOf(req), id, reason)
    res.redirect(303, questionHref(challengeId, id, 'reported'))
  },
})
