import { z } from 'zod'
import { pageQuery } from '../platform/pagination.ts'
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

/** The directory without any choice made. */
export const wholeDirectory: DirectoryQuery = directoryQuery.parse({})
