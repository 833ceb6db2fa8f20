import { instantInLondon, londonParts } from '../../shared/platform/dates.ts'
import type { RelativeTime } from './demo-files.ts'

/** The instant that a day counted from `today` means, at a time as a clock in London shows it. */
export function instantOf({ inDays, at }: RelativeTime, today: Date): Date {
  const { year, month, day } = londonParts(today)
  const then = new Date(Date.UTC(year, month - 1, day + inDays))
  const [hour = 9, minute = 0] = at.split(':').map(Number)
  const instant = instantInLondon(
    then.getUTCFullYear(),
    then.getUTCMonth() + 1,
    then.getUTCDate(),
    hour,
    minute,
  )
  if (!instant) throw new Error(`There is no ${at} ${inDays} days from ${today.toISOString()}`)
  return instant
}
