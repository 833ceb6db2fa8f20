import { exampleFacts } from '../../shared/notifications/example-facts.ts'
import { fillLink, type NoticeKind, placeholdersOf } from '../../shared/notifications/kind.ts'
import { findKind } from '../../shared/notifications/kinds.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { newestEvents } from '../audit/index.ts'
import { getVisibleChallenge } from '../challenges/index.ts'
import { AppError, notFound } from '../platform/errors.ts'
import { translator } from '../platform/translations.ts'
import { type Cause, causeOf } from './notifications.cause.ts'
import { factsFor } from './notifications.facts.ts'
import { lookAround } from './notifications.look.ts'
import { write } from './notifications.write.ts'
import { absolute, textOf } from './notifications.presenter.ts'

/** A notice of a kind as its reader would get it; nothing is sent. */
export interface NoticePreview {
  kind: NoticeKind
  /** When the event happened that it tells of; null if it is filled in with the demonstration's. */
  eventAt: Date | null
  notice: { title: string; body: string; link: string }
  mail: { subject: string; text: string; html: string }
}

/**
 * Whose news an operator may read: what everybody, or the brokers, may know. All else is only ever shown with the
 * demonstration's names, also what is added later: what is sealed, what is a supplier's or an authority's own, and what
 * two of them keep between them, as pilots and adoptions.
 */
const mayBeReal = ({ event }: NoticeKind): boolean =>
  /^(challenge|clarification|engagement|group|introduction|match|organisation|resource)\./.test(event) &&
  !/^challenge\.(plan-task|need-shared|co-buyer)/.test(event)

const eventsTried = 20

/** The newest event of the kind about something that the reader may see. */
async function newestCause(actor: Actor, kind: NoticeKind): Promise<Cause | null> {
  for (const event of await newestEvents(kind.event, eventsTried)) {
    const cause = causeOf(event)
    if (!cause.challengeId || (await maySee(actor, cause.challengeId))) return cause
  }
  return null
}

async function maySee(actor: Actor, challengeId: string): Promise<boolean> {
  try {
    await getVisibleChallenge(actor, challengeId)
    return true
  } catch (error) {
    if (error instanceof AppError) return false
    throw error
  }
}

function exampleOf(kind: NoticeKind): Record<string, string> {
  return Object.fromEntries(placeholdersOf(kind).map((name) => [name, exampleFacts[name] ?? '']))
}

/**
 * Shows a kind of notice with the newest real event of it. The e-mail's links to stop or mute lead nowhere.
 * @throws AppError not-found for a kind that there is not
 */
export async function previewNotice(actor: Actor, name: string): Promise<NoticePreview> {
  const kind = findKind(name)
  if (!kind) throw notFound('Kind of notice')
  const cause = mayBeReal(kind) ? await newestCause(actor, kind) : null
  const facts = cause ? await factsFor(kind, cause, lookAround()) : exampleOf(kind)
  const notice = textOf({ kind: kind.name, facts, link: fillLink(kind.link, facts) }, translator())
  const { subject, text, html } = write({ messageId: 'preview' }, '', notice.title, 'notice', {
    notice: absolute(notice),
    label: kind.label,
    stop: kind.isSecurity ? null : '#',
    mute: kind.link.includes('{challengeId}') && !kind.isSecurity ? '#' : null,
  })
  return { kind, eventAt: cause?.at ?? null, notice, mail: { subject, text, html } }
}
