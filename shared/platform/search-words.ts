import { z } from 'zod'

const longest = 200

/**
 * Words to search for, in the address of a page. Longer ones are cut: left out, they would find everything, as if
 * nobody had searched.
 */
export const searchWords = z
  .string()
  .trim()
  .transform((words) => words.slice(0, longest))
  .catch('')
