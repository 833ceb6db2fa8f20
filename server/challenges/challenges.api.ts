import { z } from 'zod'
import {
  publishChallengeSchema,
  returnChallengeSchema,
} from '../../shared/challenges/challenges.review.schema.ts'
import {
  amendChallengeSchema,
  challengeFieldsSchema,
  patchChallengeSchema,
  withdrawChallengeSchema,
} from '../../shared/challenges/challenges.schema.ts'
import { gatedActions } from '../../shared/challenges/gates.ts'
import { copyChallengeSchema } from '../../shared/challenges/challenges.together.schema.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { cursorQuery } from '../../shared/platform/pagination.ts'
import { wordsAsked } from '../../shared/platform/query-values.ts'
import { wrongCursor } from '../platform/api-query.ts'
import { type Endpoint, endpoint } from '../platform/api.ts'
import { allow } from '../platform/errors.ts'
import { amendChallenge } from './challenges.amend.service.ts'
import { attachmentsEndpoints } from './challenges.attachments.api.ts'
import { copyChallenge, patchChallenge, startChallenge } from './challenges.draft.service.ts'
import { followChallenge, unfollowChallenge } from './challenges.follow.service.ts'
import { gatesOf } from './challenges.gates.ts'
import {
  challengeAnswer,
  gateAnswer,
  presentJson,
  presentVersionJson,
  versionAnswer,
} from './challenges.json-presenter.ts'
import {
  publishChallenge,
  returnChallenge,
  submitChallenge,
  unschedulePublication,
} from './challenges.review.service.ts'
import { planEndpoints } from './challenges.plan.api.ts'
import { mayDo } from './challenges.presenter.ts'
import { listPublished } from './challenges.search.service.ts'
import { challengesOfAuthority, getVisibleChallenge } from './challenges.service.ts'
import { startFromTemplate } from './challenges.template.service.ts'
import { togetherEndpoints } from './challenges.together.api.ts'
import { listVersions } from './challenges.versions.service.ts'
import { withdrawChallenge } from './challenges.withdraw.service.ts'

const tag = 'challenges'
const params = z.object({ id: z.string().max(40) })

const listQuery = cursorQuery.extend({
  state: z
    .enum(['open', 'closed', 'withdrawn', 'all', 'own'])
    .default('open')
    .meta({ description: '`own`: your authority’s, in every state' }),
  q: wordsAsked.meta({ description: 'Words that must all be there, in any form; “quoted”: side by side' }),
})

/** Where the next page begins: when the last one was published, and its id. */
function readCursor(cursor: string | undefined): { publishedAt: Date; id: string } | null {
  if (cursor === undefined) return null
  const [at = '', id = ''] = Buffer.from(cursor, 'base64url').toString('utf8').split(' ')
  const publishedAt = new Date(Number(at))
  if (!/^\d{1,15}$/.test(at) || Number.isNaN(publishedAt.getTime())) {
    throw wrongCursor()
  }
  return { publishedAt, id }
}

const cursorAfter = (publishedAt: Date | null, id: string): string =>
  Buffer.from(`${publishedAt?.getTime() ?? 0} ${id}`).toString('base64url')

async function listFor(actor: Actor, { state, q, limit, cursor }: z.output<typeof listQuery>) {
  if (state === 'own') {
    const own =
      actor.organisation?.kind === 'authority'
        ? await challengesOfAuthority(actor.organisation.id, actor)
        : []
    return { items: own.map((challenge) => presentJson(challenge, actor)), nextCursor: null }
  }
  const found = await listPublished({ state, q }, limit + 1, readCursor(cursor))
  const page = found.slice(0, limit)
  const last = found.length > limit ? page.at(-1) : undefined
  return {
    items: page.map((challenge) => presentJson(challenge, actor)),
    nextCursor: last ? cursorAfter(last.publishedAt, last._id) : null,
  }
}

const answerWith = async (actor: Actor, id: string) =>
  presentJson(await getVisibleChallenge(actor, id), actor)

const signedIn = { tag, auth: 'signed-in', params, answer: challengeAnswer } as const

