import type { ChallengeToRank } from '../../shared/matching/challenge-query.ts'
import { explainer } from '../../shared/matching/explaining.ts'
import { partNames, partWeights } from '../../shared/matching/parts.ts'
import { prepareQuery } from '../../shared/matching/prepared-query.ts'
import { rankSuppliers, scoreSupplier } from '../../shared/matching/ranking.ts'
import { type Reason, reasonSchema, sayReason, sayReasons } from '../../shared/matching/reasons.ts'
import { createSupplierIndex, type SupplierToRank } from '../../shared/matching/supplier-index.ts'

const names = {
  category: (code: string) => ({ '44000000': 'Construction structures and materials' })[code] ?? '',
  region: (code: string) => ({ TLD: 'North West' })[code] ?? '',
}

const supplier = (id: string, changes: Partial<SupplierToRank> = {}): SupplierToRank => ({
  id,
  name: '',
  profile: '',
  capabilities: '',
  cpv: [],
  cpvLabels: [],
  regions: [],
  trlFrom: null,
  trlTo: null,
  projects: [],
  ...changes,
})

const project = (
  title: string,
  buyer: string,
  changes: Partial<SupplierToRank['projects'][number]> = {},
) => ({
  title,
  text: '',
  result: '',
  buyer,
  buyerRegions: [],
  cpv: [],
  cpvLabels: [],
  regions: [],
  date: null,
  valuePence: null,
  ...changes,
})

const challenge: ChallengeToRank = {
  title: 'Damp and mould in council homes',
  problem: 'Tenants live with damp. We want sensors that find mould early, and retrofit where it pays.',
  cpv: ['44000000'],
  cpvLabels: ['Construction structures and materials'],
  regions: ['TLD33'],
  buyer: 'Blackburn with Darwen Borough Council',
  buyerRegions: ['TLD41'],
  outcomes: '',
  context: '',
  asks: '',
  date: null,
  budgetPence: null,
  trlFrom: null,
  trlTo: null,
}

/** Firms that have nothing to do with it, so that words have a rarity. */
function aDirectory(...suppliers: SupplierToRank[]) {
  const index = createSupplierIndex()
  for (let i = 0; i < 30; i += 1)
    index.put(supplier(`other-${i}`, { profile: `Buses and coaches number ${i} for schools` }))
  for (const one of suppliers) index.put(one)
  return index
}

const sensors = supplier('sensors', {
  profile: 'Sensors that find damp and mould in homes',
  cpv: ['44000000'],
  regions: ['TLD'],
  projects: [
    project('Damp sensors in tenants’ homes', 'Blackburn With Darwen Borough Council'),
    project('Mould sensors and retrofit', 'Chorley Council'),
    project('Office cleaning', 'Chorley Council'),
  ],
})
const cleaner = supplier('cleaner', { profile: 'Office cleaning and washroom hygiene' })

