import { formatDateTime } from '../../shared/platform/dates.ts'
import { findChallenge } from '../challenges/index.ts'
import { countSessionQuestions, findSession, sessionCalendar } from '../clarifications/index.ts'
import type { Mail } from '../platform/mail.ts'
import type { Cause } from './notifications.cause.ts'

/** The names that sentences about a live session may have in braces. */
export const sessionFactNames = ['liveSessionId', 'start', 'reason', 'answeredLive', 'waitingLive'] as const

/** What fills sentences about a live session; nothing of who asked in it. */
export async function sessionFacts({ liveSessionId = '' }: Cause): Promise<Record<string, string>> {
  const live = await findSession(liveSessionId)
  if (!live) return { liveSessionId }
  const { answered, waiting } = await countSessionQuestions(liveSessionId)
  return {
    liveSessionId,
    start: formatDateTime(live.startsAt),
    reason: live.cancelReason,
    answeredLive: String(answered),
    waitingLive: String(waiting),
  }
}

/** The entry for the reader's calendar as the session stands now; none if it is gone. */
export async function calendarOf(liveSessionId: string | undefined): Promise<Pick<Mail, 'calendar'>> {
  const live = liveSessionId ? await findSession(liveSessionId) : null
  const challenge = live && (await findChallenge(live.challengeId))
  return live && challenge ? { calendar: sessionCalendar(live, challenge) } : {}
}
