import type {
  ChallengeRecord,
  ChallengeStatus,
  Criterion,
  Outcome,
} from '../../shared/challenges/challenge.ts'
import { effectiveStatus } from '../../shared/challenges/effective-status.ts'
import { now } from '../platform/clock.ts'

/** What later rooms need to know of a challenge for their rules and their words. */
export interface ChallengeFacts {
  id: string
  title: string
  authorityId: string
  authorityName: string
  /** At this instant, whatever is stored. */
  status: ChallengeStatus
  isPublished: boolean
  askBy: Date | null
  answerBy: Date | null
  respondBy: Date | null
  version: number
  criteria: Criterion[]
  outcomes: Outcome[]
}

/** The facts of a challenge at this instant. */
export const challengeFacts = (challenge: ChallengeRecord): ChallengeFacts => ({
  id: challenge._id,
  title: challenge.title,
  authorityId: challenge.authorityId,
  authorityName: challenge.authorityName,
  status: effectiveStatus(challenge, now()),
  isPublished: challenge.publishedAt !== null,
  askBy: challenge.timetable.askBy,
  answerBy: challenge.timetable.answerBy,
  respondBy: challenge.timetable.respondBy,
  version: challenge.version,
  criteria: challenge.criteria,
  outcomes: challenge.outcomes,
})

/** The words of a challenge that a ranking reads, by the part they stand in. */
export interface ChallengeText {
  title: string
  problem: string
  outcomes: string
  context: string
  asks: string
  cpv: string[]
  regions: string[]
}

/** What the ranking of suppliers reads; budgets, people and files play no part in it. */
export const textForMatching = (challenge: ChallengeRecord): ChallengeText => ({
  title: challenge.title,
  problem: [challenge.summary, challenge.problem, challenge.whoHasIt, challenge.users].join('\n'),
  outcomes: challenge.outcomes.map(({ title, measure }) => `${title}: ${measure}`).join('\n'),
  context: [challenge.context, challenge.constraints, challenge.dataAvailable].join('\n'),
  asks: challenge.asks,
  cpv: challenge.cpv,
  regions: challenge.regions,
})
