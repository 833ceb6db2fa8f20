import { z } from 'zod'
import { divisionOf } from '../organisations/category-tree.ts'
import type { SupplierProfile } from '../organisations/supplier-profile.ts'
import type { ChallengeToRank } from './challenge-query.ts'
import { stemsOf } from './words.ts'

/** What a supplier's profile may lack that its score is made of. */
export const gainKinds = ['about', 'categories', 'regions', 'maturity', 'case-study'] as const

/** What one addition to a profile would bring, found by scoring the supplier with it. */
export const gainSchema = z.object({
  kind: z.enum(gainKinds),
  /** A CPV or ITL code, or a range of readiness as `7-9`; empty where the addition has none. */
  code: z.string(),
  label: z.string(),
  /** Words to add. */
  words: z.array(z.string()),
  /** How many open challenges ask for it; 0 where none asks by name. */
  asked: z.number().int(),
  /** For how many open challenges the supplier would score higher. */
  raised: z.number().int(),
  /** For how many it would score lower: who serves one place says that it does not serve another. */
  lowered: z.number().int(),
})
export type Gain = z.infer<typeof gainSchema>

/** A profile with one thing added. */
export interface Addition extends Omit<Gain, 'label' | 'raised' | 'lowered'> {
  profile: SupplierProfile
}

/** What is known of a supplier beside its profile. */
export interface KnownWork {
  /** Of its awards. */
  cpv: string[]
  /** Words that it shares with open challenges, by what it did. */
  words: string[]
}

// Less than what the smallest part of a score can give is no gain to speak of.
const leastRise = 0.004
// Each is tried by scoring: the most asked for are enough.
const mostTried = 8
const mostWords = 5
const mostOfAKind = 3
const readiness = [
  [1, 3],
  [4, 6],
  [7, 9],
] as const

/** Everything worth trying: what the profile lacks, and codes asked for that lie near what the supplier does. */
export function additionsFor(
  profile: SupplierProfile,
  work: KnownWork,
  challenges: ChallengeToRank[],
): Addition[] {
  return [
    ...addedWords(profile, work),
    ...addedCategories(profile, work, challenges),
    ...addedRegions(profile, challenges),
    ...addedReadiness(profile),
    ...addedCaseStudy(profile),
  ]
}

const addition = (
  kind: Addition['kind'],
  profile: SupplierProfile,
  more: Partial<Addition> = {},
): Addition => ({
  kind,
  code: '',
  words: [],
  asked: 0,
  profile,
  ...more,
})

/** The words of what it did, where it says nothing of what it can do. */
function addedWords(profile: SupplierProfile, { words }: KnownWork): Addition[] {
  if (profile.capabilities.length > 0) return []
  const said = stemsOf(profile.whatWeDo)
  const missing = words
    .filter((word) => [...stemsOf(word)].some((stem) => !said.has(stem)))
    .slice(0, mostWords)
  return missing.length > 0
    ? [addition('about', { ...profile, capabilities: missing }, { words: missing })]
    : []
}

function addedCategories(
  profile: SupplierProfile,
  { cpv }: KnownWork,
  challenges: ChallengeToRank[],
): Addition[] {
  const own = [...profile.cpv, ...cpv]
  const divisions = new Set(own.map(divisionOf))
  const isNear = (code: string) => divisions.size === 0 || divisions.has(divisionOf(code))
  const asked = countOf(challenges.flatMap((challenge) => [...new Set(challenge.cpv)]))
  return asked
    .filter(([code]) => !own.includes(code) && isNear(code))
    .slice(0, mostTried)
    .map(([code, count]) =>
      addition('categories', { ...profile, cpv: [...profile.cpv, code] }, { code, asked: count }),
    )
}

/** Regions as the profile names them: `TLD` for anywhere in the North West. */
function addedRegions(profile: SupplierProfile, challenges: ChallengeToRank[]): Addition[] {
  if (profile.regions.length > 0) return []
  const asked = countOf(
    challenges.flatMap(({ regions }) => [...new Set(regions.map((region) => region.slice(0, 3)))]),
  )
  return asked
    .slice(0, mostTried)
    .map(([code, count]) => addition('regions', { ...profile, regions: [code] }, { code, asked: count }))
}

function addedReadiness(profile: SupplierProfile): Addition[] {
  if (profile.trlFrom !== null || profile.trlTo !== null) return []
  return readiness.map(([trlFrom, trlTo]) =>
    addition('maturity', { ...profile, trlFrom, trlTo }, { code: `${trlFrom}-${trlTo}` }),
  )
}

/** A case study that says of one customer what the profile says of all. */
function addedCaseStudy(profile: SupplierProfile): Addition[] {
  const what = [profile.whatWeDo, ...profile.capabilities].join('. ')
  const hasResult = profile.caseStudies.some(({ result }) => result.trim() !== '')
  if (hasResult || profile.whatWeDo.trim() === '') return []
  const study = { title: '', buyer: '', year: null, what, result: 'The outcome was measured', link: '' }
  return [addition('case-study', { ...profile, caseStudies: [...profile.caseStudies, study] })]
}

/** The most frequent first. */
function countOf(codes: string[]): [string, number][] {
  const counts = new Map<string, number>()
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
}

/** A supplier's scores with such a profile, by challenge. */
export type ScoreWith = (profile: SupplierProfile) => Map<string, number>

/**
 * What each addition would bring, the most first, at most three of a kind and one where the profile has one
 * answer only. One that raises nothing is left out.
 */
export function gainsOf(
  profile: SupplierProfile,
  additions: Addition[],
  scoreWith: ScoreWith,
): Omit<Gain, 'label'>[] {
  const before = scoreWith(profile)
  const gains = additions.flatMap(({ profile: changed, ...tried }) => {
    const after = scoreWith(changed)
    const rises = [...before].map(([id, score]) => (after.get(id) ?? score) - score)
    const raised = rises.filter((rise) => rise >= leastRise).length
    const lowered = rises.filter((rise) => rise <= -leastRise).length
    return raised > 0 ? [{ ...tried, raised, lowered }] : []
  })
  const ordered = gains.sort(
    (a, b) => b.raised - b.lowered - (a.raised - a.lowered) || b.asked - a.asked || b.raised - a.raised,
  )
  return ordered.filter((gain, place) => {
    const sameKind = ordered.slice(0, place).filter(({ kind }) => kind === gain.kind).length
    return sameKind < (gain.kind === 'categories' ? mostOfAKind : 1)
  })
}
