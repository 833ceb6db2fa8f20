import { timesSchema } from '../../shared/notifications/times.schema.ts'
import { type Endpoint, endpoint } from '../platform/api.ts'
import { saveTimes, timesOfPerson } from './notifications.times.service.ts'

/** When e-mails come, for programs. */
export const timesEndpoints: Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/notification-times',
    summary: 'Read when your digests come, and your quiet hours',
    tag: 'notifications',
    auth: 'signed-in',
    answer: timesSchema,
    handle: ({ actor }) => timesOfPerson(actor.userId),
  }),
  endpoint({
    method: 'put',
    path: '/notification-times',
    summary: 'Choose when your digests come, and your quiet hours',
    tag: 'notifications',
    auth: 'signed-in',
    body: timesSchema,
    answer: timesSchema,
    handle: async ({ actor, body }) => {
      await saveTimes(actor.userId, body)
      return timesOfPerson(actor.userId)
    },
  }),
]
