import { z } from 'zod'
import { longestSearch } from './search-words.ts'

/**
 * Parameters of addresses for programs. Pages drop what they can't read, so that an old bookmark still opens;
 * a program is told of it.
 */

const most = 50

const once = <Item extends z.ZodType<string, string>>(item: Item, error: string) =>
  z
    .union([item, z.array(item).max(most)], { error: `${error}, at most ${most} times` })
    .optional()
    .transform((value) => [value ?? []].flat())

/** Any number of these, each given by a parameter of its own. */
export const severalOf = <Value extends string>(values: readonly Value[]) =>
  once(z.enum(values), `Choose of ${values.join(', ')}`).transform((list) => list as Value[])

/** Any number of codes of this form; `error` says which they are. */
export const severalLike = (pattern: RegExp, error: string) => once(z.string().regex(pattern, error), error)

/** Asked for by `true` or `yes`. */
export const isAskedFor = z
  .enum(['true', 'false', 'yes', 'no'])
  .optional()
  .transform((said) => said === 'true' || said === 'yes')

/** A whole number in these bounds; `otherwise` where it is not given. */
export const wholeNumber = (least: number, greatest: number, otherwise: number) => {
  const error = `Give a whole number from ${least} to ${greatest}`
  return z.coerce.number(error).int(error).min(least, error).max(greatest, error).default(otherwise)
}

/** Words to search for: longer ones are refused, never cut. */
export const wordsAsked = z
  .string('Give the words once')
  .trim()
  .max(longestSearch, `The words must be ${longestSearch} characters or fewer`)
  .default('')

/** The page of a numbered list: `?page=2`. */
export const pageAsked = z.object({ page: wholeNumber(1, 10_000, 1) })
