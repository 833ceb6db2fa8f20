import mongoose from 'mongoose'
import { findKind } from '../../shared/notifications/kinds.ts'
import { dayIn, lastDigest, type TellingTimes } from '../../shared/notifications/times.ts'
import { now } from '../platform/clock.ts'
import { transaction } from '../platform/database.ts'
import { Delivery, type DeliveryRecord, Preference, type PreferenceRecord } from './notifications.model.ts'
import { emptyDelivery, planEmails } from './notifications.plan.service.ts'
import { choiceFor } from './notifications.preferences.service.ts'
import { timesOf } from './notifications.times.service.ts'

const { trusted } = mongoose

const waiting = { state: 'planned' as const, waitsForDigest: true, digestId: null }

/** What waits of one kind for one person. */
interface Waiting {
  userId: string
  kinds: { kind: string; oldest: Date }[]
}

/** What of a person's waiting mail is due: of each kind, all that came before its digest's last instant. */
interface Due {
  day: string
  kinds: { kind: string; before: Date }[]
}

/**
 * Puts what waits for a digest into one e-mail for each person whose hour has come, by what they want now. Safe
 * to repeat: one that was missed is made up for, and nobody gets two on one day.
 */
export async function planDueDigests(): Promise<void> {
  const at = now()
  const people = await Delivery.aggregate<Waiting>([
    { $match: waiting },
    {
      $group: { _id: { userId: '$recipient.id', kind: '$kind' }, oldest: { $min: '$createdAt' } },
    },
    { $group: { _id: '$_id.userId', kinds: { $push: { kind: '$_id.kind', oldest: '$oldest' } } } },
    { $project: { _id: 0, userId: '$_id', kinds: 1 } },
  ])
  const userIds = people.map(({ userId }) => userId)
  const kept = await Preference.find({ _id: trusted({ $in: userIds }) }).lean<PreferenceRecord[]>()
  const choicesOf = new Map(kept.map(({ _id, choices }) => [_id, choices]))
  const timesFor = await timesOf(userIds)
  for (const { userId, kinds } of people) {
    const due = dueOf(kinds, choicesOf.get(userId), timesFor(userId), at)
    if (due.kinds.length > 0) await planDigest(userId, due)
  }
}

function dueOf(
  kinds: Waiting['kinds'],
  choices: PreferenceRecord['choices'] | undefined,
  times: TellingTimes,
  at: Date,
): Due {
  const daily = lastDigest(times, 'daily', at)
  const weekly = lastDigest(times, 'weekly', at)
  const isWeekly = (name: string): boolean => {
    const kind = findKind(name)
    return kind !== undefined && choiceFor(kind, choices?.[name]).email === 'weekly'
  }
  const due = kinds.flatMap(({ kind, oldest }) => {
    const before = isWeekly(kind) ? weekly : daily
    return oldest < before ? [{ kind, before }] : []
  })
  return { day: dayIn(times.zone, daily), kinds: due }
}

async function planDigest(userId: string, { day, kinds }: Due): Promise<void> {
  const eventId = `digest-${day}`
  const _id = `${eventId}_${userId}_email`
  const digest: DeliveryRecord = {
    ...emptyDelivery(_id),
    recipient: { kind: 'person', id: userId },
    kind: 'digest',
    eventId,
  }
  const isNew = await transaction(async (session) => {
    // Whoever moves the hour to a later one of the same day has had that day's: what came since waits for the next.
    if (await Delivery.exists({ _id }).session(session)) return false
    await Delivery.create([digest], { session })
    const isDue = kinds.map(({ kind, before }) => ({ kind, createdAt: { $lt: before } }))
    await Delivery.updateMany(
      { 'recipient.id': userId, ...waiting, ...trusted({ $or: isDue }) },
      { $set: { digestId: _id } },
      { session },
    )
    return true
  })
  if (isNew) await planEmails([digest])
}
