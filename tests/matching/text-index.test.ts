import fc from 'fast-check'
import { createTextIndex, type TextIndex } from '../../shared/matching/text-index.ts'
import { stemsOf } from '../../shared/matching/words.ts'

const says = (text: string) => [{ text, weight: 1 }]
const ask = (text: string) => [...stemsOf(text)].map((stem) => ({ stem, weight: 1 }))
const scoreOf = (index: TextIndex, passage: number, text: string) => index.score(ask(text))[passage] ?? 0

describe('the text index', () => {
  it('gives the formula of BM25', () => {
    const index = createTextIndex()
    const first = index.add(says('damp sensors'))
    index.add(says('falls alarms'))
    const idf = Math.log(1 + (2 - 1 + 0.5) / (1 + 0.5))
    // Both passages have the average length, so that one occurrence weighs (1 × 2.2) ÷ (1 + 1.2) = 1.
    expect(scoreOf(index, first, 'damp')).toBeCloseTo(idf, 6)
  })

  it('prefers the rarer word, the more frequent use and the shorter text', () => {
    const index = createTextIndex()
    const once = index.add(says('damp walls plaster brick'))
    const twice = index.add(says('damp damp plaster brick'))
    const long = index.add(says('damp walls plaster brick mortar timber slate gravel sand lime'))
    expect(scoreOf(index, twice, 'damp')).toBeGreaterThan(scoreOf(index, once, 'damp'))
    expect(scoreOf(index, once, 'damp')).toBeGreaterThan(scoreOf(index, long, 'damp'))
    expect(index.rarity('mortar')).toBeGreaterThan(index.rarity('damp'))
    expect(index.rarity('unheard')).toBe(0)
  })

  it('counts a word of a weightier field as often as the weight says', () => {
    const index = createTextIndex()
    const heavy = index.add([
      { text: 'damp', weight: 2 },
      { text: 'walls plaster', weight: 1 },
    ])
    const plain = index.add(says('damp damp walls plaster'))
    index.add(says('buses'))
    expect(scoreOf(index, heavy, 'damp')).toBe(scoreOf(index, plain, 'damp'))
    expect(index.spread('damp')).toBe(2)
    expect(index.spread('unheard')).toBe(0)
    const [damp, wall] = index.termsOf(heavy)
    expect(damp?.stem).toBe('damp')
    expect(damp?.worth).toBeGreaterThan(wall?.worth ?? 9)
  })

  it('explains a score as the sum of its terms', () => {
    const index = createTextIndex()
    index.add(says('falls alarms tenants'))
    const passage = index.add(says('damp sensors for tenants'))
    const query = ask('damp sensors for tenants and mould')
    const total = index.score(query)[passage] ?? 0
    const parts = index.explain(query)(passage)
    expect(parts.map(({ stem }) => stem).sort()).toEqual(['damp', 'sensor', 'tenant'])
    expect(parts.reduce((sum, { score }) => sum + score, 0)).toBeCloseTo(total, 5)
  })

  it('keeps passages of no words, and finds nothing in an empty index', () => {
    const index = createTextIndex()
    expect([...index.score(ask('damp'))].every((score) => score === 0)).toBe(true)
    const passage = index.add(says(''))
    expect(scoreOf(index, passage, 'damp')).toBe(0)
    index.remove(passage)
    index.remove(passage)
    expect(index.size()).toBe(0)
  })

  it('is the same after any adding and removing as if built afresh', () => {
    const word = fc.constantFrom('damp', 'mould', 'sensors', 'falls', 'alarm', 'bus', 'minibus', 'retrofit')
    const text = fc.array(word, { maxLength: 12 }).map((words) => words.join(' '))
    fc.assert(
      fc.property(fc.array(fc.tuple(text, fc.boolean()), { maxLength: 40 }), text, (entries, query) => {
        const changed = createTextIndex()
        const held = entries.map(([content]) => changed.add(says(content)))
        entries.forEach(([, isKept], position) => {
          if (!isKept) changed.remove(held[position] as number)
        })
        const again = entries.map(([content, isKept], position) =>
          isKept ? held[position] : changed.add(says(content)),
        )
        const fresh = createTextIndex()
        const places = entries.map(([content]) => fresh.add(says(content)))
        const terms = ask(query)
        const [a, b] = [changed.score(terms), fresh.score(terms)]
        entries.forEach((_, position) => {
          expect(a[again[position] as number]).toBeCloseTo(b[places[position] as number] as number, 4)
        })
      }),
    )
  })
})
