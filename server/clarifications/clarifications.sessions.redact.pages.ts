import type { Request, RequestHandler, Response } from 'express'
import { redactEntrySchema } from '../../shared/clarifications/clarifications.sessions.schema.ts'
import { notFound } from '../platform/errors.ts'
import { type FormState, form, formState } from '../platform/page.ts'
import { actorOf, param } from '../platform/request.ts'
import { readEntryToRedact, redactEntry } from './clarifications.sessions.redact.service.ts'

function numberOf(req: Request): number {
  const number = Number(param(req, 'number'))
  if (!Number.isSafeInteger(number) || number < 1) throw notFound('Entry')
  return number
}

async function showRedact(req: Request, res: Response, state: FormState): Promise<void> {
  const id = param(req, 'id')
  const entry = await readEntryToRedact(actorOf(req), id, numberOf(req))
  res.render('clarifications/session-redact', { liveSessionId: id, entry, form: state })
}

/** The page on which a broker replaces words of a session's record. */
export const redact: RequestHandler = (req, res) => showRedact(req, res, formState())

export const sendRedaction = form({
  schema: redactEntrySchema,
  show: showRedact,
  act: async (input, req, res) => {
    await redactEntry(actorOf(req), param(req, 'id'), numberOf(req), input)
    res.redirect(303, `/live-sessions/${param(req, 'id')}?done=redacted`)
  },
})
