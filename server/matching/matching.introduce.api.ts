import { z } from 'zod'
import {
  introductionKinds,
  introductionStatuses,
  sideAnswers,
  sideViews,
} from '../../shared/matching/introduction.ts'
import {
  declineIntroductionSchema,
  plainAnswerSchema,
  proposeIntroductionSchema,
} from '../../shared/matching/introduction.schema.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { pageAsked } from '../../shared/platform/query-values.ts'
import { getChallenge, getVisibleChallenge } from '../challenges/index.ts'
import { type Endpoint, endpoint } from '../platform/api.ts'
import { notFound } from '../platform/errors.ts'
import {
  acceptIntroduction,
  declineIntroduction,
  proposeIntroduction,
  withdrawIntroduction,
} from './matching.introduce.service.ts'
import type { IntroductionRecord } from './matching.introduction.model.ts'
import {
  type IntroductionForBroker,
  presentForSide,
  presentForSides,
  presentIntroductionForBroker,
} from './matching.introduction.presenter.ts'
import {
  getIntroduction,
  introductionsOnRecord,
  listIntroductions,
  listIntroductionsOf,
} from './matching.introduction.service.ts'
import { getRankedChallenge } from './matching.service.ts'

const tag = 'matching'
const params = z.object({ id: z.string().max(40) })
const page = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), total: z.number().int(), pages: z.number().int() })

const brokersAnswer = z
  .object({
    id: z.string(),
    challengeId: z.string(),
    between: z.enum(introductionKinds),
    status: z.enum(introductionStatuses),
    sides: z.array(
      z.object({
        organisationId: z.string(),
        name: z.string(),
        answer: z.enum(sideAnswers),
        answeredAt: z.iso.datetime().nullable(),
        reason: z.string(),
      }),
    ),
    why: z.string(),
    toTalkAbout: z.string(),
    proposedAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
    endedAt: z.iso.datetime().nullable(),
    may: z.object({ withdraw: z.boolean() }),
  })
  .meta({ id: 'Introduction' })

const ownAnswer = z
  .object({
    id: z.string(),
    challenge: z.object({ id: z.string(), title: z.string() }),
    between: z.enum(introductionKinds),
    view: z.enum(sideViews),
    other: z.object({ kind: z.enum(['supplier', 'authority']), name: z.string(), href: z.string() }),
    why: z.string(),
    toTalkAbout: z.string(),
    proposedAt: z.iso.datetime(),
    answerBy: z.iso.datetime(),
    reason: z.string(),
    contact: z.object({ name: z.string(), email: z.string(), phone: z.string() }).nullable(),
  })
  .meta({ id: 'OwnIntroduction' })

async function asBroker(actor: Actor, introduction: IntroductionRecord): Promise<IntroductionForBroker> {
  const challenge = await getChallenge(introduction.challengeId)
  return presentIntroductionForBroker({ introduction, challenge }, actor)
}

const asSide = async (actor: Actor, id: string) => presentForSide(await getIntroduction(actor, id), actor)

const ofBrokers: Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/challenges/{id}/introductions',
    summary: 'List the introductions over a challenge, the latest first (brokers)',
    tag,
    auth: 'signed-in',
    params,
    query: pageAsked,
    answer: page(brokersAnswer),
    handle: async ({ actor, params: { id }, query: { page: number } }) => {
      await getRankedChallenge(actor, id)
      const challenge = await getChallenge(id)
      const { items, total, pages } = await listIntroductions(id, number)
      const shown = items.map((introduction) =>
        presentIntroductionForBroker({ introduction, challenge }, actor),
      )
      return { items: shown, total, pages }
    },
  }),
  endpoint({
    method: 'post',
    path: '/challenges/{id}/introductions',
    summary: 'Propose that two suppliers meet, or a supplier and the authority during engagement (brokers)',
    tag,
    auth: 'signed-in',
    params,
    body: proposeIntroductionSchema,
    status: 201,
    answer: brokersAnswer,
    handle: async ({ actor, params: { id }, body }) =>
      asBroker(actor, await proposeIntroduction(actor, id, body)),
  }),
  endpoint({
    method: 'post',
    path: '/introductions/{id}/withdraw',
    summary: 'Take a proposed introduction back before it is made (brokers)',
    tag,
    auth: 'signed-in',
    params,
    body: plainAnswerSchema,
    answer: brokersAnswer,
    handle: async ({ actor, params: { id } }) => asBroker(actor, await withdrawIntroduction(actor, id)),
  }),
]

const ofSides: Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/introductions',
    summary: 'List the introductions of your organisation, the latest first (suppliers, authorities)',
    tag,
    auth: 'signed-in',
    query: pageAsked,
    answer: page(ownAnswer),
    handle: async ({ actor, query: { page: number } }) => {
      const { organisation } = actor
      if (!organisation || organisation.kind === 'brokerage') throw notFound('Introductions')
      const { items, total, pages } = await listIntroductionsOf(organisation.id, number)
      return { items: await presentForSides(items, actor), total, pages }
    },
  }),
  endpoint({
    method: 'get',
    path: '/introductions/{id}',
    summary: 'Read an introduction of your organisation; the contact once both sides have accepted',
    tag,
    auth: 'signed-in',
    params,
    answer: ownAnswer,
    handle: ({ actor, params: { id } }) => asSide(actor, id),
  }),
  endpoint({
    method: 'post',
    path: '/introductions/{id}/accept',
    summary: 'Accept an introduction for your organisation',
    tag,
    auth: 'signed-in',
    params,
    body: plainAnswerSchema,
    answer: ownAnswer,
    handle: async ({ actor, params: { id } }) => {
      await acceptIntroduction(actor, id)
      return asSide(actor, id)
    },
  }),
  endpoint({
    method: 'post',
    path: '/introductions/{id}/decline',
    summary: 'Decline an introduction; the reason goes to the brokers alone',
    tag,
    auth: 'signed-in',
    params,
    body: declineIntroductionSchema,
    answer: ownAnswer,
    handle: async ({ actor, params: { id }, body }) => {
      await declineIntroduction(actor, id, body.reason)
      return asSide(actor, id)
    },
  }),
]

const ofEverybody: Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/challenges/{id}/introductions-on-record',
    summary:
      'List when suppliers were introduced to the authority during engagement (s.16); names for its own people and brokers',
    tag,
    auth: 'anyone',
    params,
    answer: z.object({
      items: z.array(
        z.object({
          number: z.number().int(),
          at: z.iso.datetime(),
          supplier: z.object({ id: z.string(), name: z.string() }).nullable(),
        }),
      ),
    }),
    handle: async ({ actor, params: { id } }) => {
      const challenge = await getVisibleChallenge(actor, id)
      return { items: await introductionsOnRecord(actor, challenge) }
    },
  }),
]

/** Introductions for programs. */
export const introductionEndpoints: Endpoint[] = [...ofBrokers, ...ofSides, ...ofEverybody]
