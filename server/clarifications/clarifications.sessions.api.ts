import { z } from 'zod'
import {
  agendaSchema,
  answeringSchema,
  cancelSessionSchema,
  chairSchema,
  emptySchema,
  entriesAsked,
  laterSchema,
  noteSchema,
  orderSchema,
  pollSchema,
  pollVoteSchema,
  sessionAnswerSchema,
  sessionQuestionSchema,
  sessionSchema,
  sessionVoteSchema,
} from '../../shared/clarifications/clarifications.sessions.schema.ts'
import { sessionStatuses } from '../../shared/clarifications/session-status.ts'
import { entryKinds, sessionRoles } from '../../shared/clarifications/session-record.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { type Endpoint, endpoint } from '../platform/api.ts'
import { handOverChair } from './clarifications.sessions.chair.service.ts'
import { choose, closePoll, startPoll } from './clarifications.sessions.polls.service.ts'
import {
  listSessions,
  readCalendar,
  readEntries,
  readSession,
} from './clarifications.sessions.read.service.ts'
import { fileAnswer } from './clarifications.files.api.ts'
import { redactEntryEndpoint } from './clarifications.sessions.redact.api.ts'
import * as run from './clarifications.sessions.run.service.ts'
import {
  announceSession,
  cancelSession,
  changeSession,
  closeSession,
  openSession,
} from './clarifications.sessions.service.ts'

const tag = 'clarifications'
const params = z.object({ id: z.string().max(40) })
const at = z.iso.datetime()
const made = z.object({ id: z.string() })
const entryNumber = z.object({ number: z.number().int() })

const liveSession = z
  .object({
    id: z.string(),
    challengeId: z.string(),
    status: z.enum(sessionStatuses),
    startsAt: at,
    minutes: z.number().int(),
    endsAt: at,
    agenda: z.array(z.object({ id: z.string(), text: z.string(), isCurrent: z.boolean() })),
    howToTakePart: z.string(),
    cancelReason: z.string(),
    openedAt: at.nullable(),
    endedAt: at.nullable(),
    newest: z.number().int().describe('The number of the newest entry of its record'),
  })
  .meta({ id: 'LiveSession' })

const queued = z.object({
  id: z.string(),
  letter: z.string(),
  text: z.string(),
  votes: z.number().int().describe('Suppliers besides its asker who want an answer to it'),
  hasVoted: z.boolean(),
  isOwn: z.boolean(),
})

const entry = z
  .object({
    number: z.number().int().describe('From 1 on, without gaps'),
    kind: z.enum(entryKinds),
    at: at.describe('For a question of a supplier the day only'),
    by: z.enum(sessionRoles),
    text: z.string(),
    isRedacted: z.boolean().describe('A broker replaced words that must not stand in public'),
    question: z
      .object({
        id: z.string(),
        letter: z.string(),
        text: z.string(),
        number: z.number().int().nullable(),
        answer: z.object({ text: z.string(), files: z.array(fileAnswer), at: z.iso.datetime() }).nullable(),
      })
      .nullable(),
  })
  .meta({ id: 'LiveSessionEntry' })

const poll = z.object({
  id: z.string(),
  question: z.string(),
  isOpen: z.boolean(),
  options: z.array(z.object({ id: z.string(), text: z.string(), count: z.number().int().nullable() })),
  chosen: z.string().nullable().describe('What your own supplier chose'),
})

const reading: Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/challenges/{id}/live-sessions',
    summary: 'List the live sessions of a challenge',
    tag,
    auth: 'anyone',
    params,
    answer: z.object({ sessions: z.array(liveSession) }),
    handle: async ({ actor, params: { id } }) => {
      const { sessions } = await listSessions(actor, id)
      return { sessions }
    },
  }),
  endpoint({
    method: 'get',
    path: '/live-sessions/{id}',
    summary: 'Read a live session: its queue, polls and whole record',
    tag,
    auth: 'anyone',
    params,
    answer: z.object({
      session: liveSession,
      queue: z.object({
        order: z.enum(['votes', 'time']),
        answering: queued.nullable(),
        waiting: z.array(queued),
        later: z.array(queued),
      }),
      polls: z.array(poll),
      entries: z.array(entry),
      people: z
        .object({
          present: z.number().int(),
          chair: z.string(),
          others: z.array(z.object({ userId: z.string(), name: z.string() })),
        })
        .nullable()
        .describe('For the authority and the brokers'),
    }),
    handle: async ({ actor, params: { id } }) => {
      const { challenge: _challenge, ...whole } = await readSession(actor, id)
      return whole
    },
  }),
  endpoint({
    method: 'get',
    path: '/live-sessions/{id}/entries',
    summary: 'Read what was said in a live session after an entry that you have',
    tag,
    auth: 'anyone',
    params,
    query: entriesAsked,
    answer: z.object({ number: z.number().int(), entries: z.array(entry) }),
    handle: ({ actor, params: { id }, query: { after } }) => readEntries(actor, id, after),
  }),
  endpoint({
    method: 'get',
    path: '/live-sessions/{id}/calendar.ics',
    summary: 'Read a live session as a calendar file',
    tag,
    auth: 'anyone',
    params,
    answer: 'file',
    handle: async ({ actor, params: { id }, res }) => {
      const { content } = await readCalendar(actor, id)
      res.attachment('live-session.ics').send(content)
    },
  }),
]

