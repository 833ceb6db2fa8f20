import { type CheckedSummary, checkSummaries } from '../../shared/evaluation/feedback-check.ts'
import { levelsOf } from '../../shared/evaluation/scale.ts'
import { draftOfPrice, draftOfScore, draftOfUnranked } from '../../shared/evaluation/feedback-drafts.ts'

const good = 'Your plan names who visits each home and when, with evidence from two earlier pilots.'
const summary = (submissionId: string, supplierName: string, changes: Partial<CheckedSummary> = {}) => ({
  submissionId,
  supplierName,
  texts: [text(`${good} ${supplierName.length}`)],
  scores: { outcome: { points: 3, most: 5 } },
  memberNames: [],
  proposal: '',
  pricesPence: [],
  keptBecause: '',
  keptFor: [],
  ...changes,
})
const text = (words: string, kind: 'explanation' | 'for-others' | 'better' = 'explanation') => ({
  field: `${kind}s.outcome`,
  kind,
  criterionId: 'outcome',
  text: words,
})
const other = (changes: Partial<CheckedSummary> = {}) => summary('b', 'Dry Walls Ltd', changes)
const found = (words: string, changes: Partial<CheckedSummary> = {}, publicText = '') =>
  checkSummaries([summary('a', 'Damson Sensing', { texts: [text(words)] }), other(changes)], publicText)
    .filter(({ submissionId }) => submissionId === 'a')
    .map(({ what }) => what)

