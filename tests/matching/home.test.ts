import { challengesFor, placeAlone } from '../../shared/matching/challenges-for.ts'
import type { ChallengeToRank } from '../../shared/matching/challenge-query.ts'
import { partWeights } from '../../shared/matching/parts.ts'
import { prepareQuery } from '../../shared/matching/prepared-query.ts'
import { additionsFor, gainsOf, type ScoreWith } from '../../shared/matching/profile-gains.ts'
import { rankSuppliers } from '../../shared/matching/ranking.ts'
import {
  createSupplierIndex,
  type SupplierIndex,
  type SupplierToRank,
} from '../../shared/matching/supplier-index.ts'
import { emptyProfile, type SupplierProfile } from '../../shared/organisations/supplier-profile.ts'
import { aChallengeToRank, aProject, aSupplierToRank } from './ranking.factory.ts'

const aChallenge = (changes: Partial<ChallengeToRank> = {}): ChallengeToRank => ({
  ...aChallengeToRank,
  problem: 'Tenants live with damp. We want sensors that find mould early.',
  cpv: ['45262640'],
  cpvLabels: ['Environmental improvement works'],
  buyer: 'Example Council',
  trlFrom: 6,
  trlTo: 8,
  ...changes,
})

const aFirm = (id: string, changes: Partial<SupplierToRank> = {}): SupplierToRank =>
  aSupplierToRank(id, { profile: 'Sensors that find damp and mould in homes', ...changes })

const fromProfile = (id: string, profile: SupplierProfile): SupplierToRank =>
  aFirm(id, {
    profile: profile.whatWeDo,
    capabilities: profile.capabilities.join('. '),
    cpv: profile.cpv,
    regions: profile.regions,
    trlFrom: profile.trlFrom,
    trlTo: profile.trlTo,
    projects: profile.caseStudies.map(({ what, result }) =>
      aProject('', '', { kind: 'case-study', text: what, result }),
    ),
  })

const prepareAll = (index: SupplierIndex, challenges: ChallengeToRank[]) =>
  challenges.map((challenge, number) => ({
    id: `challenge-${number}`,
    query: prepareQuery(index, challenge),
  }))

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
  for (const [number, profile] of others.entries())
    index.put(aFirm(`other-${number}`, { profile, cpv: ['45000000'] }))
  return index
}

describe('the challenges for one supplier', () => {
  it('have the scores that ranking everybody gives it, the best first, and no rank', () => {
    const index = anIndex()
    const project = aProject('Mould sensors', 'A', {
      text: 'in 40 homes',
      cpv: ['45262640'],
      regions: ['TLD3'],
    })
    const firm = aFirm('firm', { projects: [project] })
    index.put(firm)
    const wanted = [
      aChallenge({ title: 'Payroll', problem: 'Software for wages', cpv: ['48450000'] }),
      aChallenge(),
      aChallenge({ regions: [] }),
    ]
    const scores = challengesFor(placeAlone(index, firm), prepareAll(index, wanted), partWeights)
    expect(scores.map(({ challengeId }) => challengeId)).toEqual([
      'challenge-2',
      'challenge-1',
      'challenge-0',
    ])
    for (const { challengeId, score, parts, ...more } of scores) {
      const challenge = wanted[Number(challengeId.at(-1))] as ChallengeToRank
      const { rows } = rankSuppliers(index, challenge)
      const ranked = rows.find(({ supplierId }) => supplierId === 'firm')
      expect(score).toBeCloseTo(ranked?.score ?? -1, 3)
      expect(Object.keys(parts)).toEqual(Object.keys(ranked?.parts ?? {}))
      expect(more).toEqual({})
    }
  })
})

describe('what would bring more', () => {
  const challenges = [
    aChallenge(),
    aChallenge({ cpv: ['45443000'], cpvLabels: ['Facade work'], regions: ['TLE'] }),
  ]
  const scoreIn = (index: SupplierIndex): ScoreWith => {
    for (const code of ['45262640', '45443000']) index.books.codes.numberOf(code)
    for (const region of ['TLD', 'TLE']) index.books.regions.numberOf(region)
    const prepared = prepareAll(index, challenges)
    return (profile) => {
      const place = placeAlone(index, fromProfile('firm', profile))
      const scores = challengesFor(place, prepared, partWeights)
      return new Map(scores.map(({ challengeId, score }) => [challengeId, score]))
    }
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

  it('is a case study with a result where there is none, and not where one tells already', () => {
    const told = gains({ whatWeDo: 'Sensors that find damp and mould' }).find(
      ({ kind }) => kind === 'case-study',
    )
    expect(told?.raised).toBe(2)
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

  it('is a readiness that is asked for, and none where one is said', () => {
    const found = gains({ whatWeDo: 'Sensors' }).filter(({ kind }) => kind === 'maturity')
    expect(found).toMatchObject([{ raised: 2 }])
    const said = gains({ whatWeDo: 'Sensors', trlFrom: 2, trlTo: 3 })
    expect(said.some(({ kind }) => kind === 'maturity')).toBe(false)
  })
})
