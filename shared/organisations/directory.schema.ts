import { z } from 'zod'
import { pageQuery } from '../platform/pagination.ts'
import { isAskedFor, severalLike, wordsAsked } from '../platform/query-values.ts'
import { searchWords } from '../platform/search-words.ts'

/** A facet in an address: absent, once or several times; anything that can't be meant is dropped. */
export const choices = (pattern: RegExp) =>
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

/** A box in an address that is ticked or not there. */
export const ticked = z
  .string()
  .optional()
  .catch(undefined)
  .transform((value) => value === 'yes' || value === 'true')

/** What may be asked of the supplier directory, in a page's address or of the API. */
export const directoryQuery = z.object({
  q: searchWords,
  region: choices(/^TL[C-N]$/),
  category: choices(/^\d{2}0{6}$/),
  sme: ticked,
  vcse: ticked,
  claimed: z.enum(['any', 'yes', 'no']).catch('any'),
  sort: z.enum(['awards', 'recent', 'name']).catch('awards'),
  page: pageQuery.shape.page,
})
export type DirectoryQuery = z.output<typeof directoryQuery>

/** ITL 1 regions, as programs name them. */
export const regionsAsked = severalLike(/^TL[C-N]$/, 'Give an ITL 1 region, TLC to TLN')

/** The same for programs, which are told of what can't be meant; their lists have no pages and one order. */
export const directoryAsked = z.object({
  q: wordsAsked,
  region: regionsAsked,
  category: severalLike(/^\d{2}0{6}$/, 'Give a CPV division, like 44000000'),
  sme: isAskedFor,
  vcse: isAskedFor,
  claimed: z.enum(['any', 'yes', 'no']).default('any'),
})

/** The directory without any choice made. */
export const wholeDirectory: DirectoryQuery = directoryQuery.parse({})
