import { z } from 'zod'
import { isPartialDate, resourceStatuses, resourceTypes } from './resource.ts'

const isWebAddress = (text: string): boolean => {
  const url = URL.canParse(text) ? new URL(text) : null
  return url !== null && ['http:', 'https:'].includes(url.protocol) && url.hostname.includes('.')
}
const isSection = (text: string): boolean => /^(\d{1,3}[A-Z]?|Schedule \d{1,2})$/.test(text)

/** Everything that a broker says about a resource. */
export const resourceSchema = z.object({
  type: z.enum(resourceTypes, { error: 'Choose what kind of resource it is' }),
  title: z
    .string({ error: 'Enter a title' })
    .trim()
    .min(1, 'Enter a title')
    .max(200, 'Keep the title to 200 characters or fewer'),
  summary: z
    .string({ error: 'Enter a summary' })
    .trim()
    .min(1, 'Enter a summary')
    .max(300, 'Keep the summary to 300 characters or fewer'),
  body: z
    .string({ error: 'Enter the text' })
    .trim()
    .min(1, 'Enter the text')
    .max(20_000, 'Keep the text to 20,000 characters or fewer'),
  number: z
    .number({ error: 'Enter the number of the episode in digits, or leave it empty' })
    .int('Enter the number of the episode as a whole number')
    .min(1, 'The number of an episode begins at 1')
    .max(99_999, 'The number of an episode is at most 99,999')
    .nullable()
    .default(null),
  link: z
    .string()
    .trim()
    .max(500, 'Keep the link to 500 characters or fewer')
    .refine((link) => link === '' || isWebAddress(link), 'Enter a link that begins with https:// or http://')
    .default(''),
  publisher: z.string().trim().max(120, 'Keep the publisher to 120 characters or fewer').default(''),
  publishedOn: z
    .string()
    .trim()
    .refine((date) => date === '' || isPartialDate(date), 'Enter a date like 2024, 2024-03 or 2024-03-12')
    .default(''),
  topics: z
    .array(z.string().trim())
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
  place: z.string().trim().max(120, 'Keep the place to 120 characters or fewer').default(''),
})
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

/** The form of a resource: lists are typed with commas, and `action` says which button was pressed. */
export const resourceFormSchema = z.object({
  ...resourceSchema.shape,
  number: z.preprocess(numberOrNull, resourceSchema.shape.number),
  topics: z.preprocess(split, resourceSchema.shape.topics),
  procurementActSections: z.preprocess(split, resourceSchema.shape.procurementActSections),
  revision: z.coerce.number().int().min(0).optional().catch(undefined),
  action: z.enum(['save', 'preview']).catch('save'),
})

/** What the API may change of a resource; `status` publishes it or takes it back. */
export const resourcePatchSchema = z.strictObject({
  type: resourceSchema.shape.type.optional(),
  title: resourceSchema.shape.title.optional(),
  summary: resourceSchema.shape.summary.optional(),
  body: resourceSchema.shape.body.optional(),
  number: resourceSchema.shape.number.unwrap().optional(),
  link: resourceSchema.shape.link.unwrap().optional(),
  publisher: resourceSchema.shape.publisher.unwrap().optional(),
  publishedOn: resourceSchema.shape.publishedOn.unwrap().optional(),
  topics: resourceSchema.shape.topics.unwrap().optional(),
  procurementActSections: resourceSchema.shape.procurementActSections.unwrap().optional(),
  place: resourceSchema.shape.place.unwrap().optional(),
  status: z.enum(resourceStatuses).optional(),
})
export type ResourcePatch = z.infer<typeof resourcePatchSchema>

/** How the list can be sorted; `relevance` needs words to be relevant to. */
export const resourceSorts = ['relevance', 'newest', 'title'] as const
export type ResourceSort = (typeof resourceSorts)[number]

const one = (value: unknown): unknown => (Array.isArray(value) ? value[0] : value)
const many = (value: unknown): unknown[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value]

/** The filter of the list in a page's address. What makes no sense is left out, never an error. */
export const resourceListQuery = z.object({
  q: z.preprocess(one, z.string().trim().max(200).catch('')).default(''),
  type: z
    .preprocess(many, z.array(z.string()).catch([]))
    .transform((types) => resourceTypes.filter((type) => types.includes(type)))
    .default([]),
  topic: z.preprocess(one, z.string().trim().max(60).catch('')).default(''),
  sort: z.preprocess(one, z.enum(resourceSorts).optional().catch(undefined)),
  page: z.preprocess(one, z.coerce.number().int().min(1).max(10_000).catch(1)).default(1),
})
export type ResourceListQuery = z.infer<typeof resourceListQuery>
