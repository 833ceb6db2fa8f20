import { shortestNotice } from '../../shared/clarifications/clarifications.sessions.schema.ts'
import { addWorkingDays, dayOf } from '../../shared/coaching/law/periods.ts'
import { formatDate, formatDateTime } from '../../shared/platform/dates.ts'
import { bankHolidays } from '../organisations/index.ts'
import { now } from '../platform/clock.ts'
import { AppError } from '../platform/errors.ts'

/** The first day on which a session announced now can start without being at short notice: `2026-12-01`. */
export const firstUsualDay = (): string => addWorkingDays(dayOf(now()), shortestNotice, bankHolidays())

/** @throws AppError invalid at the field of the confirmation, saying why it is asked for */
export function refuseShortNotice(startsAt: Date, isConfirmed: boolean): void {
  const usual = firstUsualDay()
  if (isConfirmed || dayOf(startsAt) >= usual) return
  const why = `Suppliers would be told now of a session on ${formatDateTime(startsAt)}, and many could not send the right person`
  const mend = `Choose a start from ${formatDate(new Date(usual))} on, or tick that it has to be this soon`
  throw new AppError('invalid', 'This is short notice', { shortNotice: `${why}. ${mend}` })
}
