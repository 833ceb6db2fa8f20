import type { NoticeKind } from '../../shared/notifications/kind.ts'
import { findKind } from '../../shared/notifications/kinds.ts'
import { quietUntil, type TellingTimes, usualTimes } from '../../shared/notifications/times.ts'
import { formatDate } from '../../shared/platform/dates.ts'
import { findChallenge } from '../challenges/index.ts'
import { findGuest, guestLink } from '../evaluation/index.ts'
import { findInvitation, findOrganisation, invitationLink } from '../organisations/index.ts'
import { findInvitedPartner, partnerLink } from '../proposals/index.ts'
import { now } from '../platform/clock.ts'
import type { Mail } from '../platform/mail.ts'
import { inLanguage } from '../platform/language.ts'
import { isUnreachable } from '../platform/unreachable.ts'
import { type Translate, translator } from '../platform/translations.ts'
import { withoutMuted } from './notifications.mute.service.ts'
import { readDigest } from './notifications.digest-mail.ts'
import type { MailLook } from './notifications.mail-look.ts'
import type { DeliveryRecord } from './notifications.model.ts'
import { choiceFor } from './notifications.preferences.service.ts'
import { calendarOf } from './notifications.session-facts.ts'
import { reachKind, reachLink } from './notifications.reach.service.ts'
import { absolute, textOf } from './notifications.presenter.ts'
import { type Hold, holdOf, waitsForMorning } from './notifications.times.service.ts'
import { composeForMailbox } from './notifications.mailbox-mail.ts'
import { muteLink, unsubscribeLink } from './notifications.unsubscribe.service.ts'
import { write } from './notifications.write.ts'

/** The mail that a delivery stands for, written anew at each try; why there is none to send any more, or what it waits for. */
export type Composed = { mail: Mail } | { skipped: string } | { hold: Hold }

const notReachable = 'address not reachable'

/** Writes the mail of a delivery from what is so now: address, preferences, invitation. */
export async function composeMail(delivery: DeliveryRecord, look: MailLook): Promise<Composed> {
  if (delivery.recipient.kind === 'invitation') return composeInvitation(delivery)
  if (delivery.recipient.kind === 'partner') return composePartnerInvitation(delivery)
  if (delivery.recipient.kind === 'guest') return composeGuestInvitation(delivery)
  if (delivery.recipient.kind === 'mailbox') return composeForMailbox(delivery)
  const person = await look.person(delivery.recipient.id)
  if (!person) return { skipped: 'no such person' }
  if (!person.isEmailVerified) return { skipped: 'address not verified' }
  if (delivery.kind !== reachKind && (await look.isUnreachable(person.email)))
    return { skipped: notReachable }
  return inLanguage(person.language, () =>
    delivery.kind === 'digest'
      ? composeDigest(delivery, person.email, look)
      : composeNotice(delivery, person.email, look),
  )
}

const timesOf = async (userId: string, look: MailLook): Promise<TellingTimes> =>
  (await look.preference(userId))?.times ?? usualTimes

async function composeNotice(delivery: DeliveryRecord, to: string, look: MailLook): Promise<Composed> {
  const kind = findKind(delivery.kind)
  const { id: userId } = delivery.recipient
  const notice = await look.notice({ userId, eventId: delivery.eventId, kind: delivery.kind })
  if (!kind || !notice) return { skipped: 'no such notice' }
  const reached = await withoutMuted(kind, notice.challengeId, [{ userId }], look.mutersOf)
  if (reached.length === 0) return { skipped: 'muted' }
  const { email } = choiceFor(kind, (await look.preference(userId))?.choices[kind.name])
  if (email === 'off') return { skipped: 'turned off' }
  const hold = holdOf(kind, email, await timesOf(userId, look))
  if (hold) return { hold }
  const text = textOf(notice, translator())
  const shown = kind.name === reachKind ? { ...text, link: reachLink(userId, to) } : absolute(text)
  const stop = kind.isSecurity ? null : unsubscribeLink({ userId, what: kind.name })
  const mail = write(delivery, to, text.title, 'notice', {
    notice: shown,
    label: kind.label,
    stop,
    mute: muteLink(kind, userId, notice.challengeId),
  })
  return { mail: kind.hasCalendar ? { ...mail, ...(await calendarOf(notice.facts['liveSessionId'])) } : mail }
}

async function composeDigest(delivery: DeliveryRecord, to: string, look: MailLook): Promise<Composed> {
  const { id: userId } = delivery.recipient
  const until = quietUntil(await timesOf(userId, look), now())
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
  if (!invitation.organisation.isVerified) return { skipped: 'organisation not confirmed' }
  const facts = { organisation: invitation.organisation.name, until: formatDate(invitation.expiresAt) }
  return toInvited(delivery, invitation.email, kind, facts, invitationLink(invitation.id))
}

/** To somebody who was invited as a partner by address: it names the challenge and the lead, and nothing else. */
async function composePartnerInvitation(delivery: DeliveryRecord): Promise<Composed> {
  const { id } = delivery.recipient
  const invited = await findInvitedPartner(id)
  const kind = findKind(delivery.kind)
  if (!kind || kind.name !== 'partner-invited' || invited?.state !== 'invited' || invited.organisationId)
    return { skipped: 'no longer waiting' }
  const [challenge, lead] = await Promise.all([
    findChallenge(invited.challengeId),
    findOrganisation(invited.leadId),
  ])
  if (!lead?.isVerified) return { skipped: 'organisation not confirmed' }
  const facts = { challenge: challenge?.title ?? '', supplier: lead.name }
  return toInvited(delivery, invited.email, kind, facts, await partnerLink(id))
}

/** To somebody who was asked into a panel by address: it names the challenge and the authority, and nothing else. */
async function composeGuestInvitation(delivery: DeliveryRecord): Promise<Composed> {
  const { id } = delivery.recipient
  const guest = await findGuest(id)
  const kind = findKind(delivery.kind)
  if (!kind || guest?.state !== 'waiting') return { skipped: 'no longer waiting' }
  const challenge = await findChallenge(guest.challengeId)
  const facts = {
    challenge: challenge?.title ?? '',
    authority: challenge?.authorityName ?? '',
    until: formatDate(guest.expiresAt),
  }
  return toInvited(delivery, guest.email, kind, facts, guestLink(id))
}

async function toInvited(
  delivery: DeliveryRecord,
  email: string,
  kind: NoticeKind,
  facts: Record<string, string>,
  link: string,
): Promise<Composed> {
  const t: Translate = translator()
  if (await isUnreachable(email)) return { skipped: notReachable }
  const notice = { title: t(kind.title, facts), body: t(kind.body, facts), link }
  return {
    mail: write(delivery, email, notice.title, 'notice', { notice, label: kind.label, stop: null }),
  }
}
