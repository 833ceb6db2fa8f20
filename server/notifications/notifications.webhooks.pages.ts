import type { Request, RequestHandler, Response } from 'express'
import { changeEventsSchema, webhookEventsFor } from '../../shared/notifications/webhook.schema.ts'
import { pageQuery } from '../../shared/platform/pagination.ts'
import { now } from '../platform/clock.ts'
import { type FormState, form, formState, noticeFor } from '../platform/page.ts'
import { actorOf, param } from '../platform/request.ts'
import { ownOrganisation } from './notifications.shared-mailboxes.service.ts'
import { presentCall, presentWebhook } from './notifications.webhooks.presenter.ts'
import {
  addWebhook,
  callAgain,
  changeEvents,
  countCalls,
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

const page = '/organisation/webhooks'

const notices: Record<string, string> = {
  changed: 'The events are saved.',
  paused: 'The webhook is paused. What happens meanwhile waits.',
  resumed: 'The webhook is on. What waited is on its way.',
  tried: 'A test message is on its way. Reload this page to see what was answered.',
  again: 'The message is on its way again. Reload this page to see what was answered.',
  deleted: 'The webhook and its log are deleted.',
}

const eventsOf = (req: Request) => webhookEventsFor(ownOrganisation(actorOf(req)).kind)

async function showWebhooks(req: Request, res: Response, state: FormState): Promise<void> {
  const webhooks = await listWebhooks(actorOf(req))
  res.render('notifications/webhooks', {
    webhooks: webhooks.map((webhook) => presentWebhook(webhook, now())),
    events: eventsOf(req),
    form: state,
    notice: noticeFor(req, notices),
  })
}

export const webhooks: RequestHandler = (req, res) => showWebhooks(req, res, formState())

/** No redirect: the secret is in this one answer and nowhere else, least of all in an address. */
function showSecret(res: Response, { webhook, secret }: WebhookWithSecret): void {
  res.status(201).set('Cache-Control', 'no-store')
  res.render('notifications/webhook-secret', { webhook: presentWebhook(webhook, now()), secret })
}

export const add = form({
  schema: givenWebhookSchema,
  show: showWebhooks,
  act: async (input, req, res) => showSecret(res, await addWebhook(actorOf(req), input)),
})

async function showWebhook(req: Request, res: Response, state: FormState): Promise<void> {
  const [actor, id] = [actorOf(req), param(req, 'id')]
  const webhook = await getWebhook(actor, id)
  const calls = await listCalls(actor, id, pageQuery.parse(req.query).page)
  const isTyped = state.summary.length > 0
  res.render('notifications/webhook', {
    webhook: presentWebhook(webhook, now()),
    events: eventsOf(req),
    calls: { ...calls, items: calls.items.map(presentCall) },
    form: isTyped ? state : { ...state, values: { events: webhook.events } },
    notice: noticeFor(req, notices),
  })
}

export const webhook: RequestHandler = (req, res) => showWebhook(req, res, formState())

export const change = form({
  schema: changeEventsSchema,
  show: showWebhook,
  act: async ({ events }, req, res) => {
    await changeEvents(actorOf(req), param(req, 'id'), events)
    res.redirect(303, `${page}/${param(req, 'id')}?done=changed`)
  },
})

/** What follows from another secret, before it is made. */
export const askRotate: RequestHandler = async (req, res) => {
  const found = await getWebhook(actorOf(req), param(req, 'id'))
  res.render('notifications/webhook-rotate', { webhook: presentWebhook(found, now()) })
}

export const rotate: RequestHandler = async (req, res) =>
  showSecret(res, await rotateSecret(actorOf(req), param(req, 'id')))

/** The handler of a button that changes a webhook and comes back to its page. */
const button =
  (done: string, act: (req: Request) => Promise<unknown>): RequestHandler =>
  async (req, res) => {
    await act(req)
    res.redirect(303, `${page}/${param(req, 'id')}?done=${done}`)
  }

export const pause = button('paused', (req) => pauseWebhook(actorOf(req), param(req, 'id')))
export const resume = button('resumed', (req) => resumeWebhook(actorOf(req), param(req, 'id')))
export const test = button('tried', (req) => tryWebhook(actorOf(req), param(req, 'id')))
export const again = button('again', (req) => callAgain(actorOf(req), param(req, 'id'), param(req, 'callId')))

/** What goes with a webhook, before it is deleted. */
export const askRemove: RequestHandler = async (req, res) => {
  const [actor, id] = [actorOf(req), param(req, 'id')]
  const webhook = presentWebhook(await getWebhook(actor, id), now())
  res.render('notifications/webhook-delete', { webhook, calls: await countCalls(actor, id) })
}

export const remove: RequestHandler = async (req, res) => {
  await deleteWebhook(actorOf(req), param(req, 'id'))
  res.redirect(303, `${page}?done=deleted`)
}
