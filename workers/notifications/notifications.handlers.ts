import { askForAllAgain } from '../../server/notifications/notifications.sweep.service.ts'
import { askForCallsAgain } from '../../server/notifications/notifications.webhook-calls.service.ts'
import type { Handlers } from '../platform/runner.ts'
import { notificationsJobs } from './notifications.jobs.ts'
import { notificationsReactions } from './notifications.reactions.ts'
import { notificationsSchedules } from './notifications.schedule.ts'

/** Everything that the notifications room does later. */
export const notificationsHandlers: Handlers = {
  jobs: notificationsJobs,
  reactions: notificationsReactions,
  schedules: notificationsSchedules,
  afterLoss: [askForAllAgain, askForCallsAgain],
}
