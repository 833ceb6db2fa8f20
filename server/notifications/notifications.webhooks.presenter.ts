import { type CallState, testEvent, type WebhookState } from '../../shared/notifications/webhook.schema.ts'
import type { CallAttempt, WebhookCallRecord, WebhookRecord } from './notifications.webhooks.model.ts'

/** A webhook as its administrators see it: never with a secret. */
export interface PresentedWebhook {
  id: string
  url: string
  events: string[]
  state: WebhookState
  offReason: WebhookRecord['offReason']
  /** While both secrets sign; null otherwise. */
  earlierSecretUntil: Date | null
  failingSince: Date | null
  createdAt: Date
}

/** @param at now: a grace period that is over is not worth saying */
export function presentWebhook(webhook: WebhookRecord, at: Date): PresentedWebhook {
  const { _id: id, url, events, state, offReason, failingSince, createdAt } = webhook
  const { earlierSecretUntil: until } = webhook
  const earlierSecretUntil = until && until > at ? until : null
  return { id, url, events, state, offReason, earlierSecretUntil, failingSince, createdAt }
}

/** A call as the log of its webhook shows it. */
export interface PresentedCall {
  id: string
  type: string
  isTest: boolean
  body: string
  state: CallState
  /** When it is tried next; null if that is not planned. */
  nextAt: Date | null
  attempts: CallAttempt[]
  createdAt: Date
}

/** Puts a call into the shape of its log, the newest try first. */
export function presentCall(call: WebhookCallRecord): PresentedCall {
  const { _id: id, type, body, state, nextAt, attempts, createdAt } = call
  return {
    id,
    type,
    isTest: type === testEvent,
    body,
    state,
    nextAt: state === 'planned' ? nextAt : null,
    attempts: attempts
      .map(({ at, status, ms, answer, fault }) => ({ at, status, ms, answer, fault }))
      .toReversed(),
    createdAt,
  }
}