describe('ranking', () => {
  it('puts first who says and did what is asked for', () => {
    const ranked = rankSuppliers(aDirectory(cleaner, sensors), challenge)
    expect(ranked[0]).toMatchObject({ supplierId: 'sensors', rank: 1 })
    expect(ranked).toHaveLength(32)
    expect(ranked.map(({ rank }) => rank)).toEqual(ranked.map((_, position) => position + 1))
  })

  it('makes each score the weighted sum of its parts, within 0 and 1', () => {
    expect(partNames.reduce((sum, name) => sum + partWeights[name], 0)).toBeCloseTo(1)
    for (const { score, parts } of rankSuppliers(aDirectory(cleaner, sensors), challenge)) {
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
      project(`Gritting of roads in ward ${i}`, 'Wyre Council'),
    )
    const busy = { ...sensors, id: 'busy', projects: [...sensors.projects, ...padding] }
    const ranked = rankSuppliers(aDirectory(sensors, busy), challenge)
    const [a, b] = [
      ranked.find((one) => one.supplierId === 'sensors'),
      ranked.find((one) => one.supplierId === 'busy'),
    ]
    expect(Math.abs((a?.score ?? 0) - (b?.score ?? 1))).toBeLessThan(0.02)
  })

  it('gives no more for the very same buyer than for one of its kind', () => {
    const known = supplier('a-known', {
      profile: 'Damp sensors',
      projects: [project('Bins', 'Blackburn with Darwen Borough Council')],
    })
    const unknown = supplier('b-new', {
      profile: 'Damp sensors',
      projects: [project('Bins', 'Zetland Islands Council')],
    })
    const ranked = rankSuppliers(aDirectory(known, unknown), challenge)
    const scores = ranked.filter(({ supplierId }) => /known|new/.test(supplierId)).map(({ score }) => score)
    expect(scores[0]).toBe(scores[1])
  })

  it('finds by words that go with what is asked, and marks where each term comes from', () => {
    const index = aDirectory(
      ...[1, 2, 3].map((i) =>
        supplier(`model-${i}`, { projects: [project('Damp hygrometers', `Buyer ${i}`)] }),
      ),
      supplier('bridged', { profile: 'Hygrometers' }),
      supplier('unrelated', { profile: 'Gramophones' }),
    )
    const short = { ...challenge, title: 'Damp', problem: '', cpv: [], cpvLabels: [] }
    const { terms } = prepareQuery(index, short)
    expect(terms.map(({ stem, source }) => [stem, source])).toEqual([
      ['damp', 'said'],
      ['hygromet', 'feedback'],
    ])
    const related = (id: string) =>
      rankSuppliers(index, short).find(({ supplierId }) => supplierId === id)?.parts.related
    expect(related('bridged')).toBeGreaterThan(0)
    expect(related('unrelated')).toBe(0)
  })

  it('takes weights for one ranking, and scores one supplier as it stands among all', () => {
    const index = aDirectory(sensors, cleaner)
    const weights = { ...partWeights, text: 0 }
    const ranked = rankSuppliers(index, challenge, { weights })
    expect(ranked[0]?.score).toBeLessThan(rankSuppliers(index, challenge)[0]?.score ?? 0)
    const found = index.find('sensors')
    if (!found) throw new Error('The supplier is in the index')
    const alone = scoreSupplier(index, prepareQuery(index, challenge), found, weights)
    expect({ ...alone, rank: 1 }).toEqual(ranked[0])
  })

  it('prefers the firm that has worked lately, all else being equal', () => {
    const at = (id: string, year: number) =>
      supplier(id, {
        projects: [project('Damp sensors', 'Fylde Council', { date: new Date(Date.UTC(year, 0)) })],
      })
    const index = aDirectory(at('a-long-ago', 2008), at('b-lately', 2025))
    const ranked = rankSuppliers(index, { ...challenge, date: new Date(Date.UTC(2026, 0)) })
    expect(ranked[0]?.supplierId).toBe('b-lately')
  })

  it('is the same whatever the order in which suppliers came', () => {
    const one = createSupplierIndex()
    const other = createSupplierIndex()
    for (const each of [sensors, cleaner]) one.put(each)
    for (const each of [cleaner, sensors, { ...cleaner, profile: 'Something else' }, cleaner]) other.put(each)
    expect(rankSuppliers(other, challenge)).toEqual(rankSuppliers(one, challenge))
  })

  it('forgets a supplier that has gone, and ranks nobody in an empty directory', () => {
    const index = aDirectory(sensors)
    index.remove('sensors')
    expect(rankSuppliers(index, challenge).map(({ supplierId }) => supplierId)).not.toContain('sensors')
    expect(rankSuppliers(createSupplierIndex(), challenge)).toEqual([])
  })

  it('stands a challenge of which no word is known', () => {
    const strange = { ...challenge, title: 'Zyx', problem: '', cpv: [], cpvLabels: [], regions: [] }
    expect(rankSuppliers(aDirectory(sensors), strange)[0]?.parts).toEqual({
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
})

describe('reasons', () => {
  const reasonsOf = (...suppliers: SupplierToRank[]) =>
    explainer(aDirectory(...suppliers), challenge, names)(suppliers[0]?.id ?? '')

  it('name similar projects, shared words as the challenge spells them, category, region and history', () => {
    const reasons = reasonsOf(sensors)
    expect(reasons.map(({ kind }) => kind)).toEqual([
      'delivered-similar',
      'shares-terms',
      'category',
      'region',
      'worked-for-buyer',
    ])
    expect(reasons[0]).toMatchObject({
      count: 2,
      buyers: expect.arrayContaining(['Blackburn with Darwen', 'Chorley']),
    })
    expect(reasons[1]).toMatchObject({ terms: expect.arrayContaining(['damp', 'mould']) })
    expect(reasons[2]).toEqual({
      kind: 'category',
      code: '44000000',
      label: 'Construction structures and materials',
    })
    expect(reasons[3]).toEqual({ kind: 'region', tie: 'serves', code: 'TLD', label: 'North West' })
    for (const reason of reasons) expect(reasonSchema.parse(reason)).toEqual(reason)
  })

  it('never name numbers, days and general words as what is shared, and stay silent if nothing else is', () => {
    const vague = supplier('vague', { profile: 'Ten systems, one plan, improved delivery, known by Tuesday' })
    const noisy = {
      ...challenge,
      problem: 'One system improved by ten. Known delivery plan on Tuesday. Damp homes get warm.',
    }
    const explain = explainer(aDirectory(vague, sensors), noisy, names)
    expect(explain('vague').map(({ kind }) => kind)).not.toContain('shares-terms')
    const shared = explain('sensors').find(({ kind }) => kind === 'shares-terms')
    expect(shared).toEqual({
      kind: 'shares-terms',
      terms: expect.arrayContaining(['damp', 'homes']),
    })
  })

  it('say that a firm is new to the buyer, and nothing that is not so', () => {
    expect(reasonsOf(cleaner)).toEqual([{ kind: 'new-to-buyer', buyer: 'Blackburn with Darwen' }])
    expect(reasonsOf()).toEqual([])
  })

  it.each<[Reason, string]>([
    [
      { kind: 'delivered-similar', count: 2, buyers: ['Blackburn with Darwen'], title: 'Damp' },
      'delivered 2 similar projects for Blackburn with Darwen',
    ],
    [
      { kind: 'delivered-similar', count: 1, buyers: ['Chorley'], title: 'Damp' },
      'delivered a similar project for Chorley: “Damp”',
    ],
    [
      { kind: 'delivered-similar', count: 1, buyers: [], title: 'Damp' },
      'delivered a similar project: “Damp”',
    ],
    [{ kind: 'delivered-similar', count: 3, buyers: [], title: 'Damp' }, 'delivered 3 similar projects'],
    [
      { kind: 'delivered-similar', count: 3, buyers: ['Wyre', 'Fylde'], title: 'Damp' },
      'delivered 3 similar projects, for Wyre and Fylde among them',
    ],
    [{ kind: 'shares-terms', terms: ['retrofit', 'damp', 'sensors'] }, 'shares: retrofit, damp, sensors'],
    [{ kind: 'category', code: '48000000', label: 'Software' }, 'works in Software'],
    [{ kind: 'region', tie: 'serves', code: 'TLD', label: 'North West' }, 'serves North West'],
    [{ kind: 'region', tie: 'worked-there', code: 'TLD', label: 'North West' }, 'has worked in North West'],
    [{ kind: 'region', tie: 'near', code: 'TLD', label: 'North West' }, 'works near by, in North West'],
    [
      { kind: 'region', tie: 'serves-part', code: 'TLD3', label: 'Lancashire' },
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
