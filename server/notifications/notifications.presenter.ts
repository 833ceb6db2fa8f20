import type { DeliveryState } from '../../shared/notifications/channels.ts'
import { findKind } from '../../shared/notifications/kinds.ts'
import { asWritten, fillsMarked } from '../platform/as-written.ts'
import { config } from '../platform/config.ts'
import type { Translate } from '../platform/translations.ts'
import { factsInLanguage } from './notifications.facts-in-language.ts'
import type { NoticeWithEmail } from './notifications.inbox.service.ts'
import type { NoticeRecord } from './notifications.model.ts'

/** What a notice says, in the reader's language. */
export interface PresentedText {
  title: string
  body: string
  link: string
}

/** The words of a notice; one of a kind that no longer exists keeps its link. */
export function textOf(
  { kind: name, facts, link }: Pick<NoticeRecord, 'kind' | 'facts' | 'link'>,
  t: Translate,
): PresentedText {
  const kind = findKind(name)
  const filled = factsInLanguage(facts, t)
  return {
    title: kind ? t(kind.title, filled) : t('A notice of an earlier kind'),
    body: kind ? t(kind.body, filled) : '',
    link,
  }
}

// Facts that are somebody's words; the others are names, dates, numbers and sentences of ours.
const peoplesWords = ['challenge', 'engagement', 'group', 'milestone', 'reason', 'resource', 'search', 'task']

/** Its title and body for a page, with people's words marked as English in it. */
export function markedTextOf({ kind: name, facts }: Pick<NoticeRecord, 'kind' | 'facts'>, t: Translate) {
  const kind = findKind(name)
  const filled = Object.entries(factsInLanguage(facts, t)).map(([fact, words]) => [
    fact,
    peoplesWords.includes(fact) ? asWritten(words) : words,
  ])
  const say = fillsMarked(t)
  return {
    title: say(kind?.title ?? 'A notice of an earlier kind', Object.fromEntries(filled)),
    body: kind ? say(kind.body, Object.fromEntries(filled)) : '',
  }
}

/** The same with its link as an e-mail needs it. */
export const absolute = (text: PresentedText): PresentedText => ({
  ...text,
  link: `${config().publicUrl}${text.link}`,
})

/** A notice as the person whom it is for sees it, in a page or a program. */
export interface PresentedNotice extends PresentedText {
  id: string
  kind: string
  label: string
  challengeId: string | null
  isRead: boolean
  readAt: Date | null
  archivedAt: Date | null
  createdAt: Date
  email: { state: DeliveryState; waitsForDigest: boolean; sentAt: Date | null } | null
}

/** Puts words and e-mail to a notice. */
export function presentNotice({ notice, email }: NoticeWithEmail, t: Translate): PresentedNotice {
  return {
    id: notice._id,
    kind: notice.kind,
    label: t(findKind(notice.kind)?.label ?? ''),
    ...textOf(notice, t),
    challengeId: notice.challengeId,
    isRead: notice.isRead,
    readAt: notice.readAt,
    archivedAt: notice.archivedAt ?? null,
    createdAt: notice.createdAt,
    email: email && { state: email.state, waitsForDigest: email.waitsForDigest, sentAt: email.sentAt },
  }
}
