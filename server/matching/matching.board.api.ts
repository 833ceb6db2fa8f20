import { z } from 'zod'
import { approveManySchema, declineManySchema, tryWeightsSchema } from '../../shared/matching/board.schema.ts'
import { placeSchema } from '../../shared/matching/board.questions.ts'
import { sharedContextSchema } from '../../shared/matching/contexts.ts'
import { matchStatuses } from '../../shared/matching/match.ts'
import { progressStates } from '../../shared/matching/progress.ts'
import { type Parts, partNames } from '../../shared/matching/ranking.ts'
import { saidMissingSchema } from '../../shared/matching/missing.ts'
import { reasonSchema, sayEvidence, sayReasons } from '../../shared/matching/reasons.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { type Endpoint, endpoint } from '../platform/api.ts'
import { askForWeights, askWhyNot } from './matching.asked.service.ts'
import { suppliersOfMatches } from './matching.board.service.ts'
import { diversityOf } from './matching.diversity.service.ts'
import { approveMany, declineMany, type ManyDecided } from './matching.many.service.ts'
import { askForRanking, findProgress } from './matching.progress.service.ts'
import { missingForApi } from './matching.presenter.ts'
import { getRankedChallenge } from './matching.service.ts'

const tag = 'matching'
const params = z.object({ id: z.string().max(40) })
const about = { tag, auth: 'signed-in' as const, params }
const count = z.number().int()

const manyAnswer = z.object({
  decided: z.array(z.object({ id: z.string(), status: z.enum(matchStatuses) })),
  refused: z.array(
    z.object({ matchId: z.string(), status: z.enum(matchStatuses).nullable(), why: z.string() }),
  ),
})
const presentMany = ({ decided, refused }: ManyDecided): z.infer<typeof manyAnswer> => ({
  decided: decided.map(({ _id, status }) => ({ id: _id, status })),
  refused: refused.map(({ matchId, status, why }) => ({ matchId, status, why })),
})

const decisions: Endpoint[] = [
  endpoint({
    ...about,
    method: 'post',
    path: '/challenges/{id}/matches/approve',
    summary: 'Approve several matches at once; asked twice it changes nothing more (brokers)',
    body: approveManySchema,
    answer: manyAnswer,
    handle: async ({ actor, params: { id }, body }) =>
      presentMany(await approveMany(actor, id, body.matchIds)),
  }),
  endpoint({
    ...about,
    method: 'post',
    path: '/challenges/{id}/matches/decline',
    summary: 'Decline several matches at once, with one reason for all (brokers)',
    body: declineManySchema,
    answer: manyAnswer,
    handle: async ({ actor, params: { id }, body }) =>
      presentMany(await declineMany(actor, id, body.matchIds, body)),
  }),
]

const named = placeSchema.extend({ name: z.string() })
const weights = z.record(z.enum(partNames), z.number())

const questions: Endpoint[] = [
  endpoint({
    ...about,
    method: 'get',
    path: '/challenges/{id}/matches/why-not',
    summary: 'Say where any supplier of the directory would come for a challenge, and why (brokerage)',
    query: z.object({ supplierId: z.string({ error: 'Name a supplier' }).max(40) }),
    answer: z.object({
      total: count,
      weights,
      firm: named
        .extend({
          reasons: z.array(reasonSchema),
          why: z.array(z.string()),
          evidence: z.array(z.string()),
          missing: z.array(saidMissingSchema),
          contexts: z.array(sharedContextSchema),
          saysNothing: z.boolean().meta({ description: 'Nothing is known of what it does' }),
        })
        .nullable(),
      first: named.nullable(),
      atLine: named.nullable(),
    }),
    handle: async ({ actor, params: { id }, query }) => {
      const { total, weights, firm, first, atLine } = await askWhyNot(actor, id, query.supplierId)
      const said = firm && {
        ...firm,
        why: sayReasons(firm.reasons),
        evidence: sayEvidence(firm.reasons),
        missing: missingForApi(firm.missing, firm.rank),
      }
      return { total, weights, firm: said, first, atLine }
    },
  }),
  endpoint({
    ...about,
    method: 'post',
    path: '/challenges/{id}/matches/try-weights',
    summary: 'Show who would come first if the parts of the score weighed so; changes nothing (brokerage)',
    body: tryWeightsSchema,
    answer: z.object({
      total: count,
      weights,
      rows: z.array(named.extend({ rankNow: count, movedBy: count })),
    }),
    handle: ({ actor, params: { id }, body }) => askForWeights(actor, id, body.weights as Parts),
  }),
]

const progressAnswer = z.object({
  state: z.enum(progressStates),
  at: z.iso.datetime(),
  suppliers: count.nullable(),
  stored: count.nullable(),
  look: z.enum(['running', 'died', 'done']),
})
const counted = z.object({ count, known: count })
const listed = z
  .object({
    total: count,
    sme: counted,
    vcse: counted,
    newToBuyer: counted,
    knownToBuyer: counted,
    regions: z.array(z.object({ code: z.string(), label: z.string(), count })),
    withoutRegion: count,
  })
  .meta({ id: 'Diversity' })

/** The challenge's id for somebody of the brokerage. @throws AppError not-found */
const seen = async (actor: Actor, id: string): Promise<string> => (await getRankedChallenge(actor, id)).id

const rankings: Endpoint[] = [
  endpoint({
    ...about,
    method: 'post',
    path: '/challenges/{id}/matches/rerun',
    summary: 'Have every supplier ranked again (brokers)',
    status: 202,
    answer: progressAnswer,
    handle: ({ actor, params: { id } }) => askForRanking(actor, id),
  }),
  endpoint({
    ...about,
    method: 'get',
    path: '/challenges/{id}/matches/progress',
    summary: 'Say how far the last ranking that somebody waited for has come (brokerage)',
    answer: z.object({ progress: progressAnswer.nullable() }),
    handle: async ({ actor, params: { id } }) => ({ progress: await findProgress(await seen(actor, id)) }),
  }),
  endpoint({
    ...about,
    method: 'get',
    path: '/challenges/{id}/matches/diversity',
    summary: 'Count who is in the list: size, purpose, new to the buyer, region (brokerage)',
    answer: z.object({ aboveLine: listed, sent: listed }),
    handle: async ({ actor, params: { id } }) => {
      const challengeId = await seen(actor, id)
      return diversityOf(challengeId, await suppliersOfMatches(challengeId))
    },
  }),
]

/** The broker's board for programs. */
export const boardEndpoints: Endpoint[] = [...decisions, ...questions, ...rankings]
