import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import {
  type Bound,
  EnvelopeBroken,
  newDataKey,
  openBytes,
  openStream,
  sealBytes,
  sealStream,
} from '../../server/proposals/envelope.ts'

// What is sealed today has to open in years: the form of an envelope, written a second time and apart from the first.
const key = newDataKey()
const bound: Bound = { challengeId: 'c', proposalId: 'p', supplierId: 's', part: 'draft 1' }
const boundHash = createHash('sha256')
  .update('{"challengeId":"c","part":"draft 1","proposalId":"p","supplierId":"s"}')
  .digest()
const chunkBytes = 262_144
const tagBytes = 16

const placeOf = (index: number, isLast: boolean): Buffer =>
  Buffer.from([index >>> 24, (index >>> 16) & 255, (index >>> 8) & 255, index & 255, isLast ? 1 : 0])

/** An authentic envelope around these bytes, whatever they say; their length is not put before them here. */
function sealedByHand(plain: Buffer, form = 'FHS1'): Buffer {
  const prefix = randomBytes(7)
  const head = Buffer.concat([Buffer.from(form), prefix])
  const parts = [head]
  const count = Math.max(1, Math.ceil(plain.length / chunkBytes))
  for (let index = 0; index < count; index += 1) {
    const place = placeOf(index, index === count - 1)
    const cipher = createCipheriv('aes-256-gcm', key, Buffer.concat([prefix, place]))
    cipher.setAAD(Buffer.concat([head, boundHash, place]))
    const chunk = plain.subarray(index * chunkBytes, (index + 1) * chunkBytes)
    parts.push(cipher.update(chunk), cipher.final(), cipher.getAuthTag())
  }
  return Buffer.concat(parts)
}

/** What is in an envelope, its length before it and the padding after it. */
function openedByHand(sealed: Buffer): Buffer {
  expect(sealed.subarray(0, 4).toString()).toBe('FHS1')
  const head = sealed.subarray(0, 11)
  const parts: Buffer[] = []
  for (let start = 11, index = 0; start < sealed.length; index += 1) {
    const end = Math.min(sealed.length, start + chunkBytes + tagBytes)
    const place = placeOf(index, end === sealed.length)
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.concat([head.subarray(4), place]))
    decipher.setAAD(Buffer.concat([head, boundHash, place]))
    decipher.setAuthTag(sealed.subarray(end - tagBytes, end))
    parts.push(decipher.update(sealed.subarray(start, end - tagBytes)), decipher.final())
    start = end
  }
  return Buffer.concat(parts)
}

const withLength = (content: Buffer, length: bigint, padding = 0): Buffer => {
  const prefix = Buffer.alloc(8)
  prefix.writeBigUInt64BE(length)
  return Buffer.concat([prefix, content, Buffer.alloc(padding)])
}

describe.each([0, 5, 4088, 262_136, 262_137, 700_000])('%i bytes', (length) => {
  const content = randomBytes(length)

  it('are sealed in the one form that envelopes have', async () => {
    const plain = openedByHand(await sealBytes(content, key, bound))
    expect(plain.readBigUInt64BE()).toBe(BigInt(length))
    expect(plain.subarray(8, 8 + length).equals(content)).toBe(true)
    expect(plain.subarray(8 + length).every((byte) => byte === 0)).toBe(true)
  })

  it.each([0, 1, 5000])('are read from it, with %i bytes of padding', async (padding) => {
    const sealed = sealedByHand(withLength(content, BigInt(length), padding))
    expect((await openBytes(sealed, key, bound)).equals(content)).toBe(true)
  })
})

it('says that it is broken where what was sealed makes no sense', async () => {
  const wrong = [
    // Too short for a length; longer than what there is, by one and by more than a number can say.
    Buffer.alloc(0),
    Buffer.alloc(7),
    withLength(Buffer.from('four'), 5n),
    withLength(Buffer.from('four'), 2n ** 53n),
    withLength(Buffer.from('four'), 2n ** 64n - 1n),
    withLength(randomBytes(300_000), 300_001n),
  ]
  for (const plain of wrong)
    await expect(openBytes(sealedByHand(plain), key, bound)).rejects.toBeInstanceOf(EnvelopeBroken)
})

it('is read however it comes: byte by byte, or several whole chunks at once', async () => {
  const content = randomBytes(3 * chunkBytes - 8)
  const whole = sealedByHand(withLength(content, BigInt(content.length)))
  const bytes = [...whole.subarray(0, 40)].map((byte) => Buffer.from([byte]))
  const halves = [whole.subarray(0, 300_000), whole.subarray(300_000)]
  for (const source of [[whole], halves, [...bytes, whole.subarray(40)]]) {
    const parts: Buffer[] = []
    for await (const part of openStream(source, key, bound)) parts.push(part)
    expect(Buffer.concat(parts).equals(content)).toBe(true)
  }
})

it('is refused in a form that is not known, also where it is authentic', async () => {
  const plain = withLength(Buffer.from('four'), 4n)
  expect((await openBytes(sealedByHand(plain), key, bound)).toString()).toBe('four')
  await expect(openBytes(sealedByHand(plain, 'FHS2'), key, bound)).rejects.toBeInstanceOf(EnvelopeBroken)
})

it.each([0, 1, 10, 11, 26])('is refused when only %i bytes came', async (length) => {
  const start = sealedByHand(withLength(Buffer.from('four'), 4n)).subarray(0, length)
  await expect(openBytes(start, key, bound)).rejects.toBeInstanceOf(EnvelopeBroken)
})

it('gives out nothing for a chunk of padding', async () => {
  const sealed = sealedByHand(withLength(Buffer.from('four'), 4n, 2 * chunkBytes))
  const parts: string[] = []
  for await (const part of openStream([sealed], key, bound)) parts.push(part.toString())
  expect(parts).toEqual(['four'])
})

it('takes no more of content that is longer than was said', async () => {
  let asked = 0
  const source = function* () {
    for (; asked < 5; asked += 1) yield Buffer.from('0123456789')
  }
  const sealing = async () => {
    for await (const part of sealStream(source(), 15, key, bound)) expect(part).toBeInstanceOf(Buffer)
  }
  await expect(sealing()).rejects.toThrow('15 bytes')
  expect(asked).toBe(1)
})

it('is made of fresh bytes each time', async () => {
  const [one, other] = [
    await sealBytes(Buffer.from('x'), key, bound),
    await sealBytes(Buffer.from('x'), key, bound),
  ]
  expect(one.subarray(4, 11).equals(other.subarray(4, 11))).toBe(false)
  expect(newDataKey()).toHaveLength(32)
  expect(newDataKey().equals(newDataKey())).toBe(false)
})

it('is given out as it comes: never more than a chunk is held', async () => {
  const content = randomBytes(900_000)
  let sealed = 0
  const sizes: number[] = []
  for await (const part of sealStream([content], content.length, key, bound)) {
    sealed += part.length
    sizes.push(part.length)
  }
  expect(Math.max(...sizes)).toBeLessThanOrEqual(chunkBytes)
  const parts: number[] = []
  const whole = await sealBytes(content, key, bound)
  for await (const part of openStream([whole], key, bound)) parts.push(part.length)
  expect(parts.length).toBeGreaterThan(3)
  expect(parts.every((size) => size > 0 && size <= chunkBytes)).toBe(true)
  expect(sealed).toBe(whole.length)
})

it('knows by its name what is wrong', () => {
  expect(new EnvelopeBroken().message).toContain('not whole')
  expect(new EnvelopeBroken().name).toBe('EnvelopeBroken')
})
