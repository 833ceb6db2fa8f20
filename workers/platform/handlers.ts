import type { EventDefinition } from '../../shared/platform/event.ts'
import type { JobDefinition } from '../../shared/platform/job.ts'
import type { QuestionDefinition } from '../../shared/platform/question.ts'

/** What a reaction is told about the event besides its payload. */
export interface EventFacts {
  eventId: string
  at: Date
  actor: { kind: string; userId: string; organisationId: string | null }
}

/** One event as a reaction sees it. */
export interface Happened<Payload> {
  payload: Payload
  facts: EventFacts
}

export interface JobHandler {
  job: JobDefinition
  work: (payload: unknown) => Promise<void>
}

export interface ReactionHandler {
  room: string
  event: EventDefinition
  /** Reacts to events of this name that happened together, or to one. */
  react: (happened: Happened<unknown>[]) => Promise<void>
}

export interface Schedule {
  key: string
  repeat: { every: number } | { pattern: string }
  job: JobDefinition
  payload: unknown
}

export interface QuestionHandler {
  question: QuestionDefinition
  answer: (payload: unknown) => Promise<unknown>
}

/** Says how a job is done. It re-reads the world, stops quietly if that moved on, and is safe to run twice. */
export function does<Payload>(
  job: JobDefinition<Payload>,
  work: (payload: Payload) => Promise<void>,
): JobHandler {
  return { job: job as JobDefinition, work: work as JobHandler['work'] }
}

/** Says what a room does when something happened elsewhere. Safe to run twice for one event. */
export function when<Payload>(
  room: string,
  event: EventDefinition<Payload>,
  react: (payload: Payload, facts: EventFacts) => Promise<void>,
): ReactionHandler {
  return whenTogether(room, event, async (happened) => {
    for (const { payload, facts } of happened) await react(payload, facts)
  })
}

/**
 * The same for many events of one name at once, in their order. Safe to run twice for any of them: if one fails,
 * each is done again by itself.
 */
export function whenTogether<Payload>(
  room: string,
  event: EventDefinition<Payload>,
  react: (happened: Happened<Payload>[]) => Promise<void>,
): ReactionHandler {
  return { room, event: event as EventDefinition, react: react as ReactionHandler['react'] }
}

/** Says what happens by the clock: `{ every: milliseconds }` or a cron pattern in London time. */
export function every<Payload>(
  key: string,
  repeat: { every: number } | { pattern: string },
  job: JobDefinition<Payload>,
  payload: NoInfer<Payload>,
): Schedule {
  return { key, repeat, job: job as JobDefinition, payload }
}

/** Says how a question is answered, within the time that somebody waits for it. It changes nothing. */
export function answers<Payload, Answer>(
  question: QuestionDefinition<Payload, Answer>,
  answer: (payload: Payload) => Promise<Answer> | Answer,
): QuestionHandler {
  return { question: question as QuestionDefinition, answer: answer as QuestionHandler['answer'] }
}