const announcing: Endpoint[] = [
  endpoint({
    method: 'post',
    path: '/challenges/{id}/live-sessions',
    summary: 'Announce a live session to everybody concerned',
    tag,
    auth: 'signed-in',
    params,
    body: sessionSchema,
    status: 201,
    answer: made,
    handle: ({ actor, params: { id }, body }) => announceSession(actor, id, body),
  }),
  endpoint({
    method: 'put',
    path: '/live-sessions/{id}',
    summary: 'Change an announced session and tell everybody',
    tag,
    auth: 'signed-in',
    params,
    body: sessionSchema,
    status: 204,
    answer: z.null(),
    handle: ({ actor, params: { id }, body }) => changeSession(actor, id, body),
  }),
  endpoint({
    method: 'post',
    path: '/live-sessions/{id}/cancel',
    summary: 'Cancel an announced session and tell everybody',
    tag,
    auth: 'signed-in',
    params,
    body: cancelSessionSchema,
    status: 204,
    answer: z.null(),
    handle: ({ actor, params: { id }, body }) => cancelSession(actor, id, body.reason),
  }),
]

/** A message of a session that changes something and answers nothing. */
function message<Schema extends z.ZodType>(
  name: string,
  summary: string,
  body: Schema,
  act: (actor: Actor, id: string, input: z.output<Schema>) => Promise<unknown>,
): Endpoint {
  return endpoint({
    method: 'post',
    path: `/live-sessions/{id}/${name}`,
    summary,
    tag,
    auth: 'signed-in',
    params,
    body: body as z.ZodType,
    status: 204,
    answer: z.null(),
    handle: ({ actor, params: { id }, body: input }) => act(actor, id, input as z.output<Schema>),
  })
}

/** A message of a session that makes something, once for each Idempotency-Key. */
function making<Schema extends z.ZodType>(
  name: string,
  summary: string,
  body: Schema,
  answer: z.ZodType,
  act: (actor: Actor, id: string, input: z.output<Schema>) => Promise<unknown>,
): Endpoint {
  return endpoint({
    method: 'post',
    path: `/live-sessions/{id}/${name}`,
    summary,
    tag,
    auth: 'signed-in',
    params,
    body: body as z.ZodType,
    status: 201,
    answer,
    handle: ({ actor, params: { id }, body: input }) => act(actor, id, input as z.output<Schema>),
  })
}

/** Live sessions for programs: whatever their pages can do. */
export const sessionsEndpoints: Endpoint[] = [
  ...reading,
  ...announcing,
  message('open', 'Open a session at its time', emptySchema, (actor, id, { key }) =>
    openSession(actor, id, key),
  ),
  message('close', 'Close a session and publish its transcript', emptySchema, (actor, id, { key }) =>
    closeSession(actor, id, key),
  ),
  making('questions', 'Put a question into the queue', sessionQuestionSchema, made, run.askInSession),
  making(
    'answers',
    'Publish an answer in a session, or put it before a second officer where that is needed',
    sessionAnswerSchema,
    z.object({ number: z.number().int().nullable().describe('Null while it waits for the sign-off') }),
    run.answerInSession,
  ),
  making('notes', 'Write down what was said', noteSchema, entryNumber, run.takeNote),
  making('polls', 'Put a question with options to suppliers', pollSchema, made, startPoll),
  message('votes', 'Say that you want an answer to a question too', sessionVoteSchema, run.voteInSession),
  message('answering', 'Mark the question that is being answered', answeringSchema, run.markAnswering),
  message('later', 'Say that a question is answered later in writing', laterSchema, run.answerLater),
  message('agenda', 'Say which agenda item is current', agendaSchema, run.moveToItem),
  message('order', 'Choose the order of the queue', orderSchema, run.orderQueue),
  message('choices', 'Choose an option of a poll', pollVoteSchema, choose),
  message('chair', 'Hand the chair over', chairSchema, handOverChair),
  redactEntryEndpoint,
  endpoint({
    method: 'post',
    path: '/live-sessions/{id}/polls/{pollId}/close',
    summary: 'Close a poll and publish its result',
    tag,
    auth: 'signed-in',
    params: params.extend({ pollId: z.string().max(40) }),
    status: 204,
    answer: z.null(),
    handle: ({ actor, params: { id, pollId } }) => closePoll(actor, id, { pollId }),
  }),
]
