import { z } from 'zod'
import {
  callStates,
  changeEventsSchema,
  webhookEventsFor,
  webhookStates,
} from '../../shared/notifications/webhook.schema.ts'
import { pageQuery } from '../../shared/platform/pagination.ts'
import { type Endpoint, endpoint } from '../platform/api.ts'
import { now } from '../platform/clock.ts'
import { translator } from '../platform/translations.ts'
import { ownOrganisation } from './notifications.shared-mailboxes.service.ts'
import { presentCall, presentWebhook } from './notifications.webhooks.presenter.ts'
import {
  addWebhook,
  callAgain,
  changeEvents,
  deleteWebhook,
  getWebhook,
  givenWebhookSchema,
  listCalls,
  listWebhooks,
  pauseWebhook,
  resumeWebhook,
  rotateSecret,
  tryWebhook,
  type WebhookWithSecret,
} from './notifications.webhooks.service.ts'

const common = { tag: 'notifications', auth: 'signed-in' } as const
const params = z.object({ id: z.string() })
const one = '/webhooks/{id}' as const

const webhookAnswer = z
  .object({
    id: z.string(),
    url: z.string(),
    events: z.array(z.string()),
    state: z.enum(webhookStates),
    offReason: z.enum(['', 'gone', 'failing']),
    earlierSecretUntil: z.date().nullable(),
    failingSince: z.date().nullable(),
    createdAt: z.date(),
  })
  .meta({ id: 'Webhook' })
const withSecret = webhookAnswer.extend({
  secret: z.string().describe('Shown this once: it verifies the signatures, as Standard Webhooks says'),
})
const callAnswer = z
  .object({
    id: z.string().describe('The same as the header webhook-id'),
    type: z.string(),
    isTest: z.boolean(),
    body: z.string(),
    state: z.enum(callStates),
    nextAt: z.date().nullable(),
    attempts: z.array(
      z.object({
        at: z.date(),
        status: z.number().int().nullable(),
        ms: z.number().int(),
        answer: z.string(),
        fault: z.string(),
      }),
    ),
    createdAt: z.date(),
  })
  .meta({ id: 'WebhookCall' })

const present = ({ webhook, secret }: WebhookWithSecret): z.input<typeof withSecret> => ({
  ...presentWebhook(webhook, now()),
  secret,
})

/** Looking at webhooks. */
const reading: Endpoint[] = [
  endpoint({
    ...common,
    method: 'get',
    path: '/webhooks',
    summary: 'List the webhooks of your organisation, and the events that there are for it',
    answer: z.object({
      items: z.array(webhookAnswer),
      events: z.array(z.object({ name: z.string(), label: z.string() })),
    }),
    handle: async ({ actor }) => ({
      items: (await listWebhooks(actor)).map((webhook) => presentWebhook(webhook, now())),
      events: webhookEventsFor(ownOrganisation(actor).kind).map(({ name, label }) => ({
        name,
        label: translator()(label),
      })),
    }),
  }),
  endpoint({
    ...common,
    method: 'get',
    path: one,
    summary: 'Read a webhook',
    params,
    answer: webhookAnswer,
    handle: async ({ actor, params: { id } }) => presentWebhook(await getWebhook(actor, id), now()),
  }),
  endpoint({
    ...common,
    method: 'get',
    path: `${one}/messages`,
    summary: 'List the messages of a webhook of the last 30 days with what was answered, the newest first',
    params,
    query: pageQuery,
    answer: z.object({ items: z.array(callAnswer), total: z.number().int() }),
    handle: async ({ actor, params: { id }, query }) => {
      const { items, total } = await listCalls(actor, id, query.page)
      return { items: items.map(presentCall), total }
    },
  }),
]

/** An operation on one webhook that answers nothing. */
const doing = (
  path: string,
  summary: string,
  act: (actor: Parameters<typeof pauseWebhook>[0], id: string) => Promise<unknown>,
): Endpoint =>
  endpoint({
    ...common,
    method: 'post',
    path: `${one}/${path}`,
    summary,
    status: 204,
    params,
    answer: z.null(),
    handle: async ({ actor, params: { id } }) => void (await act(actor, id)),
  })

const changing: Endpoint[] = [
  endpoint({
    ...common,
    method: 'post',
    path: '/webhooks',
    summary: 'Give an address that is called when something happens',
    status: 201,
    keepsNoAnswer: true,
    body: givenWebhookSchema,
    answer: withSecret,
    handle: async ({ actor, body }) => present(await addWebhook(actor, body)),
  }),
  endpoint({
    ...common,
    method: 'put',
    path: `${one}/events`,
    summary: 'Choose the events of a webhook',
    params,
    body: changeEventsSchema,
    answer: webhookAnswer,
    handle: async ({ actor, params: { id }, body }) =>
      presentWebhook(await changeEvents(actor, id, body.events), now()),
  }),
  endpoint({
    ...common,
    method: 'post',
    path: `${one}/rotate`,
    summary: 'Make another secret; the one before signs as well for a day',
    status: 201,
    keepsNoAnswer: true,
    params,
    answer: withSecret,
    handle: async ({ actor, params: { id } }) => present(await rotateSecret(actor, id)),
  }),
  doing('pause', 'Pause a webhook: its messages wait', pauseWebhook),
  doing('resume', 'Turn a webhook on that was paused or turned off', resumeWebhook),
  doing('test', 'Send a test message', tryWebhook),
  endpoint({
    ...common,
    method: 'post',
    path: `${one}/messages/{messageId}/send-again`,
    summary: 'Send a message once more, under the same id',
    status: 204,
    params: params.extend({ messageId: z.string() }),
    answer: z.null(),
    handle: ({ actor, params: { id, messageId } }) => callAgain(actor, id, messageId),
  }),
  endpoint({
    ...common,
    method: 'delete',
    path: one,
    summary: 'Delete a webhook with its log',
    status: 204,
    params,
    answer: z.null(),
    handle: ({ actor, params: { id } }) => deleteWebhook(actor, id),
  }),
]

/** Webhooks for programs of an organisation's administrators. */
export const webhookEndpoints: Endpoint[] = [...reading, ...changing]
