import type { ChallengeStatus, Timetable } from './challenge.ts'

/** What a rule about time needs to know of a challenge. */
export interface TimedChallenge {
  status: ChallengeStatus
  timetable: Pick<Timetable, 'askBy' | 'answerBy' | 'respondBy'>
}

/** A deadline is met up to and including its instant; one millisecond later is late. */
export const isPast = (deadline: Date | null, now: Date): boolean =>
  deadline !== null && now.getTime() > deadline.getTime()

/**
 * Where a challenge stands at this instant, whatever a late worker has or has not stored:
 * `clarifications-closed` once asking is over, `closed` once responding is.
 */
export function effectiveStatus({ status, timetable }: TimedChallenge, now: Date): ChallengeStatus {
  if (status !== 'open' && status !== 'clarifications-closed') return status
  if (isPast(timetable.respondBy, now)) return 'closed'
  return isPast(timetable.askBy, now) ? 'clarifications-closed' : 'open'
}

/** What is next to happen, for the left of a list: the deadline that suppliers meet first. */
export interface NextStep {
  what: 'ask' | 'respond' | 'closed' | 'withdrawn' | 'none'
  at: Date | null
}

/** The next deadline of a challenge for those who read it. */
export function nextStep(challenge: TimedChallenge, now: Date): NextStep {
  const { askBy, respondBy } = challenge.timetable
  const status = effectiveStatus(challenge, now)
  if (status === 'open') return askBy ? { what: 'ask', at: askBy } : { what: 'respond', at: respondBy }
  if (status === 'clarifications-closed') return { what: 'respond', at: respondBy }
  if (status === 'closed') return { what: 'closed', at: respondBy }
  return { what: status === 'withdrawn' ? 'withdrawn' : 'none', at: null }
}
