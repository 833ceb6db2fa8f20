import fc from 'fast-check'
import { type Parts, partNames, partWeights } from '../../shared/matching/parts.ts'
import { prepareQuery } from '../../shared/matching/prepared-query.ts'
import { rankSuppliers, scoreSupplier } from '../../shared/matching/ranking.ts'
import { createSupplierIndex } from '../../shared/matching/supplier-index.ts'
import {
  aChallengeToRank,
  aDirectory,
  aProject,
  aSupplierToRank,
  cleaner,
  sensors,
} from './ranking.factory.ts'

const words = [
  'damp',
  'mould',
  'sensors',
  'tenants',
  'bus',
  'retrofit',
  'school',
  'homes',
  'early',
  'cleaning',
]
const someText = fc.array(fc.constantFrom(...words), { maxLength: 8 }).map((list) => list.join(' '))
const someProject = fc.record({
  title: someText,
  result: fc.constantFrom('', 'Less damp'),
  kind: fc.constantFrom('award' as const, 'case-study' as const),
  buyer: fc.constantFrom('', 'Chorley Council', 'Leeds City Council', 'Mersey NHS Trust'),
  cpv: fc.subarray(['44000000', '45260000', '44110000', '34121400']),
  regions: fc.subarray(['TLD', 'TLC', 'TLD4']),
  date: fc.constantFrom(null, new Date('2019-05-01'), new Date('2026-03-01')),
  valuePence: fc.constantFrom(null, 5_000_000, 900_000_000),
})
const someSupplierToRank = fc
  .record({
    profile: someText,
    cpv: fc.subarray(['44000000', '71000000']),
    regions: fc.subarray(['TLD', 'TLE']),
    trlFrom: fc.constantFrom(null, 2, 6),
    projects: fc.array(
      someProject.map((changes) => aProject(changes.title, changes.buyer, changes)),
      { maxLength: 5 },
    ),
  })
  .map((changes) => aSupplierToRank('', changes))
// Mostly zero: where few parts count, what any one of them lets a supplier reach decides.
const someWeight = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: 0, max: 9 }))
const someWeights = fc
  .tuple(...partNames.map(() => someWeight))
  .filter((numbers) => numbers.some((number) => number > 0))
  .map((numbers) => {
    const sum = numbers.reduce((all, number) => all + number, 0)
    return Object.fromEntries(partNames.map((name, i) => [name, (numbers[i] ?? 0) / sum])) as Parts
  })
const asked = {
  ...aChallengeToRank,
  cpv: ['44000000', '45260000'],
  date: new Date('2026-11-01'),
  budgetPence: 6_000_000,
  trlFrom: 5,
  trlTo: 7,
}

