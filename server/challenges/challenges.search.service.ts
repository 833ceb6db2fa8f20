import mongoose, { type PipelineStage } from 'mongoose'
import type { ChallengeRecord } from '../../shared/challenges/challenge.ts'
import { type ChallengeListQuery, closingWithin } from '../../shared/challenges/challenge-list.ts'
import { openStatuses } from '../../shared/challenges/life-cycle.ts'
import { readWords } from '../../shared/challenges/search-words.ts'
import type { SearchCriteria } from '../../shared/challenges/saved-search.ts'
import { type Paged, paged } from '../../shared/platform/pagination.ts'
import { longestSearchMs } from '../platform/database.ts'
import { now } from '../platform/clock.ts'
import { Challenge } from './challenges.model.ts'

const { trusted } = mongoose
const perPage = 20

type Match = Record<string, unknown>

/** How many challenges each choice would leave, given all the other choices. */
export interface FacetCount {
  value: string
  count: number
}

/** Which field each facet counts. */
const facetFields = {
  authority: 'authorityId',
  category: 'listing.divisions',
  region: 'listing.regions',
  stage: 'stages',
  budget: 'listing.band',
} as const
type FacetName = keyof typeof facetFields
const facetNames = Object.keys(facetFields) as FacetName[]

export type ChallengeFacets = Record<FacetName, FacetCount[]>

/** What the state chosen means by the clock, not by what is stored. */
function matchState(state: ChallengeListQuery['state'], at: Date): Match {
  const open = { status: { $in: openStatuses }, 'timetable.respondBy': { $gte: at } }
  const closed = {
    $or: [{ status: 'closed' }, { status: { $in: openStatuses }, 'timetable.respondBy': { $lt: at } }],
  }
  const withdrawn = { status: 'withdrawn', publishedAt: { $ne: null } }
  return { open, closed, withdrawn, all: { $or: [open, closed, withdrawn] } }[state]
}

function matchClosing(closing: ChallengeListQuery['closing'], at: Date): Match {
  if (closing === 'any') return {}
  const until = new Date(at.getTime() + closingWithin[closing] * 86_400_000)
  return { 'timetable.respondBy': { $gte: at, $lte: until } }
}

const matchFacet = (query: ChallengeListQuery, name: FacetName): Match =>
  query[name].length > 0 ? { [facetFields[name]]: { $in: query[name] } } : {}

const all = (matches: Match[]): Match => {
  const said = matches.filter((match) => Object.keys(match).length > 0)
  return said.length > 0 ? { $and: said } : {}
}

/**
 * What has all of these words. MongoDB's own search finds what has any of them, and "damp homes" is no search for
 * homes: it only ranks (`isRanked`), and looks for what stands in quotation marks. Words that say nothing find nothing.
 */
export function matchWords(q: string, isRanked: boolean): Match {
  if (!q) return {}
  const { text, stems, isExact } = readWords(q)
  const hasAll = stems.length > 0 ? { 'listing.stems': { $all: stems } } : {}
  return isRanked || isExact || stems.length === 0 ? { $text: { $search: text }, ...hasAll } : hasAll
}

function orderOf({ sort, q }: ChallengeListQuery): Record<string, 1 | -1 | { $meta: 'textScore' }> {
  if (sort === 'relevance' && q) return { score: { $meta: 'textScore' }, _id: 1 }
  if (sort === 'newest') return { publishedAt: -1, _id: 1 }
  if (sort === 'budget') return { 'budget.pilotPence': -1, 'budget.scalePence': -1, _id: 1 }
  return { 'timetable.respondBy': 1, _id: 1 }
}

