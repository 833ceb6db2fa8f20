import { createHash } from 'node:crypto'
import type { ClientSession, UpdateQuery } from 'mongoose'
import { sessionWentOn } from '../../shared/clarifications/clarifications.sessions.events.ts'
import type { EntryKind, SessionRole } from '../../shared/clarifications/session-record.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { record } from '../audit/index.ts'
import { now } from '../platform/clock.ts'
import { AppError } from '../platform/errors.ts'
import {
  LiveSession,
  type LiveSessionRecord,
  SessionEntry,
  SessionKey,
} from './clarifications.sessions.model.ts'

/** As what somebody speaks in a session; the record never says who. */
export function roleOf({ kind, organisation }: Actor): SessionRole {
  if (kind === 'system') return 'clock'
  if (organisation?.kind === 'brokerage') return 'broker'
  return organisation?.kind === 'supplier' ? 'supplier' : 'authority'
}

interface NewEntry {
  kind: EntryKind
  text?: string
  questionId?: string
}

/**
 * Adds an entry to the record of an open session, under its next number, and tells whoever listens.
 * @param changes what else changes of the session at the same moment
 * @throws AppError conflict if the session is not open
 */
export async function append(
  session: ClientSession,
  actor: Actor,
  liveSessionId: string,
  entry: NewEntry,
  changes: UpdateQuery<LiveSessionRecord> = {},
): Promise<number> {
  const live = await LiveSession.findOneAndUpdate(
    { _id: liveSessionId, status: 'open' },
    { ...changes, $inc: { entriesCount: 1 } },
    { session, returnDocument: 'after' },
  ).lean<LiveSessionRecord>()
  if (!live) throw new AppError('conflict', 'The session is not open')
  const { challengeId, entriesCount: number } = live
  await SessionEntry.create([{ ...entry, liveSessionId, number, at: now(), role: roleOf(actor) }], {
    session,
  })
  await record(session, actor, sessionWentOn, { challengeId, liveSessionId, number })
  return number
}

/** Notes the answer to a question of a session in its record, if that is still open. */
export async function noteAnswer(
  session: ClientSession,
  actor: Actor,
  question: { _id: string; liveSessionId: string | null },
  logNumber: number,
): Promise<void> {
  const live =
    question.liveSessionId &&
    (await LiveSession.findOne({ _id: question.liveSessionId, status: 'open' })
      .session(session)
      .lean<LiveSessionRecord>())
  if (!live) return
  const entry = { kind: 'answered' as const, questionId: question._id, text: String(logNumber) }
  const isAnswering = live.answeringQuestionId === question._id
  await append(session, actor, live._id, entry, isAnswering ? { $set: { answeringQuestionId: null } } : {})
}

const turns = new Map<string, Promise<unknown>>()

/**
 * Does one thing of a session after another in this process. Each needs the record's next number: at once they
 * would only put each other off, and the last of twenty would wait for many seconds.
 */
export async function inTurn<Result>(liveSessionId: string, work: () => Promise<Result>): Promise<Result> {
  const own = (turns.get(liveSessionId) ?? Promise.resolve()).then(work)
  const settled = own.catch(() => undefined)
  turns.set(liveSessionId, settled)
  try {
    return await own
  } finally {
    if (turns.get(liveSessionId) === settled) turns.delete(liveSessionId)
  }
}

/** What a message of a session may carry: a key, so that sent twice it is done once. */
export interface Keyed {
  key?: string | undefined
}

/**
 * What a message is known by: its key and all that it says, since a page that somebody goes back to has the key of the
 * message that it sent before, and may send another.
 * @returns undefined without a key
 */
export const messageOf = (what: string, aboutId: string, input: Keyed): string | undefined =>
  input.key && JSON.stringify([what, aboutId, input])

/** The same person may say the same for another organisation. */
function knownAs(actor: Actor, message: string): string {
  const said = JSON.stringify([actor.organisation?.id, message])
  return `${actor.userId}:${createHash('sha256').update(said).digest('base64url')}`
}

/** What a message's work gave when it was done; null if it was not, or has no key. */
export async function resultOf<Result extends object>(
  actor: Actor,
  message: string | undefined,
): Promise<Result | null> {
  const earlier = message ? await SessionKey.findById(knownAs(actor, message)).lean() : null
  return earlier && (earlier.result as Result)
}

/**
 * Does a message's work once for a person, for a day: the same message again has the first one's result.
 * @param message what it is known by; without it the work is done each time
 */
export async function once<Result extends object>(
  session: ClientSession,
  actor: Actor,
  message: string | undefined,
  work: () => Promise<Result>,
): Promise<Result> {
  if (!message) return work()
  const _id = knownAs(actor, message)
  const earlier = await SessionKey.findById(_id).session(session).lean()
  if (earlier) return earlier.result as Result
  const result = await work()
  await SessionKey.create([{ _id, result, at: now() }], { session })
  return result
}
