import { z } from 'zod'
import { instantInLondon } from '../platform/dates.ts'
import { knownRevision } from '../platform/revision.ts'
import { parseTime } from '../platform/time-of-day.ts'

const part = z.union([z.string(), z.number()]).default('')
const parts = z.object({ day: part, month: part, year: part, time: z.string().trim().optional() })

/** A moment that may be left open: ISO 8601 with an offset, or the parts of a date input as a clock in London shows them. */
const moment = (what: string, defaultTime: string) =>
  z
    .union([z.iso.datetime({ offset: true }), z.literal(''), z.null(), parts], {
      error: `${what} must be a date, like 14 12 2026`,
    })
    .transform((given, context) => {
      if (given === null || given === '') return null
      if (typeof given === 'string') return new Date(given)
      const [day, month, year] = [given.day, given.month, given.year].map((text) => String(text).trim())
      if (!day && !month && !year) {
        if (given.time) context.addIssue(`${what} must be a date, like 14 12 2026: a time alone says no day`)
        return null
      }
      const time = parseTime(given.time || defaultTime)
      const isWhole = [day, month, year].every((text) => /^\d+$/.test(text ?? ''))
      const at =
        time && isWhole
          ? instantInLondon(Number(year), Number(month), Number(day), time.hour, time.minute)
          : null
      if (!at)
        context.addIssue(`${what} must be a real date, like 14 12 2026, with a time like 5pm or 17:00 if any`)
      return at
    })
    .default(null)

/** When a draft goes before everybody, and when somebody looks at the resource again; null where nobody has said. */
export const resourceDatesSchema = z.strictObject({
  publishAt: moment('The time of publication', '9:00'),
  reviewOn: moment('The day of the review', '9:00'),
  revision: knownRevision,
})
export type ResourceDates = z.output<typeof resourceDatesSchema>
