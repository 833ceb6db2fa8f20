import { z } from 'zod'
import { type Endpoint, endpoint } from '../platform/api.ts'
import { archive } from './notifications.archive.service.ts'
import { markAllRead, unreadCount } from './notifications.inbox.service.ts'

const params = z.object({ id: z.string() })
const common = { tag: 'notifications', auth: 'signed-in' } as const

const move = (verb: 'archive' | 'unarchive', summary: string): Endpoint =>
  endpoint({
    ...common,
    method: 'post',
    path: `/notifications/{id}/${verb}`,
    summary,
    params,
    answer: z.object({ id: z.string(), isRead: z.boolean(), archivedAt: z.date().nullable() }),
    handle: async ({ actor, params: { id } }) => {
      const notice = await archive(actor, id, verb === 'archive')
      return { id, isRead: notice.isRead, archivedAt: notice.archivedAt ?? null }
    },
  })

/** Putting notices away, for programs. */
export const archiveEndpoints: Endpoint[] = [
  move('archive', 'Put a notice away; it counts as read'),
  move('unarchive', 'Take a notice back into the inbox'),
  endpoint({
    ...common,
    method: 'post',
    path: '/notifications/read',
    summary: 'Note that you have read everything',
    answer: z.object({ unread: z.int() }),
    handle: async ({ actor }) => {
      await markAllRead(actor)
      return { unread: await unreadCount(actor.userId) }
    },
  }),
]
