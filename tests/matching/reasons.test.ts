import { explainer } from '../../shared/matching/explaining.ts'
import { prepareQuery } from '../../shared/matching/prepared-query.ts'
import { type Reason, reasonSchema, sayReason, sayReasons } from '../../shared/matching/reasons.ts'
import type { SupplierIndex, SupplierToRank } from '../../shared/matching/supplier-index.ts'
import { aChallengeToRank, aDirectory, aSupplierToRank, cleaner, names, sensors } from './ranking.factory.ts'

const explain = (index: SupplierIndex, id: string): Reason[] =>
  explainer(index, prepareQuery(index, aChallengeToRank), names)(id)

describe('reasons', () => {
  const reasonsOf = (...suppliers: SupplierToRank[]) =>
    explain(aDirectory(...suppliers), suppliers[0]?.id ?? '')

  it('name similar projects, shared words as the challenge spells them, category, region and history', () => {
    const reasons = reasonsOf(sensors)
    const byKind = (wanted: Reason['kind']) => reasons.find(({ kind }) => kind === wanted)
    expect(reasons.map(({ kind }) => kind).toSorted()).toEqual([
      'category',
      'delivered-similar',
      'region',
      'shares-terms',
      'worked-for-buyer',
    ])
    expect(byKind('delivered-similar')).toMatchObject({
      count: 2,
      buyers: expect.arrayContaining(['Blackburn with Darwen', 'Chorley']),
    })
    expect(byKind('shares-terms')).toMatchObject({ terms: expect.arrayContaining(['damp', 'mould']) })
    expect(byKind('category')).toMatchObject({
      code: '44000000',
      label: 'Construction structures and materials',
    })
    expect(byKind('region')).toMatchObject({ tie: 'serves', code: 'TLD', label: 'North West' })
    for (const reason of reasons) expect(reasonSchema.parse(reason)).toEqual(reason)
  })

  it('never name numbers, days and general words as what is shared, and stay silent if nothing else is', () => {
    const vague = aSupplierToRank('vague', {
      profile: 'Ten systems, one plan, improved delivery, known by Tuesday',
    })
    const noisy = {
      ...aChallengeToRank,
      problem: 'One system improved by ten. Known delivery plan on Tuesday. Damp homes get warm.',
    }
    const index = aDirectory(vague, sensors)
    const explainNoisy = explainer(index, prepareQuery(index, noisy), names)
    expect(explainNoisy('vague').map(({ kind }) => kind)).not.toContain('shares-terms')
    const shared = explainNoisy('sensors').find(({ kind }) => kind === 'shares-terms')
    expect(shared).toMatchObject({
      terms: expect.arrayContaining(['damp', 'homes']),
    })
  })

  it('say that a firm is new to the buyer, and nothing that is not so', () => {
    expect(reasonsOf(cleaner)).toEqual([{ kind: 'new-to-buyer', buyer: 'Blackburn with Darwen' }])
    expect(reasonsOf()).toEqual([])
  })

  it.each<[Reason, string]>([
    [
      { kind: 'delivered-similar', amount: 0.1, count: 2, buyers: ['Blackburn with Darwen'], title: 'Damp' },
      'delivered 2 similar projects for Blackburn with Darwen',
    ],
    [
      { kind: 'delivered-similar', amount: 0.1, count: 1, buyers: ['Chorley'], title: 'Damp' },
      'delivered a similar project for Chorley: “Damp”',
    ],
    [
      { kind: 'delivered-similar', amount: 0.1, count: 1, buyers: [], title: 'Damp' },
      'delivered a similar project: “Damp”',
    ],
    [
      { kind: 'delivered-similar', amount: 0.1, count: 3, buyers: [], title: 'Damp' },
      'delivered 3 similar projects',
    ],
    [
      { kind: 'delivered-similar', amount: 0.1, count: 3, buyers: ['Wyre', 'Fylde'], title: 'Damp' },
      'delivered 3 similar projects, for Wyre and Fylde among them',
    ],
    [
      { kind: 'shares-terms', amount: 0.1, terms: ['retrofit', 'damp', 'sensors'] },
      'shares: retrofit, damp, sensors',
    ],
    [{ kind: 'category', amount: 0.1, code: '48000000', label: 'Software' }, 'works in Software'],
    [{ kind: 'region', amount: 0.1, tie: 'serves', code: 'TLD', label: 'North West' }, 'serves North West'],
    [
      { kind: 'region', amount: 0.1, tie: 'worked-there', code: 'TLD', label: 'North West' },
      'has worked in North West',
    ],
    [
      { kind: 'region', amount: 0.1, tie: 'near', code: 'TLD', label: 'North West' },
      'works near by, in North West',
    ],
    [
      { kind: 'region', amount: 0.1, tie: 'serves-part', code: 'TLD3', label: 'Lancashire' },
      'serves a part of the area: Lancashire',
    ],
    [{ kind: 'worked-for-buyer', count: 1, buyer: 'Wyre' }, 'has worked for Wyre before'],
    [{ kind: 'worked-for-buyer', count: 4, buyer: 'Wyre' }, 'has worked for Wyre 4 times'],
    [{ kind: 'new-to-buyer', buyer: 'Wyre' }, 'new to Wyre'],
  ])('%j reads “…%s”', (reason, words) => {
    expect(sayReason(reason)).toBe(words)
  })

  it('go through the translator', () => {
    const shout = (key: string) => key.toUpperCase()
    expect(sayReasons([{ kind: 'new-to-buyer', buyer: 'Wyre' }], shout)).toEqual(['NEW TO {BUYER}'])
  })
})
