import { createCipheriv, createDecipheriv } from 'node:crypto'
import type { ProposalContent, ProposalFile } from '../../shared/proposals/proposal.ts'
import { type Bound, EnvelopeBroken, newDataKey, openBytes, sealBytes } from './envelope.ts'

/** A file as it is kept inside an envelope: with the key that opens it. */
export interface KeptFile extends ProposalFile {
  /** Base64. */
  key: string
}

/** What a proposal says, as it is kept inside an envelope. */
export interface KeptContent extends ProposalContent {
  files: KeptFile[]
}

/** Without what only this room may know. */
export const withoutKeys = (content: KeptContent): ProposalContent => ({
  ...content,
  files: content.files.map(({ key: _, ...file }) => file),
})

/** An envelope, and its key under the supplier's. */
export interface Sealed {
  envelope: Buffer
  supplierKeyed: Buffer
}

const wrapCipher = 'id-aes256-wrap'
// The value that the standard names (RFC 3394, 2.2.3.1).
const wrapStart = Buffer.alloc(8, 0xa6)

/** A key under another (AES key wrap, RFC 3394). */
export function wrapKey(key: Buffer, under: Buffer): Buffer {
  const cipher = createCipheriv(wrapCipher, under, wrapStart)
  return Buffer.concat([cipher.update(key), cipher.final()])
}

/** @throws EnvelopeBroken if it was not wrapped under this one, or is not whole */
export function unwrapKey(wrapped: Buffer, under: Buffer): Buffer {
  // What is empty comes out empty, and says nothing of it.
  if (wrapped.length === 0) throw new EnvelopeBroken()
  const decipher = createDecipheriv(wrapCipher, under, wrapStart)
  try {
    return Buffer.concat([decipher.update(wrapped), decipher.final()])
  } catch {
    throw new EnvelopeBroken()
  }
}

/** Encrypts a value under a fresh key; `dataKey` opens it for others than the supplier. */
export async function sealValue(
  value: unknown,
  supplierKey: Buffer,
  bound: Bound,
): Promise<Sealed & { dataKey: Buffer }> {
  const dataKey = newDataKey()
  const envelope = await sealBytes(Buffer.from(JSON.stringify(value)), dataKey, bound)
  return { envelope, supplierKeyed: wrapKey(dataKey, supplierKey), dataKey }
}

/** @throws EnvelopeBroken */
export async function openValue<Value>(envelope: Buffer, dataKey: Buffer, bound: Bound): Promise<Value> {
  return JSON.parse((await openBytes(envelope, dataKey, bound)).toString()) as Value
}

/** The part of a proposal that an envelope holds. */
export const parts = {
  draft: (revision: number): string => `draft ${revision}`,
  version: (version: number): string => `version ${version}`,
  file: (fileId: string): string => `file ${fileId}`,
  partnership: (id: string, count: number): string => `partnership ${id} ${count}`,
}
