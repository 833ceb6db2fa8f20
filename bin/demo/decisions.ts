import {
  approveMatch,
  declineMatch,
  latestTraining,
  listBoardAfter,
  type MatchRecord,
  trainingExamples,
} from '../../server/matching/index.ts'
import { boardAsked } from '../../shared/matching/board.schema.ts'
import { fewestExamples } from '../../shared/matching/learning.ts'
import { rankNow } from '../../workers/matching/matching.jobs.ts'
import { retrain } from '../../workers/matching/retraining.ts'
import { actorOf } from './organisations.ts'
import { instantOf } from './relative-time.ts'

const decidedOn = 24
const invented = 'Invented for the demonstration: nobody has judged this firm.'

/**
 * What the brokers decided on the first matches of a challenge that is over today: as if they looked at what a firm
 * does before all else. No firm hears of any of it; a ranking that is too short to learn from stays undecided.
 * @param brokers their addresses: they take turns
 */
export async function decideOnMatches(challengeId: string, brokers: readonly string[]): Promise<void> {
  await rankNow(challengeId, 'published')
  const { items } = await listBoardAfter(challengeId, boardAsked.parse({ claimed: 'no' }), {
    limit: decidedOn,
  })
  if (items.length < decidedOn) return
  const liked = ({ parts }: MatchRecord) => (parts ? parts.text + parts.category : 0)
  const byLiking = items.toSorted((a, b) => liked(b) - liked(a))
  const approved = new Set(byLiking.slice(0, decidedOn / 2))
  for (const [turn, match] of items.entries()) {
    const broker = await actorOf(brokers[turn % brokers.length] as string)
    if (approved.has(match)) await approveMatch(broker, match._id)
    else {
      const kind = match.parts?.region === 0 ? 'wrong-place' : 'not-what-they-do'
      await declineMatch(broker, match._id, invented, kind)
    }
  }
}

/** The last Monday before today at the hour at which the brokerage's worker learns. */
export function mondayBefore(today: Date): Date {
  const days = (today.getUTCDay() + 6) % 7
  return instantOf({ inDays: -(days === 0 ? 7 : days), at: '05:00' }, today)
}

/** Learns once from what was decided, as each Monday, so that there is a version to go back from. Safe to repeat. */
export async function learnFromDecisions(): Promise<void> {
  if (await latestTraining()) return
  if ((await trainingExamples(null)).length >= fewestExamples) await retrain('')
}