/** The challenges room for programs. */
export const challengesEndpoints: Endpoint[] = [
  ...togetherEndpoints,
  ...planEndpoints,
  ...attachmentsEndpoints,
  endpoint({
    method: 'get',
    path: '/challenges',
    summary: 'List challenges, the last published first',
    tag,
    auth: 'anyone',
    query: listQuery,
    answer: z.object({ items: z.array(challengeAnswer), nextCursor: z.string().nullable() }),
    handle: ({ actor, query }) => listFor(actor, query),
  }),
  endpoint({
    method: 'post',
    path: '/challenges',
    summary: 'Begin a draft challenge for your authority',
    tag,
    auth: 'signed-in',
    status: 201,
    body: challengeFieldsSchema,
    answer: challengeAnswer,
    handle: async ({ actor, body }) => answerWith(actor, await startChallenge(actor, body)),
  }),
  endpoint({
    method: 'post',
    path: '/challenges/from-template',
    summary: 'Begin a draft challenge with a template of the library',
    tag,
    auth: 'signed-in',
    status: 201,
    body: z.strictObject({ template: z.string().max(120).meta({ description: 'The slug of the resource' }) }),
    answer: challengeAnswer,
    handle: async ({ actor, body }) => answerWith(actor, (await startFromTemplate(actor, body.template)).id),
  }),
  endpoint({
    method: 'get',
    path: '/challenges/{id}',
    summary: 'Read a challenge',
    tag,
    auth: 'anyone',
    params,
    answer: challengeAnswer,
    handle: ({ actor, params: { id } }) => answerWith(actor, id),
  }),
  endpoint({
    ...signedIn,
    method: 'patch',
    path: '/challenges/{id}',
    summary: 'Change a draft: what is left out stays',
    body: patchChallengeSchema,
    handle: async ({ actor, params: { id }, body: { revision, ...fields } }) => {
      await patchChallenge(actor, id, fields, revision)
      return answerWith(actor, id)
    },
  }),
  endpoint({
    ...signedIn,
    method: 'post',
    path: '/challenges/{id}/submit',
    summary: 'Put a complete draft before the brokers',
    handle: async ({ actor, params: { id } }) => {
      await submitChallenge(actor, id)
      return answerWith(actor, id)
    },
  }),
  endpoint({
    ...signedIn,
    method: 'post',
    path: '/challenges/{id}/publish',
    summary: 'Publish a submitted challenge, as a broker',
    body: publishChallengeSchema,
    handle: async ({ actor, params: { id }, body }) => {
      await publishChallenge(actor, id, body)
      return answerWith(actor, id)
    },
  }),
  endpoint({
    ...signedIn,
    method: 'post',
    path: '/challenges/{id}/unschedule',
    summary: 'Take back an approval before its time, as a broker',
    handle: async ({ actor, params: { id } }) => {
      await unschedulePublication(actor, id)
      return answerWith(actor, id)
    },
  }),
  endpoint({
    ...signedIn,
    method: 'get',
    path: '/challenges/{id}/gates',
    summary: 'Read what stands before a step: what is wrong, who can clear it and with what',
    query: z.object({ action: z.enum(gatedActions).default('publish') }),
    answer: z.object({ items: z.array(gateAnswer) }),
    handle: async ({ actor, params: { id }, query: { action } }) => {
      const challenge = await getVisibleChallenge(actor, id)
      allow(mayDo(actor, challenge).seeComments, 'Only its authority and the brokers see the gates')
      return { items: gatesOf(challenge, action) }
    },
  }),
  endpoint({
    ...signedIn,
    method: 'post',
    path: '/challenges/{id}/return',
    summary: 'Return a submitted challenge with comments, as a broker',
    body: returnChallengeSchema,
    handle: async ({ actor, params: { id }, body }) => {
      await returnChallenge(actor, id, body)
      return answerWith(actor, id)
    },
  }),
  endpoint({
    ...signedIn,
    method: 'post',
    path: '/challenges/{id}/amend',
    summary: 'Change a public challenge for everybody, saying what and why',
    body: amendChallengeSchema,
    takesFiles: true,
    handle: async ({ actor, params: { id }, body, files }) => {
      await amendChallenge(actor, id, body, files)
      return answerWith(actor, id)
    },
  }),
  endpoint({
    ...signedIn,
    method: 'post',
    path: '/challenges/{id}/withdraw',
    summary: 'End a challenge for good, with a reason',
    body: withdrawChallengeSchema,
    handle: async ({ actor, params: { id }, body }) => {
      await withdrawChallenge(actor, id, body)
      return answerWith(actor, id)
    },
  }),
  endpoint({
    ...signedIn,
    method: 'post',
    path: '/challenges/{id}/copy',
    summary: 'Begin a new draft with an earlier challenge’s words',
    status: 201,
    body: copyChallengeSchema,
    handle: async ({ actor, params: { id }, body: { isJoint } }) =>
      answerWith(actor, await copyChallenge(actor, id, isJoint)),
  }),
  endpoint({
    method: 'get',
    path: '/challenges/{id}/versions',
    summary: 'List the public versions of a challenge, the newest first',
    tag,
    auth: 'anyone',
    params,
    answer: z.object({ items: z.array(versionAnswer) }),
    handle: async ({ actor, params: { id } }) => ({
      items: (await listVersions(actor, id)).versions.map(presentVersionJson),
    }),
  }),
  endpoint({
    method: 'put',
    path: '/challenges/{id}/follow',
    summary: 'Hear what happens to a challenge',
    tag,
    auth: 'signed-in',
    params,
    status: 204,
    answer: z.null(),
    handle: ({ actor, params: { id } }) => followChallenge(actor, id),
  }),
  endpoint({
    method: 'delete',
    path: '/challenges/{id}/follow',
    summary: 'Hear of it no more',
    tag,
    auth: 'signed-in',
    params,
    status: 204,
    answer: z.null(),
    handle: ({ actor, params: { id } }) => unfollowChallenge(actor, id),
  }),
]
