import { z } from 'zod'
import { dayOf } from '../../shared/coaching/law/periods.ts'
import { confidences } from '../../shared/coaching/law/law.ts'
import { adviceFor } from '../../shared/coaching/routes/advise.ts'
import { answersSchema } from '../../shared/coaching/routes/answers.schema.ts'
import { routeIds } from '../../shared/coaching/routes/route-names.ts'
import { resourcesOnRoutes } from '../resources/index.ts'
import { type Endpoint, endpoint } from '../platform/api.ts'
import { now } from '../platform/clock.ts'
import { law } from './law.data.ts'

const day = z.string().meta({ description: 'A day in London, like 2026-12-14' })
const section = z
  .string()
  .meta({ description: 'As the Act and its Regulations are cited: s.54(4), reg 18(2)(t)' })

const condition = z.object({
  id: z.string(),
  words: z.string(),
  because: z.string(),
  state: z.enum(['met', 'unmet', 'unknown']),
  decides: z.boolean().meta({
    description: 'Whether the route is open hangs on it; false for what is only to be done once on the way',
  }),
  section,
})

const calendar = z.object({
  routeId: z.enum(routeIds),
  startOn: day,
  signOn: day.nullable(),
  steps: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      on: day,
      words: z.string(),
      section,
      notice: z.string(),
      kind: z.enum(['law', 'practice']),
    }),
  ),
})

const route = z.object({
  id: z.enum(routeIds),
  title: z.string(),
  summary: z.string(),
  challengeKind: z.string(),
  isOpen: z.boolean().meta({ description: 'Nothing that is known closes it: open, or depends' }),
  state: z.enum(['open', 'depends', 'closed']),
  openIf: z.array(z.string()).meta({ description: 'What has to be so where the state is depends' }),
  conditions: z.array(condition),
  fit: z.number().int().min(0).max(100),
  fitParts: z.array(z.object({ name: z.string(), points: z.number(), most: z.number(), words: z.string() })),
  notices: z.array(
    z.object({
      notice: z.string(),
      code: z.string(),
      title: z.string(),
      need: z.enum(['must', 'case', 'may']),
      words: z.string(),
      section,
    }),
  ),
  onFile: z.array(
    z.object({
      id: z.string(),
      words: z.string(),
      before: z.string(),
      section,
      kind: z.enum(['law', 'practice']),
    }),
  ),
  periods: z.array(
    z.object({
      name: z.string(),
      length: z.number().int(),
      unit: z.string(),
      words: z.string(),
      section,
      confidence: z.enum(confidences),
    }),
  ),
  calendar: calendar.nullable(),
  calendarRefusal: z.string(),
  risks: z.array(z.string()),
  scaling: z.string(),
  resources: z.array(z.string()).meta({ description: 'What helps in the library: /resources/{slug}' }),
})

const answer = z
  .object({
    asAt: day,
    on: day,
    refusal: z.object({ sentence: z.string(), section }).nullable(),
    valuation: z
      .object({
        pence: z.number().int().nullable(),
        parts: z.array(z.object({ name: z.string(), pence: z.number().int().nullable(), section })),
        thresholdPence: z.number().int(),
        isAbove: z.boolean(),
        notifiablePence: z.number().int().nullable(),
        isNotifiable: z.boolean(),
        words: z.string(),
        section,
        confidence: z.enum(confidences),
      })
      .nullable(),
    routes: z.array(route),
  })
  .meta({ id: 'Advice' })

/** The procedure advisor for programs; it keeps nothing. */
export const advisorEndpoints: Endpoint[] = [
  endpoint({
    method: 'post',
    path: '/routes',
    summary:
      'List the procurement routes for a need, open, depending and closed, with conditions, notices and dates',
    tag: 'coaching',
    auth: 'anyone',
    body: answersSchema.strict(),
    answer,
    handle: async ({ body }) => {
      const { answers: _, ...advice } = adviceFor(body, law(), dayOf(now()))
      const found = await resourcesOnRoutes(advice.routes.map(({ id }) => id))
      return {
        ...advice,
        routes: advice.routes.map((one) => ({
          ...one,
          resources: (found.get(one.id) ?? []).map(({ slug }) => slug),
        })),
      }
    },
  }),
]
