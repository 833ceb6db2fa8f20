import {
  addWebhook,
  listWebhooks,
  pauseWebhook,
} from '../../server/notifications/notifications.webhooks.service.ts'
import {
  answerMailbox,
  mailboxLink,
} from '../../server/notifications/notifications.mailbox-answers.service.ts'
import {
  addMailbox,
  listMailboxes,
} from '../../server/notifications/notifications.shared-mailboxes.service.ts'
import type { MailboxTopic } from '../../shared/notifications/shared-mailbox.schema.ts'
import { actorOf } from './organisations.ts'

interface DemoMailbox {
  by: string
  email: string
  topics: MailboxTopic[]
  /** Whether somebody there has said yes. */
  isConfirmed: boolean
}

const mailboxes: DemoMailbox[] = [
  {
    by: 'amina.rahman@blackburn-with-darwen.example',
    email: 'procurement@blackburn-with-darwen.example',
    topics: ['challenges', 'questions', 'deadlines'],
    isConfirmed: true,
  },
  {
    by: 'amina.rahman@blackburn-with-darwen.example',
    email: 'legal@blackburn-with-darwen.example',
    topics: ['questions'],
    isConfirmed: false,
  },
  {
    by: 'farah.siddiqui@damson-sensing.example',
    email: 'bids@damson-sensing.example',
    topics: ['matches', 'challenges', 'questions', 'proposals', 'deadlines'],
    isConfirmed: true,
  },
]

// Paused, since nobody is at this address.
const webhook = {
  by: 'farah.siddiqui@damson-sensing.example',
  url: 'https://hooks.damson-sensing.example/foothold',
  events: ['match.sent', 'challenge.amended', 'challenge.withdrawn', 'clarification.answered'],
}

/** Shared mailboxes and a webhook of the demonstration's organisations; safe to repeat. */
export async function addChannels(): Promise<void> {
  for (const { by, email, topics, isConfirmed } of mailboxes) {
    const actor = await actorOf(by)
    if ((await listMailboxes(actor)).some((one) => one.email === email)) continue
    const mailbox = await addMailbox(actor, { email, topics })
    if (isConfirmed) await answerMailbox(mailboxLink(mailbox).split('/').at(-1) ?? '', 'yes')
  }
  const actor = await actorOf(webhook.by)
  if ((await listWebhooks(actor)).length > 0) return
  const made = await addWebhook(actor, { url: webhook.url, events: webhook.events })
  await pauseWebhook(actor, made.webhook._id)
}
