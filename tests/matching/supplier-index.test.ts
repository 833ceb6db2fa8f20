import fc from 'fast-check'
import { mergeSegments } from '../../shared/matching/segment-builder.ts'
import { idIn, suppliersIn } from '../../shared/matching/segment.ts'
import { readSnapshot, takeSnapshot, UnusableSnapshot } from '../../shared/matching/snapshot.ts'
import {
  createSupplierIndex,
  type SupplierIndex,
  type SupplierToRank,
} from '../../shared/matching/supplier-index.ts'
import { aProject, aSupplierToRank } from './ranking.factory.ts'
import { scorePassages, weighTerms } from '../../shared/matching/text-scores.ts'

const words = ['damp', 'mould', 'sensor', 'bus', 'school', 'roof', 'heat pump', 'survey', 'tenant', 'drone']
const someText = fc.array(fc.constantFrom(...words), { maxLength: 12 }).map((list) => list.join(' '))
const someProject = fc
  .record({
    title: someText,
    text: someText,
    buyer: fc.constantFrom('Chorley', 'Preston'),
    cpv: fc.subarray(['44000000', '45260000', '34121400']),
    regions: fc.subarray(['TLD', 'TLC']),
  })
  .map((changes) => aProject(changes.title, changes.buyer, changes))
const someSupplier: fc.Arbitrary<SupplierToRank> = fc
  .record({
    id: fc.integer({ min: 0, max: 12 }).map((number) => `s${number}`),
    profile: someText,
    cpv: fc.subarray(['44000000', '71000000']),
    regions: fc.subarray(['TLD', 'TLE']),
    projects: fc.array(someProject, { maxLength: 3 }),
  })
  .map((changes) => aSupplierToRank(changes.id, changes))
/** A supplier that is put, or an id that is taken away. */
const someChanges = fc.array(
  fc.oneof({ weight: 4, arbitrary: someSupplier }, fc.integer({ min: 0, max: 12 })),
  {
    maxLength: 40,
  },
)

const query = words.flatMap((word) => word.split(' ')).map((stem) => ({ stem, weight: 1 }))

/** What each passage of each supplier scores, by id. */
function scoresOf(index: SupplierIndex): Record<string, number[]> {
  const found: [string, number[]][] = []
  const terms = weighTerms(index, query)
  for (const part of index.parts()) {
    const sums = part.said
    scorePassages(part.segment, terms, sums)
    for (let row = 0; row < suppliersIn(part.segment); row += 1) {
      if (part.segment.dead[row]) continue
      const passages = [
        ...sums.subarray(part.segment.passageStarts[row], part.segment.passageStarts[row + 1]),
      ]
      found.push([idIn(part.segment, row), passages])
    }
  }
  return Object.fromEntries(found.sort(([a], [b]) => (a < b ? -1 : 1)))
}

function apply(
  index: SupplierIndex,
  changes: (SupplierToRank | number)[],
  after?: (index: SupplierIndex) => void,
) {
  for (const change of changes) {
    if (typeof change === 'number') index.remove(`s${change}`)
    else index.put(change)
    after?.(index)
  }
  return index
}

/** The same suppliers, put once each in another order. */
function rebuilt(changes: (SupplierToRank | number)[]): SupplierIndex {
  const last = new Map<string, SupplierToRank>()
  for (const change of changes) {
    if (typeof change === 'number') last.delete(`s${change}`)
    else last.set(change.id, change)
  }
  return apply(createSupplierIndex(), [...last.values()].reverse())
}

