import mongoose from 'mongoose'
import type { Actor } from '../../shared/platform/actor.ts'
import { now } from '../platform/clock.ts'
import { isReadOnly } from '../platform/read-only.ts'
import { SessionPresence } from './clarifications.sessions.model.ts'

/** Whoever was last heard of longer ago is not there any more; open pages are heard of every 20 seconds. */
const presentMs = 60_000

/** Notes that a supplier's person has the page of an open session before them. */
export async function notePresence(actor: Actor, liveSessionId: string): Promise<void> {
  if (actor.organisation?.kind !== 'supplier') return
  if (await isReadOnly()) return
  const _id = `${liveSessionId}:${actor.userId}`
  await SessionPresence.updateOne({ _id }, { $set: { liveSessionId, seenAt: now() } }, { upsert: true })
}

/** How many of suppliers' people are there; for the authority and the brokers alone. */
export async function countPresent(liveSessionId: string): Promise<number> {
  const since = new Date(now().getTime() - presentMs)
  return SessionPresence.countDocuments({ liveSessionId, seenAt: mongoose.trusted({ $gte: since }) })
}
