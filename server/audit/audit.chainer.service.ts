import mongoose, { type ClientSession } from 'mongoose'
import {
  authenticatedText,
  chainOf,
  type Head,
  hashedText,
  type Link,
  recordText,
} from '../../shared/audit/chain.ts'
import { now } from '../platform/clock.ts'
import { logger } from '../platform/logger.ts'
import { ChainerLease, LinkRecord, Waiting } from './audit.chain.model.ts'
import { authenticate, isAuthentic, sealPersonal, sha256, vouchFor } from './audit.keys.ts'
import { type DomainEvent, EventRecord } from './audit.model.ts'

const { trusted } = mongoose
const leaseMs = 10_000

/** The most events that are linked by one transaction. */
export const mostLinks = 500

/** Takes the lease of the one who chains, or keeps it. @returns false while somebody else has it */
async function holdLease(holder: string): Promise<boolean> {
  const at = now()
  const isFree = { $or: [{ until: trusted({ $lte: at }) }, { holder }] }
  try {
    await ChainerLease.updateOne(
      { _id: 'chainer', ...isFree },
      { $set: { holder, until: new Date(at.getTime() + leaseMs) } },
      { upsert: true },
    )
    return true
  } catch (error) {
    // The row is there and somebody else's, so it could be neither found nor made.
    if (error instanceof mongoose.mongo.MongoServerError && error.code === 11_000) return false
    throw error
  }
}

/** Lets another process chain at once. */
export async function releaseLease(holder: string): Promise<void> {
  await ChainerLease.deleteOne({ _id: 'chainer', holder })
}

/** Where these chains end, or all of them; answered from the index alone, one entry a chain. */
export async function headsOf(chains?: string[], session: ClientSession | null = null): Promise<Head[]> {
  const found = await LinkRecord.aggregate<Head & { _id: string }>([
    ...(chains ? [{ $match: { chain: { $in: chains } } }] : []),
    { $sort: { chain: 1, seq: -1 } },
    { $group: { _id: '$chain', seq: { $first: '$seq' }, hash: { $first: '$hash' } } },
  ]).session(session)
  return found.map(({ _id: chain, seq, hash }) => ({ chain, seq, hash }))
}

type Row = { _id: string; mac: string }

/** What waits longest, each with its event; what is linked already or no more what was vouched for is apart. */
async function readWaiting() {
  const rows = await Waiting.find({ isRefused: false }, { mac: 1 })
    .sort({ at: 1, _id: 1 })
    .limit(mostLinks)
    .lean<Row[]>()
  const ids = trusted({ $in: rows.map(({ _id }) => _id) })
  const events = await EventRecord.find({ _id: ids }).lean<DomainEvent[]>()
  const linked = await LinkRecord.find({ eventId: ids }, { eventId: 1 }).lean()
  const byId = new Map(events.map((event) => [event._id, event]))
  const known = new Set(linked.map(({ eventId }) => eventId))
  const fresh: DomainEvent[] = []
  const refused: string[] = []
  for (const { _id, mac } of rows) {
    const event = byId.get(_id)
    if (known.has(_id)) continue
    if (event && vouchFor(event) === mac) fresh.push(event)
    else refused.push(_id)
  }
  return { rows, fresh, refused }
}

function linkAll(events: DomainEvent[], heads: Map<string, Head>, last: number, at: Date): Link[] {
  return events.map((event, i) => {
    const chain = chainOf(event)
    const { seq, hash: prev } = heads.get(chain) ?? { seq: 0, hash: '' }
    const sealed = sealPersonal(event)
    const hash = sha256(hashedText(prev, recordText(event, sealed)))
    const link = { place: last + 1 + i, chain, seq: seq + 1, eventId: event._id, prev, hash, sealed, at }
    heads.set(chain, link)
    return { ...link, mac: authenticate('link', authenticatedText(link)) }
  })
}

/**
 * Writes the links in the order of their places. A transaction would be all or none, but one whose process is killed
 * holds up the next chainer for a minute; without it a part is written, and the rest still waits.
 * @returns false if somebody else writes links too: then theirs stand from there on
 */
async function write(links: Link[]): Promise<boolean> {
  try {
    await LinkRecord.insertMany(links, { ordered: true })
    return true
  } catch (error) {
    if (error instanceof mongoose.mongo.MongoServerError && error.code === 11_000) return false
    throw error
  }
}

async function refuse(eventIds: string[]): Promise<void> {
  if (eventIds.length === 0) return
  await Waiting.updateMany({ _id: trusted({ $in: eventIds }) }, { $set: { isRefused: true } })
  for (const eventId of eventIds)
    logger('audit').error({ eventId }, 'An event is not what was committed: it is not linked')
}

/**
 * Links some of the events that wait, the oldest first. A transaction that is committed late has its events linked
 * late, since each brings the row by which it is found. Whoever is killed leaves links without a gap, and rows of what
 * is linked already, which the next one takes away.
 * @param holder whoever asks; two at once make one chain, since one of them has the lease and places are unique
 * @returns how many rows were dealt with; 0 if none waits or somebody else chains
 */
export async function linkWaiting(holder: string): Promise<number> {
  if (!(await Waiting.exists({ isRefused: false }))) return 0
  if (!(await holdLease(holder))) return 0
  // The end first: whatever somebody else links after this takes the place that the first link here would have.
  const last = await LinkRecord.findOne({}, { place: 1 }).sort({ place: -1 }).lean()
  const { rows, fresh, refused } = await readWaiting()
  const heads = await headsOf([...new Set(fresh.map(chainOf))])
  const links = linkAll(fresh, new Map(heads.map((head) => [head.chain, head])), last?.place ?? 0, now())
  if (links.length > 0 && !(await write(links))) return 0
  const isDone = new Set(rows.map(({ _id }) => _id))
  for (const id of refused) isDone.delete(id)
  await Waiting.deleteMany({ _id: trusted({ $in: [...isDone] }) })
  await refuse(refused)
  return rows.length
}

/**
 * Has every event of an installation from before there were chains linked. Does nothing where anything was linked.
 * @returns how many wait to be linked now
 */
export async function enrolEarlierEvents(): Promise<number> {
  if ((await LinkRecord.exists({})) || (await Waiting.exists({}))) return 0
  let count = 0
  let rows: { _id: string; at: Date; mac: string }[] = []
  const flush = async () => {
    await Waiting.insertMany(rows)
    count += rows.length
    rows = []
  }
  for await (const event of EventRecord.find({}).sort({ _id: 1 }).lean<DomainEvent[]>().cursor()) {
    rows.push({ _id: event._id, at: event.at, mac: vouchFor(event) })
    if (rows.length === 1000) await flush()
  }
  await flush()
  return count
}

/** Whether a link says what whoever has the key wrote. */
export const isAuthenticLink = (link: Link): boolean => isAuthentic('link', authenticatedText(link), link.mac)