describe('the index of suppliers', () => {
  it('scores the same whatever the order, and however often it was asked in between', () => {
    fc.assert(
      fc.property(someChanges, (changes) => {
        const wanted = scoresOf(rebuilt(changes))
        expect(scoresOf(apply(createSupplierIndex(), changes))).toEqual(wanted)
        expect(scoresOf(apply(createSupplierIndex(), changes, (index) => index.parts()))).toEqual(wanted)
      }),
      { numRuns: 60 },
    )
  })

  it('scores the same however many segments there are, and after they were brought together', async () => {
    const suppliers = (from: number, count: number): SupplierToRank[] =>
      Array.from({ length: count }, (_, i) =>
        aSupplierToRank(`s${from + i}`, {
          profile: `${words[i % 10]} ${words[(i * 7) % 10]} ${i}x`,
          cpv: ['44000000'],
          projects: [aProject(words[(i * 3) % 10] ?? '', '')],
        }),
      )
    const many = createSupplierIndex()
    for (let batch = 0; batch < 8; batch += 1) {
      apply(many, suppliers(batch * 600, 600), () => undefined)
      many.parts()
    }
    for (let i = 0; i < 4800; i += 3) many.remove(`s${i}`)
    expect(many.parts().length).toBeGreaterThan(6)
    const wanted = scoresOf(many)
    // While the thread is busy one supplier goes and one changes.
    const changed = { ...(suppliers(1, 1)[0] as SupplierToRank), profile: 'damp damp damp' }
    const isDone = await many.compact(async (...asked) => {
      const merged = mergeSegments(...asked)
      many.remove('s2')
      many.put(changed)
      return merged
    })
    expect(isDone).toBe(true)
    expect(many.parts().length).toBeLessThan(4)
    expect(many.has('s2')).toBe(false)
    many.put(suppliers(0, 3)[2] as SupplierToRank)
    many.put(suppliers(0, 3)[1] as SupplierToRank)
    expect(scoresOf(many)).toEqual(wanted)
    expect(many.size()).toBe(Object.keys(wanted).length)
  })

  it('finds a supplier again after two compactions', async () => {
    const index = createSupplierIndex()
    const one = (i: number) => aSupplierToRank(`s${i}`, { profile: `damp number${i}` })
    for (let round = 0; round < 16; round += 1) {
      for (let i = 0; i < 520; i += 1) index.put(one(round * 520 + i), `version ${i}`)
      index.parts()
      await index.compact()
    }
    expect(index.version('s521')).toBe('version 1')
    index.remove('s521')
    expect(index.version('s521')).toBeNull()
    expect(index.version('s522')).toBe('version 2')
    expect(index.size()).toBe(16 * 520 - 1)
  })

  it('knows how rare a word is among what lives', () => {
    const index = createSupplierIndex()
    index.put(aSupplierToRank('a', { profile: 'damp', cpv: [], regions: [] }))
    index.put(aSupplierToRank('b', { profile: 'mould', cpv: [], regions: [] }))
    expect(index.rarity('damp')).toBeCloseTo(index.rarity('mould'))
    index.remove('a')
    expect(index.rarity('damp')).toBe(0)
    expect(index.passages()).toBe(1)
  })
})

describe('a snapshot', () => {
  const changes = [
    aSupplierToRank('a', { profile: 'damp and mould', cpv: ['44000000'], regions: ['TLD'] }),
    aSupplierToRank('b', { profile: 'Büroreinigung', cpv: [], regions: [] }),
    aSupplierToRank('c', { profile: 'a bus', cpv: [], regions: [] }),
  ]
  const bytesOf = (index: SupplierIndex) => Buffer.concat(takeSnapshot(index.state(), 'as of now'))

  it('gives back the same index, which goes on', () => {
    const index = apply(createSupplierIndex(), changes)
    index.remove('c')
    const { state, note } = readSnapshot(bytesOf(index))
    const back = createSupplierIndex(state)
    expect(note).toBe('as of now')
    expect(scoresOf(back)).toEqual(scoresOf(index))
    expect(back.size()).toBe(2)
    const more = aSupplierToRank('d', { profile: 'mould sensors', cpv: [], regions: [] })
    back.put(more)
    index.put(more)
    expect(scoresOf(back)).toEqual(scoresOf(index))
  })

  it('is refused when it is cut short, of another version or something else', () => {
    const bytes = bytesOf(apply(createSupplierIndex(), changes))
    for (const length of [0, 10, bytes.length - 9, bytes.length - 1])
      expect(() => readSnapshot(bytes.subarray(0, length))).toThrow(UnusableSnapshot)
    const other = Buffer.from(bytes.toString('latin1').replace('"version":1', '"version":0'), 'latin1')
    expect(() => readSnapshot(other)).toThrow(/of version 0/)
    expect(() => readSnapshot(Buffer.from('{"magic":"another"}\n'))).toThrow(/no snapshot/)
  })
})
