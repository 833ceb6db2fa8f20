import { createHmac } from 'node:crypto'
import { now } from '../platform/clock.ts'
import { config } from '../platform/config.ts'
import type { WebhookRecord } from './notifications.webhooks.model.ts'

// The secret follows from the id and SESSION_SECRET, so that no database holds it.
const keyOf = (webhookId: string, version: number): Buffer =>
  createHmac('sha256', config().sessionSecret).update(`webhook ${webhookId} ${version}`).digest()

/** The secret that signs now, as Standard Webhooks writes it; shown once, to whoever had it made. */
export const secretOf = ({ _id, secretVersion }: WebhookRecord): string =>
  `whsec_${keyOf(_id, secretVersion).toString('base64')}`

/** The signature of a message by Standard Webhooks 1.0: HMAC-SHA256 over id, time in seconds and body. */
export const signatureOf = (key: Buffer, id: string, seconds: number, body: string): string =>
  `v1,${createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64')}`

/** What a call carries so that its receiver knows that it is ours, whole and new; two signatures after a rotation. */
export function signedHeaders(
  webhook: WebhookRecord,
  call: { _id: string; body: string },
): Record<string, string> {
  const at = now()
  const seconds = Math.floor(at.getTime() / 1000)
  const isEarlierGood = webhook.earlierSecretUntil !== null && webhook.earlierSecretUntil > at
  const versions = [webhook.secretVersion, ...(isEarlierGood ? [webhook.secretVersion - 1] : [])]
  const signatures = versions.map((version) =>
    signatureOf(keyOf(webhook._id, version), call._id, seconds, call.body),
  )
  return {
    'content-type': 'application/json',
    'user-agent': 'Foothold-Webhooks/1',
    'webhook-id': call._id,
    'webhook-timestamp': String(seconds),
    'webhook-signature': signatures.join(' '),
  }
}
