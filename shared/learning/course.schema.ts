import { z } from 'zod'
import { answersSchema } from '../coaching/routes/answers.schema.ts'
import { routeIds } from '../coaching/routes/route-names.ts'
import { findRule } from '../coaching/coach/rules/index.ts'
import { ownAddresses, type Want, wants } from './course.ts'

// What a course.json must say. A mistake stops the start with the file and the place in it.

const slug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be small letters, digits and dashes')
  .refine((name) => !ownAddresses.includes(name), 'is an address of the site itself')
const words = (most: number) => z.string().trim().min(1, 'must not be empty').max(most)
const rule = z.string().refine((id) => findRule(id) !== null, 'is no rule of the coach')
const day = z.iso.date()

const example = z.strictObject({
  id: slug,
  ref: words(80),
  buyer: words(120),
  title: words(300),
  published: day,
  url: z.url({ protocol: /^https$/ }),
  quote: words(600),
})

const base = { id: slug, title: words(120), task: words(3000) }

const choice = z
  .strictObject({
    ...base,
    kind: z.literal('choose'),
    options: z
      .array(z.strictObject({ id: slug, text: words(400), isRight: z.boolean(), why: words(600) }))
      .min(2)
      .max(6),
  })
  .refine(
    ({ options }) => options.filter(({ isRight }) => isRight).length === 1,
    'must have one right answer',
  )
  .refine(
    ({ options }) => new Set(options.map(({ id }) => id)).size === options.length,
    'has an answer twice',
  )

const rewrite = z.strictObject({
  ...base,
  kind: z.literal('rewrite'),
  original: words(2000),
  clears: z.array(rule).min(1),
  wants: z.array(z.enum(Object.keys(wants) as [Want, ...Want[]])),
  about: z.array(words(40)).min(1),
  model: words(2000),
})

const routeCase = z.strictObject({
  ...base,
  kind: z.literal('route'),
  answers: answersSchema.strict(),
  asks: z.enum(['open', 'closed', 'best']),
  options: z.array(z.enum(routeIds)).min(2).max(6),
})

export const exerciseSchema = z.discriminatedUnion('kind', [choice, rewrite, routeCase])

const lesson = z.strictObject({
  slug,
  title: words(120),
  summary: words(300),
  rules: z.array(rule).default([]),
  examples: z.array(example).default([]),
  exercises: z.array(exerciseSchema).default([]),
})

/** The file course.json of a course: all but the text of its lessons. */
export const courseFileSchema = z
  .strictObject({
    slug,
    title: words(120),
    summary: words(300),
    aims: z.array(words(200)).min(1).max(6),
    lawAsAt: day,
    lessons: z.array(lesson).min(1).max(20),
  })
  .refine(
    ({ lessons }) => new Set(lessons.map((one) => one.slug)).size === lessons.length,
    'has two lessons of one name',
  )
export type CourseFile = z.output<typeof courseFileSchema>
