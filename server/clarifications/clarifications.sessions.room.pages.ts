import type { Request, RequestHandler, Response } from 'express'
import type { z } from 'zod'
import {
  agendaSchema,
  answeringSchema,
  chairSchema,
  closePollSchema,
  emptySchema,
  entriesQuery,
  laterSchema,
  noteSchema,
  orderSchema,
  pollSchema,
  pollVoteSchema,
  sessionAnswerSchema,
  sessionQuestionSchema,
  sessionVoteSchema,
} from '../../shared/clarifications/clarifications.sessions.schema.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { newId } from '../../shared/platform/ids.ts'
import { type FormState, form, formState } from '../platform/page.ts'
import { actorOf, param } from '../platform/request.ts'
import { showAsk } from './clarifications.ask.pages.ts'
import { handOverChair } from './clarifications.sessions.chair.service.ts'
import { choose, closePoll, startPoll } from './clarifications.sessions.polls.service.ts'
import { readSession, type WholeSession } from './clarifications.sessions.read.service.ts'
import * as run from './clarifications.sessions.run.service.ts'
import { closeSession, openSession } from './clarifications.sessions.service.ts'

// Every form of the page carries a key of its own: pressed twice, or sent again after a break, it is done once.
const locals = { newKey: newId }

async function showSession(req: Request, res: Response, state: FormState, sent = ''): Promise<void> {
  const whole = await readSession(actorOf(req), param(req, 'id'))
  // The room has no field for the words any more: the page for written questions has.
  if (sent === 'questions' && !whole.session.may.ask) return offerInWriting(req, res, state, whole)
  const done = req.method === 'GET' ? req.query['done'] : undefined
  res.render('clarifications/session', { ...locals, ...whole, form: state, sent, done })
}

const cameTooLate =
  'The live session was over before your question arrived: it has not been asked. Send it here, in writing'

/** The question that came too late for a session, ready to be sent as a written one. */
function offerInWriting(
  req: Request,
  res: Response,
  { values, errors }: FormState,
  { session, challenge }: Pick<WholeSession, 'session' | 'challenge'>,
): Promise<void> {
  const { text } = values
  const isOver = session.status !== 'open' && !errors['text']
  const state = formState({ text }, isOver ? { text: cameTooLate } : errors)
  return showAsk(req, res, { challengeId: challenge.id, state })
}

/** A session: what is announced, the room while it is open, the transcript after. */
export const show: RequestHandler = (req, res) => showSession(req, res, formState())

/** The entries of the record after a number, and how the room stands now, without a page around them. */
export const newer: RequestHandler = async (req, res) => {
  const { after } = entriesQuery.parse(req.query)
  const whole = await readSession(actorOf(req), param(req, 'id'), after)
  res.set('Cache-Control', 'no-store')
  res.render('clarifications/session-newer', { ...locals, ...whole, form: formState() })
}

/** Where on the page a browser without scripts comes back to. */
const places: Record<string, string> = {
  votes: '#queue',
  order: '#queue',
  later: '#queue',
  answering: '#now',
  agenda: '#agenda',
  polls: '#polls',
  choices: '#polls',
  'polls-close': '#polls',
}

type Act<Input> = (actor: Actor, liveSessionId: string, input: Input) => Promise<unknown>

/** The handler of one of the page's forms; `name` says which of them shows the words typed when it is refused. */
const message = <Schema extends z.ZodType>(
  name: string,
  schema: Schema,
  act: Act<z.output<Schema>>,
): RequestHandler =>
  form({
    schema,
    show: (req, res, state) => showSession(req, res, state, name),
    act: async (input, req, res) => {
      const id = param(req, 'id')
      const result = await act(actorOf(req), id, input)
      const isForSignOff = name === 'answers' && (result as { number: number | null }).number === null
      const done = isForSignOff ? 'sign-off-asked' : name
      res.redirect(303, `/live-sessions/${id}?done=${done}${places[name] ?? ''}`)
    },
  })

/** What can be sent from a session's page, by the last part of its address. */
export const messages: Record<string, RequestHandler> = {
  open: message('open', emptySchema, (actor, id, { key }) => openSession(actor, id, key)),
  close: message('close', emptySchema, (actor, id, { key }) => closeSession(actor, id, key)),
  questions: message('questions', sessionQuestionSchema, run.askInSession),
  votes: message('votes', sessionVoteSchema, run.voteInSession),
  answering: message('answering', answeringSchema, run.markAnswering),
  answers: message('answers', sessionAnswerSchema, run.answerInSession),
  later: message('later', laterSchema, run.answerLater),
  agenda: message('agenda', agendaSchema, run.moveToItem),
  notes: message('notes', noteSchema, run.takeNote),
  order: message('order', orderSchema, run.orderQueue),
  polls: message('polls', pollSchema, startPoll),
  choices: message('choices', pollVoteSchema, choose),
  'polls/close': message('polls-close', closePollSchema, closePoll),
  chair: message('chair', chairSchema, handOverChair),
}
