import {
  fillLink,
  isForOrganisations,
  type NoticeKind,
  placeholdersOf,
} from '../../shared/notifications/kind.ts'
import { topicOf } from '../../shared/notifications/shared-mailbox.schema.ts'
import { config } from '../platform/config.ts'
import { isHistory } from '../platform/site.ts'
import type { Cause } from './notifications.cause.ts'
import type { Look } from './notifications.look.ts'
import type { MailboxText } from './notifications.model.ts'
import { callOf, type WebhookCallRecord } from './notifications.webhooks.model.ts'

/** The organisations that a kind reaches by an event, whoever of them is told and in what way. */
export interface Reached {
  kind: NoticeKind
  cause: Cause
  facts: Record<string, string>
  organisationIds: string[]
}

/** One shared mailbox that is to be told of one event. */
export interface MailboxTelling {
  kind: NoticeKind
  cause: Cause
  mailboxId: string
  told: MailboxText
}

/** What reached organisations as a whole and is no story of the seed. */
async function ofOrganisations(reached: Reached[]): Promise<Reached[]> {
  const shared = reached.filter(({ kind }) => isForOrganisations(kind))
  const isOver = await Promise.all(shared.map(({ cause }) => isHistory(cause.at)))
  return shared.filter((_, index) => !isOver[index])
}

/** The shared mailboxes to tell, each once for an event: by the first kind whose topic was chosen for it. */
export async function mailboxesToTell(reached: Reached[], look: Look): Promise<MailboxTelling[]> {
  const tellings = new Map<string, MailboxTelling>()
  for (const { kind, cause, facts, organisationIds } of await ofOrganisations(reached)) {
    const mailboxes = (await Promise.all(organisationIds.map((id) => look.mailboxesOf(id)))).flat()
    for (const { _id: mailboxId, topics } of mailboxes) {
      const key = `${cause.eventId} ${mailboxId}`
      if (!topics.includes(topicOf(kind)) || tellings.has(key)) continue
      tellings.set(key, { kind, cause, mailboxId, told: { facts, link: fillLink(kind.link, facts) } })
    }
  }
  return [...tellings.values()]
}

/**
 * The calls to make: each webhook once for an event that was chosen for it. What they carry is what the link of the
 * page needs, so that nothing is in them that signing in would not open.
 */
export async function callsToMake(reached: Reached[], look: Look): Promise<WebhookCallRecord[]> {
  const calls = new Map<string, WebhookCallRecord>()
  for (const { kind, cause, facts, organisationIds } of await ofOrganisations(reached)) {
    const webhooks = (await Promise.all(organisationIds.map((id) => look.webhooksOf(id)))).flat()
    const ids = placeholdersOf({ title: '', body: '', link: kind.link }).map((name) => [
      name,
      facts[name] ?? '',
    ])
    const link = `${config().publicUrl}${fillLink(kind.link, facts)}`
    for (const webhook of webhooks.filter(({ events }) => events.includes(cause.name))) {
      const { organisationId } = webhook
      const data = { organisationId, ...Object.fromEntries(ids), link }
      const call = callOf(webhook, { eventId: cause.eventId, type: cause.name, at: cause.at, data })
      if (!calls.has(call._id)) calls.set(call._id, call)
    }
  }
  return [...calls.values()]
}
