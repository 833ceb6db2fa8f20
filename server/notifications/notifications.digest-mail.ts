import mongoose from 'mongoose'
import { nextStep } from '../../shared/challenges/effective-status.ts'
import { findKind } from '../../shared/notifications/kinds.ts'
import { formatDate, formatDateTime } from '../../shared/platform/dates.ts'
import { type Challenge, findChallenges } from '../challenges/index.ts'
import { now } from '../platform/clock.ts'
import { type Translate, translator } from '../platform/translations.ts'
import { readableBy } from './notifications.readers.ts'
import { Delivery, type DeliveryRecord, Notice, type NoticeRecord } from './notifications.model.ts'
import { withoutMuted } from './notifications.mute.service.ts'
import { choicesOfPerson } from './notifications.preferences.service.ts'
import { absolute, type PresentedText, textOf } from './notifications.presenter.ts'

/** What happened to one challenge, or elsewhere where there is no challenge to name. */
export interface DigestGroup {
  title: string
  /** Where the challenge stands as the mail is written; empty if that is no news. */
  standing: string
  notices: PresentedText[]
}

export interface DigestText {
  subject: string
  groups: DigestGroup[]
}

/** What a digest says, of what its reader may read and still wants; or why there is nothing to say. */
export async function readDigest(digest: DeliveryRecord): Promise<DigestText | { skipped: string }> {
  const { id: userId } = digest.recipient
  const parts = await Delivery.find({ digestId: digest._id }).lean<DeliveryRecord[]>()
  const notices = await Notice.find({
    ...(await readableBy(userId)),
    eventId: mongoose.trusted({ $in: parts.map(({ eventId }) => eventId) }),
    kind: mongoose.trusted({ $in: parts.map(({ kind }) => kind) }),
  })
    .sort({ createdAt: 1 })
    .lean<NoticeRecord[]>()
  const choiceOf = await choicesOfPerson(userId)
  const wanted: NoticeRecord[] = []
  for (const notice of notices) {
    const kind = findKind(notice.kind)
    if (!kind || choiceOf(kind).email === 'off') continue
    wanted.push(...(await withoutMuted(kind, notice.challengeId, [notice])))
  }
  const [oldest] = wanted
  if (!oldest) return { skipped: notices.length === 0 ? 'no such notice' : 'turned off' }
  const t = translator()
  const since = formatDate(await sinceWhen(digest, oldest))
  const subject = t('{count} things since {since}', { count: wanted.length, since })
  return { subject, groups: await groupsOf(wanted, t) }
}

/** When the digest before this one was made, unless something in this one is older. */
async function sinceWhen(digest: DeliveryRecord, oldest: NoticeRecord): Promise<Date> {
  const last = await Delivery.findOne({
    'recipient.id': digest.recipient.id,
    kind: 'digest',
    createdAt: mongoose.trusted({ $lt: digest.createdAt }),
  })
    .sort({ createdAt: -1 })
    .lean<DeliveryRecord>()
  return last && last.createdAt < oldest.createdAt ? last.createdAt : oldest.createdAt
}

/** What belongs to one challenge together, in the order in which each was first spoken of; the rest at the end. */
async function groupsOf(notices: NoticeRecord[], t: Translate): Promise<DigestGroup[]> {
  const challenges = await findChallenges(notices.flatMap(({ challengeId }) => challengeId ?? []))
  const groups = new Map<string, DigestGroup>()
  for (const notice of notices) {
    const challenge = challenges.get(notice.challengeId ?? '')
    const key = challenge?._id ?? ''
    const group = groups.get(key) ?? { title: '', standing: '', notices: [] }
    if (challenge && !groups.has(key))
      Object.assign(group, { title: challenge.title, standing: standingOf(challenge, t) })
    group.notices.push(absolute(textOf(notice, t)))
    groups.set(key, group)
  }
  const rest = groups.get('')
  groups.delete('')
  if (!rest) return [...groups.values()]
  return [...groups.values(), { ...rest, title: groups.size > 0 ? t('Besides') : '' }]
}

function standingOf(challenge: Challenge, t: Translate): string {
  const { what, at } = nextStep(challenge, now())
  if (!at) return ''
  const when = formatDateTime(at)
  if (what === 'ask') return t('Now: open. Questions until {when}.', { when })
  if (what === 'respond') return t('Now: open. Responses until {when}.', { when })
  return t('Now: closed since {when}.', { when })
}
