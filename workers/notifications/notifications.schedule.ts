import {
  planDigests,
  remindOfDeadlines,
  remindOfWork,
  sweepEmails,
} from '../../shared/notifications/notifications.jobs.ts'
import { sweepWebhooks } from '../../shared/notifications/webhook.jobs.ts'
import { every } from '../platform/handlers.ts'

/** What the room does by the clock, in London time. */
export const notificationsSchedules = [
  every('notifications.sweep', { every: 5000 }, sweepEmails, {}),
  every('webhooks.sweep', { every: 5000 }, sweepWebhooks, {}),
  every('notifications.reminders', { every: 60_000 }, remindOfDeadlines, {}),
  every('notifications.work', { every: 5 * 60_000 }, remindOfWork, {}),
  // Every hour begins on a quarter of an hour somewhere.
  every('notifications.digests', { pattern: '*/15 * * * *' }, planDigests, {}),
]
