import { challengesFor, prepareChallenge } from '../../shared/matching/challenges-for.ts'
import type { ChallengeToRank } from '../../shared/matching/challenge-query.ts'
import { additionsFor, gainsOf, type ScoreWith } from '../../shared/matching/profile-gains.ts'
import { rankSuppliers } from '../../shared/matching/ranking.ts'
import { createSupplierIndex, type SupplierToRank } from '../../shared/matching/supplier-index.ts'
import { emptyProfile, type SupplierProfile } from '../../shared/organisations/supplier-profile.ts'

const aChallenge = (changes: Partial<ChallengeToRank> = {}): ChallengeToRank => ({
  title: 'Damp and mould in council homes',
  text: 'Tenants live with damp. We want sensors that find mould early.',
  cpv: ['45262640'],
  cpvLabels: ['Environmental improvement works'],
  regions: ['TLD33'],
  buyer: 'Example Council',
  ...changes,
})

const aFirm = (id: string, changes: Partial<SupplierToRank> = {}): SupplierToRank => ({
  id,
  profile: 'Sensors that find damp and mould in homes',
  cpv: [],
  regions: [],
  projects: [],
  ...changes,
})

const fromProfile = (id: string, profile: SupplierProfile): SupplierToRank =>
  aFirm(id, {
    profile: [profile.whatWeDo, ...profile.capabilities].join('. '),
    cpv: profile.cpv,
    regions: profile.regions,
    projects: profile.caseStudies.map(({ what, result }) => ({
      title: '',
      text: `${what} ${result}`,
      buyer: '',
      cpv: [],
      regions: [],
    })),
  })

/** An index in which others are too, so that words differ in rarity. */
function anIndex() {
  const index = createSupplierIndex()
  const others = [
    'catering for weddings',
    'road surfacing',
    'payroll software',
    'legal advice',
    'damp proofing',
  ]
  for (const [number, profile] of others.entries()) index.put(aFirm(`other-${number}`, { profile }))
  return index
}

describe('the challenges for one supplier', () => {
  it('have the scores that ranking everybody gives it, the best first, and no rank', () => {
    const index = anIndex()
    const project = {
      title: 'Mould sensors',
      text: 'in 40 homes',
      buyer: 'A',
      cpv: ['45262640'],
      regions: ['TLD3'],
    }
    index.put(aFirm('firm', { projects: [project] }))
    const wanted = [
      aChallenge({ title: 'Payroll', text: 'Software for wages', cpv: ['48450000'] }),
      aChallenge(),
      aChallenge({ regions: [] }),
    ]
    const prepared = wanted.map((challenge, number) => prepareChallenge(`challenge-${number}`, challenge))
    const scores = challengesFor(index, 'firm', prepared)
    expect(scores.map(({ challengeId }) => challengeId)).toEqual([
      'challenge-2',
      'challenge-1',
      'challenge-0',
    ])
    for (const { challengeId, score, parts, ...more } of scores) {
      const challenge = wanted[Number(challengeId.at(-1))] as ChallengeToRank
      const ranked = rankSuppliers(index, challenge).find(({ supplierId }) => supplierId === 'firm')
      expect(score).toBeCloseTo(ranked?.score ?? -1, 3)
      expect(Object.keys(parts)).toEqual(Object.keys(ranked?.parts ?? {}))
      expect(more).toEqual({})
    }
  })

  it('are none for a supplier that the index lacks', () =>
    expect(challengesFor(anIndex(), 'nobody', [prepareChallenge('one', aChallenge())])).toEqual([]))
})

describe('what would bring more', () => {
  const challenges = [
    aChallenge(),
    aChallenge({ cpv: ['45443000'], cpvLabels: ['Facade work'], regions: ['TLE'] }),
  ]
  const prepared = challenges.map((challenge, number) => prepareChallenge(`${number}`, challenge))
  const scoreIn =
    (index: ReturnType<typeof anIndex>): ScoreWith =>
    (profile) => {
      index.put(fromProfile('firm', profile))
      return new Map(
        challengesFor(index, 'firm', prepared).map(({ challengeId, score }) => [challengeId, score]),
      )
    }
  const gains = (changes: Partial<SupplierProfile>, work: { cpv?: string[]; words?: string[] } = {}) => {
    const profile = { ...emptyProfile(), ...changes }
    return gainsOf(
      profile,
      additionsFor(profile, { cpv: [], words: [], ...work }, challenges),
      scoreIn(anIndex()),
    )
  }

  it('is a region where none is named, with how many ask for it and how many would rise', () => {
    const found = gains({ whatWeDo: 'Sensors that find damp' }).find(({ kind }) => kind === 'regions')
    expect(found).toMatchObject({ asked: 1, raised: 1, lowered: 1 })
    expect(gains({ whatWeDo: 'Sensors', regions: ['TLC'] }).some(({ kind }) => kind === 'regions')).toBe(
      false,
    )
  })

  it('is a code asked for near what it does, and none of another trade', () => {
    const codes = (cpv: string[]) =>
      gains({ whatWeDo: 'Sensors', cpv }).flatMap(({ kind, code }) => (kind === 'categories' ? [code] : []))
    expect(codes(['45262640'])).toEqual(['45443000'])
    expect(codes(['55520000'])).toEqual([])
  })

  it('is a case study with a result where there is none, and only for those it truly raises', () => {
    const told = gains({ whatWeDo: 'Sensors that find damp and mould' }).find(
      ({ kind }) => kind === 'case-study',
    )
    expect(told?.raised).toBe(2)
    expect(gains({ whatWeDo: 'Catering for weddings' }).some(({ kind }) => kind === 'case-study')).toBe(false)
    const study = { title: '', buyer: '', year: null, what: 'Damp', result: 'Half the damp', link: '' }
    const has = gains({ whatWeDo: 'Sensors that find damp', caseStudies: [study] })
    expect(has.some(({ kind }) => kind === 'case-study')).toBe(false)
  })

  it('is the words of its past work where it lists no capabilities', () => {
    const found = gains({ whatWeDo: 'We help' }, { words: ['damp', 'mould', 'help'] })
    expect(found.find(({ kind }) => kind === 'about')).toMatchObject({ words: ['damp', 'mould'], raised: 2 })
    expect(gains({ capabilities: ['plans'] }, { words: ['damp'] }).some(({ kind }) => kind === 'about')).toBe(
      false,
    )
  })

  it('leaves out what no score is made of', () =>
    expect(gains({ whatWeDo: 'Sensors' }).some(({ kind }) => kind === 'maturity')).toBe(false))
})
