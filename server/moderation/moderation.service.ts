import mongoose from 'mongoose'
import type { ItemKind } from '../../shared/moderation/moderation.schema.ts'
import { type Actor, system } from '../../shared/platform/actor.ts'
import { listScheduled } from '../challenges/index.ts'
import { now } from '../platform/clock.ts'
import { refuseDuplicate } from '../platform/database.ts'
import { allow, notFound } from '../platform/errors.ts'
import type { DeskItem } from './desk-item.ts'
import { type HoldRecord, Hold } from './moderation.model.ts'
import { moderationPolicy } from './moderation.policy.ts'
import { sources } from './moderation.sources.ts'

const holdId = (kind: string, id: string): string => `${kind}:${id}`

/**
 * Everything that waits for a human, of one kind or all, the longest waiting first.
 * @throws AppError not-found for anybody outside the brokerage
 */
export async function listQueue(actor: Actor, kind?: ItemKind): Promise<DeskItem[]> {
  if (!moderationPolicy.seeQueue(actor)) throw notFound()
  return readQueue(actor, kind)
}

/** The same for reminders, which go to brokers alone. */
export const listWaiting = (): Promise<DeskItem[]> => readQueue(system)

async function readQueue(actor: Actor, kind?: ItemKind): Promise<DeskItem[]> {
  const wanted = sources.filter((source) => !kind || source.kind === kind)
  const waiting = (await Promise.all(wanted.map((source) => source.list(actor)))).flat()
  const holds = await Hold.find({
    _id: mongoose.trusted({ $in: waiting.map((item) => holdId(item.kind, item.id)) }),
  }).lean<HoldRecord[]>()
  const byItem = new Map(holds.map((hold) => [hold._id, { userId: hold.userId, name: hold.name }]))
  return waiting
    .map((item) => ({ ...item, claimedBy: byItem.get(holdId(item.kind, item.id)) ?? null }))
    .sort((a, b) => a.since.getTime() - b.since.getTime())
}

/** How many items wait; 0 for anybody who may not see them. */
export async function queueLength(actor: Actor): Promise<number> {
  if (!moderationPolicy.seeQueue(actor)) return 0
  const counts = await Promise.all(sources.map((source) => source.count()))
  return counts.reduce((sum, count) => sum + count, 0)
}

/** An approved challenge that waits for its time, not for a human. */
export interface ScheduledChallenge {
  id: string
  title: string
  authorityName: string
  at: Date
}

/** What goes public by itself, the next first. @throws AppError not-found for anybody outside the brokerage */
export async function listDesksSchedule(actor: Actor): Promise<ScheduledChallenge[]> {
  if (!moderationPolicy.seeQueue(actor)) throw notFound()
  return (await listScheduled()).flatMap(({ _id, title, authorityName, schedule }) =>
    schedule ? [{ id: _id, title, authorityName, at: schedule.at }] : [],
  )
}

async function getItem(actor: Actor, kind: ItemKind, id: string): Promise<DeskItem> {
  const item = (await listQueue(actor, kind)).find((one) => one.id === id)
  if (!item) throw notFound('Item')
  return item
}

/**
 * Takes an item, so that two brokers don't do the same work. It does not keep anybody from deciding.
 * @throws AppError not-found, forbidden, conflict if somebody has it
 */
export async function claimItem(actor: Actor, name: string, kind: ItemKind, id: string): Promise<void> {
  const item = await getItem(actor, kind, id)
  if (item.claimedBy?.userId === actor.userId) return
  const taken = `${item.claimedBy?.name ?? 'Another broker'} is dealing with this`
  const mayClaim = moderationPolicy.claim(actor, { claimedBy: null })
  allow(mayClaim, 'Only a broker who may change things can take an item')
  const hold = { _id: holdId(kind, id), userId: actor.userId, name, at: now() }
  await refuseDuplicate(Hold.create(hold), taken)
}

/** Gives an item back. @throws AppError not-found, forbidden */
export async function releaseItem(actor: Actor, kind: ItemKind, id: string): Promise<void> {
  const item = await getItem(actor, kind, id)
  if (!item.claimedBy) return
  const mayRelease = moderationPolicy.release(actor, { claimedBy: item.claimedBy.userId })
  allow(mayRelease, 'Only the broker who took it, or an administrator, can release it')
  await Hold.deleteOne({ _id: holdId(kind, id), userId: item.claimedBy.userId })
}
