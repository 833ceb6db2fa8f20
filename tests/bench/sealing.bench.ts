import { createCipheriv, createHash, randomBytes } from 'node:crypto'
import { newDataKey, openStream, sealStream } from '../../server/proposals/envelope.ts'
import { inWords, timed } from './measuring.ts'

const pieceBytes = 64 * 1024
const rounds = 5
const bound = { challengeId: 'c', proposalId: 'p', supplierId: 's', part: 'file f' }

/**
 * `npm run bench -- sealing [megabytes]`: hashing and sealing a file as it comes from a disk, beside SHA-256 and one
 * AES-256-GCM over the same bytes.
 */
export async function run([megabytes = '50']: string[]): Promise<void> {
  const content = randomBytes(Number(megabytes) * 1024 * 1024)
  const key = newDataKey()
  const pieces = (): Buffer[] =>
    Array.from({ length: Math.ceil(content.length / pieceBytes) }, (_, i) =>
      content.subarray(i * pieceBytes, (i + 1) * pieceBytes),
    )
  const shares: number[] = []
  const opened: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const { ms: plainMs } = await timed(() => Promise.resolve(hashAndEncrypt(pieces(), key)))
    const { ms: sealMs, result: sealed } = await timed(() => hashAndSeal(pieces(), content.length, key))
    const { ms: openMs } = await timed(() => openAll(sealed, key))
    shares.push(sealMs / plainMs)
    opened.push(openMs)
    if (round === rounds - 1) {
      console.log(`SHA-256 and AES-256-GCM of ${megabytes} MB  ${inWords(plainMs)}`)
      console.log(`hashed and sealed                ${inWords(sealMs)}`)
      console.log(`opened                           ${inWords(openMs)}`)
    }
  }
  const [share = 0] = shares.sort((a, b) => a - b).slice(Math.floor(rounds / 2))
  console.log(JSON.stringify({ bench: 'sealing', megabytes: Number(megabytes), sealingShare: share }))
}

function hashAndEncrypt(pieces: Buffer[], key: Buffer): void {
  const hash = createHash('sha256')
  const cipher = createCipheriv('aes-256-gcm', key, randomBytes(12))
  for (const piece of pieces) {
    hash.update(piece)
    cipher.update(piece)
  }
  cipher.final()
  hash.digest()
}

async function hashAndSeal(pieces: Buffer[], length: number, key: Buffer): Promise<Buffer[]> {
  const hash = createHash('sha256')
  function* hashed() {
    for (const piece of pieces) {
      hash.update(piece)
      yield piece
    }
  }
  const sealed: Buffer[] = []
  for await (const part of sealStream(hashed(), length, key, bound)) sealed.push(part)
  hash.digest()
  return sealed
}

async function openAll(sealed: Buffer[], key: Buffer): Promise<number> {
  let bytes = 0
  for await (const part of openStream(sealed, key, bound)) bytes += part.length
  return bytes
}
