import { isForOrganisations, type NoticeKind } from '../../shared/notifications/kind.ts'
import { findKind } from '../../shared/notifications/kinds.ts'
import { topicOf } from '../../shared/notifications/shared-mailbox.schema.ts'
import { formatDate } from '../../shared/platform/dates.ts'
import { findOrganisation } from '../organisations/index.ts'
import { now } from '../platform/clock.ts'
import { config } from '../platform/config.ts'
import type { Mail } from '../platform/mail.ts'
import { isUnreachable } from '../platform/unreachable.ts'
import { translator } from '../platform/translations.ts'
import { answerUntil, findMailbox, mailboxLink } from './notifications.mailbox-answers.service.ts'
import type { DeliveryRecord } from './notifications.model.ts'
import type { SharedMailboxRecord } from './notifications.shared-mailboxes.model.ts'
import { calendarOf } from './notifications.session-facts.ts'
import { unsubscribeLink } from './notifications.unsubscribe.service.ts'
import { write } from './notifications.write.ts'

type Composed = { mail: Mail } | { skipped: string }

/** Writes a mail to a shared mailbox from what is so now; or why there is none to send any more. */
export async function composeForMailbox(delivery: DeliveryRecord): Promise<Composed> {
  const mailbox = await findMailbox(delivery.recipient.id)
  const kind = findKind(delivery.kind)
  if (!mailbox || !kind) return { skipped: 'no such mailbox' }
  const organisation = await findOrganisation(mailbox.organisationId)
  if (!organisation?.isVerified) return { skipped: 'organisation not confirmed' }
  return kind.to.includes('mailbox')
    ? composeQuestion(delivery, kind, mailbox, organisation.name)
    : composeNews(delivery, kind, mailbox, organisation.name)
}

function composeQuestion(
  delivery: DeliveryRecord,
  kind: NoticeKind,
  mailbox: SharedMailboxRecord,
  organisation: string,
): Composed {
  if (mailbox.state !== 'waiting' || answerUntil(mailbox) <= now()) return { skipped: 'no longer waiting' }
  const t = translator()
  const facts = { organisation, until: formatDate(answerUntil(mailbox)) }
  const notice = { title: t(kind.title, facts), body: t(kind.body, facts), link: mailboxLink(mailbox) }
  return {
    mail: write(delivery, mailbox.email, notice.title, 'notice', { notice, label: kind.label, stop: null }),
  }
}

async function composeNews(
  delivery: DeliveryRecord,
  kind: NoticeKind,
  mailbox: SharedMailboxRecord,
  organisation: string,
): Promise<Composed> {
  const { told } = delivery
  if (mailbox.state !== 'confirmed') return { skipped: 'not confirmed' }
  if (!told || !isForOrganisations(kind) || !mailbox.topics.includes(topicOf(kind)))
    return { skipped: 'turned off' }
  if (await isUnreachable(mailbox.email)) return { skipped: 'address not reachable' }
  const t = translator()
  const notice = {
    title: t(kind.title, told.facts),
    body: t(kind.body, told.facts),
    link: `${config().publicUrl}${told.link}`,
  }
  const mail = write(delivery, mailbox.email, notice.title, 'notice', {
    notice,
    organisation,
    label: kind.label,
    stop: unsubscribeLink({ userId: mailbox._id, what: 'mailbox' }),
    preferences: `${config().publicUrl}/organisation/mailboxes`,
  })
  return { mail: kind.hasCalendar ? { ...mail, ...(await calendarOf(told.facts['liveSessionId'])) } : mail }
}