/** Searches and filters what is public, with the count behind every choice. */
export async function searchChallenges(
  query: ChallengeListQuery,
): Promise<{ list: Paged<ChallengeRecord>; facets: ChallengeFacets }> {
  const at = now()
  const order = orderOf(query)
  const isRanked = 'score' in order
  // Words first: MongoDB takes a text search in the first stage only.
  const common = all([
    matchWords(query.q, isRanked),
    matchState(query.state, at),
    matchClosing(query.closing, at),
  ])
  const chosen = (without?: FacetName) =>
    all(facetNames.filter((name) => name !== without).map((name) => matchFacet(query, name)))
  const counts = facetNames.map((name) => [
    name,
    [
      { $match: chosen(name) },
      { $unwind: `$${facetFields[name]}` },
      { $group: { _id: `$${facetFields[name]}`, count: { $sum: 1 } } },
    ],
  ])
  const skip = (query.page - 1) * perPage
  const [result] = await Challenge.aggregate<{
    items: ChallengeRecord[]
    total: { count: number }[]
    [facet: string]: unknown
  }>([
    { $match: common },
    ...(isRanked ? [{ $addFields: { score: { $meta: 'textScore' } } } as PipelineStage] : []),
    {
      $facet: {
        items: [
          { $match: chosen() },
          { $sort: isRanked ? { score: -1, _id: 1 } : order },
          { $skip: skip },
          { $limit: perPage },
        ],
        total: [{ $match: chosen() }, { $count: 'count' }],
        ...Object.fromEntries(counts),
      },
    } as PipelineStage,
  ]).option({ maxTimeMS: longestSearchMs })
  const total = result?.total[0]?.count ?? 0
  return { list: paged(result?.items ?? [], total, query.page, perPage), facets: readFacets(result ?? {}) }
}

/** What a challenge must be to be found, words and all. */
function matchCriteria(criteria: SearchCriteria): Match {
  const query = { ...criteria, page: 1 }
  const facets = facetNames.map((name) => matchFacet(query, name))
  const at = now()
  return all([
    matchWords(query.q, false),
    matchState(query.state, at),
    matchClosing(query.closing, at),
    ...facets,
  ])
}

/** True if this search, made now, finds this challenge. */
export async function isFound(criteria: SearchCriteria, challengeId: string): Promise<boolean> {
  return (await Challenge.exists(trusted({ ...matchCriteria(criteria), _id: challengeId }))) !== null
}

/** The ids of everything that this search finds now of what is open: only that is ever told. */
export const listFoundOpen = (criteria: SearchCriteria): Promise<string[]> => {
  const state = criteria.state === 'all' ? 'open' : criteria.state
  return Challenge.distinct('_id', trusted(matchCriteria({ ...criteria, state })))
}

/** How many it finds now. */
export const countFound = (criteria: SearchCriteria): Promise<number> =>
  Challenge.countDocuments(trusted(matchCriteria(criteria))).maxTimeMS(longestSearchMs)

function readFacets(result: Record<string, unknown>): ChallengeFacets {
  const read = (name: FacetName): FacetCount[] =>
    ((result[name] ?? []) as { _id: string; count: number }[]).map(({ _id, count }) => ({
      value: _id,
      count,
    }))
  return Object.fromEntries(facetNames.map((name) => [name, read(name)])) as ChallengeFacets
}

/** Public challenges for programs, by the moment of publication and the id after which to go on. */
export async function listPublished(
  query: Pick<ChallengeListQuery, 'state'> & { q: string },
  limit: number,
  after: { publishedAt: Date; id: string } | null,
): Promise<ChallengeRecord[]> {
  const conditions: Match[] = [matchWords(query.q, false), matchState(query.state, now())]
  if (after) {
    conditions.push({
      $or: [
        { publishedAt: { $lt: after.publishedAt } },
        { publishedAt: after.publishedAt, _id: { $gt: after.id } },
      ],
    })
  }
  return Challenge.find(trusted(all(conditions)))
    .sort({ publishedAt: -1, _id: 1 })
    .limit(limit)
    .maxTimeMS(longestSearchMs)
    .lean<ChallengeRecord[]>()
}
