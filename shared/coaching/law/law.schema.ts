import { z } from 'zod'
import {
  authorityKinds,
  confidences,
  jurisdictions,
  periodCircumstances,
  periodKinds,
  thresholdContracts,
  thresholdSubjects,
} from './law.ts'
import { isDay } from './periods.ts'

// Rows of data/law as the files have them, all text, become the rows of Law.

const words = z.string().trim().min(1, 'This must not be empty')
const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'An id is small letters, figures and dashes')
const day = z.string().refine(isDay, 'This is not a day like 2026-12-14')
const openDay = z.union([day, z.literal('').transform(() => null)])
const whole = z
  .string()
  .regex(/^\d{1,15}$/, 'This is not a whole number')
  .transform(Number)
const address = z.union([z.url({ protocol: /^https$/ }), z.literal('')])

const sourced = { section: z.string().trim(), source: id, confidence: z.enum(confidences), note: z.string() }
const dated = { valid_from: day, valid_to: openDay }

interface FileDates {
  valid_from: string
  valid_to: string | null
}

const withDates = <Row extends FileDates>({ valid_from, valid_to, ...row }: Row) => ({
  ...row,
  validFrom: valid_from,
  validTo: valid_to,
})
const endsAfterItBegins = ({ valid_from, valid_to }: FileDates) => valid_to === null || valid_from <= valid_to
const endsTooEarly = { message: 'It ends before it begins', path: ['valid_to'] }

/** The schema of each file of the law, by its name. */
export const lawFiles = {
  sources: z
    .strictObject({ id, title: words, as_at: day, url: address, note: z.string() })
    .transform(({ as_at, ...row }) => ({ ...row, asAt: as_at })),

  sections: z
    .strictObject({
      id: words,
      title: words,
      meaning: words,
      in_force_from: day,
      as_at: day,
      url: address,
      source: id,
      confidence: z.enum(confidences),
    })
    .transform(({ in_force_from, as_at, ...row }) => ({ ...row, inForceFrom: in_force_from, asAt: as_at })),

  thresholds: z
    .strictObject({
      subject: z.enum(thresholdSubjects),
      authority: z.enum([...authorityKinds, 'any']),
      contract: z.enum(thresholdContracts),
      jurisdiction: z.enum([...jurisdictions, 'any']),
      pence: whole,
      applies: z.enum(['least', 'more']),
      ...dated,
      ...sourced,
    })
    .refine(endsAfterItBegins, endsTooEarly)
    .transform(withDates),

  periods: z
    .strictObject({
      period: z.enum(periodKinds),
      circumstance: z.enum(periodCircumstances),
      words,
      days: whole,
      ...dated,
      ...sourced,
    })
    .refine(endsAfterItBegins, endsTooEarly)
    .transform(withDates),

  clocks: z
    .strictObject({
      id,
      title: words,
      length: whole,
      unit: z.enum(['hours', 'calendar-days', 'working-days', 'months', 'years']),
      begins: z.enum(['with', 'after']),
      kind: z.enum(['law', 'practice']),
      ...dated,
      ...sourced,
    })
    .refine(endsAfterItBegins, endsTooEarly)
    .refine(({ kind, section }) => kind === 'practice' || section !== '', {
      message: 'A clock of the law names its section',
      path: ['section'],
    })
    .transform(withDates),

  notices: z.strictObject({
    id,
    code: z.string().regex(/^UK\d{1,2}$/),
    title: words,
    regime: z.enum(['above', 'below', 'both']),
    mandatory: z.enum(['yes', 'no', 'case']),
    when: words,
    regulation: words,
    ...sourced,
  }),

  'notice-fields': z.strictObject({
    notice: id,
    id,
    label: words,
    article: words,
    required: z.enum(['always', 'known', 'case']),
    when: z.string(),
  }),
} as const
export type LawFile = keyof typeof lawFiles
export type LawRow<File extends LawFile> = z.output<(typeof lawFiles)[File]>
