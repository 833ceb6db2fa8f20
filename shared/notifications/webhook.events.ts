import { z } from 'zod'
import { defineEvent } from '../platform/event.ts'

const webhook = { organisationId: z.string(), webhookId: z.string() }
const about = ({ organisationId }: { organisationId: string }) => ({
  kind: 'organisation',
  id: organisationId,
})

/** An administrator gave an address that is called when something happens. */
export const webhookAdded = defineEvent({ name: 'webhook.added', payload: z.object(webhook), subject: about })

/** An administrator had another secret made; the earlier one signs as well for a day. */
export const webhookSecretRotated = defineEvent({
  name: 'webhook.secret-rotated',
  payload: z.object(webhook),
  subject: about,
})

/** A webhook said that it is gone, or took nothing for days: it is called no more. */
export const webhookTurnedOff = defineEvent({
  name: 'webhook.turned-off',
  payload: z.object({ ...webhook, reason: z.enum(['gone', 'failing']) }),
  subject: about,
})

/** An administrator deleted a webhook, with its log. */
export const webhookDeleted = defineEvent({
  name: 'webhook.deleted',
  payload: z.object(webhook),
  subject: about,
})
