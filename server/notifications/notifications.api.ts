import { z } from 'zod'
import { deliveryStates } from '../../shared/notifications/channels.ts'
import { noticeKinds } from '../../shared/notifications/kinds.ts'
import { choiceSchema, preferencesSchema } from '../../shared/notifications/notifications.schema.ts'
import { cursorQuery } from '../../shared/platform/pagination.ts'
import { type Endpoint, endpoint } from '../platform/api.ts'
import { translator } from '../platform/translations.ts'
import { archiveEndpoints } from './notifications.archive.api.ts'
import { calendarEndpoints } from './notifications.calendar.api.ts'
import { listNotices, markRead } from './notifications.inbox.service.ts'
import { muteEndpoints } from './notifications.mute.api.ts'
import { listPreferences, savePreferences } from './notifications.preferences.service.ts'
import { presentNotice } from './notifications.presenter.ts'
import { sharedMailboxEndpoints } from './notifications.shared-mailboxes.api.ts'
import { timesEndpoints } from './notifications.times.api.ts'
import { webhookEndpoints } from './notifications.webhooks.api.ts'
import type { Actor } from '../../shared/platform/actor.ts'

const kindNames = noticeKinds.map(({ name }) => name) as [string, ...string[]]

const noticeAnswer = z
  .object({
    id: z.string(),
    kind: z.string(),
    label: z.string(),
    title: z.string(),
    body: z.string(),
    link: z.string(),
    challengeId: z.string().nullable(),
    isRead: z.boolean(),
    readAt: z.date().nullable(),
    archivedAt: z.date().nullable(),
    createdAt: z.date(),
    email: z
      .object({ state: z.enum(deliveryStates), waitsForDigest: z.boolean(), sentAt: z.date().nullable() })
      .nullable(),
  })
  .meta({ id: 'Notification' })

const preferencesAnswer = z.object({
  preferences: z.array(
    z.object({ kind: z.string(), label: z.string(), isFixed: z.boolean(), ...choiceSchema.shape }),
  ),
})

async function presentPreferences(actor: Actor): Promise<z.input<typeof preferencesAnswer>> {
  const t = translator()
  const chosen = await listPreferences(actor)
  return {
    preferences: chosen.map(({ kind, choice }) => ({
      kind: kind.name,
      label: t(kind.label),
      isFixed: kind.isSecurity === true,
      ...choice,
    })),
  }
}

/** The notifications room for programs. */
export const notificationsEndpoints: Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/notifications',
    summary: 'List your notices, the newest first',
    tag: 'notifications',
    auth: 'signed-in',
    query: cursorQuery.extend({
      unread: z.enum(['true', 'false']).optional(),
      archived: z
        .enum(['true', 'false'])
        .optional()
        .describe('Only what was archived; without it only the rest'),
      kind: z.enum(kindNames, 'There is no such kind of notice').optional(),
      challengeId: z.string().optional(),
    }),
    answer: z.object({ items: z.array(noticeAnswer), nextCursor: z.string().nullable() }),
    handle: async ({ actor, query }) => {
      const part = query.unread === 'true' ? 'unread' : 'inbox'
      const { items, nextCursor } = await listNotices(actor.userId, query, {
        show: query.archived === 'true' ? 'archived' : part,
        kind: query.kind,
        challenge: query.challengeId,
      })
      return { items: items.map((item) => presentNotice(item, translator())), nextCursor }
    },
  }),
  endpoint({
    method: 'post',
    path: '/notifications/{id}/read',
    summary: 'Note that you have read a notice',
    tag: 'notifications',
    auth: 'signed-in',
    params: z.object({ id: z.string() }),
    answer: z.object({ id: z.string(), isRead: z.boolean(), readAt: z.date().nullable() }),
    handle: async ({ actor, params }) => {
      const { _id: id, isRead, readAt } = await markRead(actor, params.id)
      return { id, isRead, readAt }
    },
  }),
  endpoint({
    method: 'get',
    path: '/notification-preferences',
    summary: 'Read what you have chosen to be told, and how',
    tag: 'notifications',
    auth: 'signed-in',
    answer: preferencesAnswer,
    handle: ({ actor }) => presentPreferences(actor),
  }),
  endpoint({
    method: 'put',
    path: '/notification-preferences',
    summary: 'Choose what you are told, and how; kinds that are left out stay as they are',
    tag: 'notifications',
    auth: 'signed-in',
    body: preferencesSchema,
    answer: preferencesAnswer,
    handle: async ({ actor, body }) => {
      await savePreferences(actor.userId, body.preferences)
      return presentPreferences(actor)
    },
  }),
  ...timesEndpoints,
  ...muteEndpoints,
  ...archiveEndpoints,
  ...calendarEndpoints,
  ...sharedMailboxEndpoints,
  ...webhookEndpoints,
]
