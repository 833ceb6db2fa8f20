import { isInForce, type Law, type PeriodCircumstance } from '../coaching/law/law.ts'
import { dayOf } from '../coaching/law/periods.ts'
import type { ChallengeContent, ShortenedGround } from './challenge.ts'
import type { TimeLimit } from './gate-checks.ts'
import { kindFacts } from './kinds.ts'

// Foothold takes responses electronically, and gives out all documents with the challenge.
const circumstances: Record<ShortenedGround, PeriodCircumstance> = {
  '': 'electronic-complete',
  'planned-notice': 'planned-notice',
  urgency: 'urgency',
}

/**
 * The shortest time for responding to a challenge that is published at this instant: by the law above the threshold
 * (s.54), by Foothold's rule below it; null where nobody competes. The responses of a first round are tenders.
 * @throws RangeError for a day for which the data of the law have no such row
 */
export function timeLimitFor(
  { kind, shortTime }: Pick<ChallengeContent, 'kind' | 'shortTime'>,
  law: Law,
  published: Date,
): TimeLimit | null {
  const { regime, isJudged } = kindFacts(kind)
  if (!isJudged) return null
  const on = dayOf(published)
  if (regime === 'below-threshold') {
    const clock = law.clocks.find((one) => one.id === 'respond' && isInForce(one, on))
    if (!clock) throw new RangeError(`The data of the law have no usual time to respond for ${on}`)
    return { days: clock.length, source: '' }
  }
  const row = law.periods.find(
    (one) =>
      one.period === 'tendering' &&
      one.circumstance === circumstances[shortTime.ground] &&
      isInForce(one, on),
  )
  if (!row) throw new RangeError(`The data of the law have no tendering period for ${on}`)
  return { days: row.days, source: row.section }
}
