import { z } from 'zod'
import type { TellingTimes } from './times.ts'

/** True for a time zone that the machine knows by this name; an offset such as `+01:00` is none. */
export function isZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

const hour = (message: string) => z.int(message).min(0, message).max(23, message)

const common = {
  zone: z
    .string('Choose a time zone')
    .max(60, 'Choose a time zone')
    .refine(isZone, 'Choose a time zone, such as Europe/London'),
}
const hourMessage = 'Choose the hour of the digest, 0 to 23'
const weekdayMessage = 'Choose the day of the weekly digest: 1 for Monday to 7 for Sunday'
const untilMessage = 'Choose an hour at which quiet hours end, other than the one at which they begin'

/** Times as a program sends them; all of them, so that nothing stays by accident. */
export const timesSchema = z.strictObject({
  ...common,
  hour: hour(hourMessage),
  weekday: z.int(weekdayMessage).min(1, weekdayMessage).max(7, weekdayMessage),
  quiet: z
    .strictObject({
      from: hour('Choose the hour at which quiet hours begin, 0 to 23'),
      to: hour(untilMessage),
    })
    .refine(({ from, to }) => from !== to, { error: untilMessage, path: ['to'] })
    .nullable(),
})

// A form sends words: an hour left empty stands for no quiet hours.
const typedHour = (message: string) =>
  z
    .string(message)
    .regex(/^(?:\d|1\d|2[0-3])$/, message)
    .transform(Number)

/** The same as a form sends it. */
export const timesFormSchema = z
  .strictObject({
    ...common,
    hour: typedHour(hourMessage),
    weekday: z
      .string(weekdayMessage)
      .regex(/^[1-7]$/, weekdayMessage)
      .transform(Number),
    quietFrom: z.union([z.literal(''), typedHour('Choose the hour at which quiet hours begin')]),
    quietTo: z.union([z.literal(''), typedHour(untilMessage)]),
  })
  .refine(({ quietFrom, quietTo }) => quietFrom === '' || (quietTo !== '' && quietTo !== quietFrom), {
    error: untilMessage,
    path: ['quietTo'],
  })
  .transform(
    ({ quietFrom: from, quietTo: to, ...times }): TellingTimes => ({
      ...times,
      quiet: from === '' || to === '' ? null : { from, to },
    }),
  )
