import { randomBytes, randomInt } from 'node:crypto'
import {
  type Bound,
  EnvelopeBroken,
  newDataKey,
  openBytes,
  openStream,
  sealBytes,
  sealStream,
} from '../../server/proposals/envelope.ts'
import { paddedLength } from '../../server/proposals/padding.ts'

const key = newDataKey()
const bound: Bound = { challengeId: 'c', proposalId: 'p', supplierId: 's', part: 'draft 1' }

async function given(sealed: Iterable<Buffer>, under = key, of = bound) {
  const parts: Buffer[] = []
  let error: unknown
  try {
    for await (const part of openStream(sealed, under, of)) parts.push(part)
  } catch (thrown) {
    error = thrown
  }
  return { bytes: Buffer.concat(parts), error }
}

const changedAt = (sealed: Buffer, place: number, by = 1): Buffer => {
  const changed = Buffer.from(sealed)
  changed[place] = (changed[place] ?? 0) ^ by
  return changed
}

describe('an envelope', () => {
  it.each([0, 1, 4087, 4088, 4089, 262_135, 262_136, 262_137, 700_000])(
    'gives %i bytes back as they were, however they come',
    async (length) => {
      const content = randomBytes(length)
      const pieces: Buffer[] = []
      for (let start = 0; start < length; ) {
        const size = 1 + randomInt(50_000)
        pieces.push(content.subarray(start, start + size))
        start += size
      }
      const sealed: Buffer[] = []
      for await (const part of sealStream(pieces, length, key, bound)) sealed.push(part)
      const whole = Buffer.concat(sealed)
      expect((await openBytes(whole, key, bound)).equals(content)).toBe(true)
      const inBits = Array.from({ length: Math.ceil(whole.length / 1000) }, (_, i) =>
        whole.subarray(i * 1000, (i + 1) * 1000),
      )
      expect((await given(inBits)).bytes.equals(content)).toBe(true)
    },
  )

  it('says little of how much is in it', async () => {
    const sizes = await Promise.all(
      [0, 10, 1000, 4000].map(async (n) => (await sealBytes(Buffer.alloc(n), key, bound)).length),
    )
    expect(new Set(sizes).size).toBe(1)
    for (const length of [5000, 80_000, 1_234_567, 52_428_800]) {
      expect(paddedLength(length)).toBeGreaterThanOrEqual(length)
      expect(paddedLength(length) / length).toBeLessThan(1.12)
    }
    expect(paddedLength(1_000_000)).toBe(paddedLength(1_001_000))
  })

  it('refuses every changed byte of a small one', async () => {
    const sealed = await sealBytes(Buffer.from('what we would do'), key, bound)
    for (let place = 0; place < sealed.length; place += 1) {
      const { bytes, error } = await given([changedAt(sealed, place)])
      expect(error).toBeInstanceOf(EnvelopeBroken)
      expect(bytes).toHaveLength(0)
    }
  })

  it('refuses a thousand changed bytes of a large one, and gives none that was not verified', async () => {
    const content = randomBytes(600_000)
    const sealed = await sealBytes(content, key, bound)
    for (let i = 0; i < 1000; i += 1) {
      const place = randomInt(sealed.length)
      const { bytes, error } = await given([changedAt(sealed, place, 1 + randomInt(255))])
      expect(error).toBeInstanceOf(EnvelopeBroken)
      expect(content.subarray(0, bytes.length).equals(bytes)).toBe(true)
    }
  })

  it.each([
    ['another challenge', { challengeId: 'd' }],
    ['another proposal', { proposalId: 'q' }],
    ['another supplier', { supplierId: 't' }],
    ['another part', { part: 'draft 2' }],
  ])('opens in no place but its own: %s', async (_what, elsewhere) => {
    const sealed = await sealBytes(Buffer.from('ours'), key, bound)
    const { error, bytes } = await given([sealed], key, { ...bound, ...elsewhere })
    expect(error).toBeInstanceOf(EnvelopeBroken)
    expect(bytes).toHaveLength(0)
  })

  it('refuses one that was cut short, lengthened, put together anew or made under another key', async () => {
    const sealed = await sealBytes(randomBytes(600_000), key, bound)
    const other = await sealBytes(randomBytes(600_000), key, bound)
    const [head, chunk] = [11, 262_144 + 16]
    const first = sealed.subarray(head, head + chunk)
    const second = sealed.subarray(head + chunk, head + 2 * chunk)
    const forged = [
      Buffer.alloc(0),
      sealed.subarray(0, head - 1),
      sealed.subarray(0, head),
      sealed.subarray(0, head + chunk),
      sealed.subarray(0, -1),
      Buffer.concat([sealed, Buffer.alloc(1)]),
      Buffer.concat([sealed, second]),
      Buffer.concat([sealed.subarray(0, head), second, first, sealed.subarray(head + 2 * chunk)]),
      Buffer.concat([sealed.subarray(0, head + chunk), other.subarray(head + chunk)]),
    ]
    // Of whole chunks in the middle nothing but their number says which comes first.
    const four = await sealBytes(randomBytes(900_000), key, bound)
    const places = [0, 2, 1, 3].map((n) => four.subarray(head + n * chunk, head + (n + 1) * chunk))
    forged.push(Buffer.concat([four.subarray(0, head), ...places]))
    for (const one of forged) expect((await given([one])).error).toBeInstanceOf(EnvelopeBroken)
    expect((await given([sealed], newDataKey())).error).toBeInstanceOf(EnvelopeBroken)
  })

  it('is refused when the content is not as long as was said', async () => {
    for (const length of [3, 5]) {
      const sealing = async () => {
        let bytes = 0
        for await (const part of sealStream([Buffer.from('four')], length, key, bound)) bytes += part.length
        return bytes
      }
      await expect(sealing()).rejects.toThrow('was announced')
    }
  })
})
