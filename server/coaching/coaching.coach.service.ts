import { coach } from '../../shared/coaching/coach/coach.ts'
import {
  type CoachDraft,
  type CoachFacts,
  type OpenChallenge,
  textsOf,
} from '../../shared/coaching/coach/draft.ts'
import { calendarDayInWords } from '../../shared/coaching/coach/days.ts'
import type { Day } from '../../shared/coaching/law/law.ts'
import { findThreshold } from '../../shared/coaching/law/lookups.ts'
import { addDays, dayOf } from '../../shared/coaching/law/periods.ts'
import { now } from '../platform/clock.ts'
import { limit } from '../platform/limits.ts'
import { law } from './law.data.ts'

// Reading takes about a second for each million characters. A budget of characters for each caller keeps one from
// holding up all others: a hundred long statements in a minute, or ten texts of the greatest length.
const thousandsRead = limit('coaching', 2000, 60)

/** How many points of the budget a draft of so many characters takes. */
const pointsFor = (characters: number): number => 1 + Math.ceil(characters / 1000)

/** What the law tells the coach of a draft at this instant, whoever the buyer is. */
export function factsOfLaw(at: Date): CoachFacts {
  const { asAt: lawAsAt, holidays } = law()
  const today = dayOf(at)
  // Of a year: no deadline is further away, and each section's page carries them.
  const coming = holidays
    .map(({ date }) => date)
    .filter((date) => date >= today && date < addDays(today, 366))
  return { lawAsAt, now: at, holidays: coming, thresholdPence: servicesThreshold(today) }
}

/** What buyers here are: councils, and other authorities that are not central government. */
const servicesThreshold = (on: Day): number | undefined =>
  findThreshold(
    law(),
    { subject: 'public-contract', authority: 'sub-central', contract: 'services', jurisdiction: 'england' },
    on,
  )?.pence

type LookForAlike = (text: string) => Promise<OpenChallenge[]>

let alike: LookForAlike = async () => []

/** Says where open challenges that are much like a text are found: their room comes after this one. */
export function useOpenChallenges(look: LookForAlike): void {
  alike = look
}

/**
 * Coaches a draft that somebody sends. Nothing is kept of it, and nothing changes by it.
 * @param who whose budget it is
 * @throws AppError too-many
 */
export async function coachDraft(draft: CoachDraft, facts: CoachFacts, who: string) {
  await thousandsRead.consume(who, pointsFor(JSON.stringify(draft).length))
  const words = textsOf(draft)
    .map(({ text }) => text)
    .join('\n')
  const told = { ...facts, ...factsOfLaw(now()), open: await alike(words) }
  return { asAt: calendarDayInWords(law().asAt), ...coach(draft, told) }
}
