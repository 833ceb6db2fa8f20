import { z } from 'zod'
import { pageQuery } from '../platform/pagination.ts'
import { type Budget, stages } from './challenge.ts'
import { searchWords } from '../platform/search-words.ts'

/** Bands of the money for one pilot, or for scaling up where no pilot is planned; `upTo` in pence. */
export const budgetBands = [
  { name: 'none', label: 'No money named', upTo: -1 },
  { name: 'up-to-25k', label: 'Up to £25,000', upTo: 25_000_00 },
  { name: 'up-to-50k', label: '£25,000 to £50,000', upTo: 50_000_00 },
  { name: 'up-to-100k', label: '£50,000 to £100,000', upTo: 100_000_00 },
  { name: 'over-100k', label: 'Over £100,000', upTo: Number.POSITIVE_INFINITY },
] as const

/** The band that a challenge is listed under. */
export function budgetBand({ pilotPence, scalePence }: Budget): string {
  const amount = pilotPence ?? scalePence ?? -1
  return budgetBands.find(({ upTo }) => amount <= upTo)?.name ?? 'none'
}

/** Closing within so many days. */
export const closingWithin = { week: 7, fortnight: 14, month: 31 } as const
export type ClosingWithin = keyof typeof closingWithin

/** A choice in an address: absent, once or several times; anything that can't be meant is dropped. */
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

/** How a list is sorted where nobody says so. */
const defaultOrder = (words: string) => (words ? 'relevance' : 'closing')

/**
 * What may be asked of the public list, in the address of a page or feed. Where nothing is said of the order, what is
 * searched for by words stands by how well it fits, and else by what closes first.
 */
export const challengeListQuery = z
  .object({
    q: searchWords,
    state: z.enum(['open', 'closed', 'withdrawn', 'all']).catch('open'),
    authority: choices(/^[0-9A-Za-z]{24}$/),
    category: choices(/^\d{2}0{6}$/),
    region: choices(/^TL[C-N]$/),
    stage: choices(new RegExp(`^(?:${stages.join('|')})$`)),
    budget: choices(/^[a-z0-9-]{1,20}$/),
    closing: z.enum(['any', 'week', 'fortnight', 'month']).catch('any'),
    sort: z.enum(['closing', 'newest', 'budget', 'relevance']).optional().catch(undefined),
    page: pageQuery.shape.page,
  })
  .transform(({ sort, page, ...query }) => ({
    ...query,
    sort: sort && (sort !== 'relevance' || query.q) ? sort : defaultOrder(query.q),
    page,
  }))
export type ChallengeListQuery = z.output<typeof challengeListQuery>
