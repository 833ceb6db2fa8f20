import mongoose from 'mongoose'
import type { ChallengeRecord } from '../../shared/challenges/challenge.ts'
import { publicStatuses } from '../../shared/challenges/life-cycle.ts'
import {
  countByRegion,
  isIn,
  type ProblemListQuery,
  type RegionCounts,
  type Sharer,
  sharersOf,
} from '../../shared/challenges/problems.ts'
import { type DemandTogether, demandOf } from '../../shared/challenges/same-need.ts'
import { paged, type Paged } from '../../shared/platform/pagination.ts'
import { findOrganisations, regions } from '../organisations/index.ts'
import { longestSearchMs } from '../platform/database.ts'
import { Challenge, type StoredChallenge } from './challenges.model.ts'
import { matchWords } from './challenges.search.service.ts'

const perPage = 20
// Beyond so many nobody pages; the newest are looked at.
const mostProblems = 5000

/** A public challenge as a problem that authorities share. */
export interface Problem {
  challenge: StoredChallenge
  sharers: Sharer[]
  demand: DemandTogether
}

/** What the page of shared problems shows. */
export interface Problems {
  list: Paged<Problem>
  /** Of what the words and categories find, whatever region is chosen. */
  counts: RegionCounts
  divisions: { value: string; count: number }[]
}

type Wanted = Pick<ProblemListQuery, 'q' | 'region' | 'category' | 'sort'>

const shown = {
  title: 1,
  summary: 1,
  authorityId: 1,
  authorityName: 1,
  coBuyers: 1,
  sameNeeds: 1,
  demand: 1,
  status: 1,
  kind: 1,
  noNoticeException: 1,
  timetable: 1,
  publishedAt: 1,
  conclusion: 1,
  isExample: 1,
  cpv: 1,
  listing: 1,
} as const

/** Where the authorities of these lie: the smallest ITL region that is known of each. */
async function placesOf(ids: string[]): Promise<(id: string) => string> {
  const found = await findOrganisations([...new Set(ids)])
  return (id) => {
    const authority = found.get(id)?.authority
    return authority ? (regions().ofAuthority(authority.gss)?.code ?? authority.itl1) : ''
  }
}

const involved = ({ authorityId, coBuyers, sameNeeds }: ChallengeRecord): string[] => [
  authorityId,
  ...coBuyers.map((one) => one.authorityId),
  ...sameNeeds.map((one) => one.authorityId),
]

async function allProblems(q: string): Promise<Problem[]> {
  const isPublic = { status: { $in: publicStatuses }, publishedAt: { $ne: null } }
  const challenges = await Challenge.find(mongoose.trusted({ ...matchWords(q, false), ...isPublic }), shown)
    .sort({ publishedAt: -1, _id: 1 })
    .limit(mostProblems)
    .maxTimeMS(longestSearchMs)
    .lean<StoredChallenge[]>()
  const placeOf = await placesOf(challenges.flatMap(involved))
  return challenges.map((challenge) => ({
    challenge,
    sharers: sharersOf(challenge, placeOf),
    demand: demandOf(challenge),
  }))
}

const byDemand = (a: Problem, b: Problem): number => b.demand.authorities - a.demand.authorities

/** Every public problem that fits, in the order that is asked for; the newest first among equals. */
async function findProblems(query: Wanted) {
  const all = await allProblems(query.q)
  const ofCategory = (problem: Problem) =>
    query.category.length === 0 ||
    problem.challenge.listing.divisions.some((one) => query.category.includes(one))
  const ofRegion = ({ sharers }: Problem) => isIn(sharers, query.region)
  const found = all.filter((one) => ofCategory(one) && ofRegion(one))
  return {
    found: query.sort === 'demand' ? found.toSorted(byDemand) : found,
    // Each choice is counted with all others as they are.
    forMap: all.filter(ofCategory),
    forCategories: all.filter(ofRegion),
  }
}

/** One page of the problems that authorities share, with what the map and the filters count. */
export async function listProblems(query: ProblemListQuery): Promise<Problems> {
  const { found, forMap, forCategories } = await findProblems(query)
  const pages = Math.max(1, Math.ceil(found.length / perPage))
  const page = Math.min(query.page, pages)
  const divisions = new Map<string, number>(query.category.map((code) => [code, 0]))
  for (const { challenge } of forCategories)
    for (const code of challenge.listing.divisions) divisions.set(code, (divisions.get(code) ?? 0) + 1)
  return {
    list: paged(found.slice((page - 1) * perPage, page * perPage), found.length, page, perPage),
    counts: countByRegion(forMap.map(({ sharers }) => sharers)),
    divisions: [...divisions].map(([value, count]) => ({ value, count })),
  }
}

/** All of them, for whoever takes them away. */
export const everyProblem = async (query: Wanted): Promise<Problem[]> => (await findProblems(query)).found
