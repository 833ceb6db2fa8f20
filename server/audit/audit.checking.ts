import {
  type Head,
  hashedText,
  leavesOf,
  type Link,
  merkleRoot,
  type RecordedEvent,
  erased,
  recordText,
  valueAt,
} from '../../shared/audit/chain.ts'
import { type Fault, type Finding, finding } from '../../shared/audit/verdict.ts'
import { isAuthenticAnchor } from './audit.anchors.service.ts'
import type { AnchorRow } from './audit.chain.model.ts'
import { isAuthenticLink } from './audit.chainer.service.ts'
import { sha256, tokenFor } from './audit.keys.ts'

/** Links as they are read, in the order of their places; of one chain alone places are not looked at. */
export interface Reading {
  /** The end of every chain so far. */
  heads: Map<string, Head>
  /** The place of the last link. */
  place: number
  /** A place that no link has, if one was passed: which chain it was of shows later, or not at all. */
  gap: number | null
  onlyChain: string | null
  /** The root of the last anchor that was passed. */
  previous: string | null
}

export const beginReading = (onlyChain: string | null): Reading => ({
  heads: new Map(),
  place: 0,
  gap: null,
  onlyChain,
  previous: null,
})

/** Whether what the event says of people is what was linked, or erased since. */
function isSealedSo(event: RecordedEvent, { sealed, eventId }: Link): boolean {
  return sealed.every(({ place, token }) => {
    const value = valueAt(event, place)
    return value === erased || (value !== undefined && tokenFor(eventId, place, value) === token)
  })
}

function isContentSo(event: RecordedEvent, link: Link): boolean {
  const hash = sha256(hashedText(link.prev, recordText(event, link.sealed)))
  return hash === link.hash && isSealedSo(event, link)
}

function faultOf(reading: Reading, link: Link, event: RecordedEvent | undefined): Fault | null {
  const head = reading.heads.get(link.chain)
  const isInPlace = link.seq === (head?.seq ?? 0) + 1 && link.prev === (head?.hash ?? '')
  const isOurs = isAuthenticLink(link)
  // What the key vouches for is as it was made: something else is wrong.
  if (isOurs && !isInPlace) return 'link-removed'
  if (!event) return isOurs ? 'event-removed' : 'link-forged'
  if (isOurs) return isContentSo(event, link) ? null : 'event-edited'
  // Its own hash still fits its event, but not what stands before it: it was moved.
  return isContentSo(event, link) && link.prev !== (head?.hash ?? '') ? 'link-reordered' : 'link-forged'
}

/** Reads the next link; a finding if it isn't what it has to be. */
export function readLink(reading: Reading, link: Link, event: RecordedEvent | undefined): Finding | null {
  const { chain, seq, place, eventId } = link
  const fault = faultOf(reading, link, event)
  if (fault === 'link-removed') {
    const missing = (reading.heads.get(chain)?.seq ?? 0) + 1
    return finding(fault, { chain, seq: missing, place: reading.gap ?? place })
  }
  if (fault) return finding(fault, { chain, seq, place, eventId })
  if (reading.onlyChain === null && place !== reading.place + 1) reading.gap ??= reading.place + 1
  reading.place = place
  reading.heads.set(chain, { chain, seq, hash: link.hash })
  return null
}

/** Passes an anchor, once every link that it covers was read; a finding if the chains aren't those it was made of. */
export function passAnchor(reading: Reading, anchor: AnchorRow): Finding | null {
  const anchoredAt = anchor.at.toISOString()
  if (!isAuthenticAnchor(anchor)) return finding('anchor-forged', { anchoredAt })
  const cut = anchor.moved.find(
    ({ chain, seq }) =>
      (reading.onlyChain === null || chain === reading.onlyChain) &&
      seq > (reading.heads.get(chain)?.seq ?? 0),
  )
  if (cut) {
    const seq = (reading.heads.get(cut.chain)?.seq ?? 0) + 1
    const next = reading.onlyChain === null ? reading.place + 1 : null
    return finding('chain-truncated', { chain: cut.chain, seq, place: reading.gap ?? next, anchoredAt })
  }
  if (reading.onlyChain !== null) return null
  const { previous } = reading
  reading.previous = anchor.root
  if (anchor.previous !== previous) return finding('anchor-removed', { anchoredAt })
  const leaves = leavesOf({ at: anchor.at, previous, heads: [...reading.heads.values()] })
  if (merkleRoot(leaves, sha256) === anchor.root) return null
  return reading.gap === null
    ? finding('anchor-mismatch', { anchoredAt })
    : finding('link-removed', { place: reading.gap, anchoredAt })
}