describe('ranking', () => {
  it('puts first who says and did what is asked for', () => {
    const { rows: ranked, total } = rankSuppliers(aDirectory(cleaner, sensors), aChallengeToRank)
    expect(ranked[0]).toMatchObject({ supplierId: 'sensors', rank: 1 })
    expect(total).toBe(32)
    expect(ranked).toHaveLength(32)
    expect(ranked.map(({ rank }) => rank)).toEqual(ranked.map((_, position) => position + 1))
  })

  it('makes each score the weighted sum of its parts, within 0 and 1', () => {
    expect(partNames.reduce((sum, name) => sum + partWeights[name], 0)).toBeCloseTo(1)
    for (const { score, parts } of rankSuppliers(aDirectory(cleaner, sensors), aChallengeToRank).rows) {
      expect(score).toBeCloseTo(
        partNames.reduce((sum, name) => sum + partWeights[name] * parts[name], 0),
        3,
      )
      expect(score).toBeGreaterThanOrEqual(0)
      expect(score).toBeLessThanOrEqual(1)
    }
  })

  it('does not drown a good project in many others', () => {
    const padding = Array.from({ length: 40 }, (_, i) =>
      aProject(`Gritting of roads in ward ${i}`, 'Wyre Council'),
    )
    const busy = { ...sensors, id: 'busy', projects: [...sensors.projects, ...padding] }
    const { rows: ranked } = rankSuppliers(aDirectory(sensors, busy), aChallengeToRank)
    const [a, b] = [
      ranked.find((one) => one.supplierId === 'sensors'),
      ranked.find((one) => one.supplierId === 'busy'),
    ]
    expect(Math.abs((a?.score ?? 0) - (b?.score ?? 1))).toBeLessThan(0.02)
  })

  it('gives nothing for having worked for the buyer before', () => {
    const known = aSupplierToRank('a-known', {
      profile: 'Damp sensors',
      projects: [aProject('Bins', 'Blackburn with Darwen Borough Council')],
    })
    const unknown = aSupplierToRank('b-new', {
      profile: 'Damp sensors',
      projects: [aProject('Bins', 'Zetland Islands Council')],
    })
    const { rows: ranked } = rankSuppliers(aDirectory(known, unknown), aChallengeToRank)
    const scores = ranked.filter(({ supplierId }) => /known|new/.test(supplierId)).map(({ score }) => score)
    expect(scores[0]).toBe(scores[1])
  })

  it('is the same whatever the order in which suppliers came', () => {
    const one = createSupplierIndex()
    const other = createSupplierIndex()
    for (const each of [sensors, cleaner]) one.put(each)
    for (const each of [cleaner, sensors, { ...cleaner, profile: 'Something else' }, cleaner]) other.put(each)
    expect(rankSuppliers(other, aChallengeToRank)).toEqual(rankSuppliers(one, aChallengeToRank))
  })

  it('forgets a supplier that has gone, and ranks nobody in an empty directory', () => {
    const index = aDirectory(sensors)
    index.remove('sensors')
    expect(rankSuppliers(index, aChallengeToRank).rows.map(({ supplierId }) => supplierId)).not.toContain(
      'sensors',
    )
    expect(rankSuppliers(createSupplierIndex(), aChallengeToRank)).toEqual({ total: 0, rows: [], scores: [] })
  })

  it('stands a challenge of which no word is known', () => {
    const strange = { ...aChallengeToRank, title: 'Zyx', problem: '', cpv: [], cpvLabels: [], regions: [] }
    expect(rankSuppliers(aDirectory(sensors), strange).rows[0]?.parts).toEqual({
      text: 0,
      trackRecord: 0,
      related: 0,
      category: 0,
      region: 1,
      recency: 0.5,
      buyers: 0.5,
      value: 0.5,
      maturity: 0.5,
      evidence: 0.5,
    })
  })

  it('gives the true places of those that are kept, however low, and only who passes the filter', () => {
    const others = Array.from({ length: 300 }, (_, i) =>
      aSupplierToRank(`s${i}`, {
        profile: `Damp ${'sensors '.repeat(i % 7)}${i % 3 ? 'mould' : ''} ${i}`,
        cpv: i % 5 ? [] : ['44100000'],
        regions: i % 4 ? [] : ['TLD'],
        isSme: i % 2 === 0,
      }),
    )
    const index = aDirectory(sensors, ...others)
    const { rows: all } = rankSuppliers(index, aChallengeToRank, { limit: 1000 })
    const keep = ['s1', 's299', 'other-7', 'nobody']
    const some = rankSuppliers(index, aChallengeToRank, { limit: 5, keep })
    expect(some.total).toBe(331)
    expect(some.rows.slice(0, 5)).toEqual(all.slice(0, 5))
    expect(some.rows.slice(5)).toEqual(all.slice(5).filter(({ supplierId }) => keep.includes(supplierId)))
    const small = rankSuppliers(index, aChallengeToRank, { limit: 1000, filter: { isSme: true } })
    expect(small.total).toBe(150)
    expect(small.rows.every(({ supplierId }) => Number(supplierId.slice(1)) % 2 === 0)).toBe(true)
  })

  it('gives the best exactly, though it looks at few in full', () => {
    fc.assert(
      fc.property(
        fc.array(someSupplierToRank, { minLength: 1, maxLength: 60 }),
        someWeights,
        (suppliers, weights) => {
          const index = createSupplierIndex()
          for (const [i, one] of suppliers.entries()) index.put({ ...one, id: `s${i}` })
          const query = prepareQuery(index, asked)
          const alone = suppliers.map((_, i) => scoreSupplier(index, query, `s${i}`, weights)?.score ?? -1)
          const { rows } = rankSuppliers(index, asked, { limit: 7, weights })
          const best = alone.toSorted((a, b) => b - a).slice(0, 7)
          for (const [i, { supplierId, score }] of rows.entries()) {
            // Scores are given with four digits.
            expect(Math.abs(score - (best[i] ?? -1))).toBeLessThan(1e-4)
            expect(Math.abs(score - (alone[Number(supplierId.slice(1))] ?? -1))).toBeLessThan(1e-4)
          }
          expect(rows).toHaveLength(Math.min(7, suppliers.length))
        },
      ),
      { numRuns: 100 },
    )
  })
})
