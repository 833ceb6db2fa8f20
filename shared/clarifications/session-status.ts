import { endOf } from '../platform/dates.ts'

export const sessionStatuses = ['announced', 'open', 'closed', 'cancelled'] as const
export type SessionStatus = (typeof sessionStatuses)[number]

/** What a rule about time needs to know of a live session. */
export interface TimedSession {
  status: SessionStatus
  startsAt: Date
  /** The expected length. */
  minutes: number
}

/** How long after its expected end a session that nobody closed is closed by the clock. */
export const graceMs = 2 * 60 * 60_000

/** The last instant at which a session can go on, or be opened at all. */
export const lastInstantOf = (session: Pick<TimedSession, 'startsAt' | 'minutes'>): Date =>
  new Date(endOf(session).getTime() + graceMs)

/**
 * Where a session stands at this instant, whatever a late worker has or has not stored: one that runs on for too
 * long, or whose challenge is over, is closed; one that nobody opened is cancelled.
 */
export function sessionStatusAt(
  session: TimedSession,
  challenge: { isRunning: boolean },
  at: Date,
): SessionStatus {
  const isOver = !challenge.isRunning || at > lastInstantOf(session)
  if (session.status === 'open' && isOver) return 'closed'
  if (session.status === 'announced' && isOver) return 'cancelled'
  return session.status
}
