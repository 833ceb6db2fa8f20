import { textForMatching } from '../../server/challenges/index.ts'
import {
  type AwardRecord,
  authorities,
  categories,
  type MeasuredPilot,
  regions,
  type SupplierForRanking,
} from '../../server/organisations/index.ts'
import type { ChallengeRecord } from '../../shared/challenges/challenge.ts'
import { shortBuyer } from '../../shared/matching/buyer-name.ts'
import type { ChallengeToRank } from '../../shared/matching/challenge-query.ts'
import { readinessAsked } from '../../shared/matching/delivery-fit.ts'
import type { Names } from '../../shared/matching/explaining.ts'
import { projectsOf, type Reason } from '../../shared/matching/reasons.ts'
import type { PastProject, SupplierToRank } from '../../shared/matching/supplier-index.ts'
import { regionName } from '../../shared/organisations/region-tree.ts'
import type { CaseStudy } from '../../shared/organisations/supplier-profile.ts'

/** What codes are called. */
export const names: Names = {
  category: (code) => categories().find(code)?.label ?? '',
  region: (code) => {
    const region = regions().find(code)
    return region ? regionName(region) : ''
  },
}

/** What categories are called; those that nobody knows are left out. */
export const labels = (codes: string[]): string[] => codes.flatMap((code) => names.category(code) || [])

/** A challenge as the ranking takes it. */
export function asChallengeToRank(challenge: ChallengeRecord): ChallengeToRank {
  const { title, problem, outcomes, context, asks, cpv, regions: places } = textForMatching(challenge)
  const { authorityName, publishedAt, budget, stages } = challenge
  return {
    title,
    problem,
    outcomes,
    context,
    asks,
    cpv,
    cpvLabels: labels(cpv),
    regions: places,
    buyer: authorityName,
    buyerRegions: regionsOfBuyer(authorityName),
    date: publishedAt,
    budgetPence: budget.pilotPence,
    ...readinessAsked(stages),
  }
}

/** A supplier as the index takes it: its own words, and each thing that it did by itself. */
export function asSupplierToRank(supplier: SupplierForRanking): SupplierToRank {
  const { id, name, status, isSme, isVcse, isExample, profile, awards, measured } = supplier
  return {
    id,
    name,
    profile: [profile.whatWeDo, ...profile.accreditations].join('. '),
    capabilities: profile.capabilities.join('. '),
    cpv: profile.cpv,
    cpvLabels: labels(profile.cpv),
    regions: profile.regions,
    trlFrom: profile.trlFrom,
    trlTo: profile.trlTo,
    projects: [
      ...awards.map(fromAward),
      ...profile.caseStudies.map(fromCaseStudy),
      ...measured.map(fromMeasured),
    ],
    isSme,
    isVcse,
    isClaimed: status === 'verified',
    isExample,
  }
}

const fromAward = (award: AwardRecord): PastProject => {
  const { title, text, cpv, buyer, date, valuePence, suppliers } = award
  return {
    kind: 'award',
    title,
    text,
    result: '',
    cpv,
    cpvLabels: labels(cpv),
    buyer,
    buyerRegions: regionsOfBuyer(buyer),
    regions: award.regions,
    date,
    // What several firms share says little of what each of them delivered.
    valuePence: suppliers > 1 ? null : valuePence,
  }
}

const fromCaseStudy = ({ title, buyer, year, what, result }: CaseStudy): PastProject => ({
  kind: 'case-study',
  title,
  text: what,
  result,
  cpv: [],
  cpvLabels: [],
  buyer,
  buyerRegions: regionsOfBuyer(buyer),
  regions: [],
  date: year === null ? null : new Date(Date.UTC(year, 6, 1)),
  valuePence: null,
})

/** What was measured, and agreed by both sides, is a project with a result like any other: it weighs no more. */
const fromMeasured = ({
  title,
  text,
  measured,
  buyer,
  cpv,
  regions: places,
  on,
  valuePence,
}: MeasuredPilot): PastProject => ({
  kind: 'case-study',
  title,
  text,
  result: measured,
  cpv,
  cpvLabels: labels(cpv),
  buyer,
  buyerRegions: regionsOfBuyer(buyer),
  regions: places,
  date: on,
  valuePence,
})

/**
 * What is told of a supplier's measured pilots beside a challenge: those that count as similar, or that lie in one of
 * its categories. It counts for nothing by itself: the project does.
 */
export function measuredReasons(
  { cpv }: Pick<ChallengeToRank, 'cpv'>,
  { measured }: Pick<SupplierForRanking, 'measured'>,
  reasons: Reason[],
): Reason[] {
  const similar = new Set(reasons.flatMap(projectsOf).map(({ title }) => title))
  const divisions = new Set(cpv.map((code) => code.slice(0, 2)))
  return measured
    .filter(
      ({ title, cpv: own }) => similar.has(title) || own.some((code) => divisions.has(code.slice(0, 2))),
    )
    .slice(0, mostMeasured)
    .map(({ buyer, title, measured: words, slug }) => ({
      kind: 'measured',
      buyer: shortBuyer(buyer),
      title,
      words,
      slug,
    }))
}

// Like projects that count as evidence.
const mostMeasured = 3

// A directory has few buyers and many awards.
const knownBuyers = new Map<string, string[]>()
const mostBuyers = 20_000

/** Where a buyer is, as ITL codes, as far as the register of authorities knows it by this name. */
export function regionsOfBuyer(name: string): string[] {
  const known = knownBuyers.get(name)
  if (known) return known
  const authority = authorities().findByName(name)
  const region = authority && (regions().ofAuthority(authority.gss)?.code ?? authority.itl1)
  const found = region ? [region] : []
  if (knownBuyers.size >= mostBuyers) knownBuyers.clear()
  knownBuyers.set(name, found)
  return found
}
