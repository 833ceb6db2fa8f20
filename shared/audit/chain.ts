import { canonicalJson } from '../platform/canonical-json.ts'

/** The chain of what belongs to no challenge. */
export const generalChain = 'general'

/** What the chain needs of an event, as it is on record. */
export interface RecordedEvent {
  _id: string
  name: string
  at: Date
  actor: { kind: string; userId: string; organisationId: string | null }
  subject: { kind: string; id: string }
  payload: unknown
}

/** Stands in an event for what of it was erased, since somebody asked for that. */
export const erased = 'erased'

/** What of an event says something of a person, and where; the chain holds only the token. */
export interface Sealed {
  place: string
  token: string
}

/**
 * Members of payloads that name a person, or that somebody typed. Everything else in a payload is an id of a thing, a
 * number, or a word of a list (a test of all events compares).
 */
export const personalMembers: readonly string[] = ['userId', 'by', 'reason', 'about']

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The chain that an event belongs to: its challenge's, or the general one. */
export function chainOf({ subject, payload }: RecordedEvent): string {
  if (subject.kind === 'challenge') return subject.id
  const challengeId = isMap(payload) ? payload['challengeId'] : undefined
  return typeof challengeId === 'string' && challengeId !== '' ? challengeId : generalChain
}

/** What of an event says something of a person: by place, nothing that is empty. */
export function personalIn(event: RecordedEvent): { place: string; value: string }[] {
  const found = [{ place: 'actor.userId', value: event.actor.userId }]
  if (event.subject.kind === 'person') found.push({ place: 'subject.id', value: event.subject.id })
  for (const [name, value] of Object.entries(isMap(event.payload) ? event.payload : {}))
    if (personalMembers.includes(name) && typeof value === 'string')
      found.push({ place: `payload.${name}`, value })
  return found.filter(({ value }) => value !== '')
}

/** What stands at a place of an event; undefined if nothing does. */
export function valueAt(event: RecordedEvent, place: string): string | undefined {
  const [part = '', member = ''] = place.split('.')
  const holder: unknown = { actor: event.actor, subject: event.subject, payload: event.payload }[part]
  const value = isMap(holder) ? holder[member] : undefined
  return typeof value === 'string' ? value : undefined
}

/** What the chain holds of an event, in canonical JSON (RFC 8785), with tokens in place of what is personal. */
export function recordText(event: RecordedEvent, sealed: Sealed[]): string {
  const tokens = new Map(sealed.map(({ place, token }) => [place, token]))
  const put = (part: string, from: unknown) =>
    isMap(from)
      ? Object.fromEntries(
          Object.entries(from).map(([name, value]) => [name, tokens.get(`${part}.${name}`) ?? value]),
        )
      : from
  const { kind, userId, organisationId } = event.actor
  return canonicalJson({
    id: event._id,
    name: event.name,
    at: event.at.toISOString(),
    actor: put('actor', { kind, userId, organisationId }),
    subject: put('subject', { kind: event.subject.kind, id: event.subject.id }),
    payload: put('payload', event.payload),
  })
}

/** One link of a chain: an event's place in it. */
export interface Link {
  /** Its place among the links of all chains, from 1. */
  place: number
  chain: string
  /** Its place in its chain, from 1. */
  seq: number
  eventId: string
  /** The hash of the link before it in its chain; empty for the first. */
  prev: string
  /** SHA-256 of `prev` and the record, in hexadecimal digits. */
  hash: string
  sealed: Sealed[]
  /** When the link was made, which is a moment after the event. */
  at: Date
  /** What nobody can make without the key. */
  mac: string
}

/** What a link's hash is made of: the hash before it, then the record. */
export const hashedText = (prev: string, record: string): string => `${prev}\n${record}`

/** What a link's authentication code is made of: with the hash, all that the link says. */
export const authenticatedText = ({
  place,
  chain,
  seq,
  eventId,
  prev,
  hash,
  at,
}: Omit<Link, 'mac'>): string =>
  canonicalJson({ place, chain, seq, eventId, prev, hash, at: at.toISOString() })

/** Where a chain ends. */
export interface Head {
  chain: string
  seq: number
  hash: string
}

/** What an anchor is of: a time, the anchor before it, and where every chain ended then. */
export interface Anchored {
  at: Date
  /** The root of the anchor before; null for the first. */
  previous: string | null
  heads: Head[]
}

/** The leaves of an anchor's tree: first its time and the anchor before it, then the heads in the order of their chains. */
export function leavesOf({ at, previous, heads }: Anchored): string[] {
  const sorted = heads.toSorted((a, b) => (a.chain < b.chain ? -1 : 1))
  return [
    canonicalJson({ at: at.toISOString(), previous }),
    ...sorted.map(({ chain, seq, hash }) => canonicalJson({ chain, seq, hash })),
  ]
}

/**
 * The root of a Merkle tree over these leaves: leaves and inner nodes are told apart by what is hashed before them, a
 * node without a neighbour goes up as it is (as RFC 6962 does).
 * @param hash of a text, in hexadecimal digits
 * @throws Error without leaves
 */
export function merkleRoot(leaves: string[], hash: (text: string) => string): string {
  let nodes = leaves.map((leaf) => hash(`0${leaf}`))
  while (nodes.length > 1) {
    const above: string[] = []
    for (let i = 0; i < nodes.length; i += 2) {
      const [left, right] = [nodes[i] as string, nodes[i + 1]]
      above.push(right === undefined ? left : hash(`1${left}${right}`))
    }
    nodes = above
  }
  const [root] = nodes
  if (root === undefined) throw new Error('A tree has at least one leaf')
  return root
}
