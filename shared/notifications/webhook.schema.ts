import { z } from 'zod'
import type { OrganisationKind } from '../platform/actor.ts'
import { organisationKindsFor } from './shared-mailbox.schema.ts'

/** Whether a webhook is called: `paused` by an administrator, `off` by Foothold because nothing arrives. */
export const webhookStates = ['active', 'paused', 'off'] as const
export type WebhookState = (typeof webhookStates)[number]

/** Where a call stands. `waiting`: its webhook is paused or off. */
export const callStates = ['planned', 'sending', 'sent', 'failed', 'waiting'] as const
export type CallState = (typeof callStates)[number]

/** What a message that an administrator sends to try a webhook is of. */
export const testEvent = 'webhook.test'

/** The events that an organisation of this side can be called for, each with what it is about. */
export function webhookEventsFor(side: OrganisationKind): { name: string; label: string }[] {
  const labels = new Map<string, string>()
  for (const { event, label } of organisationKindsFor(side)) if (!labels.has(event)) labels.set(event, label)
  return [...labels].map(([name, label]) => ({ name, label }))
}

const events = z
  .preprocess(
    (value) => (typeof value === 'string' ? [value] : value),
    z.array(z.string().max(100), 'Choose at least one event'),
  )
  .pipe(z.array(z.string()).min(1, 'Choose at least one event').max(100, 'Choose at most 100 events'))

const url = z
  .string('Enter the address that is to be called')
  .trim()
  .min(1, 'Enter the address that is to be called')
  .max(2000, 'The address must be 2,000 characters or fewer')

/** A webhook as an administrator gives it. */
export const addWebhookSchema = z.strictObject({ url, events })
export type NewWebhook = z.output<typeof addWebhookSchema>

/** Other events for a webhook that is there. Another address is another webhook, with a secret of its own. */
export const changeEventsSchema = z.strictObject({ events })
