import type { Request, RequestHandler, Response } from 'express'
import {
  cancelSessionSchema,
  sessionSchema,
} from '../../shared/clarifications/clarifications.sessions.schema.ts'
import { newId } from '../../shared/platform/ids.ts'
import { now } from '../platform/clock.ts'
import { type FormState, form, formState } from '../platform/page.ts'
import { actorOf, param } from '../platform/request.ts'
import { getClarified } from './clarifications.service.ts'
import { firstUsualDay } from './clarifications.sessions.notice.ts'
import { sessionPolicy } from './clarifications.sessions.policy.ts'
import { readCalendar, readSession } from './clarifications.sessions.read.service.ts'
import { announceSession, cancelSession, changeSession } from './clarifications.sessions.service.ts'
import { notFound } from '../platform/errors.ts'

const pageOf = (id: string, done: string) => `/live-sessions/${id}?done=${done}`

const formFacts = () => ({ key: newId(), usualFrom: firstUsualDay() })

async function showAnnounce(req: Request, res: Response, state: FormState): Promise<void> {
  const actor = actorOf(req)
  const challenge = await getClarified(actor, param(req, 'id'))
  if (!sessionPolicy.leads(actor, challenge)) throw notFound()
  const isAllowed = sessionPolicy.announce(actor, challenge, now())
  res.render('clarifications/session-announce', { challenge, isAllowed, form: state, ...formFacts() })
}

export const announce: RequestHandler = (req, res) => showAnnounce(req, res, formState({ minutes: 60 }))

export const sendAnnouncement = form({
  schema: sessionSchema,
  show: showAnnounce,
  act: async (input, req, res) => {
    const { id } = await announceSession(actorOf(req), param(req, 'id'), input)
    res.redirect(303, pageOf(id, 'announced'))
  },
})

async function showChange(req: Request, res: Response, state: FormState | null): Promise<void> {
  const { session, challenge } = await readSession(actorOf(req), param(req, 'id'))
  if (!session.may.lead) throw notFound()
  const { startsAt, minutes, agenda, howToTakePart } = session
  const stored = { startsAt, minutes, agenda: agenda.map(({ text }) => text).join('\n'), howToTakePart }
  const filled = state ?? formState(stored)
  res.render('clarifications/session-change', { session, challenge, form: filled, ...formFacts() })
}

export const change: RequestHandler = (req, res) => showChange(req, res, null)

export const sendChange = form({
  schema: sessionSchema,
  show: showChange,
  act: async (input, req, res) => {
    await changeSession(actorOf(req), param(req, 'id'), input)
    res.redirect(303, pageOf(param(req, 'id'), 'changed'))
  },
})

async function showCancel(req: Request, res: Response, state: FormState): Promise<void> {
  const { session, challenge } = await readSession(actorOf(req), param(req, 'id'))
  if (!session.may.lead) throw notFound()
  res.render('clarifications/session-cancel', { session, challenge, form: state })
}

export const cancel: RequestHandler = (req, res) => showCancel(req, res, formState())

export const sendCancellation = form({
  schema: cancelSessionSchema,
  show: showCancel,
  act: async ({ reason }, req, res) => {
    await cancelSession(actorOf(req), param(req, 'id'), reason)
    res.redirect(303, pageOf(param(req, 'id'), 'cancelled'))
  },
})

/** Asks whether an open session is to be closed, with what is still open in it. */
export const close: RequestHandler = async (req, res) => {
  const { session, challenge, queue, polls } = await readSession(actorOf(req), param(req, 'id'))
  if (!session.may.lead) throw notFound()
  const { answering, waiting, later } = queue
  const open = {
    questions: [...(answering ? [answering] : []), ...waiting, ...later],
    answeringId: answering?.id,
    polls: polls.filter(({ isOpen }) => isOpen),
  }
  res.render('clarifications/session-close', { session, challenge, open, key: newId() })
}

/** The session's entry for a calendar, as a file. */
export const calendar: RequestHandler = async (req, res) => {
  const { method, content } = await readCalendar(actorOf(req), param(req, 'id'))
  res.attachment('live-session.ics')
  // `attachment` sets the type by the file's name, without the method that mail readers look at.
  res.set('Content-Type', `text/calendar; charset=utf-8; method=${method}`).send(content)
}
