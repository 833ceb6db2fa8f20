import { z } from 'zod'
import { knownRevision } from '../platform/revision.ts'
import { readable } from '../platform/readable.ts'
import { helpPlaces, ipecGates, pictures, resourceRoutes, sectors } from './facets.ts'
import {
  fieldsOfType,
  hasField,
  isPartialDate,
  type ResourceType,
  resourceTypeLabels,
  resourceTypes,
} from './resource.ts'
import { templateFaults } from './template.ts'

const isWebAddress = (text: string): boolean => {
  const url = URL.canParse(text) ? new URL(text) : null
  return url !== null && ['http:', 'https:'].includes(url.protocol) && url.hostname.includes('.')
}
/** `20`, `123A`, `Schedule 2` */
export const sectionPattern = /^(\d{1,3}[A-Z]?|Schedule \d{1,2})$/
const isSection = (text: string): boolean => sectionPattern.test(text)

const webLink = (what: string) =>
  z
    .string()
    .trim()
    .max(500, `Keep ${what} to 500 characters or fewer`)
    .refine((link) => link === '' || isWebAddress(link), `Enter ${what} that begins with https:// or http://`)
    .default('')

/** Text without signs that nobody sees. */
const text = (typed: string): string => readable(typed.replaceAll('\r\n', '\n')).trim()
/** The same on one line. */
const line = (typed: string): string => text(typed).replaceAll(/\s+/g, ' ')

const markdown = (what: string, most: number) =>
  z
    .string()
    .overwrite(text)
    .max(most, `Keep ${what} to ${most.toLocaleString('en-GB')} characters or fewer`)
    .default('')

const someOf = <Value extends string>(values: readonly [Value, ...Value[]], error: string) =>
  z
    .array(z.enum(values, { error }), { error })
    .transform((chosen) => values.filter((value) => chosen.includes(value)))
    .default([])

/** Everything that a broker says about a resource, each field by itself. */
const fields = z.object({
  type: z.enum(resourceTypes, { error: 'Choose what kind of resource it is' }),
  title: z
    .string({ error: 'Enter a title' })
    .overwrite(line)
    .min(1, 'Enter a title')
    .max(200, 'Keep the title to 200 characters or fewer'),
  summary: z
    .string({ error: 'Enter a summary' })
    .overwrite(line)
    .min(1, 'Enter a summary')
    .max(300, 'Keep the summary to 300 characters or fewer'),
  body: z
    .string({ error: 'Enter the text' })
    .overwrite(text)
    .min(1, 'Enter the text')
    .max(20_000, 'Keep the text to 20,000 characters or fewer'),
  number: z
    .number({ error: 'Enter the number of the episode in digits, or leave it empty' })
    .int('Enter the number of the episode as a whole number')
    .min(1, 'The number of an episode begins at 1')
    .max(99_999, 'The number of an episode is at most 99,999')
    .nullable()
    .default(null),
  minutes: z
    .number({ error: 'Enter the minutes in digits, or leave it empty' })
    .int('Enter whole minutes')
    .min(1, 'It takes at least 1 minute')
    .max(10_000, 'It takes at most 10,000 minutes')
    .nullable()
    .default(null),
  link: webLink('a link to the original'),
  mediaLink: webLink('a link to the sound or video'),
  transcript: markdown('the transcript', 60_000),
  objection: z.string().overwrite(line).max(200, 'Keep the objection to 200 characters or fewer').default(''),
  fairness: markdown('what is to be said in fairness', 3000),
  publisher: z.string().overwrite(line).max(120, 'Keep the publisher to 120 characters or fewer').default(''),
  publishedOn: z
    .string()
    .trim()
    .refine((date) => date === '' || isPartialDate(date), 'Enter a date like 2024, 2024-03 or 2024-03-12')
    .default(''),
  topics: z
    .array(z.string().overwrite(line))
    .max(12, 'Give at most 12 topics')
    .refine(
      (topics) => topics.every((topic) => topic.length <= 60),
      'Keep each topic to 60 characters or fewer',
    )
    .default([]),
  procurementActSections: z
    .array(z.string().trim())
    .max(20, 'Give at most 20 sections')
    .refine((sections) => sections.every(isSection), 'Enter sections like 20, 54 or Schedule 2')
    .default([]),
  place: z.string().overwrite(line).max(120, 'Keep the place to 120 characters or fewer').default(''),
  gates: someOf(ipecGates, 'Choose gates of the list'),
  routes: someOf(resourceRoutes, 'Choose routes of the list'),
  sectors: someOf(sectors, 'Choose sectors of the list'),
  categories: z
    .array(z.string().trim())
    .max(10, 'Give at most 10 categories')
    .refine(
      (codes) => codes.every((code) => /^\d{8}$/.test(code)),
      'Enter CPV codes of 8 digits, like 45000000',
    )
    .default([]),
  helpsAt: someOf(helpPlaces, 'Choose places of the list'),
  picture: z.enum(pictures, { error: 'Choose a picture of the list' }).default('none'),
})

