import { buyingOf } from '../../shared/evidence/buying.ts'
import type { AwardFact } from '../../shared/evidence/facts.ts'

/** An award to these suppliers. */
const anAward = (...names: string[]): AwardFact => ({
  sourceId: names.join(),
  authority: 'BBD',
  buyer: 'Blackburn',
  title: 'Gritting',
  regions: [],
  divisions: [],
  year: 2025,
  date: new Date('2025-05-01T10:00:00Z'),
  valuePence: 120_00,
  days: null,
  endsOn: null,
  procedure: null,
  url: '',
  suppliers: names.map((name) => ({ id: name, name })),
  sme: null,
  vcse: null,
  fresh: null,
})

const of = (...awards: AwardFact[]) => buyingOf(awards, new Date('2026-01-01T09:00:00Z'))

describe('what an authority buys', () => {
  it('is shared out by one measure: the greatest is first of the table, with its share there', () => {
    const { suppliers, byAwards, awards } = of(
      anAward('A'),
      anAward('A', 'B', 'C', 'D'),
      anAward('B', 'D'),
      anAward(),
    )
    expect(awards).toBe(4)
    expect(suppliers.map(({ name, awards: named, share }) => [name, named, share * 12])).toEqual([
      ['A', 2, 5],
      ['B', 2, 3],
      ['D', 2, 3],
      ['C', 1, 1],
    ])
    expect(byAwards?.greatest).toBeCloseTo(suppliers[0]?.share ?? 0, 10)
  })

  it('comes to all of it, where suppliers share awards and values', () => {
    const { suppliers } = of(anAward('A', 'B', 'C'), anAward('A'), anAward('D', 'A'))
    expect(suppliers.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 10)
    expect(suppliers.map(({ name, pence }) => [name, pence])).toEqual([
      ['A', 220_00],
      ['D', 60_00],
      ['B', 40_00],
      ['C', 40_00],
    ])
  })
})
