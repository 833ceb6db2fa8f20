import { explainer } from '../../shared/matching/explaining.ts'
import { prepareQuery } from '../../shared/matching/prepared-query.ts'
import {
  type Reason,
  reasonSchema,
  sayEvidence,
  sayProject,
  sayReason,
  sayReasons,
  sayWithAmount,
} from '../../shared/matching/reasons.ts'
import type { SupplierIndex, SupplierToRank } from '../../shared/matching/supplier-index.ts'
import {
  aChallengeToRank,
  aDirectory,
  aProject,
  aSupplierToRank,
  cleaner,
  names,
  sensors,
} from './ranking.factory.ts'

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
      projects: expect.arrayContaining([
        { title: 'Mould sensors and retrofit', buyer: 'Chorley Council', year: null },
      ]),
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
      {
        kind: 'delivered-similar',
        amount: 0.1,
        count: 2,
        buyers: ['Blackburn with Darwen'],
        title: 'Damp',
        projects: [],
      },
      'delivered 2 similar projects for Blackburn with Darwen',
    ],
    [
      { kind: 'delivered-similar', amount: 0.1, count: 1, buyers: ['Chorley'], title: 'Damp', projects: [] },
      'delivered a similar project for Chorley: “Damp”',
    ],
    [
      { kind: 'delivered-similar', amount: 0.1, count: 1, buyers: [], title: 'Damp', projects: [] },
      'delivered a similar project: “Damp”',
    ],
    [
      { kind: 'delivered-similar', amount: 0.1, count: 3, buyers: [], title: 'Damp', projects: [] },
      'delivered 3 similar projects',
    ],
    [
      {
        kind: 'delivered-similar',
        amount: 0.1,
        count: 3,
        buyers: ['Wyre', 'Fylde'],
        title: 'Damp',
        projects: [],
      },
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
    [
      {
        kind: 'measured',
        buyer: 'Wyre',
        title: 'Dry homes',
        words: 'Damp: 10%, promised at most 8%',
        slug: 'dry',
      },
      'its pilot with Wyre was measured: Damp: 10%, promised at most 8%',
    ],
    [{ kind: 'worked-for-buyer', count: 1, buyer: 'Wyre' }, 'has worked for Wyre before'],
    [{ kind: 'worked-for-buyer', count: 4, buyer: 'Wyre' }, 'has worked for Wyre 4 times'],
    [{ kind: 'new-to-buyer', buyer: 'Wyre' }, 'new to Wyre'],
  ])('%j reads “…%s”', (reason, words) => {
    expect(sayReason(reason)).toBe(words)
  })

  it('name at most three projects that count, with buyer and year', () => {
    const done = ['Damp', 'Damp and mould', 'Mould sensors', 'Retrofit, damp and mould'].map((title) =>
      aProject(title, 'Chorley Council', { date: new Date('2024-05-01') }),
    )
    const [reason] = reasonsOf(aSupplierToRank('firm', { projects: done })).filter(
      ({ kind }) => kind === 'delivered-similar',
    )
    const evidence = sayEvidence(reason ? [reason] : [])
    expect(evidence).toHaveLength(3)
    for (const line of evidence) expect(line).toMatch(/^“.+”, Chorley Council, 2024$/)
    expect(sayReason(reason as Reason)).toBe('delivered 4 similar projects for Chorley')
  })

  it.each([
    [{ title: 'Damp', buyer: '', year: null }, '“Damp”'],
    [{ title: 'Damp', buyer: '', year: 2024 }, '“Damp”, 2024'],
    [{ title: 'Damp', buyer: 'Wyre', year: null }, '“Damp”, Wyre'],
  ])('a project is said with what is known of it: %j', (project, words) => {
    expect(sayProject(project)).toBe(words)
  })

  it('say what they count for, never nothing, and not at all if it is not known', () => {
    const category = { kind: 'category' as const, code: '48000000', label: 'Software' }
    expect(sayWithAmount({ ...category, amount: 0.1234 })).toBe('works in Software (counts for 0.12)')
    expect(sayWithAmount({ ...category, amount: 0.001 })).toBe(
      'works in Software (counts for less than 0.01)',
    )
    expect(sayWithAmount({ ...category, amount: 0 })).toBe('works in Software')
    expect(sayWithAmount(category as Reason)).toBe('works in Software')
    expect(sayWithAmount({ kind: 'new-to-buyer', buyer: 'Wyre' })).toBe('new to Wyre')
  })

  it('go through the translator', () => {
    const shout = (key: string) => key.toUpperCase()
    expect(sayReasons([{ kind: 'new-to-buyer', buyer: 'Wyre' }], shout)).toEqual(['NEW TO {BUYER}'])
  })
})
