import { findChallenge, noteFinds, noteMissedFinds, passDeadlines } from '../../server/challenges/index.ts'
import {
  challengeAmended,
  challengePublicationScheduled,
  challengePublished,
} from '../../shared/challenges/challenges.events.ts'
import { searchSaved } from '../../shared/challenges/saved-search.events.ts'
import { type ReactionHandler, when } from '../platform/handlers.ts'
import { lookAgain, publishLater } from './challenges.jobs.ts'

const watchDeadlines = async ({ challengeId }: { challengeId: string }) =>
  lookAgain(challengeId, await passDeadlines(challengeId))

export const challengesReactions: ReactionHandler[] = [
  when('challenges', challengePublished, watchDeadlines),
  when('challenges', challengeAmended, watchDeadlines),
  when('challenges', challengePublished, ({ challengeId }) => noteFinds(challengeId)),
  when('challenges', challengeAmended, ({ challengeId }) => noteFinds(challengeId)),
  when('challenges', searchSaved, ({ searchId }) => noteMissedFinds(searchId)),
  when('challenges', challengePublicationScheduled, async ({ challengeId }) => {
    const challenge = await findChallenge(challengeId)
    if (challenge?.schedule) await publishLater(challengeId, challenge.schedule.at)
  }),
]
