import { effectiveStatus } from '../../shared/challenges/effective-status.ts'
import { brokerage, patienceMs } from '../../shared/proposals/opening.ts'
import { findChallenges } from '../challenges/index.ts'
import { now } from '../platform/clock.ts'
import { Opening, type OpeningRecord } from './proposals.keys.model.ts'
import { opensFrom } from './proposals.openings.service.ts'

/** An opening at which a broker can help. Whether there are proposals is in none of it. */
export interface WaitingOpening {
  challengeId: string
  title: string
  /** An officer has come, and one more holder is needed. */
  isAsked: boolean
  since: Date
}

/**
 * Openings for the brokers' desk: where an officer has come and no broker yet, from then on; and where nobody came for
 * days, from the time at which it could be opened.
 */
export async function listOpeningsThatWait(): Promise<WaitingOpening[]> {
  const closed = await Opening.find({ openedAt: null }, { acts: 1 }).lean<
    Pick<OpeningRecord, '_id' | 'acts'>[]
  >()
  const challenges = await findChallenges(closed.map(({ _id }) => _id))
  const at = now()
  return closed.flatMap(({ _id: challengeId, acts }): WaitingOpening[] => {
    const challenge = challenges.get(challengeId)
    const from = challenge && opensFrom(challenge)
    if (!challenge || !from || challenge.conclusion || effectiveStatus(challenge, at) !== 'closed') return []
    const [came] = acts
    const { title } = challenge
    if (came && came.holder !== brokerage) return [{ challengeId, title, isAsked: true, since: came.at }]
    const isLong = at.getTime() - from.getTime() >= patienceMs
    return !came && isLong ? [{ challengeId, title, isAsked: false, since: from }] : []
  })
}
