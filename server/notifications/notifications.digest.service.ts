import mongoose from 'mongoose'
import { londonParts } from '../../shared/platform/dates.ts'
import { now } from '../platform/clock.ts'
import { transaction } from '../platform/database.ts'
import { Delivery, type DeliveryRecord } from './notifications.model.ts'
import { emptyDelivery, planEmails } from './notifications.plan.service.ts'

const { trusted } = mongoose

/** The day as London counts it: a digest that is planned twice in a day is one. */
function dayOf(at: Date): string {
  const { year, month, day } = londonParts(at)
  return [year, String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-')
}

const waitingAt = (at: Date) =>
  trusted({ state: 'planned' as const, isDaily: true, digestId: null, createdAt: { $lt: at } })

/** Puts what waits for the daily digest into one e-mail for each person. Safe to repeat. */
export async function planDailyDigests(): Promise<void> {
  const at = now()
  const people = await Delivery.distinct('recipient.id', waitingAt(at))
  for (const userId of people) await planDigest(userId, at)
}

async function planDigest(userId: string, at: Date): Promise<void> {
  const _id = `digest-${dayOf(at)}_${userId}_email`
  const digest: DeliveryRecord = {
    ...emptyDelivery(_id),
    recipient: { kind: 'person', id: userId },
    kind: 'digest',
    eventId: `digest-${dayOf(at)}`,
  }
  const isNew = await transaction(async (session) => {
    // A second one on the same day would say nothing new: what came since waits for tomorrow.
    if (await Delivery.exists({ _id }).session(session)) return false
    await Delivery.create([digest], { session })
    await Delivery.updateMany(
      { 'recipient.id': userId, ...waitingAt(at) },
      { $set: { digestId: _id } },
      { session },
    )
    return true
  })
  if (isNew) await planEmails([digest])
}
