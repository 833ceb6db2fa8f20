import { z } from 'zod'
import { canonicalJson } from '../platform/canonical-json.ts'

export const receiptFormat = 'foothold-receipt-1'

const hash = z.string().regex(/^[0-9a-f]{64}$/, 'A SHA-256 is 64 hexadecimal digits')

/** A receipt as its supplier keeps it: what was sealed, when it came, and our signature under both. */
export const receiptSchema = z.strictObject({
  format: z.literal(receiptFormat),
  /** The address of the site that signed it. */
  site: z.url(),
  reference: z.string().max(40),
  challengeId: z.string().max(40),
  version: z.int().min(1),
  /** When the request reached our server, by its clock. */
  receivedAt: z.iso.datetime(),
  /** The deadline as it stood then; null for a challenge without one. */
  deadline: z.iso.datetime().nullable(),
  /** Of the whole, as canonical JSON (RFC 8785). */
  sha256: hash,
  /** Of each part alone: its canonical JSON, or a file's bytes. */
  parts: z.array(z.strictObject({ part: z.string().max(300), sha256: hash })).max(100),
  /** Which of the site's published keys signed it. */
  keyId: z.string().max(40),
  /** Ed25519 over the canonical JSON of everything else, base64url. */
  signature: z.string().max(200),
})
export type SignedReceipt = z.output<typeof receiptSchema>

/** The very text that a receipt's signature is made over. */
export function signedText({
  signature: _,
  ...rest
}: SignedReceipt | (Omit<SignedReceipt, 'signature'> & { signature?: string })): string {
  return canonicalJson(rest)
}
