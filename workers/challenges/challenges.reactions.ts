import { passDeadlines } from '../../server/challenges/index.ts'
import { challengeAmended, challengePublished } from '../../shared/challenges/challenges.events.ts'
import { type ReactionHandler, when } from '../platform/handlers.ts'
import { lookAgain } from './challenges.jobs.ts'

const watchDeadlines = async ({ challengeId }: { challengeId: string }) =>
  lookAgain(challengeId, await passDeadlines(challengeId))

export const challengesReactions: ReactionHandler[] = [
  when('challenges', challengePublished, watchDeadlines),
  when('challenges', challengeAmended, watchDeadlines),
]
