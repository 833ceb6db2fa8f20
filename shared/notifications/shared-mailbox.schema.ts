import { z } from 'zod'
import type { OrganisationKind } from '../platform/actor.ts'
import { isForOrganisations, type NoticeKind } from './kind.ts'
import { kindsFor } from './kinds.ts'

/** What a shared mailbox can be told about, as its administrator chooses. */
export const mailboxTopics = [
  'challenges',
  'matches',
  'questions',
  'introductions',
  'proposals',
  'deadlines',
  'organisation',
] as const
export type MailboxTopic = (typeof mailboxTopics)[number]

/** What each topic is called on a page. */
export const topicLabels: Record<MailboxTopic, string> = {
  challenges: 'Challenges: published, changed, withdrawn, closed',
  matches: 'Challenges that fit you',
  questions: 'Questions, answers and live sessions',
  introductions: 'Introductions',
  proposals: 'Receipts for proposals',
  deadlines: 'What waits, and deadlines that come near',
  organisation: 'The organisation itself',
}

const topicsByRoom: Record<string, MailboxTopic> = {
  match: 'matches',
  clarification: 'questions',
  introduction: 'introductions',
  proposal: 'proposals',
  notifications: 'deadlines',
  organisation: 'organisation',
}

/** The topic that a kind of notice belongs to. */
export const topicOf = ({ event }: Pick<NoticeKind, 'event'>): MailboxTopic =>
  topicsByRoom[event.split('.')[0] ?? ''] ?? 'challenges'

/** The kinds that an organisation of this side can be told as one. */
export const organisationKindsFor = (side: OrganisationKind): NoticeKind[] =>
  kindsFor(side).filter(isForOrganisations)

/** The topics of which something can reach an organisation of this side, in order. */
export function topicsFor(side: OrganisationKind): MailboxTopic[] {
  const possible = new Set(organisationKindsFor(side).map(topicOf))
  return mailboxTopics.filter((topic) => possible.has(topic))
}

const topics = z
  .preprocess(
    (value) => (typeof value === 'string' ? [value] : value),
    z.array(z.enum(mailboxTopics, 'This is not one of the topics'), 'Choose at least one topic'),
  )
  .pipe(z.array(z.enum(mailboxTopics)).min(1, 'Choose at least one topic'))

/** A shared mailbox as an administrator gives it. */
export const addMailboxSchema = z.strictObject({
  email: z
    .string('Enter the e-mail address of the mailbox')
    .trim()
    .toLowerCase()
    .max(254, 'The e-mail address must be 254 characters or fewer')
    .pipe(z.email('Enter an e-mail address in the right format, like procurement@council.example')),
  topics,
})
export type NewMailbox = z.output<typeof addMailboxSchema>

/** Other topics for a mailbox that is there. */
export const changeTopicsSchema = z.strictObject({ topics })

/** Whether whoever reads a mailbox wants it to be told. */
export const answerMailboxSchema = z.strictObject({
  answer: z.enum(['yes', 'no'], 'Say whether this mailbox wants to be told'),
})

/** Where a shared mailbox stands. Only a `confirmed` one is written to. */
export const mailboxStates = ['waiting', 'confirmed', 'stopped'] as const
export type MailboxState = (typeof mailboxStates)[number]