describe('a summary', () => {
  it.each([
    ['', ['missing']],
    ['  \n', ['missing']],
    ['It was not good enough here.', ['short']],
    [good, []],
    [`${good} That is 3 out of 5.`, []],
    [`${good} That is 4 out of 5.`, ['score']],
    [`${good} That is 4/5.`, ['score']],
    [`${good} You visit 4 of 10 homes.`, []],
    [`${good} Dry Walls visits more.`, ['name']],
    [`${good} The walls stay dry.`, []],
  ])('is looked at for what it lacks and whom it names: %j', (words, what) => {
    expect(found(words)).toEqual(what)
  })

  it('may not say the same to every supplier', () => {
    const same = [summary('a', 'One', { texts: [text(good)] }), summary('b', 'Two', { texts: [text(good)] })]
    expect(checkSummaries(same, '').map(({ what }) => what)).toEqual(['same', 'same'])
    expect(checkSummaries(same.slice(0, 1), '')).toEqual([])
  })

  it.each([
    ['£49,950', ['price']],
    ['49950', ['price']],
    ['49 950', ['price']],
    ['49\u202f950', ['price']],
    ['49’950', ['price']],
    ['49.950', ['price']],
    ['49,950GBP', ['price']],
    ['49.95k', ['price']],
    ['49.95 thousand', ['price']],
    ['0.04995 million', ['price']],
    ['４９,９５０', ['price']],
    ['49\u200b,950', ['price']],
    ['٤٩,٩٥٠', ['price']],
    ['४९९५०', ['price']],
    ['forty-nine thousand nine hundred and fifty pounds', ['price']],
    ['Forty nine thousand, nine hundred fifty', ['price']],
    ['fоrty-nine thоusand nine hundred and fifty', ['price']],
    ['49 thousand 950', ['price']],
    ['forty-nine thousand and fifty', []],
    ['fifty', []],
    ['41,625 without VAT', ['price']],
    ['forty-one thousand six hundred and twenty-five', ['price']],
    ['41,627', []],
    ['49,951', []],
    ['49.951', []],
    ['30k', []],
  ])('may not tell the price of another: %s', (amount, what) => {
    expect(found(`${good} The other costs ${amount}.`, { pricesPence: [49_950_00, 900_00] })).toEqual(what)
    // What the challenge says itself is known to everybody.
    expect(found(`${good} The other costs ${amount}.`, { pricesPence: [49_950_00] }, 'Up to 49,950')).toEqual(
      [],
    )
  })

  it('is no price of another where it is one’s own, without VAT too', () => {
    const own = summary('a', 'Damson Sensing', {
      texts: [text(`${good} You cost £41,625 without VAT.`)],
      pricesPence: [49_950_00],
    })
    expect(checkSummaries([own, other({ pricesPence: [49_950_00] })], '')).toEqual([])
  })

  it.each([
    'Drу Wаlls',
    'Ｄｒｙ Ｗａｌｌｓ',
    '𝐃𝐫𝐲 𝐖𝐚𝐥𝐥𝐬',
    'D\u0301ry Walls',
    'Dry\u3164 Wa\u200dlls',
    'ᴅʀʏ ᴡᴀʟʟꜱ',
  ])('may not name another in letters that look alike: %s', (name) => {
    expect(found(`${good} ${name} does it.`)).toEqual(['name'])
  })

  it('may not have words of another in letters that look alike', () => {
    const proposal = 'We put small sensors under the carpet of each room and read them every night.'
    expect(
      found(`${good} Others put smаll sеnsors under thé ｃａｒｐｅｔ of each day.`, { proposal }),
    ).toEqual(['words'])
  })

  it('may not have eight words in a row of another proposal, unless everybody knows them', () => {
    const proposal = 'We put small sensors under the carpet of each room and read them every night.'
    const eight = 'put small sensors under the carpet of each'
    expect(found(`${good} Others ${eight} day.`, { proposal })).toEqual(['words'])
    // As it is copied from a page that parts words at the ends of lines.
    expect(found(`${good} Others ${eight.replace('sensors', 'sen\u00adsors')} day.`, { proposal })).toEqual([
      'words',
    ])
    expect(found(`${good} Others ${eight.split(' ').slice(1).join(' ')} day.`, { proposal })).toEqual([])
    expect(found(`${good} Others ${eight} day.`, { proposal }, `They ${eight} house`)).toEqual([])
    const own = summary('a', 'Damson Sensing', { texts: [text(`${good} You ${eight} day.`)], proposal })
    expect(checkSummaries([own, other({ proposal })], '')).toEqual([])
  })

  it('may not name a partner or subcontractor of another, nor tell others those of the winner', () => {
    const words = `${good} Steady Steps does this.`
    const memberNames = ['Steady Steps Ltd']
    expect(found(words, { memberNames })).toEqual(['name'])
    const own = (kind: 'explanation' | 'for-others') =>
      checkSummaries(
        [summary('a', 'Damson Sensing', { texts: [text(words, kind)], memberNames }), other()],
        '',
      ).map(({ what }) => what)
    expect(own('explanation')).toEqual([])
    expect(own('for-others')).toEqual(['name'])
  })

  it('tells the others nothing of the words, quotations and price of the one that won', () => {
    const proposal = 'A nurse calls within the hour, whatever the hour, and writes down what she found there.'
    const forOthers = (words: string) =>
      checkSummaries(
        [
          summary('a', 'Damson Sensing', {
            texts: [text(good), text(words, 'for-others')],
            proposal,
            pricesPence: [49_950_00],
          }),
          other(),
        ],
        '',
      ).map(({ what }) => what)
    expect(forOthers(good)).toEqual([])
    expect(forOthers(`${good} It says “within the hour, whatever”.`)).toEqual(['words'])
    expect(forOthers(`${good} It says ‘within the hour, whatever’.`)).toEqual(['words'])
    expect(forOthers(`${good} The firms' plan says 'within the hour' too.`)).toEqual(['words'])
    expect(forOthers(`${good} The firms' plan isn't clear about the panels' visits.`)).toEqual([])
    expect(forOthers(`${good} A nurse calls within the hour whatever the hour.`)).toEqual(['words'])
    expect(forOthers(`${good} It costs £49,950.`)).toEqual(['price'])
    expect(forOthers(`${good} Damson Sensing does it.`)).toEqual([])
  })

  it('keeps what was found only for a reason, and what is missing never', () => {
    const kept = { keptBecause: 'The firm published it itself.', texts: [text(`${good} Dry Walls does.`)] }
    const look = (changes: object, of: object = {}) =>
      checkSummaries([summary('a', 'Damson Sensing', { ...kept, ...changes }), other(of)], '')
    const [named] = look({})
    expect(named).toMatchObject({ what: 'name', mayStay: true, isKept: false })
    const keptFor = [named?.key ?? '']
    expect(look({ keptFor })).toMatchObject([{ what: 'name', isKept: true }])
    expect(look({ keptFor, keptBecause: ' ' })).toMatchObject([{ isKept: false }])
    // What is found later, or elsewhere, has its own reason or none.
    const more = [text(`${good} Dry Walls does for £49,950.`)]
    expect(look({ keptFor, texts: more }, { pricesPence: [49_950_00] })).toMatchObject([
      { what: 'name', isKept: true },
      { what: 'price', isKept: false },
    ])
    const elsewhere = [
      { ...text(`${good} Dry Walls does.`), field: 'better.outcome', kind: 'better' as const },
    ]
    expect(look({ keptFor, texts: elsewhere })).toMatchObject([{ what: 'name', isKept: false }])
    const price = (pounds: string) =>
      look({ texts: [text(`${good} It costs ${pounds}.`)] }, { pricesPence: [49_950_00, 60_000_00] })[0]?.key
    expect(price('£49,950')).not.toBe(price('£60,000'))
    const short = { keptBecause: 'So be it.', texts: [text('Too short')] }
    expect(checkSummaries([summary('a', 'Damson Sensing', short), other()], '')).toMatchObject([
      { what: 'short', mayStay: false, isKept: false },
    ])
  })
})

