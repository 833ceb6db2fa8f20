import { z } from 'zod'
import { defineJob } from '../platform/job.ts'

/**
 * Makes one call of a webhook. `round` counts how often it was asked for. In a queue of its own: an address that
 * answers slowly must not hold up e-mails.
 */
export const callWebhook = defineJob({
  name: 'webhooks.call',
  payload: z.object({ callId: z.string(), round: z.number().int() }),
  attempts: 5,
  backoff: 2000,
  key: ({ callId, round }) => `${callId}-${round}`,
})

/** Asks the queue for calls that are due. */
export const sweepWebhooks = defineJob({
  name: 'webhooks.sweep',
  payload: z.object({}),
  attempts: 1,
})
