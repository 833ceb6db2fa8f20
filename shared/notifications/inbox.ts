import { z } from 'zod'
import { findKind } from './kinds.ts'

/** The parts of an inbox: what is not archived, of that what is unread, and what is archived. */
export const inboxParts = ['inbox', 'unread', 'archived'] as const
export type InboxPart = (typeof inboxParts)[number]

/** What each part is called on a page. */
export const partLabels: Record<InboxPart, string> = {
  inbox: 'Inbox',
  unread: 'Unread',
  archived: 'Archived',
}

/** Which part of the inbox a page shows; nonsense shows the inbox, of every kind and challenge. */
export const inboxQuery = z.object({
  show: z.enum(inboxParts).catch('inbox'),
  kind: z
    .string()
    .refine((name) => findKind(name) !== undefined)
    .optional()
    .catch(undefined),
  challenge: z
    .string()
    .regex(/^[0-9A-Za-z]{24}$/)
    .optional()
    .catch(undefined),
})
export type InboxFilter = z.output<typeof inboxQuery>

/** The whole inbox. */
export const wholeInbox: InboxFilter = { show: 'inbox', kind: undefined, challenge: undefined }
