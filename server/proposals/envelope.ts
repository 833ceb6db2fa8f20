import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { canonicalJson } from '../../shared/platform/canonical-json.ts'
import { lengthBytes, lengthPrefix, paddedLength } from './padding.ts'

/** What an envelope belongs to; it opens nowhere else. */
export interface Bound {
  challengeId: string
  proposalId: string
  supplierId: string
  /** Which part: a revision of the draft, a version that was submitted, a file. */
  part: string
}

/** An envelope that was cut short, changed, made under another key or moved from somewhere else. */
export class EnvelopeBroken extends Error {
  override name = 'EnvelopeBroken'
  constructor() {
    super('This envelope is not whole, or is not the one that was sealed here')
  }
}

const magic = Buffer.from('FHS1')
/** Bytes of content in one chunk. */
const chunkBytes = 256 * 1024
const prefixBytes = 7
const headBytes = magic.length + prefixBytes
const tagBytes = 16

/** A fresh key for one envelope. */
export const newDataKey = (): Buffer => randomBytes(32)

/**
 * How one chunk is bound: its number and whether it is the last are in its nonce (STREAM: Hoang and others, CRYPTO
 * 2015), and in the data that is authenticated beside it, with what the envelope belongs to.
 */
function chunkOf(head: Buffer, bound: Buffer, index: number, isLast: boolean) {
  const place = Buffer.alloc(5)
  // Refuses a number that four bytes can't hold: no nonce comes twice.
  place.writeUInt32BE(index)
  place[4] = isLast ? 1 : 0
  return {
    nonce: Buffer.concat([head.subarray(magic.length), place]),
    associated: Buffer.concat([head, bound, place]),
  }
}

const boundHash = ({ challengeId, proposalId, supplierId, part }: Bound): Buffer =>
  createHash('sha256').update(canonicalJson({ challengeId, proposalId, supplierId, part })).digest()

function cipherFor(key: Buffer, chunk: ReturnType<typeof chunkOf>) {
  const cipher = createCipheriv('aes-256-gcm', key, chunk.nonce, { authTagLength: tagBytes })
  return cipher.setAAD(chunk.associated)
}

/** @throws EnvelopeBroken before a byte of it is given out */
function openChunk(key: Buffer, sealed: Buffer, chunk: ReturnType<typeof chunkOf>): Buffer {
  if (sealed.length < tagBytes) throw new EnvelopeBroken()
  const decipher = createDecipheriv('aes-256-gcm', key, chunk.nonce, { authTagLength: tagBytes })
  decipher.setAAD(chunk.associated)
  decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes))
  const plain = decipher.update(sealed.subarray(0, sealed.length - tagBytes))
  try {
    decipher.final()
  } catch {
    throw new EnvelopeBroken()
  }
  return plain
}

type Source = Iterable<Buffer> | AsyncIterable<Buffer>

/** Groups of exactly `size` bytes, the last of fewer; whether more comes is known before each is given out. */
async function* inPieces(source: Source, size: number): AsyncGenerator<{ piece: Buffer; isLast: boolean }> {
  let waiting: Buffer[] = []
  let length = 0
  for await (const some of source) {
    waiting.push(some)
    length += some.length
    if (length <= size) continue
    const all = waiting.length === 1 ? some : Buffer.concat(waiting, length)
    let start = 0
    for (; length - start > size; start += size)
      yield { piece: all.subarray(start, start + size), isLast: false }
    waiting = [all.subarray(start)]
    length -= start
  }
  yield { piece: Buffer.concat(waiting, length), isLast: true }
}

async function* padded(source: Source, length: number): AsyncGenerator<Buffer> {
  yield lengthPrefix(length)
  let given = 0
  for await (const some of source) {
    given += some.length
    if (given > length) break
    yield some
  }
  if (given !== length) throw new Error(`Content of ${length} bytes was announced`)
  let rest = paddedLength(length + lengthBytes) - length - lengthBytes
  for (; rest > 0; rest -= chunkBytes) yield Buffer.alloc(Math.min(rest, chunkBytes))
}

/**
 * Encrypts content of `length` bytes in chunks of AES-256-GCM, padded; in constant memory.
 * @throws Error if the content is not as long as was said
 */
export async function* sealStream(
  source: Source,
  length: number,
  key: Buffer,
  bound: Bound,
): AsyncGenerator<Buffer> {
  const head = Buffer.concat([magic, randomBytes(prefixBytes)])
  const hash = boundHash(bound)
  yield head
  const total = paddedLength(length + lengthBytes)
  let done = 0
  let cipher: ReturnType<typeof cipherFor> | null = null
  for await (const some of padded(source, length)) {
    for (let start = 0; start < some.length; ) {
      // The length is known, so what is the last chunk is, too: nothing has to be held back.
      cipher ??= cipherFor(key, chunkOf(head, hash, done / chunkBytes, done + chunkBytes >= total))
      const part = some.subarray(start, start + chunkBytes - (done % chunkBytes))
      yield cipher.update(part)
      start += part.length
      done += part.length
      if (done % chunkBytes !== 0 && done < total) continue
      yield cipher.final()
      yield cipher.getAuthTag()
      cipher = null
    }
  }
}

/**
 * The content again. Each chunk is given out only when it has been found whole; an envelope that ends early fails at
 * its end, so what came before is not to be used until all of it did.
 * @throws EnvelopeBroken
 */
export async function* openStream(source: Source, key: Buffer, bound: Bound): AsyncGenerator<Buffer> {
  const hash = boundHash(bound)
  let index = 0
  let left: number | null = null
  let head: Buffer | null = null
  for await (const { piece, isLast } of inPieces(
    afterHead(source, (found) => (head = found)),
    chunkBytes + tagBytes,
  )) {
    if (!head) throw new EnvelopeBroken()
    const plain = openChunk(key, piece, chunkOf(head, hash, index, isLast))
    index += 1
    let content = plain
    if (left === null) {
      if (plain.length < lengthBytes) throw new EnvelopeBroken()
      left = Number(plain.readBigUInt64BE())
      content = plain.subarray(lengthBytes)
    }
    const given: Buffer = content.subarray(0, left)
    left -= given.length
    if (isLast && left > 0) throw new EnvelopeBroken()
    if (given.length > 0) yield given
  }
}

async function* afterHead(source: Source, found: (head: Buffer) => void): AsyncGenerator<Buffer> {
  let start: Buffer | null = Buffer.alloc(0)
  for await (const some of source) {
    if (!start) {
      yield some
      continue
    }
    start = Buffer.concat([start, some])
    if (start.length < headBytes) continue
    if (!start.subarray(0, magic.length).equals(magic)) throw new EnvelopeBroken()
    found(start.subarray(0, headBytes))
    yield start.subarray(headBytes)
    start = null
  }
}

/** The same for what fits into memory. */
export async function sealBytes(content: Buffer, key: Buffer, bound: Bound): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of sealStream([content], content.length, key, bound)) parts.push(part)
  return Buffer.concat(parts)
}

/** The same for what fits into memory; all of it is found whole first. @throws EnvelopeBroken */
export async function openBytes(sealed: Buffer, key: Buffer, bound: Bound): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of openStream([sealed], key, bound)) parts.push(part)
  return Buffer.concat(parts)
}
