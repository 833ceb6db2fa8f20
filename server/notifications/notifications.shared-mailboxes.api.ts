import { z } from 'zod'
import {
  addMailboxSchema,
  changeTopicsSchema,
  mailboxStates,
  mailboxTopics,
} from '../../shared/notifications/shared-mailbox.schema.ts'
import { type Endpoint, endpoint } from '../platform/api.ts'
import type { SharedMailboxRecord } from './notifications.shared-mailboxes.model.ts'
import {
  addMailbox,
  askMailboxAgain,
  changeTopics,
  listMailboxes,
  removeMailbox,
} from './notifications.shared-mailboxes.service.ts'

const common = { tag: 'notifications', auth: 'signed-in' } as const
const params = z.object({ id: z.string() })

const mailboxAnswer = z
  .object({
    id: z.string(),
    email: z.string(),
    topics: z.array(z.enum(mailboxTopics)),
    state: z.enum(mailboxStates),
    askedAt: z.date(),
    confirmedAt: z.date().nullable(),
    stoppedAt: z.date().nullable(),
  })
  .meta({ id: 'SharedMailbox' })

const present = (mailbox: SharedMailboxRecord): z.input<typeof mailboxAnswer> => {
  const { _id: id, email, topics, state, askedAt, confirmedAt, stoppedAt } = mailbox
  return { id, email, topics, state, askedAt, confirmedAt, stoppedAt }
}

/** Shared mailboxes for programs of an organisation's administrators. */
export const sharedMailboxEndpoints: Endpoint[] = [
  endpoint({
    ...common,
    method: 'get',
    path: '/shared-mailboxes',
    summary: 'List the shared mailboxes of your organisation',
    answer: z.object({ items: z.array(mailboxAnswer) }),
    handle: async ({ actor }) => ({ items: (await listMailboxes(actor)).map(present) }),
  }),
  endpoint({
    ...common,
    method: 'post',
    path: '/shared-mailboxes',
    summary: 'Give a shared mailbox, which is asked by e-mail whether it wants to be told',
    status: 201,
    body: addMailboxSchema,
    answer: mailboxAnswer,
    handle: async ({ actor, body }) => present(await addMailbox(actor, body)),
  }),
  endpoint({
    ...common,
    method: 'put',
    path: '/shared-mailboxes/{id}/topics',
    summary: 'Choose what a shared mailbox is told about',
    status: 204,
    params,
    body: changeTopicsSchema,
    answer: z.null(),
    handle: ({ actor, params: { id }, body }) => changeTopics(actor, id, body.topics),
  }),
  endpoint({
    ...common,
    method: 'post',
    path: '/shared-mailboxes/{id}/ask-again',
    summary: 'Ask a shared mailbox once more whether it wants to be told',
    status: 204,
    params,
    answer: z.null(),
    handle: ({ actor, params: { id } }) => askMailboxAgain(actor, id),
  }),
  endpoint({
    ...common,
    method: 'delete',
    path: '/shared-mailboxes/{id}',
    summary: 'Remove a shared mailbox: it is told nothing from now on',
    status: 204,
    params,
    answer: z.null(),
    handle: ({ actor, params: { id } }) => removeMailbox(actor, id),
  }),
]
