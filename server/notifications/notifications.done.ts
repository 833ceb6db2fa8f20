import type { Request } from 'express'
import { z } from 'zod'
import { inboxQuery } from '../../shared/notifications/inbox.ts'
import { isId } from '../../shared/platform/ids.ts'
import { getVisibleChallenge } from '../challenges/index.ts'
import { withQuery } from '../platform/page-links.ts'
import { actorOf } from '../platform/request.ts'
import { translator } from '../platform/translations.ts'
import { archivedAtCount } from './notifications.archive.service.ts'
import { mine } from './notifications.inbox.service.ts'
import { Notice, type NoticeRecord } from './notifications.model.ts'
import { textOf } from './notifications.presenter.ts'

/** What a page says that was just done, and the button that undoes it. */
export interface Done {
  notice: string
  /** What was asked for changed nothing. */
  isNothingDone?: boolean
  undo?: { action: string; text: string; fields: Record<string, string> }
}

const doneQuery = z.object({
  done: z.string().catch(''),
  about: z.string().catch(''),
  at: z.coerce.number().int().min(0).max(8.64e15).catch(0),
})

/** The address of a page that says what was done there. */
export const saying = (path: string, done: string, more: Record<string, string> = {}): string => {
  const [address = '', search = ''] = path.split('?')
  const query = Object.fromEntries(new URLSearchParams(search))
  for (const name of ['done', 'about', 'at']) delete query[name]
  return withQuery(address, query, { done, ...more })
}

/** Reads from a page's address what was done; nothing where it names nothing of the reader's own. */
export async function doneOf(req: Request, path: string): Promise<Partial<Done>> {
  const { done, about, at } = doneQuery.parse(req.query)
  const { show, kind, challenge } = inboxQuery.parse(req.query)
  const search = withQuery('', { show: show === 'inbox' ? undefined : show, kind, challenge })
  if (done === 'archived' || done === 'unarchived') return noticeMoved(req, { done, about, search })
  if (done === 'muted' || done === 'unmuted') return challengeMuted(req, { done, about, returnTo: path })
  const t = translator()
  if (done === 'read') return { notice: t('Everything here is marked as read.') }
  if (done === 'restored') return { notice: t('What you had archived is back in the inbox.') }
  if (done !== 'archived-read') return {}
  const count = await archivedAtCount(actorOf(req), new Date(at))
  if (count === 0) return { notice: t('There was nothing read to archive.'), isNothingDone: true }
  return {
    notice: count === 1 ? t('1 notice is archived.') : t('{count} notices are archived.', { count }),
    undo: {
      action: `/inbox/unarchive${search}`,
      text: count === 1 ? t('Undo: put it back in the inbox') : t('Undo: put them back in the inbox'),
      fields: { at: String(at) },
    },
  }
}

interface Moved {
  done: 'archived' | 'unarchived'
  about: string
  search: string
}

async function noticeMoved(req: Request, { done, about, search }: Moved): Promise<Partial<Done>> {
  const own = { _id: isId(about) ? about : '', ...(await mine(actorOf(req).userId)) }
  const found = await Notice.findOne(own).lean<NoticeRecord>()
  if (!found) return {}
  const t = translator()
  const { title } = textOf(found, t)
  return done === 'archived'
    ? {
        notice: t('Archived: {title}', { title }),
        undo: {
          action: `/inbox/${about}/unarchive${search}`,
          text: t('Undo: put it back in the inbox'),
          fields: {},
        },
      }
    : {
        notice: t('Back in the inbox: {title}', { title }),
        undo: { action: `/inbox/${about}/archive${search}`, text: t('Undo: archive it again'), fields: {} },
      }
}

interface Muted {
  done: 'muted' | 'unmuted'
  about: string
  returnTo: string
}

async function challengeMuted(req: Request, { done, about, returnTo }: Muted): Promise<Partial<Done>> {
  const challenge = await getVisibleChallenge(actorOf(req), isId(about) ? about : '').catch(() => null)
  if (!challenge) return {}
  const t = translator()
  const { title } = challenge
  const fields = { returnTo }
  return done === 'muted'
    ? {
        notice: t('Muted: {title}. You hear of it only what must reach you.', { title }),
        undo: { action: `/challenges/${about}/unmute`, text: t('Undo: hear of it again'), fields },
      }
    : {
        notice: t('You hear of this challenge again: {title}', { title }),
        undo: { action: `/challenges/${about}/mute`, text: t('Undo: mute it again'), fields },
      }
}
