import mongoose from 'mongoose'
import { chainOf, type Link } from '../../shared/audit/chain.ts'
import { type Finding, finding } from '../../shared/audit/verdict.ts'
import type { PublicAnchor } from './audit.anchors.service.ts'
import { Anchor, type AnchorRow, LinkRecord, Waiting } from './audit.chain.model.ts'
import { beginReading, passAnchor, type Reading, readLink } from './audit.checking.ts'
import { type DomainEvent, EventRecord } from './audit.model.ts'

const { trusted } = mongoose
// What is held in memory at a time.
const batch = 1000

/** What to verify. */
export interface VerificationWish {
  /** Only this chain: what is cut off after the last anchor, and what is in no chain, shows only in a verification of all. */
  chain?: string
  /** Anchors that somebody kept: each has to be on record. */
  kept?: PublicAnchor[]
  /** Told now and then how many links of how many are done. */
  tell?: (done: number, total: number) => Promise<void> | void
}

/** What was found out. */
export interface Verdict {
  /** Null if all is as it was recorded. */
  finding: Finding | null
  links: number
  anchors: number
}

/**
 * Recomputes every link from its event, every chain from its links and every anchor from its chains, and names the
 * first that isn't as it was recorded. Holds a thousand events and the end of each chain in memory.
 */
export async function verifyRecord(wish: VerificationWish = {}): Promise<Verdict> {
  const reading = beginReading(wish.chain ?? null)
  const counts = { links: 0, anchors: 0 }
  const found =
    (await readLinks(reading, wish, counts)) ??
    (await missingAnchor(wish.kept ?? [])) ??
    (wish.chain === undefined ? await outsideOfChains(reading) : null)
  return { finding: found && (await withEvent(found)), ...counts }
}

async function readLinks(
  reading: Reading,
  { chain, tell }: VerificationWish,
  counts: { links: number; anchors: number },
): Promise<Finding | null> {
  const within = chain === undefined ? {} : { chain }
  // Anchors first: one that is made meanwhile would cover links that are not read.
  const pass = await anchorsInOrder(reading, counts)
  const last = await LinkRecord.findOne(within).sort({ place: -1 }).lean<Link>()
  const total = await LinkRecord.countDocuments(within)
  const rest = { ...within, place: trusted({ $lte: last?.place ?? 0 }) }
  for await (const links of inBatches(LinkRecord.find(rest).sort({ place: 1 }).lean<Link[]>().cursor())) {
    const events = await eventsOf(links)
    for (const link of links) {
      const fault = (await pass(link.place)) ?? readLink(reading, link, events.get(link.eventId))
      if (fault) return fault
    }
    counts.links += links.length
    await tell?.(counts.links, Math.max(total, counts.links))
  }
  return pass(Infinity)
}

/** Gives what passes every anchor that covers nothing from this place on; those there are now, no later ones. */
async function anchorsInOrder(
  reading: Reading,
  counts: { anchors: number },
): Promise<(place: number) => Promise<Finding | null>> {
  const newest = await Anchor.findOne({}, { at: 1 }).sort({ at: -1 }).lean()
  if (!newest) return () => Promise.resolve(null)
  const rows = Anchor.find({ at: trusted({ $lte: newest.at }) })
    .sort({ at: 1 })
    .lean<AnchorRow[]>()
    .cursor()
  let next = (await rows.next()) as AnchorRow | null
  return async (place) => {
    while (next && next.upTo < place) {
      const fault = passAnchor(reading, next)
      if (fault) return fault
      counts.anchors += 1
      next = (await rows.next()) as AnchorRow | null
    }
    return null
  }
}

async function* inBatches<Row>(rows: AsyncIterable<Row>): AsyncGenerator<Row[]> {
  let some: Row[] = []
  for await (const row of rows) {
    some.push(row)
    if (some.length < batch) continue
    yield some
    some = []
  }
  if (some.length > 0) yield some
}

async function eventsOf(links: Link[]): Promise<Map<string, DomainEvent>> {
  const ids = links.map(({ eventId }) => eventId)
  const events = await EventRecord.find({ _id: trusted({ $in: ids }) }).lean<DomainEvent[]>()
  return new Map(events.map((event) => [event._id, event]))
}

async function missingAnchor(kept: PublicAnchor[]): Promise<Finding | null> {
  for (const { at, root } of kept)
    if (!(await Anchor.exists({ root, at })))
      return finding('anchor-missing', { anchoredAt: at.toISOString() })
  return null
}

async function outsideOfChains(reading: Reading): Promise<Finding | null> {
  const loose = await firstLoose(() => true)
  if (reading.gap !== null) {
    const chain = loose && chainOf(loose)
    const seq = chain ? (reading.heads.get(chain)?.seq ?? 0) + 1 : null
    return finding('link-removed', { place: reading.gap, chain, seq, eventId: loose?._id ?? null })
  }
  if (loose) return finding('event-inserted', { eventId: loose._id, chain: chainOf(loose) })
  const refused = await Waiting.findOne({ isRefused: true }).sort({ at: 1, _id: 1 }).lean()
  return refused && finding('event-refused', { eventId: refused._id })
}

/** An event that is in no chain and doesn't wait to be linked. */
async function firstLoose(isMeant: (event: DomainEvent) => boolean): Promise<DomainEvent | null> {
  for await (const events of inBatches(
    EventRecord.find({}).sort({ _id: 1 }).lean<DomainEvent[]>().cursor(),
  )) {
    const ids = trusted({ $in: events.map(({ _id }) => _id) })
    // In this order: an event that is linked meanwhile is found in one of the two.
    const waiting = await Waiting.find({ _id: ids }, { _id: 1 }).lean()
    const linked = await LinkRecord.find({ eventId: ids }, { eventId: 1 }).lean()
    const known = new Set([...waiting.map(({ _id }) => _id), ...linked.map(({ eventId }) => eventId)])
    const loose = events.find((event) => !known.has(event._id) && isMeant(event))
    if (loose) return loose
  }
  return null
}

/** Names the event of a link that is gone, if that is still there. */
async function withEvent(found: Finding): Promise<Finding> {
  const isOfLink = found.fault === 'link-removed' || found.fault === 'chain-truncated'
  if (!isOfLink || found.eventId !== null || found.chain === null) return found
  const loose = await firstLoose((event) => chainOf(event) === found.chain)
  return { ...found, eventId: loose?._id ?? null }
}
