import { z } from 'zod'
import { marketConditionSchema } from '../../shared/matching/market-conditions.ts'
import { marketViewSchema, mostConditions } from '../../shared/matching/market.questions.ts'
import { marketAsked } from '../../shared/matching/matching.schema.ts'
import { type Endpoint, endpoint } from '../platform/api.ts'
import { sayAnswers, sayCondition } from './matching.market.presenter.ts'
import { getMarketChallenge, viewMarketOf } from './matching.market.service.ts'

const place = z.object({ rule: z.string(), field: z.string(), quote: z.string(), sentence: z.string() })
const answer = z
  .object({
    state: z
      .enum(['counted', 'too-short', 'over'])
      .meta({ description: 'Drafts are counted; one that says too little isn’t; a public one no more' }),
    missing: z.array(z.enum(['title', 'problem'])),
    view: marketViewSchema.nullable(),
    uncounted: z.int().meta({
      description: `Conditions beyond the first ${mostConditions}, which no number here takes into account`,
    }),
    conditions: z.array(
      z.object({
        id: z.string(),
        condition: marketConditionSchema,
        name: z.string(),
        says: z.string(),
        places: z.array(place),
      }),
    ),
  })
  .meta({ id: 'MarketView' })

/** The market of a draft for programs. */
export const marketEndpoints: Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/challenges/{id}/market-view',
    summary:
      'Count the firms that could answer a draft, and what each condition costs (its authority and the brokers)',
    tag: 'matching',
    auth: 'signed-in',
    params: z.object({ id: z.string().max(40) }),
    query: marketAsked,
    answer,
    handle: async ({ actor, params: { id }, query }) => {
      const found = await viewMarketOf(await getMarketChallenge(actor, id), query)
      if (found.state !== 'counted') {
        const missing = found.state === 'too-short' ? found.missing : []
        return { state: found.state, missing, view: null, uncounted: 0, conditions: [] }
      }
      const { state, view, conditions, uncounted } = found
      const said = conditions.flatMap(({ id: name, condition, places }, index) => {
        const counted = view.conditions[index]
        const says = counted ? sayAnswers(condition, counted) : ''
        return [{ id: name, condition, name: sayCondition(condition), says, places }]
      })
      return { state, missing: [], view, uncounted, conditions: said }
    },
  }),
]
