import type { Holiday } from '../coaching/law/law.ts'
import { addWorkingDays, dayOf } from '../coaching/law/periods.ts'
import { formatDate, formatDateTime } from '../platform/dates.ts'

/** A deadline that has passed moves within so many working days, or never. */
export const extensionWithinDays = 2
/** Everybody has at least so long to hear of it and to submit. */
export const shortestExtensionMs = 24 * 3_600_000
/** What is later is no mending of a failure any more. */
export const longestExtensionDays = 10

/** Whether a deadline that passed at `respondBy` may still be extended at `at`: until the end of that day in London. */
export const isExtensible = (respondBy: Date, at: Date, holidays: readonly Holiday[]): boolean =>
  dayOf(at) <= addWorkingDays(dayOf(respondBy), extensionWithinDays, holidays)

/** What is wrong with a new deadline, by field; empty if it may stand. */
export function extensionRefusals(
  { respondBy, pilotStart }: { respondBy: Date; pilotStart: Date | null },
  wanted: Date,
  at: Date,
  holidays: readonly Holiday[],
): Record<string, string> {
  if (!isExtensible(respondBy, at, holidays))
    return {
      respondBy: `The deadline was ${formatDateTime(respondBy)}: it can be extended within ${extensionWithinDays} working days only`,
    }
  if (wanted.getTime() < at.getTime() + shortestExtensionMs)
    return { respondBy: 'Give everybody 24 hours or more from now' }
  if (dayOf(wanted) > addWorkingDays(dayOf(at), longestExtensionDays, holidays))
    return { respondBy: `The new deadline can be ${longestExtensionDays} working days from now at most` }
  if (pilotStart && wanted > pilotStart)
    return {
      respondBy: `The pilot starts on ${formatDate(pilotStart)}: the new deadline must come before it`,
    }
  return {}
}