describe('a draft', () => {
  const levels = levelsOf({ scale: 'nought-to-five' })
  const score = { levels, points: 3, reason: 'It meets the criterion.' }

  it('has the panel’s reasons, what they rest on, and the words of the next level up', () => {
    const draft = draftOfScore('outcome', {
      ...score,
      evidence: ['“We visit weekly”\n\n“We call”', 'We call', ''],
    })
    expect(draft.explanation).toBe(
      'It meets the criterion.\n\nYour proposal says:\n“We visit weekly”\n“We call”',
    )
    expect(draft.forOthers).toBe('It meets the criterion.')
    expect(draft.better).toContain('4, Good.')
    expect(draft.better).toContain('It meets the whole criterion with evidence')
    expect(draftOfScore('outcome', { ...score, points: 5, evidence: [] }).better).toBe('')
  })

  it('says the next level in the words of the buyer where it wrote some', () => {
    const own = [{ points: 4, title: '', meaning: 'Two councils say in writing that it works.' }]
    const words = levelsOf({ scale: 'nought-to-five', levels: own })
    expect(draftOfScore('outcome', { ...score, levels: words, evidence: [] }).better).toContain(
      '4, Good. The panel gives it where this can be said of an answer: Two councils say',
    )
  })

  it('of a price tells others the rule and not the price', () => {
    const formula = 'lowest-proportion'
    const price = { formula, priceName: 'Price of the pilot', pricePence: 60_000_00, weight: 30 } as const
    const draft = draftOfPrice('price', { ...price, earned: '15' })
    expect(draft.explanation).toContain('£60,000')
    expect(draft.explanation).toContain('15 of 30')
    expect(draft.forOthers).not.toContain('60,000')
    expect(draft.better).not.toBe('')
    expect(draftOfPrice('price', { ...price, earned: '30' }).better).toBe('')
  })

  it('says why a proposal is not ranked', () => {
    expect(draftOfUnranked(null)).toBe('')
    expect(draftOfUnranked({ because: 'below-minimum', criteria: ['Safety'] })).toContain('Safety')
    expect(draftOfUnranked({ because: 'above-budget', criteria: [] })).toContain('budget')
    expect(draftOfUnranked({ because: 'no-price', criteria: [] })).toContain('no price')
  })
})
