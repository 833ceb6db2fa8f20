import { z } from 'zod'
import { choices, regionsAsked, ticked } from '../organisations/directory.schema.ts'
import { declineMatchSchema } from './matching.schema.ts'
import { type Parts, partNames } from './parts.ts'
import { isAskedFor, severalOf, wordsAsked } from '../platform/query-values.ts'
import { searchWords } from '../platform/search-words.ts'

/** What a broker tells matches apart by: proposals by the line of the brokerage, the rest by their status. */
export const boardStatuses = ['waiting', 'below-line', 'approved', 'sent', 'declined', 'not-for-me'] as const
export type BoardStatus = (typeof boardStatuses)[number]

/** Which matches of a challenge are wanted, in a page's address or of the API; what can't be meant is dropped. */
export const boardQuery = z.object({
  status: choices(new RegExp(`^(?:${boardStatuses.join('|')})$`)).transform((list) => list as BoardStatus[]),
  sme: ticked,
  vcse: ticked,
  newToBuyer: ticked,
  claimed: z.enum(['any', 'yes', 'no']).catch('any'),
  region: choices(/^TL[C-N]$/),
  q: searchWords,
})
export type BoardQuery = z.output<typeof boardQuery>

/** The same for programs, which are told of what can't be meant. */
export const boardAsked = z.object({
  status: severalOf(boardStatuses),
  sme: isAskedFor,
  vcse: isAskedFor,
  newToBuyer: isAskedFor,
  claimed: z.enum(['any', 'yes', 'no']).default('any'),
  region: regionsAsked,
  q: wordsAsked,
})

/** The filters chosen, as an address carries them; nothing of what was left as it is. */
export const boardLink = (query: BoardQuery): Record<string, string | string[]> => ({
  status: query.status,
  sme: query.sme ? 'yes' : '',
  vcse: query.vcse ? 'yes' : '',
  newToBuyer: query.newToBuyer ? 'yes' : '',
  claimed: query.claimed === 'any' ? '' : query.claimed,
  region: query.region,
  q: query.q,
})

const mostMatches = 100
const chooseOne = 'Choose at least one match'

/** Ids of matches: a form sends one of them as text, several as a list. One that is there twice counts once. */
const idsOfMatches = (least: number) =>
  z.preprocess(
    (value) => (typeof value === 'string' ? [value] : (value ?? [])),
    z
      .array(z.string().max(40))
      .min(least, chooseOne)
      .max(mostMatches, `Choose at most ${mostMatches} matches at once`)
      .transform((ids) => [...new Set(ids)]),
  )
const matchIds = idsOfMatches(1)

/** Approving several at once. */
export const approveManySchema = z.strictObject({ matchIds })

/** Turning several down, with one reason for all. */
export const declineManySchema = declineMatchSchema.extend({ matchIds })

/** What is to be done with the matches ticked in the list. */
export const selectedSchema = z
  .strictObject({
    do: z.enum(['approve', 'decline', 'compare'], { error: 'Choose what to do with them' }),
    // What is missing when none is ticked depends on what was to be done.
    matchIds: idsOfMatches(0),
  })
  .refine((input) => input.do === 'compare' || input.matchIds.length > 0, {
    path: ['matchIds'],
    message: chooseOne,
  })
  .refine((input) => input.do !== 'compare' || input.matchIds.length === 2, {
    path: ['matchIds'],
    message: 'Choose two matches to compare',
  })

const weight = (wanted: z.ZodType<number, unknown>) =>
  z.object(Object.fromEntries(partNames.map((name) => [name, wanted]))) as unknown as z.ZodObject<
    Record<keyof Parts, z.ZodType<number>>
  >
const wrongWeight = 'The weight must be a number between 0 and 100'
const weighed = z.number({ error: wrongWeight }).min(0, wrongWeight).max(100, wrongWeight)

/** Weights as fields of a page's address: text that is a number between 0 and 100. */
export const weightsQuery = weight(
  z
    .string({ error: wrongWeight })
    .trim()
    .regex(/^\d{1,3}(?:\.\d{1,2})?$/, wrongWeight)
    .transform(Number)
    .pipe(weighed)
    .default(0),
)

/** The same for programs. */
export const tryWeightsSchema = z.strictObject({ weights: weight(weighed).strict() })
