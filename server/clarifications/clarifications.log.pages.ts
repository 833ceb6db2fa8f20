import type { RequestHandler } from 'express'
import { byteOrderMark } from '../../shared/platform/csv.ts'
import { logCsv, logJson } from '../../shared/clarifications/log-formats.ts'
import { logQuery } from '../../shared/clarifications/clarifications.schema.ts'
import { param } from '../platform/request.ts'
import { now } from '../platform/clock.ts'
import { config } from '../platform/config.ts'
import { translator } from '../platform/translations.ts'
import { logPdf } from './clarifications.pdf.ts'
import { madeOnce } from '../platform/made-once.ts'
import { publishedLog } from './clarifications.log.service.ts'

/** The log as a table for spreadsheets. */
export const csv: RequestHandler = async (req, res) => {
  const { challenge, entries } = await publishedLog(param(req, 'id'), logQuery.parse(req.query))
  res
    .attachment(`questions-${challenge.id}.csv`)
    .type('text/csv')
    .send(byteOrderMark + logCsv(entries))
}

/** The log for programs, with the deadlines. */
export const json: RequestHandler = async (req, res) => {
  const { challenge, closing, entries } = await publishedLog(param(req, 'id'), logQuery.parse(req.query))
  res.json({
    challenge: { id: challenge.id, title: challenge.title, authority: challenge.authorityName },
    askBy: challenge.askBy,
    answerBy: challenge.answerBy,
    state: closing.state,
    waiting: closing.waiting,
    questions: entries.map(logJson),
  })
}

/** The log to print and to file: what its page says, in the same order. */
export const pdf: RequestHandler = async (req, res) => {
  const { challenge, closing, entries } = await publishedLog(param(req, 'id'), logQuery.parse(req.query))
  const { id, title, authorityName: authority, askBy, answerBy } = challenge
  const url = `${config().publicUrl}/challenges/${id}/questions`
  const facts = { title, authority, url, askBy, answerBy, waiting: closing.waiting }
  const log = { ...facts, entries: entries.toReversed() }
  const bytes = await madeOnce(log, () => logPdf({ ...log, madeAt: now() }, translator()))
  res.attachment(`questions-${id}.pdf`).type('application/pdf').send(bytes)
}
