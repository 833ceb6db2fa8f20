import { sumCharts } from '../../shared/evidence/sum-charts.ts'
import { sumFrom, sumsOf } from '../../shared/evidence/sum-figures.ts'
import { noAwards } from '../../shared/evidence/facts.ts'
import { figuresOf } from '../../shared/evidence/figures.ts'
import { wholeEvidence } from '../../shared/evidence/evidence.schema.ts'
import { type SaidOfPilot, toldSums } from '../../shared/evidence/told-sums.ts'
import { aFact, aFirmThat } from './evidence.factory.ts'

let count = 0
const nothing = { investment: 0, research: 0, 'jobs-created': 0, 'jobs-kept': 0 }

/** What one supplier of a pilot says: of investment alone, where nothing else is given. */
function says(investment: number | null, changes: Partial<SaidOfPilot> = {}): SaidOfPilot {
  count += 1
  const supplierId = changes.supplierId ?? `supplier-${count}`
  return {
    at: new Date(count),
    pilotId: `pilot-of-${supplierId}`,
    supplierId,
    region: 'TLD',
    year: 2026,
    figures: investment === null ? null : { ...nothing, investment },
    ...changes,
  }
}

const told = (said: SaidOfPilot[]) =>
  toldSums(said).map(({ figure, region, year, value, pilots, suppliers }) =>
    [figure, region, year, value, pilots, suppliers].join(' '),
  )
/** Five suppliers, `a` to `e`, who say 10, 20, 30, 40 and 50. */
const five = () => ['a', 'b', 'c', 'd', 'e'].map((supplierId, at) => says(10 * (at + 1), { supplierId }))
const six = () => [...five(), says(1, { supplierId: 'f' })]

describe('what suppliers report', () => {
  it('is told of five of one region and year, and of no fewer', () => {
    expect(told(five())).toEqual(['investment TLD 2026 150 5 5'])
    expect(told(five().slice(1))).toEqual([])
    expect(told([...five().slice(1), says(60, { region: 'TLI' })])).toEqual([])
    expect(told([...five().slice(1), says(60, { year: 2025 })])).toEqual([])
  })

  it('takes five suppliers, not five pilots of four', () => {
    const again = says(60, { supplierId: 'b', pilotId: 'another' })
    expect(told([...five().slice(1), again])).toEqual([])
    expect(told([...five(), again])).toEqual(['investment TLD 2026 150 5 5'])
  })

  it('takes five who report more than nothing: with four zeros the sum would be one firm’s', () => {
    const four = [0, 0, 0, 0].map((value) => says(value))
    expect(told([...four, says(900)])).toEqual([])
    expect(told([...four, ...five()])).toEqual(['investment TLD 2026 150 9 9'])
  })

  it('is told anew only when five differ, so that no two days tell of one', () => {
    const after = [60, 70, 80, 90].map((value) => says(value))
    expect(told([...five(), ...after])).toEqual(['investment TLD 2026 150 5 5'])
    expect(told([...five(), ...after, says(100)])).toEqual(['investment TLD 2026 550 10 10'])
    // A zero changes nothing, and hides nobody.
    expect(told([...five(), ...after, says(0)])).toEqual(['investment TLD 2026 150 5 5'])
    // Who only corrects its own number differs too.
    const corrected = five().map((one) => ({ ...one, figures: { ...nothing, investment: 7 } }))
    expect(told([...five(), ...corrected.slice(1)])).toEqual(['investment TLD 2026 150 5 5'])
    expect(told([...five(), ...corrected])).toEqual(['investment TLD 2026 35 5 5'])
  })

  it('goes as soon as one in it takes its agreement back, and comes again with five others', () => {
    const back = says(null, { supplierId: 'c' })
    expect(told([...six(), back])).toEqual([])
    const others = [60, 70, 80, 90].map((value) => says(value))
    expect(told([...five(), back, ...others])).toEqual(['investment TLD 2026 420 8 8'])
    expect(told([...five(), says(30, { supplierId: 'c', region: 'TLI' })])).toEqual([])
    // And if it was a slip, what was told is told again: nothing in it is new.
    expect(told([...five(), back, says(30, { supplierId: 'c' })])).toEqual(['investment TLD 2026 150 5 5'])
  })

  it('is not told where too many took it back to be corrected', () => {
    const zeros = ['a', 'b', 'c', 'd', 'e'].map((supplierId) => says(0, { supplierId }))
    expect(told([...five(), ...zeros])).toEqual([])
    expect(told([...five(), ...zeros.slice(1)])).toEqual(['investment TLD 2026 150 5 5'])
  })

  it('tells each figure by its own numbers', () => {
    const said = five().map((one, index) => ({
      ...one,
      figures: { ...nothing, investment: 5, research: index === 0 ? 0 : 5, 'jobs-kept': 1 },
    }))
    expect(told(said)).toEqual(['investment TLD 2026 25 5 5', 'jobs-kept TLD 2026 5 5 5'])
  })

  it('lets no two choices differ by fewer than five', () => {
    // Whatever is said in whatever order, each group differs from what was told of it before by five or more.
    let seed = 7
    const random = (below: number) => {
      seed = (seed * 48_271) % 2_147_483_647
      return seed % below
    }
    const said: SaidOfPilot[] = []
    const values = new Map<string, number>()
    let [before, changes] = [new Map<string, number>(), 0]
    let last: number | null = null
    for (let step = 0; step < 400; step += 1) {
      const supplierId = `s${random(12)}`
      const value = random(4) * 100 + random(50)
      said.push(says(value, { supplierId }))
      values.set(supplierId, value)
      const [sum] = toldSums(said)
      if (!sum || sum.value === last) continue
      last = sum.value
      const others = [...values].filter(([id, now]) => (before.get(id) ?? 0) !== now)
      expect(others.length).toBeGreaterThanOrEqual(5)
      before = new Map(values)
      changes += 1
    }
    expect(changes).toBeGreaterThan(10)
  })
})

