import type { Actor } from '../../shared/platform/actor.ts'
import { sessionRedacted } from '../../shared/clarifications/clarifications.sessions.events.ts'
import type { redactEntrySchema } from '../../shared/clarifications/clarifications.sessions.schema.ts'
import type { z } from 'zod'
import { record } from '../audit/index.ts'
import { now } from '../platform/clock.ts'
import { transaction } from '../platform/database.ts'
import { AppError, allow, notFound } from '../platform/errors.ts'
import { LiveSession, SessionEntry, type SessionEntryRecord } from './clarifications.sessions.model.ts'
import { redactableKinds, sessionPolicy } from './clarifications.sessions.policy.ts'
import { type PresentedEntry, presentEntry } from './clarifications.sessions.presenter.ts'
import { loadSession } from './clarifications.sessions.service.ts'

const onlyBrokers = 'Only a broker can replace words of a record'

/**
 * A broker replaces words that somebody wrote into a session's record and that must not stand in public, while it is
 * open or after; the original and the reason stay in the record, for brokers alone. Words of questions and answers are
 * replaced with these.
 * @throws AppError not-found, forbidden, conflict for an entry that has no words of its own
 */
export async function redactEntry(
  actor: Actor,
  liveSessionId: string,
  number: number,
  { text, reason }: z.output<typeof redactEntrySchema>,
): Promise<{ challengeId: string }> {
  return transaction(async (session) => {
    const { challenge } = await loadSession(actor, liveSessionId, session)
    allow(sessionPolicy.redact(actor, challenge), onlyBrokers)
    const entry = await SessionEntry.findOne({ liveSessionId, number }).session(session)
    if (!entry) throw notFound('Entry')
    if (!redactableKinds.includes(entry.kind))
      throw new AppError('conflict', 'This entry has no words of its own. Redact its question or answer.')
    const original = entry.text
    entry.redactions.push({ original, reason, at: now(), by: actor.userId })
    entry.set({ text })
    await entry.save({ session })
    // The agenda beside the record says the same words.
    if (entry.kind === 'agenda')
      await LiveSession.updateOne(
        { _id: liveSessionId, 'agenda.text': original },
        { $set: { 'agenda.$.text': text } },
        { session },
      )
    await record(session, actor, sessionRedacted, { challengeId: challenge.id, liveSessionId, number })
    return { challengeId: challenge.id }
  })
}

/** An entry for whoever may replace its words. @throws AppError not-found, to everybody else too */
export async function readEntryToRedact(
  actor: Actor,
  liveSessionId: string,
  number: number,
): Promise<PresentedEntry> {
  const { challenge } = await loadSession(actor, liveSessionId)
  const entry = await SessionEntry.findOne({ liveSessionId, number }).lean<SessionEntryRecord>()
  const mayRedact = sessionPolicy.redact(actor, challenge)
  if (!mayRedact || !entry || !redactableKinds.includes(entry.kind)) throw notFound('Entry')
  return presentEntry(entry, undefined, challenge, actor)
}
