import { z } from 'zod'
import {
  decideAsCoBuyerSchema,
  inviteCoBuyerSchema,
  shareNeedSchema,
} from '../../shared/challenges/challenges.together.schema.ts'
import { problemsAsked } from '../../shared/challenges/problems.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { type Endpoint, endpoint } from '../platform/api.ts'
import { decideAsCoBuyer, inviteCoBuyer, removeCoBuyer } from './challenges.co-buyers.service.ts'
import { challengeAnswer, presentJson } from './challenges.json-presenter.ts'
import { problemAnswer, problemJson } from './challenges.problems.presenter.ts'
import { everyProblem } from './challenges.problems.service.ts'
import { shareNeed, unshareNeed } from './challenges.needs.service.ts'
import { getVisibleChallenge } from './challenges.service.ts'

const params = z.object({ id: z.string().max(40) })
const signedIn = { tag: 'challenges', auth: 'signed-in', params, answer: challengeAnswer } as const

const answerWith = async (actor: Actor, id: string) =>
  presentJson(await getVisibleChallenge(actor, id), actor)

/** Several authorities with one challenge or one problem, for programs. */
export const togetherEndpoints: Endpoint[] = [
  endpoint({
    ...signedIn,
    method: 'post',
    path: '/challenges/{id}/co-buyers',
    summary: 'Ask another authority to take part in a draft, as the lead',
    body: inviteCoBuyerSchema,
    handle: async ({ actor, params: { id }, body }) => {
      await inviteCoBuyer(actor, id, body)
      return answerWith(actor, id)
    },
  }),
  endpoint({
    ...signedIn,
    method: 'delete',
    path: '/challenges/{id}/co-buyers/{authorityId}',
    summary: 'Take an authority out of a joint challenge, as the lead',
    params: params.extend({ authorityId: z.string().max(40) }),
    handle: async ({ actor, params: { id, authorityId } }) => {
      await removeCoBuyer(actor, id, authorityId)
      return answerWith(actor, id)
    },
  }),
  endpoint({
    method: 'post',
    path: '/challenges/{id}/co-buyer-decision',
    summary: 'Approve a joint challenge for your authority, or decline to take part',
    tag: 'challenges',
    auth: 'signed-in',
    params,
    body: decideAsCoBuyerSchema,
    status: 204,
    answer: z.null(),
    handle: ({ actor, params: { id }, body }) => decideAsCoBuyer(actor, id, body),
  }),
  endpoint({
    method: 'get',
    path: '/problems',
    summary: 'List the problems that authorities share, with the demand of all that have them',
    tag: 'challenges',
    auth: 'anyone',
    query: problemsAsked,
    answer: z.object({ items: z.array(problemAnswer) }),
    handle: async ({ query }) => ({ items: (await everyProblem(query)).map(problemJson) }),
  }),
  endpoint({
    ...signedIn,
    method: 'put',
    path: '/challenges/{id}/same-problem',
    summary: 'Say that your authority has this problem too',
    body: shareNeedSchema,
    handle: async ({ actor, params: { id }, body }) => {
      await shareNeed(actor, id, body)
      return answerWith(actor, id)
    },
  }),
  endpoint({
    ...signedIn,
    method: 'delete',
    path: '/challenges/{id}/same-problem',
    summary: 'Take that back',
    handle: async ({ actor, params: { id } }) => {
      await unshareNeed(actor, id)
      return answerWith(actor, id)
    },
  }),
]
