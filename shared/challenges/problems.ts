import { z } from 'zod'
import { isWithin } from '../organisations/region-tree.ts'
import { pageQuery } from '../platform/pagination.ts'
import { severalLike, wordsAsked } from '../platform/query-values.ts'
import { searchWords } from '../platform/search-words.ts'
import type { ChallengeRecord } from './challenge.ts'
import { isNamed } from './same-need.ts'

const regionPattern = /^TL[C-N]\d{0,2}$/
const categoryPattern = /^\d{2}0{6}$/

/** Choices in an address; what can't be meant is dropped, so that an old bookmark still opens. */
const choices = (pattern: RegExp) =>
  z
    .union([z.string(), z.array(z.string())])
    .optional()
    .catch(undefined)
    .transform((value) =>
      [value ?? []]
        .flat()
        .filter((one) => pattern.test(one))
        .slice(0, 50),
    )

/** What may be asked of the page of shared problems. */
export const problemListQuery = z.object({
  q: searchWords,
  region: choices(regionPattern),
  category: choices(categoryPattern),
  sort: z.enum(['demand', 'newest']).catch('demand'),
  page: pageQuery.shape.page,
})
export type ProblemListQuery = z.output<typeof problemListQuery>

/** The same for programs. */
export const problemsAsked = z.object({
  q: wordsAsked,
  region: severalLike(regionPattern, 'Give an ITL region, like TLD or TLD41'),
  category: severalLike(categoryPattern, 'Give a CPV division, like 44000000'),
  sort: z.enum(['demand', 'newest']).default('demand'),
})

/** An authority with a problem: its place is empty where none is known. */
export interface Sharer {
  authorityId: string
  isNamed: boolean
  place: string
}

/** Everybody who has the problem of a public challenge: its own authority, those that it is written with, and others. */
export function sharersOf(
  { authorityId, coBuyers, sameNeeds }: Pick<ChallengeRecord, 'authorityId' | 'coBuyers' | 'sameNeeds'>,
  placeOf: (authorityId: string) => string,
): Sharer[] {
  const named = [
    authorityId,
    ...coBuyers.flatMap((one) => (one.status === 'declined' ? [] : [one.authorityId])),
  ]
  return [
    ...named.map((id) => ({ authorityId: id, isNamed: true, place: placeOf(id) })),
    ...sameNeeds.map((need) => ({
      authorityId: need.authorityId,
      isNamed: isNamed(need),
      place: placeOf(need.authorityId),
    })),
  ]
}

/** True if a named authority of the region has the problem: an unnamed one must not be found by where it lies. */
export const isIn = (sharers: Sharer[], regions: string[]): boolean =>
  regions.length === 0 ||
  sharers.some(
    (one) => one.isNamed && one.place !== '' && regions.some((region) => one.place.startsWith(region)),
  )

/** How many authorities and problems a region has. */
export interface RegionCount {
  authorities: number
  problems: number
}

/** What the map shows: by the code of a region of each level, and how many authorities are on no region. */
export interface RegionCounts {
  byCode: Map<string, RegionCount>
  /** Named, and of no known place. */
  unplaced: number
}

/**
 * Counts named authorities by region. Unnamed ones enter no count of places, whatever is filtered: a number that moves
 * with a filter tells who they are, by what they are named for elsewhere.
 */
export function countByRegion(problems: Sharer[][]): RegionCounts {
  const authorities = new Map<string, Set<string>>()
  const counts = new Map<string, number>()
  for (const sharers of problems) {
    const codes = new Set<string>()
    for (const { authorityId, place } of sharers.filter(({ isNamed: hasName }) => hasName))
      for (const code of codesOf(place)) {
        authorities.set(code, (authorities.get(code) ?? new Set()).add(authorityId))
        codes.add(code)
      }
    for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1)
  }
  const byCode = new Map<string, RegionCount>()
  for (const [code, ids] of authorities)
    if (code) byCode.set(code, { authorities: ids.size, problems: counts.get(code) ?? 0 })
  return { byCode, unplaced: authorities.get('')?.size ?? 0 }
}

/** `TLD`, `TLD4` and `TLD41` for `TLD41`; an empty code for no place. */
const codesOf = (place: string): string[] =>
  place === ''
    ? ['']
    : [3, 4, 5].filter((length) => length <= place.length).map((length) => place.slice(0, length))

/** How dark a tile is drawn, from 0 for none to 4 for the most; the number stands on it besides. */
export const shadeOf = (count: number, most: number): number =>
  count === 0 ? 0 : Math.max(1, Math.ceil((count / Math.max(most, 1)) * 4))

/** True where a region was chosen that lies in this one, or the other way round. */
export const isChosen = (code: string, chosen: string[]): boolean => chosen.some((one) => isWithin(code, one))
