import { z } from 'zod'
import { type Endpoint, endpoint } from '../platform/api.ts'
import { calendarAddress, makeCalendar, stopCalendar } from './notifications.calendar.service.ts'

const common = { tag: 'notifications', auth: 'signed-in', path: '/calendar-subscription' } as const

/** The calendar's address for programs. */
export const calendarEndpoints: Endpoint[] = [
  endpoint({
    ...common,
    method: 'get',
    summary: 'Read the secret address of your calendar',
    answer: z.object({ address: z.string().nullable() }),
    handle: async ({ actor }) => ({ address: await calendarAddress(actor) }),
  }),
  endpoint({
    ...common,
    method: 'post',
    summary: 'Make a secret address for your calendar; an earlier one stops',
    status: 201,
    keepsNoAnswer: true,
    answer: z.object({ address: z.string() }),
    handle: async ({ actor }) => ({ address: await makeCalendar(actor) }),
  }),
  endpoint({
    ...common,
    method: 'delete',
    summary: 'Stop the address of your calendar',
    status: 204,
    answer: z.null(),
    handle: ({ actor }) => stopCalendar(actor),
  }),
]
