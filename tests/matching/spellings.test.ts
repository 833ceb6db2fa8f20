import fc from 'fast-check'
import { createBook } from '../../shared/matching/columns.ts'
import { createSpellings } from '../../shared/matching/spellings.ts'
import { readWords } from '../../shared/matching/words.ts'

/** What both ways of reading find, as stems. */
function bothWays(texts: string[]): { quickly: string[][]; plainly: string[][] } {
  const terms = createBook()
  const spellings = createSpellings(terms)
  return {
    quickly: texts.map((text) => spellings.read(text).map(terms.name)),
    plainly: texts.map((text) => readWords(text).map(({ stem }) => stem)),
  }
}

describe('reading words by their letters', () => {
  it.each([
    'Damp and mould in 5,000 council homes',
    'Lot 2 of the framework, LOT 03 and lot 1234',
    'Deliver to HU1 1AA or hu11aa; BS1 5TR',
    'The Council’s sensors, the council\'s users, O\'Neill and "it`s"',
    'Write to buyer@example.org or see https://example.org/tender?id=1, www.example.com',
    'Première étape: Ÿ, Łódź, Straße, 中文 und mehr',
    'Costs £5m – “about” 10 % • more…',
    String.raw`One\nTwo\r\nThree`,
    "COUNCIL'S OWN \u0010\u0011 controls\u0000here",
    '',
    'Sensors sensors SENSORS',
  ])('finds what reading them one by one finds: %s', (text) => {
    const { quickly, plainly } = bothWays([text, text])
    expect(quickly).toEqual(plainly)
  })

  it('finds it in any text, however many spellings are known', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        'lot',
        'Lot',
        '2',
        '007',
        'hu1',
        '1aa',
        'damp',
        'Moulds',
        "tenant's",
        '@',
        '://',
        'www.a.b',
        '\\n',
      ),
      fc.string({ maxLength: 6 }),
      fc.string({ unit: 'binary', maxLength: 4 }),
    )
    const text = fc.array(fc.tuple(piece, fc.constantFrom(' ', '', ', ', '\n')), { maxLength: 30 })
    const written = text.map((pieces) => pieces.flat().join(''))
    fc.assert(
      fc.property(fc.array(written, { maxLength: 8 }), (texts) => {
        const { quickly, plainly } = bothWays(texts)
        expect(quickly).toEqual(plainly)
      }),
    )
    const many = Array.from({ length: 30_000 }, (_, i) => `word${i} other${i} ${i % 7 ? 'damp' : 'lot 3'}`)
    const { quickly, plainly } = bothWays(many)
    expect(quickly).toEqual(plainly)
  })
})
