import { createHmac, timingSafeEqual } from 'node:crypto'
import mongoose from 'mongoose'
import type { Actor } from '../../shared/platform/actor.ts'
import { calendarFile } from '../../shared/platform/calendar-file.ts'
import { newId } from '../../shared/platform/ids.ts'
import { calendarEntriesOf, findChallenges, followedBy } from '../challenges/index.ts'
import { findPerson } from '../identity/index.ts'
import { organisationIdsOf } from '../organisations/index.ts'
import { now } from '../platform/clock.ts'
import { config } from '../platform/config.ts'
import { refuseDuplicate, transaction } from '../platform/database.ts'
import { allow, notFound } from '../platform/errors.ts'
import { translator } from '../platform/translations.ts'
import { challengesAnswered } from '../proposals/index.ts'
import { listMuted } from './notifications.mute.service.ts'
import { notificationsPolicy } from './notifications.policy.ts'

interface SubscriptionRecord {
  _id: string
  userId: string
  createdAt: Date
}

const schema = new mongoose.Schema<SubscriptionRecord>(
  {
    _id: { type: String, default: newId },
    userId: { type: String, required: true },
    createdAt: { type: Date, required: true },
  },
  { collection: 'calendar_subscriptions', versionKey: false },
)
schema.index({ userId: 1 }, { unique: true })
const CalendarSubscription = mongoose.model<SubscriptionRecord>('CalendarSubscription', schema)

// The secret part follows from the id, so that the page can show the address again and the database has no secret.
const proofOf = (id: string): string =>
  createHmac('sha256', config().sessionSecret).update(`calendar ${id}`).digest('base64url')

const addressOf = (id: string): string => `${config().publicUrl}/calendars/${id}.${proofOf(id)}.ics`

/** The secret address of a person's calendar; null if they have none. */
export async function calendarAddress(actor: Actor): Promise<string | null> {
  const kept = await CalendarSubscription.findOne({ userId: actor.userId }).lean<SubscriptionRecord>()
  return kept && addressOf(kept._id)
}

/** Makes a person's calendar address; one that they had leads nowhere from now on. */
export async function makeCalendar(actor: Actor): Promise<string> {
  allow(notificationsPolicy.subscribe(actor), 'Sign in to have a calendar of your own')
  const row = { _id: newId(), userId: actor.userId, createdAt: now() }
  const work = transaction(async (session) => {
    await CalendarSubscription.deleteMany({ userId: actor.userId }, { session })
    await CalendarSubscription.create([row], { session })
  })
  await refuseDuplicate(work, 'Your calendar is being made already: look again')
  return addressOf(row._id)
}

/** Stops a person's calendar address; nothing happens if there is none. */
export async function stopCalendar(actor: Actor): Promise<void> {
  allow(notificationsPolicy.subscribe(actor), 'Sign in to stop your calendar')
  await CalendarSubscription.deleteMany({ userId: actor.userId })
}

/** An account's secrets changed at this moment: whoever has an address from before may be somebody else. */
export async function endCalendarsFrom(before: Date, userId: string): Promise<void> {
  await CalendarSubscription.deleteMany({ userId, createdAt: mongoose.trusted({ $lt: before }) })
}

/**
 * The calendar behind a secret address: the dates of what its owner follows or answers, as they are now.
 * @throws AppError not-found for an address that we did not make or that was stopped
 */
export async function readCalendar(token: string): Promise<string> {
  const [id = '', proof = ''] = token.split('.')
  const [expected, given] = [Buffer.from(proofOf(id)), Buffer.from(proof)]
  const isOurs = given.length === expected.length && timingSafeEqual(given, expected)
  const kept = isOurs ? await CalendarSubscription.findById(id).lean<SubscriptionRecord>() : null
  if (!kept || !(await findPerson(kept.userId))) throw notFound('Calendar')
  const challenges = await findChallenges(await challengesOf(kept.userId))
  const entries = [...challenges.values()]
    .filter(({ publishedAt }) => publishedAt !== null)
    .flatMap(calendarEntriesOf)
  return calendarFile(translator()('Foothold: what you follow and answer'), entries, now())
}

async function challengesOf(userId: string): Promise<string[]> {
  const own = (await organisationIdsOf([userId])).get(userId) ?? []
  const [followed, answered, muted] = await Promise.all([
    followedBy(userId),
    challengesAnswered([...own]),
    listMuted(userId),
  ])
  const heard = followed.filter((id) => !muted.some((one) => one.id === id))
  // A deadline of one's own stays, whatever was muted.
  return [...new Set([...heard, ...answered])]
}
