import type { RequestHandler } from 'express'
import { logCsv, logJson } from '../../shared/clarifications/log-formats.ts'
import { logQuery } from '../../shared/clarifications/clarifications.schema.ts'
import { param } from '../platform/request.ts'
import { publishedLog } from './clarifications.log.service.ts'

/** The log as a table for spreadsheets. */
export const csv: RequestHandler = async (req, res) => {
  const { challenge, entries } = await publishedLog(param(req, 'id'), logQuery.parse(req.query))
  res.attachment(`questions-${challenge.id}.csv`).type('text/csv').send(logCsv(entries))
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
