import fc from 'fast-check'
import { lengthBytes, lengthPrefix, paddedLength } from '../../server/proposals/padding.ts'

describe('how long something is made before it is encrypted', () => {
  it.each([
    [0, 4096],
    [4095, 4096],
    [4096, 4096],
    [4097, 4352],
    [4352, 4352],
    [4353, 4608],
    [65_535, 65_536],
    [65_536, 65_536],
    [65_537, 67_584],
    [1_048_577, 1_081_344],
  ])('is for %i bytes %i', (length, padded) => {
    expect(paddedLength(length)).toBe(padded)
  })

  it('is never less than there is, and at most 12 % more above the smallest', () => {
    fc.assert(
      fc.property(fc.integer({ min: 4096, max: 2 ** 40 }), (length) => {
        const padded = paddedLength(length)
        expect(padded).toBeGreaterThanOrEqual(length)
        expect(padded / length).toBeLessThanOrEqual(1.12)
        // Lengths that are near to each other look alike.
        expect(paddedLength(padded)).toBe(padded)
      }),
    )
  })

  it('stands before it in eight bytes', () => {
    expect(lengthBytes).toBe(8)
    expect(lengthPrefix(2 ** 33 + 5).toString('hex')).toBe('0000000200000005')
  })
})
