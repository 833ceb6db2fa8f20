import { partRows, type Scored, whatDecided } from '../../server/matching/matching.compare.presenter.ts'
import { lookOf } from '../../shared/matching/progress.ts'
import { type Parts, partNames } from '../../shared/matching/ranking.ts'
import { normaliseWeights } from '../../shared/matching/weights.ts'

const firm = (name: string, points: number[]): Scored => ({
  name,
  score: {
    total: (points.reduce((sum, one) => sum + one, 0) / 100).toFixed(2),
    parts: ['Words', 'Category', 'Region', 'Track record'].map((part, at) => ({
      name: part,
      share: (points[at] ?? 0) / 100,
    })),
  },
})

describe('what decided between two firms', () => {
  it('is said in one sentence, by the part that made the most difference', () => {
    const [ribble, calder] = [firm('Ribble', [30, 21, 8, 5]), firm('Calder', [28, 8, 8, 5])]
    const sentence = 'Ribble ranks higher because of category: 21 against 8.'
    expect(whatDecided(ribble, calder)).toBe(sentence)
    expect(whatDecided(calder, ribble)).toBe(sentence)
  })

  it('says too where the lower one is ahead', () => {
    expect(whatDecided(firm('Ribble', [30, 21, 3, 5]), firm('Calder', [28, 8, 10, 5]))).toBe(
      'Ribble ranks higher because of category: 21 against 8. Calder is ahead in region: 10 against 3.',
    )
  })

  it('gives a decimal where whole points would look the same', () => {
    expect(whatDecided(firm('Ribble', [30.4, 8, 8, 5]), firm('Calder', [30, 8, 8, 5]))).toBe(
      'Ribble ranks higher because of words: 30.4 against 30.0.',
    )
  })

  it('claims nothing of equals, nor of a firm without a score', () => {
    const same = [30, 21, 8, 5]
    expect(whatDecided(firm('Ribble', same), firm('Calder', same))).toBe(
      'Both have the same score in every part.',
    )
    expect(whatDecided(firm('Ribble', [30, 21, 8, 5]), firm('Calder', [21, 30, 8, 5]))).toBe(
      'Both have the same score. Ribble makes up for the rest because of words: 30 against 21. Calder is ahead in category: 30 against 21.',
    )
    expect(whatDecided(firm('Ribble', same), { name: 'Calder', score: null })).toMatch(
      /^Calder has no score yet/,
    )
  })

  it('stands in rows, with a dash for no score', () => {
    const rows = partRows([{ name: 'Calder', score: null }, firm('Ribble', [30, 21, 8, 5])])
    expect(rows[1]).toEqual({ name: 'Category', most: '', points: ['–', '21'] })
  })

  it('never shows half of a small part as all of it', () => {
    const part = (name: string, share: number, weight: number) => ({ name, share, weight })
    const parts = [part('Words', 0.204, 0.33), part('Region', 0.016, 0.02), part('Evidence', 0.005, 0.01)]
    const rows = partRows([{ name: 'Ribble', score: { total: '0.23', parts } }])
    expect(rows.map(({ most, points }) => `${points} of ${most}`)).toEqual([
      '20 of 33',
      '1.6 of 2',
      '0.5 of 1',
    ])
  })
})

const parts = (value: number, first: number): Parts =>
  Object.fromEntries(partNames.map((name, at) => [name, at === 0 ? first : value])) as Parts

describe('other weights', () => {
  it('are brought to the sum of 1, and refused if all are zero', () => {
    const weights = normaliseWeights(parts(0, 40))
    expect(weights?.[partNames[0]]).toBe(1)
    const mixed = normaliseWeights(parts(10, 30))
    expect(partNames.reduce((sum, name) => sum + (mixed?.[name] ?? 0), 0)).toBeCloseTo(1)
    expect(normaliseWeights(parts(0, 0))).toBeNull()
  })
})

test('a ranking that has come no further for a minute has died; one that is done never has', () => {
  const at = new Date('2026-05-01T12:00:00Z')
  const later = (seconds: number) => new Date(at.getTime() + seconds * 1000)
  expect(lookOf({ state: 'reading', at }, later(59))).toBe('running')
  expect(lookOf({ state: 'reading', at }, later(61))).toBe('died')
  expect(lookOf({ state: 'done', at }, later(6100))).toBe('done')
})
