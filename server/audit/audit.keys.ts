import { createHash, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import { personalIn, type RecordedEvent, recordText, type Sealed } from '../../shared/audit/chain.ts'
import { config } from '../platform/config.ts'

/** SHA-256 of a text, in hexadecimal digits. */
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

const purposes = ['link', 'event', 'anchor', 'person'] as const
type Purpose = (typeof purposes)[number]
let made: { from: string; keys: Map<Purpose, Buffer> } | undefined

/** Each purpose has a key of its own, so that what was made for one never passes for another. */
function keyFor(purpose: Purpose): Buffer {
  const from = config().auditKey
  if (made?.from !== from) {
    const derive = (info: string) => Buffer.from(hkdfSync('sha256', from, '', `foothold audit ${info}`, 32))
    made = { from, keys: new Map(purposes.map((one) => [one, derive(one)])) }
  }
  return made.keys.get(purpose) as Buffer
}

/** What nobody can make of a text without AUDIT_KEY (HMAC-SHA-256). */
export const authenticate = (purpose: Purpose, text: string): string =>
  createHmac('sha256', keyFor(purpose)).update(text).digest('base64url')

/** Whether this is what `authenticate` makes of the text. */
export function isAuthentic(purpose: Purpose, text: string, code: string): boolean {
  const [right, given] = [Buffer.from(authenticate(purpose, text)), Buffer.from(code)]
  return right.length === given.length && timingSafeEqual(right, given)
}

/**
 * What stands in the chain for something personal: it tells nobody what it was, and is another one in each event, so
 * that what a person did cannot be gathered by it.
 */
export const tokenFor = (eventId: string, place: string, value: string): string =>
  authenticate('person', `${eventId}\n${place}\n${value}`)

/** The tokens for what is personal in an event. */
export const sealPersonal = (event: RecordedEvent): Sealed[] =>
  personalIn(event).map(({ place, value }) => ({ place, token: tokenFor(event._id, place, value) }))

/** What the process that commits an event vouches with, until it is linked. */
export const vouchFor = (event: RecordedEvent): string =>
  authenticate('event', recordText(event, sealPersonal(event)))
