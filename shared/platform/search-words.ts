import { z } from 'zod'

/** How many characters may be searched for. */
export const longestSearch = 200

/**
 * Words to search for, in the address of a page. Longer ones are cut: left out, they would find everything, as if
 * nobody had searched.
 */
export const searchWords = z
  .string()
  .trim()
  .transform((words) => words.slice(0, longestSearch))
  .catch('')
