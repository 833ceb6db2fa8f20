import { clarificationCorrected } from '../../shared/clarifications/clarifications.drafts.events.ts'
import {
  clarificationAnswered,
  clarificationAsked,
  clarificationMerged,
  clarificationRedacted,
} from '../../shared/clarifications/clarifications.events.ts'
import {
  clarificationAudience,
  clarificationsAnswered,
  clarificationsAsked,
  clarificationsChanged,
  clarificationsVotes,
} from '../../shared/clarifications/clarifications.sockets.ts'
import { clarificationTopicsSet } from '../../shared/clarifications/clarifications.topics.events.ts'
import {
  clarificationShown,
  clarificationVoted,
} from '../../shared/clarifications/clarifications.votes.events.ts'
import { countShown, logCounts, votesOf } from '../../server/clarifications/index.ts'
import { broadcast } from '../../server/platform/live.ts'
import { when } from '../platform/handlers.ts'

async function tellWaiting(challengeId: string): Promise<void> {
  const { waiting } = await logCounts(challengeId)
  broadcast(clarificationAudience(challengeId, 'buyers'), clarificationsAsked, { challengeId, waiting })
  broadcast(clarificationAudience(challengeId, 'brokers'), clarificationsAsked, { challengeId, waiting })
  // Everybody else hears of those alone that they can read.
  const shown = await countShown(challengeId)
  const everybody = clarificationAudience(challengeId, 'public')
  if (shown > 0) broadcast(everybody, clarificationsAsked, { challengeId, waiting: shown })
}

/** Open pages hear that something is new and fetch what they may see. */
export const clarificationsReactions = [
  when('clarifications', clarificationAsked, ({ challengeId }) => tellWaiting(challengeId)),
  when('clarifications', clarificationAnswered, async ({ challengeId, number }) => {
    const { answered } = await logCounts(challengeId)
    const news = { challengeId, count: Math.max(answered, number) }
    broadcast(clarificationAudience(challengeId, 'public'), clarificationsAnswered, news)
    await tellWaiting(challengeId)
  }),
  when('clarifications', clarificationRedacted, async ({ challengeId }) => {
    broadcast(clarificationAudience(challengeId, 'public'), clarificationsChanged, { challengeId })
  }),
  when('clarifications', clarificationCorrected, async ({ challengeId }) => {
    broadcast(clarificationAudience(challengeId, 'public'), clarificationsChanged, { challengeId })
  }),
  when('clarifications', clarificationTopicsSet, async ({ challengeId, isPublic }) => {
    const everybody = clarificationAudience(challengeId, 'public')
    if (isPublic) broadcast(everybody, clarificationsChanged, { challengeId })
  }),
  when('clarifications', clarificationShown, ({ challengeId }) => tellWaiting(challengeId)),
  when('clarifications', clarificationVoted, async ({ challengeId, questionId }) => {
    const votes = await votesOf(questionId)
    const news = { challengeId, questionId, votes }
    if (votes !== null) broadcast(clarificationAudience(challengeId, 'public'), clarificationsVotes, news)
  }),
  when('clarifications', clarificationMerged, ({ challengeId }) => tellWaiting(challengeId)),
]
