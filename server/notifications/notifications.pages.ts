import type { Request, RequestHandler } from 'express'
import { z } from 'zod'
import { type InboxFilter, inboxParts, inboxQuery, partLabels } from '../../shared/notifications/inbox.ts'
import { reachesMuted } from '../../shared/notifications/kind.ts'
import { findKind, noticeGroups } from '../../shared/notifications/kinds.ts'
import { pageQuery } from '../../shared/platform/pagination.ts'
import { form, safeReturn } from '../platform/page.ts'
import { withQuery } from '../platform/page-links.ts'
import { actorOf, param } from '../platform/request.ts'
import { translator } from '../platform/translations.ts'
import { archive, archiveRead, countChallenges, restoreArchived } from './notifications.archive.service.ts'
import { doneOf, saying } from './notifications.done.ts'
import { countKinds, listInbox, markAllRead, markRead, unreadCount } from './notifications.inbox.service.ts'
import { listMuted } from './notifications.mute.service.ts'
import { unreachableAddress } from './notifications.reach.service.ts'
import { markedTextOf, presentNotice } from './notifications.presenter.ts'

/** The address of what a page shows; the whole inbox has none of its own. */
function addressOf({ show, kind, challenge }: InboxFilter, changes: Partial<InboxFilter> = {}): string {
  const { show: part, ...narrowed } = { show, kind, challenge, ...changes }
  return withQuery('/inbox', { ...(part === 'inbox' ? {} : { show: part }), ...narrowed }, {})
}

/** The filters of a page as links; kinds that the table no longer has stay in the inbox, but nobody filters by them. */
async function filtersOf(userId: string, shown: InboxFilter) {
  const [kinds, challenges] = await Promise.all([
    countKinds(userId, shown.show),
    countChallenges(userId, shown.show),
  ])
  return {
    parts: inboxParts.map((show) => ({
      text: partLabels[show],
      href: addressOf(shown, { show, kind: undefined, challenge: undefined }),
      isCurrent: show === shown.show,
    })),
    groups: noticeGroups.flatMap(({ title, kinds: ofGroup }) => {
      const links = ofGroup.flatMap(({ name, label }) => {
        const count = kinds.find(({ kind }) => kind === name)?.count
        return count
          ? [{ label, count, href: addressOf(shown, { kind: name }), isCurrent: shown.kind === name }]
          : []
      })
      return links.length > 0 ? [{ title, links }] : []
    }),
    challenges: challenges.map(({ challenge, title, count }) => ({
      title,
      count,
      href: addressOf(shown, { challenge }),
      isCurrent: shown.challenge === challenge,
    })),
  }
}

export const inbox: RequestHandler = async (req, res) => {
  const { userId } = actorOf(req)
  const shown = inboxQuery.parse(req.query)
  const { page } = pageQuery.parse(req.query)
  const [list, filters, muted, unreachable] = await Promise.all([
    listInbox(userId, page, shown),
    filtersOf(userId, shown),
    listMuted(userId),
    unreachableAddress(actorOf(req)),
  ])
  const t = translator()
  const { show, kind, challenge } = shown
  res.render('notifications/inbox', {
    fragment: unreachable && { email: unreachable },
    list: {
      ...list,
      items: list.items.map((item) => ({
        ...presentNotice(item, t),
        marked: markedTextOf(item.notice, t),
        isMuted: muted.some(({ id }) => id === item.notice.challengeId),
        mayMute: item.notice.challengeId !== null && isMutable(item.notice.kind),
      })),
    },
    ...filters,
    ...(await doneOf(req, addressOf(shown))),
    shown,
    isNarrowed: kind !== undefined || challenge !== undefined,
    query: { kind, challenge, show: show === 'inbox' ? undefined : show },
    here: addressOf(shown),
    search: addressOf(shown).slice('/inbox'.length),
    everything: addressOf(shown, { kind: undefined, challenge: undefined }),
  })
}

function isMutable(kindName: string): boolean {
  const kind = findKind(kindName)
  return kind !== undefined && reachesMuted(kind) !== 'everybody'
}

/** For a page whose connection was away: the count as it is now. */
export const unread: RequestHandler = async (req, res) => {
  res.json({ unread: await unreadCount(actorOf(req).userId) })
}

/** Leads to what a notice is about; whoever follows it has read it. */
export const open: RequestHandler = async (req, res) => {
  const { link } = await markRead(actorOf(req), param(req, 'id'))
  res.redirect(303, safeReturn(link, '/inbox'))
}

const toInbox = (req: Request): string => addressOf(inboxQuery.parse(req.query))

export const read: RequestHandler = async (req, res) => {
  await markRead(actorOf(req), param(req, 'id'))
  res.redirect(303, toInbox(req))
}

const move =
  (isAway: boolean): RequestHandler =>
  async (req, res) => {
    const id = param(req, 'id')
    await archive(actorOf(req), id, isAway)
    res.redirect(303, saying(toInbox(req), isAway ? 'archived' : 'unarchived', { about: id }))
  }
export const archiveOne = move(true)
export const unarchiveOne = move(false)

/** The handler of a button for everything that a page shows; `act` gives what is then said to be done. */
const withAll = <Schema extends z.ZodType>(
  schema: Schema,
  act: (req: Request, shown: InboxFilter, input: z.output<Schema>) => Promise<[done: string, at?: Date]>,
) =>
  form({
    schema,
    show: (req, res) => {
      // A button has no words to show again: why nothing happened is said on a page of its own.
      if (req.refusedChange) throw req.refusedChange
      res.redirect(303, toInbox(req))
    },
    act: async (input, req, res) => {
      const [done, at] = await act(req, inboxQuery.parse(req.query), input)
      res.redirect(303, saying(toInbox(req), done, at ? { at: String(at.getTime()) } : {}))
    },
  })

const nothing = z.strictObject({})
export const readAll = withAll(nothing, async (req, shown) => {
  await markAllRead(actorOf(req), shown)
  return ['read']
})
export const archiveAll = withAll(nothing, async (req, shown) => [
  'archived-read',
  await archiveRead(actorOf(req), shown),
])
const instant = z.strictObject({ at: z.coerce.number().int().min(1).max(8.64e15) })
export const restore = withAll(instant, async (req, _shown, { at }) => {
  await restoreArchived(actorOf(req), new Date(at))
  return ['restored']
})