describe('a sum of a choice', () => {
  const groups = toldSums([
    ...five(),
    ...five().map((one) => ({ ...one, region: 'TLI', pilotId: `${one.pilotId} there` })),
    ...five().map((one) => ({ ...one, year: 2025, pilotId: `${one.pilotId} then` })),
  ])
  const facts = Array.from({ length: 18 }, () => aFact({ contracts: [aFirmThat()] }))
  const sum = (choice: Partial<typeof wholeEvidence>) => {
    const filter = { ...wholeEvidence, ...choice }
    return sumFrom('investment', sumsOf(groups, filter), facts, filter)
  }

  it('has whole groups alone, and says how many contracts are not in it', () => {
    expect(sum({})).toEqual({ value: 450, interval: null, of: 15, missing: 3 })
    expect(sum({ year: '2026' })).toMatchObject({ value: 300, of: 10 })
    // In which region something followed from the others nobody knows.
    expect(sum({ region: 'TLD' })).toMatchObject({ value: 300, of: 10, missing: null })
    expect(sum({ region: 'TLD', year: '2026' })).toMatchObject({ value: 150, of: 5 })
    expect(sum({ region: 'TLM' })).toMatchObject({ value: null, of: 0 })
  })

  it('is not told by authority or category', () => {
    expect(sum({ authority: 'BBD' })).toBeNull()
    expect(sum({ category: '45000000', year: '2026' })).toBeNull()
  })

  it('is drawn by region, with a sentence that says what is missing, or why there is nothing', () => {
    const chart = (sums: typeof groups | null) => {
      const figures = figuresOf(facts, noAwards(), (id) => sumFrom(id, sums, facts, wholeEvidence))
      const nobody = { byYear: [], byRegion: [], byCategory: [], awards: noAwards() }
      const all = { facts, factsOfAllYears: facts, figures, ...nobody, sums, nameOfRegion: String }
      return sumCharts(all).find(({ figure }) => figure === 'investment')
    }
    expect(chart(groups)).toMatchObject({
      counted: 15,
      across: 'region',
      rows: [
        { label: 'TLD', value: 300, of: 10, missing: null, part: 'TLD' },
        { label: 'TLI', value: 150, of: 5, missing: null, part: 'TLI' },
      ],
      says: { with: { all: '£4.5', pilots: '15', label: 'TLD', value: '£3', missing: '3' } },
    })
    expect(chart([])?.none?.words).toContain('Nothing to tell yet: it takes {least} suppliers')
    expect(chart(null)?.none?.words).toContain('told by region and year alone')
  })
})
