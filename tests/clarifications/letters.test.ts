import { drawLetter } from '../../shared/clarifications/letters.ts'

describe('letters for suppliers', () => {
  it('draws from those that nobody has', () => {
    const taken = new Set(['A', 'B'])
    expect(drawLetter(taken, () => 0)).toBe('C')
    expect(drawLetter(taken, () => 0.999_999)).toBe('Z')
  })

  it('goes on with two letters when 26 are taken', () => {
    const taken = new Set('ABCDEFGHIJKLMNOPQRSTUVWXYZ')
    expect(drawLetter(taken, () => 0)).toBe('AA')
    expect(drawLetter(taken, () => 0.999_999)).toBe('ZZ')
  })

  it('never gives one letter twice, whoever comes', () => {
    const taken = new Set<string>()
    for (let supplier = 0; supplier < 800; supplier += 1) {
      const letter = drawLetter(taken, Math.random)
      expect(taken.has(letter)).toBe(false)
      taken.add(letter)
    }
  })

  it('does not follow the order of asking', () => {
    const firsts = new Set(Array.from({ length: 60 }, () => drawLetter(new Set(), Math.random)))
    expect(firsts.size).toBeGreaterThan(5)
  })
})
