import type { Rhythm } from './times.ts'

/** How a kind of notice reaches a person by e-mail. */
export const emailChoices = ['at-once', 'daily', 'weekly', 'off'] as const
export type EmailChoice = (typeof emailChoices)[number]

/** True for a choice that gathers in a digest. */
export const isRhythm = (choice: EmailChoice): choice is Rhythm => choice === 'daily' || choice === 'weekly'

/** What each choice is called on a page. */
export const emailLabels: Record<EmailChoice, string> = {
  'at-once': 'At once',
  daily: 'Once a day',
  weekly: 'Once a week',
  off: 'Off',
}

/** What happened to an e-mail. `unknown`: handed to the mail server, which never said whether it took it. */
export const deliveryStates = ['planned', 'sending', 'sent', 'failed', 'unknown', 'skipped'] as const
export type DeliveryState = (typeof deliveryStates)[number]

/** The reason of an e-mail that went nowhere: this installation cannot send, and keeps it for its own mailbox. */
export const keptHere = 'kept in this installation’s mailbox'
