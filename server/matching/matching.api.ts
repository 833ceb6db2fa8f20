import { z } from 'zod'
import { declineKinds } from '../../shared/matching/decline-kinds.ts'
import { boardAsked } from '../../shared/matching/board.schema.ts'
import { matchStatuses } from '../../shared/matching/match.ts'
import { addMatchSchema, declineMatchSchema, notForMeSchema } from '../../shared/matching/matching.schema.ts'
import { sharedContextSchema } from '../../shared/matching/contexts.ts'
import { ownSaidMissingSchema, saidMissingSchema } from '../../shared/matching/missing.ts'
import { partNames } from '../../shared/matching/parts.ts'
import { reasonSchema } from '../../shared/matching/reasons.ts'
import { cursorQuery } from '../../shared/platform/pagination.ts'
import { pageAsked } from '../../shared/platform/query-values.ts'
import { type Endpoint, endpoint } from '../platform/api.ts'
import { notFound } from '../platform/errors.ts'
import { boardEndpoints } from './matching.board.api.ts'
import { listBoardAfter } from './matching.board.service.ts'
import {
  addMatch,
  approveMatch,
  declineMatch,
  refuseMatch,
  takeBackRefusal,
} from './matching.decide.service.ts'
import { marketEndpoints } from './matching.market.api.ts'
import { introductionEndpoints } from './matching.introduce.api.ts'
import { learningEndpoints } from './matching.learning.api.ts'
import { presentForApi, presentOwnForApi } from './matching.presenter.ts'
import { getRankedChallenge, listMatchesOfSupplier } from './matching.service.ts'

const tag = 'matching'
const params = z.object({ id: z.string().max(40) })
const part = z.number().min(0).max(1)
const word = z.object({ at: z.iso.datetime(), reason: z.string(), kind: z.enum(declineKinds).nullable() })

const matchAnswer = z
  .object({
    id: z.string(),
    challengeId: z.string(),
    challengeVersion: z.number().int(),
    supplier: z.object({
      id: z.string(),
      name: z.string(),
      isClaimed: z.boolean(),
      isSme: z.boolean().nullable(),
      isVcse: z.boolean().nullable(),
      isExample: z.boolean(),
    }),
    rank: z.number().int().nullable(),
    score: part,
    parts: z.record(z.enum(partNames), part).nullable(),
    modelVersion: z.number().int().nullable(),
    weights: z.record(z.enum(partNames), part).nullable(),
    reasons: z.array(reasonSchema),
    why: z.array(z.string()),
    evidence: z.array(z.string()),
    missing: z.array(saidMissingSchema),
    contexts: z.array(sharedContextSchema),
    isAddedPlace: z.boolean(),
    status: z.enum(matchStatuses),
    decision: word.nullable(),
    addedReason: z.string().nullable(),
    sentAt: z.iso.datetime().nullable(),
    takenBackAt: z.iso.datetime().nullable(),
    answer: word.nullable(),
  })
  .meta({ id: 'Match' })

const ownMatchAnswer = z
  .object({
    id: z.string(),
    challengeId: z.string(),
    challengeTitle: z.string(),
    status: z.enum(matchStatuses),
    sentAt: z.iso.datetime().nullable(),
    reasons: z.array(reasonSchema),
    why: z.array(z.string()),
    evidence: z.array(z.string()),
    missing: z.array(ownSaidMissingSchema),
    contexts: z.array(sharedContextSchema),
    answer: z.string(),
  })
  .meta({ id: 'OwnMatch' })

const ofBrokers: Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/challenges/{id}/matches',
    summary: 'List the ranking of suppliers for a challenge, with reasons (brokers)',
    tag,
    auth: 'signed-in',
    params,
    query: cursorQuery.extend(boardAsked.shape),
    answer: z.object({ items: z.array(matchAnswer), nextCursor: z.string().nullable() }),
    handle: async ({ actor, params: { id }, query }) => {
      await getRankedChallenge(actor, id)
      const { items, nextCursor } = await listBoardAfter(id, query, query)
      return { items: items.map(presentForApi), nextCursor }
    },
  }),
  endpoint({
    method: 'post',
    path: '/challenges/{id}/matches',
    summary: 'Add a supplier to the matches of a challenge (brokers)',
    tag,
    auth: 'signed-in',
    params,
    body: addMatchSchema,
    status: 201,
    answer: matchAnswer,
    handle: async ({ actor, params: { id }, body }) =>
      presentForApi(await addMatch(actor, id, body.supplierId, body.reason)),
  }),
  endpoint({
    method: 'post',
    path: '/matches/{id}/approve',
    summary: 'Approve a match: its supplier is told as soon as it has signed up (brokers)',
    tag,
    auth: 'signed-in',
    params,
    answer: matchAnswer,
    handle: async ({ actor, params: { id } }) => presentForApi(await approveMatch(actor, id)),
  }),
  endpoint({
    method: 'post',
    path: '/matches/{id}/decline',
    summary: 'Decline a match, with a reason and what it is about (brokers)',
    tag,
    auth: 'signed-in',
    params,
    body: declineMatchSchema,
    answer: matchAnswer,
    handle: async ({ actor, params: { id }, body }) =>
      presentForApi(await declineMatch(actor, id, body.reason, body.kind)),
  }),
]

const ofSuppliers: Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/matches',
    summary: 'List the matches that your organisation was sent, and why (suppliers)',
    tag,
    auth: 'signed-in',
    query: pageAsked,
    answer: z.object({ items: z.array(ownMatchAnswer), total: z.number().int(), pages: z.number().int() }),
    handle: async ({ actor, query }) => {
      if (actor.organisation?.kind !== 'supplier') throw notFound('Match')
      const { list, challenges } = await listMatchesOfSupplier(actor.organisation.id, query.page)
      const items = list.items.map((match) => {
        const challengeTitle = challenges.get(match.challengeId)?.title ?? ''
        return { ...presentOwnForApi(match), challengeTitle }
      })
      return { items, total: list.total, pages: list.pages }
    },
  }),
  endpoint({
    method: 'post',
    path: '/matches/{id}/not-for-me',
    summary: 'Say that a challenge is not for you, why, and what that is about (suppliers)',
    tag,
    auth: 'signed-in',
    params,
    body: notForMeSchema,
    answer: z.object({ id: z.string(), status: z.enum(matchStatuses) }),
    handle: async ({ actor, params: { id }, body }) => {
      const { _id, status } = await refuseMatch(actor, id, body.reason, body.kind)
      return { id: _id, status }
    },
  }),
  endpoint({
    method: 'post',
    path: '/matches/{id}/take-back',
    summary: 'Take back that a challenge is not for you, while it takes responses (suppliers)',
    tag,
    auth: 'signed-in',
    params,
    answer: z.object({ id: z.string(), status: z.enum(matchStatuses) }),
    handle: async ({ actor, params: { id } }) => {
      const { _id, status } = await takeBackRefusal(actor, id)
      return { id: _id, status }
    },
  }),
]

/** The matching room for programs. */
export const matchingEndpoints: Endpoint[] = [
  ...ofBrokers,
  ...boardEndpoints,
  ...ofSuppliers,
  ...marketEndpoints,
  ...introductionEndpoints,
  ...learningEndpoints,
]
