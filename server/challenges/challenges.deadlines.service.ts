import { challengeClarificationsClosed, challengeClosed } from '../../shared/challenges/challenges.events.ts'
import { effectiveStatus } from '../../shared/challenges/effective-status.ts'
import { system } from '../../shared/platform/actor.ts'
import { record } from '../audit/index.ts'
import { now } from '../platform/clock.ts'
import { transaction } from '../platform/database.ts'
import { Challenge } from './challenges.model.ts'

/**
 * Stores where a challenge stands by the clock, and tells it once. Rules never wait for this: they compare the
 * clock themselves.
 * @returns the deadlines still to come, for looking again
 */
export async function passDeadlines(id: string): Promise<Date[]> {
  return transaction(async (session) => {
    const challenge = await Challenge.findById(id).session(session)
    if (!challenge) return []
    const before = challenge.status
    const status = effectiveStatus(challenge.toObject(), now())
    if (status !== before) {
      challenge.set('status', status)
      await challenge.save({ session })
      if (before === 'open') await record(session, system, challengeClarificationsClosed, { challengeId: id })
      if (status === 'closed') await record(session, system, challengeClosed, { challengeId: id })
    }
    const isOver = status !== 'open' && status !== 'clarifications-closed'
    const { askBy, respondBy } = challenge.timetable
    return isOver ? [] : [askBy, respondBy].filter((at): at is Date => at !== null && at >= now())
  })
}
