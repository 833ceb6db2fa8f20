/** How a kind of notice reaches a person by e-mail. */
export const emailChoices = ['at-once', 'daily', 'off'] as const
export type EmailChoice = (typeof emailChoices)[number]

/** What each choice is called on a page. */
export const emailLabels: Record<EmailChoice, string> = {
  'at-once': 'At once',
  daily: 'Once a day',
  off: 'Off',
}

/** What happened to an e-mail. `unknown`: handed to the mail server, which never said whether it took it. */
export const deliveryStates = ['planned', 'sending', 'sent', 'failed', 'unknown', 'skipped'] as const
export type DeliveryState = (typeof deliveryStates)[number]
