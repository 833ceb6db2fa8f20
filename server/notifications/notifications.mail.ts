import { findKind } from '../../shared/notifications/kinds.ts'
import { quietUntil } from '../../shared/notifications/times.ts'
import { formatDate } from '../../shared/platform/dates.ts'
import { findPerson } from '../identity/index.ts'
import { findInvitation, invitationLink } from '../organisations/index.ts'
import { now } from '../platform/clock.ts'
import { config } from '../platform/config.ts'
import type { Mail } from '../platform/mail.ts'
import { renderTemplate } from '../platform/templates.ts'
import { type Translate, translator } from '../platform/translations.ts'
import { withoutMuted } from './notifications.mute.service.ts'
import { readDigest } from './notifications.digest-mail.ts'
import { readableBy } from './notifications.inbox.service.ts'
import { type DeliveryRecord, Notice, type NoticeRecord } from './notifications.model.ts'
import { choicesOfPerson } from './notifications.preferences.service.ts'
import { calendarOf } from './notifications.session-facts.ts'
import { absolute, textOf } from './notifications.presenter.ts'
import { type Hold, holdOf, timesOfPerson, waitsForMorning } from './notifications.times.service.ts'
import { muteLink, unsubscribeLink } from './notifications.unsubscribe.service.ts'

/** The mail that a delivery stands for, written anew at each try; why there is none to send any more, or what it waits for. */
export type Composed = { mail: Mail } | { skipped: string } | { hold: Hold }

/** Writes the mail of a delivery from what is so now: address, preferences, invitation. */
export async function composeMail(delivery: DeliveryRecord): Promise<Composed> {
  if (delivery.recipient.kind === 'invitation') return composeInvitation(delivery)
  const person = await findPerson(delivery.recipient.id)
  if (!person) return { skipped: 'no such person' }
  if (!person.isEmailVerified) return { skipped: 'address not verified' }
  return delivery.kind === 'digest'
    ? composeDigest(delivery, person.email)
    : composeNotice(delivery, person.email)
}

async function composeNotice(delivery: DeliveryRecord, to: string): Promise<Composed> {
  const kind = findKind(delivery.kind)
  const { id: userId } = delivery.recipient
  const notice = await Notice.findOne({
    ...(await readableBy(userId)),
    eventId: delivery.eventId,
    kind: delivery.kind,
  }).lean<NoticeRecord>()
  if (!kind || !notice) return { skipped: 'no such notice' }
  if ((await withoutMuted(kind, notice.challengeId, [{ userId }])).length === 0) return { skipped: 'muted' }
  const { email } = (await choicesOfPerson(userId))(kind)
  if (email === 'off') return { skipped: 'turned off' }
  const hold = holdOf(kind, email, await timesOfPerson(userId))
  if (hold) return { hold }
  const text = textOf(notice, translator())
  const stop = kind.isSecurity ? null : unsubscribeLink({ userId, what: kind.name })
  const mail = write(delivery, to, text.title, 'notice', {
    notice: absolute(text),
    label: kind.label,
    stop,
    mute: muteLink(kind, userId, notice.challengeId),
  })
  return { mail: kind.hasCalendar ? { ...mail, ...(await calendarOf(notice.facts['liveSessionId'])) } : mail }
}

async function composeDigest(delivery: DeliveryRecord, to: string): Promise<Composed> {
  const { id: userId } = delivery.recipient
  const until = quietUntil(await timesOfPerson(userId), now())
  if (until) return { hold: { nextAt: until, askAt: until, reason: waitsForMorning } }
  const digest = await readDigest(delivery)
  if ('skipped' in digest) return digest
  const stop = unsubscribeLink({ userId, what: 'digest' })
  return { mail: write(delivery, to, digest.subject, 'digest', { ...digest, stop }) }
}

async function composeInvitation(delivery: DeliveryRecord): Promise<Composed> {
  const invitation = await findInvitation(delivery.recipient.id)
  const kind = findKind(delivery.kind)
  if (!kind || invitation?.state !== 'waiting') return { skipped: 'no longer waiting' }
  const t: Translate = translator()
  if (!invitation.organisation.isVerified) return { skipped: 'organisation not confirmed' }
  const facts = { organisation: invitation.organisation.name, until: formatDate(invitation.expiresAt) }
  const notice = {
    title: t(kind.title, facts),
    body: t(kind.body, facts),
    link: invitationLink(invitation.id),
  }
  return {
    mail: write(delivery, invitation.email, notice.title, 'notice', {
      notice,
      label: kind.label,
      stop: null,
    }),
  }
}

/** Writes a mail from one of the templates of mails. */
export function write(
  delivery: Pick<DeliveryRecord, 'messageId'>,
  to: string,
  subject: string,
  template: string,
  data: object,
): Mail {
  const model = {
    ...data,
    site: config().publicUrl,
    preferences: `${config().publicUrl}/account/notifications`,
  }
  const stop = 'stop' in data && typeof data.stop === 'string' ? data.stop : null
  return {
    to,
    subject,
    text: renderTemplate(`notifications/mail/${template}-text`, model),
    html: renderTemplate(`notifications/mail/${template}`, model),
    messageId: delivery.messageId,
    // RFC 8058: a mail reader posts to the first with the second as the body.
    headers: stop
      ? { 'List-Unsubscribe': `<${stop}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
      : {},
  }
}
