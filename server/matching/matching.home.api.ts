import { z } from 'zod'
import { closingReasons, homeStates } from '../../shared/matching/home.schema.ts'
import { gainSchema } from '../../shared/matching/profile-gains.ts'
import { partNames } from '../../shared/matching/ranking.ts'
import { ownSaidMissingSchema } from '../../shared/matching/missing.ts'
import { reasonSchema } from '../../shared/matching/reasons.ts'
import { sayMatch } from '../../shared/matching/match-words.ts'
import { pageAsked } from '../../shared/platform/query-values.ts'
import { type Endpoint, endpoint } from '../platform/api.ts'
import { ownMissingForApi, reasonsForApi } from './matching.presenter.ts'
import { type HomeChallenge, pageOf, supplierHome } from './matching.home.service.ts'

const part = z.number().min(0).max(1)

const rankedAnswer = z
  .object({
    challengeId: z.string(),
    title: z.string(),
    authorityName: z.string(),
    respondBy: z.date().nullable(),
    isNew: z.boolean(),
    score: part.nullable(),
    parts: z.record(z.enum(partNames), part).nullable(),
    weights: z.record(z.enum(partNames), part).nullable(),
    reasons: z.array(reasonSchema),
    why: z.array(z.string()),
    evidence: z.array(z.string()),
    missing: z.array(ownSaidMissingSchema),
    isSentByBroker: z.boolean(),
    closesSoonAnd: z.array(z.enum(closingReasons)),
  })
  .meta({ id: 'RankedChallenge' })

const present = ({ challenge, score, match, isNew, closing }: HomeChallenge) => ({
  challengeId: challenge._id,
  title: challenge.title,
  authorityName: challenge.authorityName,
  respondBy: challenge.timetable.respondBy,
  isNew,
  score: score?.score ?? null,
  parts: score?.parts ?? null,
  weights: score?.weights ?? null,
  reasons: reasonsForApi(score?.reasons ?? []),
  why: sayMatch({ reasons: score?.reasons ?? [] }).why,
  evidence: sayMatch({ reasons: score?.reasons ?? [] }).evidence,
  missing: ownMissingForApi(score?.missing),
  isSentByBroker: match !== null,
  closesSoonAnd: closing,
})

/** A supplier's home for programs. */
export const supplierHomeEndpoints: Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/ranked-challenges',
    summary: 'List every open challenge, ranked for your organisation, and what would bring more (suppliers)',
    tag: 'matching',
    auth: 'signed-in',
    query: pageAsked,
    answer: z.object({
      state: z.enum(homeStates),
      items: z.array(rankedAnswer),
      total: z.number().int(),
      pages: z.number().int(),
      gains: z.array(gainSchema).nullable(),
    }),
    handle: async ({ actor, query: { page } }) => {
      const { state, open, gains } = await supplierHome(actor)
      const { items, total, pages } = pageOf(open, page)
      return { state, items: items.map(present), total, pages, gains }
    },
  }),
]
