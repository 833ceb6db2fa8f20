import { EnvelopeBroken } from '../../server/proposals/envelope.ts'
import { unwrapKey, wrapKey } from '../../server/proposals/sealing.ts'

describe('a key under another', () => {
  // RFC 3394, 4.6: 256 bits of key data with a key of 256 bits.
  const under = Buffer.from('000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f', 'hex')
  const key = Buffer.from('00112233445566778899aabbccddeeff000102030405060708090a0b0c0d0e0f', 'hex')
  const wrapped = Buffer.from(
    '28c9f404c4b810f4cbccb35cfb87f8263f5786e2d80ed326cbc7f0e71a99f43bfb988b9b7a02dd21',
    'hex',
  )

  it('is wrapped as the standard has it', () => {
    expect(wrapKey(key, under).equals(wrapped)).toBe(true)
    expect(unwrapKey(wrapped, under).equals(key)).toBe(true)
  })

  it('comes out under no other, and not from a part', () => {
    for (const given of [wrapped.subarray(8), Buffer.alloc(40), Buffer.alloc(0)])
      expect(() => unwrapKey(given, under)).toThrow(EnvelopeBroken)
    expect(() => unwrapKey(wrapped, key)).toThrow(EnvelopeBroken)
  })
})
