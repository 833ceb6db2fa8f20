import { z } from 'zod'
import {
  confirmSchema,
  itemKinds,
  itemSchema,
  queueAsked,
  refuseSchema,
} from '../../shared/moderation/moderation.schema.ts'
import { personName } from '../identity/index.ts'
import { approveClaim, refuseClaim, refuseOrganisation, verifyOrganisation } from '../organisations/index.ts'
import { type Endpoint, endpoint } from '../platform/api.ts'
import { claimItem, listDesksSchedule, listQueue, releaseItem } from './moderation.service.ts'

const tag = 'moderation'
const params = z.object({ id: z.string().max(100) })
const nothing = z.object({})

const itemAnswer = z
  .object({
    kind: z.enum(itemKinds),
    id: z.string(),
    title: z.string(),
    stake: z.string(),
    since: z.iso.datetime(),
    by: z.iso.datetime().nullable(),
    href: z.string(),
    claimedBy: z.object({ name: z.string() }).nullable(),
  })
  .meta({ id: 'DeskItem' })

const scheduledAnswer = z.object({
  id: z.string(),
  title: z.string(),
  authorityName: z.string(),
  at: z.iso.datetime(),
})

type Decide = (actor: Parameters<typeof verifyOrganisation>[0], id: string, reason: string) => Promise<void>

const decision = (
  path: string,
  summary: string,
  body: typeof confirmSchema | typeof refuseSchema,
  decide: Decide,
): Endpoint =>
  endpoint({
    method: 'post',
    path,
    summary,
    tag,
    auth: 'signed-in',
    params,
    body,
    answer: nothing,
    handle: async (call) => {
      await decide(call.actor, call.params.id, call.body.reason)
      return {}
    },
  })

/** The moderation room for programs. */
export const moderationEndpoints: Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/desk',
    summary: 'List what waits for a broker, oldest first',
    tag,
    auth: 'signed-in',
    query: queueAsked,
    answer: z.object({
      items: z.array(itemAnswer),
      scheduled: z
        .array(scheduledAnswer)
        .describe('Approved challenges that go public by themselves, the next first'),
    }),
    handle: async ({ actor, query }) => {
      const items = await listQueue(actor, query.kind)
      return {
        items: items.map((item) => ({ ...item, claimedBy: item.claimedBy && { name: item.claimedBy.name } })),
        scheduled: await listDesksSchedule(actor),
      }
    },
  }),
  endpoint({
    method: 'post',
    path: '/desk/claim',
    summary: 'Take an item of the queue',
    tag,
    auth: 'signed-in',
    body: itemSchema,
    answer: nothing,
    handle: async ({ actor, body }) => {
      await claimItem(actor, await personName(actor.userId), body.kind, body.id)
      return {}
    },
  }),
  endpoint({
    method: 'post',
    path: '/desk/release',
    summary: 'Give an item of the queue back',
    tag,
    auth: 'signed-in',
    body: itemSchema,
    answer: nothing,
    handle: async ({ actor, body }) => {
      await releaseItem(actor, body.kind, body.id)
      return {}
    },
  }),
  decision('/organisations/{id}/verify', 'Confirm an organisation', confirmSchema, verifyOrganisation),
  decision('/organisations/{id}/refuse', 'Refuse an organisation', refuseSchema, refuseOrganisation),
  decision('/claims/{id}/approve', 'Hand a public profile to its owner', confirmSchema, approveClaim),
  decision('/claims/{id}/refuse', 'Refuse a claim', refuseSchema, refuseClaim),
]
