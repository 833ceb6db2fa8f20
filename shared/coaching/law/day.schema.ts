import { z } from 'zod'
import type { Day } from './law.ts'
import { isDay } from './periods.ts'

const box = z.union([z.string(), z.number()]).default('')
const boxes = z.object({ day: box, month: box, year: box })

/** The day that was written; null for none, undefined for what is no day. */
function dayIn(given: string | z.output<typeof boxes> | null): Day | null | undefined {
  const text = typeof given === 'string' ? given.trim() : given === null ? '' : joined(given)
  if (text === '') return null
  return isDay(text) && text >= '2000' && text < '2200' ? text : undefined
}

function joined(given: z.output<typeof boxes>): string {
  const [date = '', month = '', year = ''] = [given.day, given.month, given.year].map((one) =>
    String(one).trim(),
  )
  if (!date && !month && !year) return ''
  return `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
}

/** A day as a program writes it, or as the three boxes of a form; null where nothing is written. */
export const dayOrNone = (what: string) =>
  z
    .union([z.string().max(20), z.null(), boxes], { error: `${what} must be a date` })
    .default(null)
    .transform((given, context): Day | null => {
      const found = dayIn(given)
      if (found === undefined) context.addIssue(`${what} must be a real date, like 14 12 2026`)
      return found ?? null
    })

/** The same where a day has to be there. */
export const day = (what: string) =>
  z
    .union([z.string().max(20), boxes], { error: `${what} must be a date` })
    .transform((given, context): Day => {
      const found = dayIn(given)
      if (found) return found
      if (found === null) {
        context.addIssue(`Enter ${what.charAt(0).toLowerCase()}${what.slice(1)}, like 14 12 2026`)
        return z.NEVER
      }
      context.addIssue(`${what} must be a real date, like 14 12 2026`)
      return z.NEVER
    })