type TypedFields = { type: ResourceType } & {
  [Field in keyof typeof fieldsOfType]?: string | number | null | undefined
}

const strangeNames: Record<keyof typeof fieldsOfType, string> = {
  number: 'a number of the episode',
  minutes: 'minutes that it lasts',
  mediaLink: 'a link to sound or video',
  transcript: 'a transcript',
  objection: 'an objection that it answers',
}

/** What is wrong with each field that is filled in though a resource of this type has none. */
export function strangeFields(input: TypedFields): Record<string, string> {
  const names = Object.keys(fieldsOfType) as (keyof typeof fieldsOfType)[]
  const strange = names.filter((field) => input[field] && !hasField(field, input.type))
  return Object.fromEntries(
    strange.map((field) => {
      const owners = fieldsOfType[field].map((type) => resourceTypeLabels[type].toLowerCase())
      const name = strangeNames[field]
      return [field, `Only an ${owners.join(' or a ')} has ${name}: empty it, or choose another type`]
    }),
  )
}

function refuseStrangeFields(input: TypedFields & { body: string }, context: z.RefinementCtx): void {
  for (const [field, message] of Object.entries({ ...strangeFields(input), ...templateFaults(input) })) {
    context.addIssue({ code: 'custom', path: [field], message })
  }
}

/** Everything that a broker says about a resource, each field in keeping with its type. */
export const resourceSchema = fields.superRefine(refuseStrangeFields)
export type ResourceInput = z.infer<typeof resourceSchema>

const split = (value: unknown): unknown =>
  typeof value === 'string'
    ? value
        .split(/[,\n]/)
        .map((part) => part.trim())
        .filter((part) => part !== '')
    : value
const numberOrNull = (value: unknown): unknown => {
  if (typeof value !== 'string') return value
  return value.trim() === '' ? null : Number(value)
}

// One box that is ticked arrives as itself, none as nothing.
const ticked = (value: unknown): unknown =>
  value === undefined || value === '' ? [] : typeof value === 'string' ? [value] : value

/** How a resource is filed, as a form sends it. */
const filingParts = {
  topics: z.preprocess(split, fields.shape.topics),
  procurementActSections: z.preprocess(split, fields.shape.procurementActSections),
  categories: z.preprocess(split, fields.shape.categories),
  gates: z.preprocess(ticked, fields.shape.gates),
  routes: z.preprocess(ticked, fields.shape.routes),
  sectors: z.preprocess(ticked, fields.shape.sectors),
  helpsAt: z.preprocess(ticked, fields.shape.helpsAt),
}

/** The form of a resource: lists are typed with commas, and `action` says which button was pressed. */
export const resourceFormSchema = z
  .object({
    ...fields.shape,
    number: z.preprocess(numberOrNull, fields.shape.number),
    minutes: z.preprocess(numberOrNull, fields.shape.minutes),
    ...filingParts,
    revision: knownRevision,
    action: z.enum(['save', 'preview']).catch('save'),
  })
  .superRefine(refuseStrangeFields)

/** How a resource is filed, apart from what it says: brokers do that also where others agreed to the words. */
export const filingFields = Object.keys(filingParts) as (keyof typeof filingParts)[]

/** The form of how a resource is filed. */
export const resourceFilingForm = z.object({ ...filingParts, revision: knownRevision })

const patched = fields.shape

/** What the API may change of a resource; `status` publishes it or takes it back. */
export const resourcePatchSchema = z.strictObject({
  type: patched.type.optional(),
  title: patched.title.optional(),
  summary: patched.summary.optional(),
  body: patched.body.optional(),
  number: patched.number.unwrap().optional(),
  minutes: patched.minutes.unwrap().optional(),
  link: patched.link.unwrap().optional(),
  mediaLink: patched.mediaLink.unwrap().optional(),
  transcript: patched.transcript.unwrap().optional(),
  objection: patched.objection.unwrap().optional(),
  fairness: patched.fairness.unwrap().optional(),
  publisher: patched.publisher.unwrap().optional(),
  publishedOn: patched.publishedOn.unwrap().optional(),
  topics: patched.topics.unwrap().optional(),
  procurementActSections: patched.procurementActSections.unwrap().optional(),
  place: patched.place.unwrap().optional(),
  gates: patched.gates.unwrap().optional(),
  routes: patched.routes.unwrap().optional(),
  sectors: patched.sectors.unwrap().optional(),
  categories: patched.categories.unwrap().optional(),
  helpsAt: patched.helpsAt.unwrap().optional(),
  picture: patched.picture.unwrap().optional(),
  status: z.enum(['draft', 'published']).optional(),
  revision: knownRevision,
})
export type ResourcePatch = z.infer<typeof resourcePatchSchema>
