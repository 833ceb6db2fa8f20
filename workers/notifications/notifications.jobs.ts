import {
  planDigests,
  remindOfDeadlines,
  remindOfWork,
  sendEmails,
  sweepEmails,
} from '../../shared/notifications/notifications.jobs.ts'
import { remindOfAwards } from '../../server/notifications/notifications.award-remind.service.ts'
import { remindOfPilots } from '../../server/notifications/notifications.pilot-remind.service.ts'
import { chaseWhatWaits } from '../../server/notifications/notifications.chase.service.ts'
import { deliverAll } from '../../server/notifications/notifications.deliver.service.ts'
import { sweepDeliveries } from '../../server/notifications/notifications.sweep.service.ts'
import { planDueDigests } from '../../server/notifications/notifications.digest.service.ts'
import { sendReminders } from '../../server/notifications/notifications.remind.service.ts'
import { callWebhook, sweepWebhooks } from '../../shared/notifications/webhook.jobs.ts'
import { makeCall, sweepCalls } from '../../server/notifications/notifications.webhook-calls.service.ts'
import { does } from '../platform/handlers.ts'

/** How e-mails go out and reminders are made. */
export const notificationsJobs = [
  does(sendEmails, ({ deliveryIds }) => deliverAll(deliveryIds)),
  does(callWebhook, ({ callId }) => makeCall(callId)),
  does(sweepWebhooks, () => sweepCalls()),
  does(sweepEmails, () => sweepDeliveries()),
  does(planDigests, () => planDueDigests()),
  does(remindOfDeadlines, () => sendReminders()),
  does(remindOfWork, async () => {
    await chaseWhatWaits()
    await remindOfAwards()
    await remindOfPilots()
  }),
]
