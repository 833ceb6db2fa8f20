import type { Request, RequestHandler } from 'express'
import { z } from 'zod'
import { findKind } from '../../shared/notifications/kinds.ts'
import { inboxQuery } from '../../shared/notifications/notifications.schema.ts'
import { pageQuery } from '../../shared/platform/pagination.ts'
import { form, safeReturn } from '../platform/page.ts'
import { actorOf, param } from '../platform/request.ts'
import { translator } from '../platform/translations.ts'
import { countKinds, listInbox, markAllRead, markRead, unreadCount } from './notifications.inbox.service.ts'
import { presentNotice } from './notifications.presenter.ts'

export const inbox: RequestHandler = async (req, res) => {
  const { userId } = actorOf(req)
  const { kind } = inboxQuery.parse(req.query)
  const { page } = pageQuery.parse(req.query)
  const [list, kinds] = await Promise.all([listInbox(userId, page, kind), countKinds(userId)])
  const t = translator()
  res.render('notifications/inbox', {
    list: { ...list, items: list.items.map((item) => presentNotice(item, t)) },
    kind,
    // Kinds that the table no longer has stay in the inbox, but nobody filters by them.
    kinds: kinds.flatMap(({ kind: name, count }) => {
      const known = findKind(name)
      return known ? [{ name, count, label: known.label }] : []
    }),
  })
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

const toInbox = (req: Request): string => {
  const { kind } = inboxQuery.parse(req.query)
  return kind ? `/inbox?kind=${kind}` : '/inbox'
}

export const read: RequestHandler = async (req, res) => {
  await markRead(actorOf(req), param(req, 'id'))
  res.redirect(303, toInbox(req))
}

export const readAll = form({
  schema: z.strictObject({}),
  show: (req, res) => res.redirect(303, toInbox(req)),
  act: async (_input, req, res) => {
    await markAllRead(actorOf(req), inboxQuery.parse(req.query).kind)
    res.redirect(303, toInbox(req))
  },
})
