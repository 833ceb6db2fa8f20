import { z } from 'zod'
import { instantInLondon } from '../platform/dates.ts'
import { mostPence, parsePounds } from '../platform/money.ts'
import { parseTime } from '../platform/time-of-day.ts'
import { readable } from '../platform/readable.ts'

// What a form sends as text and a program as JSON goes through the same schemas; empty means "not said yet".

/** Text of at most `most` characters, with line ends as one character each and without signs that nobody sees. */
export const text = (most: number, what: string) =>
  z
    .string({ error: `${what} must be text` })
    .transform((typed) => readable(typed.replaceAll('\r\n', '\n')).trim())
    .pipe(z.string().max(most, `${what} must be ${most.toLocaleString('en-GB')} characters or fewer`))

/** An amount: a number is integer pence, a text is pounds as people type them (`60,000`, `£60k`). */
export const pence = (what: string) =>
  z
    .union([z.int().min(0).max(mostPence), z.string().max(40), z.null()], {
      error: `${what} must be an amount in pounds, like 60,000`,
    })
    .transform((given, context) => {
      if (typeof given !== 'string') return given
      if (given.trim() === '') return null
      const amount = parsePounds(given)
      if (amount === null)
        context.addIssue(`${what} must be an amount in pounds, like 60,000, and at most £100 billion`)
      return amount
    })

// `12,000` as people write it; `1,2` is a slip.
const wholeNumber = (typed: string): number =>
  /^(?:\d{1,9}|\d{1,3}(?:,\d{3}){1,2})$/.test(typed) ? Number(typed.replaceAll(',', '')) : Number.NaN

/** A whole number from `least` to `most`. */
export const count = (what: string, least: number, most: number) =>
  z
    .union([z.number(), z.string().max(40), z.null()], { error: `${what} must be a number` })
    .transform((given, context) => {
      if (given === null || (typeof given === 'string' && given.trim() === '')) return null
      const number = typeof given === 'number' ? given : wholeNumber(given.trim())
      if (Number.isInteger(number) && number >= least && number <= most) return number
      context.addIssue(`${what} must be a whole number from ${least} to ${most}`)
      return null
    })

const decimalPattern = /^-?\d{1,12}(?:\.\d{1,6})?$/

/** Any figure, with a point for decimals; commas between thousands and a percent sign are forgiven. */
export const decimal = (what: string) =>
  z
    .union([z.number(), z.string().max(40), z.null()], { error: `${what} must be a number` })
    .transform((given, context) => {
      if (given === null) return null
      const typed = String(given)
        .trim()
        .replace(/%$/, '')
        .replaceAll(/,(?=\d{3})/g, '')
        .trim()
      if (typed === '') return null
      if (decimalPattern.test(typed)) return Number(typed)
      context.addIssue(`${what} must be a number, like 33 or 4.5`)
      return null
    })

// Whatever is typed gets as far as the one message that names the field.
const datePart = z.union([z.string().transform((typed) => typed.slice(0, 20)), z.number()]).default('')
const dateParts = z.object({
  day: datePart,
  month: datePart,
  year: datePart,
  time: z
    .string()
    .transform((typed) => typed.slice(0, 20))
    .optional(),
})

const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** `11`, `Nov` and `november` are one month. */
function readMonth(typed: string): number {
  const index = monthNames.indexOf(typed.trim().slice(0, 3).toLowerCase())
  return index >= 0 ? index + 1 : Number(typed.trim() || Number.NaN)
}

const isMonth = (month: number): boolean => Number.isInteger(month) && month >= 1 && month <= 12

/**
 * An instant: ISO 8601 with an offset, or day, month, year and time as a clock in London shows them.
 * @param defaultTime what is meant where no time was typed
 */
export const instant = (what: string, defaultTime = '') =>
  z
    .union([z.iso.datetime({ offset: true }), z.literal(''), z.null(), dateParts], {
      error: `${what} must be a date and time`,
    })
    .transform((given, context) => {
      if (given === null || given === '') return null
      if (typeof given === 'string') return new Date(given)
      const [day, month, year] = [given.day, given.month, given.year].map((part) => String(part).trim())
      if (!day && !month && !year) return null
      const missing = [!day && 'day', !month && 'month', !year && 'year'].filter((part) => part !== false)
      const refuse = (message: string) => {
        context.addIssue(`${what} ${message}`)
        return null
      }
      if (missing.length > 0) return refuse(`must include a ${missing.join(' and a ')}`)
      const time = parseTime(given.time?.trim() || defaultTime)
      const { hour, minute } = time ?? { hour: 12, minute: 0 }
      const monthNumber = readMonth(month ?? '')
      const at = instantInLondon(Number(year), monthNumber, Number(day), hour, minute)
      const wrong = [
        isMonth(monthNumber) ? !at && 'be a real date, like 14 12 2026' : 'have a month from 1 to 12',
        !time && 'have a time, like 5pm, 17:00 or noon',
      ].filter((part) => part !== false)
      return time && at ? at : refuse(`must ${wrong.join(', and ')}`)
    })

/** Several of a list of words; a form sends one alone as text, and none as nothing. */
export const severalOf = <Word extends string>(words: readonly [Word, ...Word[]], message: string) =>
  z
    .union([z.array(z.enum(words), { error: message }), z.enum(words), z.literal('')], { error: message })
    .transform((given) => (given === '' ? [] : ([...new Set([given].flat())] as Word[])))

/** Several codes, each once; a form sends one alone as text, and none as nothing. */
export const severalCodes = (pattern: RegExp, most: number, message: string) =>
  z
    .union([z.array(z.string()), z.string()], { error: message })
    .transform((given) => [
      ...new Set(
        [given]
          .flat()
          .map((code) => code.trim())
          .filter(Boolean),
      ),
    ])
    .pipe(z.array(z.string().regex(pattern, message)).max(most, `Choose at most ${most}`))

/** Rows of a form: rows in which nothing was typed don't count. */
export const rows = <Row extends z.ZodType>(
  row: Row,
  most: number,
  isEmpty: (row: z.output<Row>) => boolean,
  what: string,
) =>
  z
    .array(row, { error: `${what} must be a list` })
    .max(most, `At most ${most} ${what}`)
    .transform((given) => given.filter((one) => !isEmpty(one)))

/** Text that must be there. */
export const required = (most: number, what: string, message: string) =>
  text(most, what).refine((words) => words !== '', message)

/** A notice on the central digital platform, such as `012345-2026`; empty for none. */
export const noticeNumber = text(20, 'The notice number').pipe(
  z
    .string()
    .regex(
      /^(?:\d{6}-\d{4})?$/,
      'The notice number must be six digits, a dash and the year, like 012345-2026',
    ),
)

/** The open contracting id that Find a Tender gives to a procurement; empty for none. */
export const ocid = text(30, 'The ocid').pipe(
  z
    .string()
    .regex(
      /^(?:ocds-h6vhtk-[0-9a-f]{6})?$/,
      'The ocid must look like ocds-h6vhtk-04f2a1: it stands on the notice',
    ),
)
