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
} from '../../shared/clarifications/clarifications.sockets.ts'
import { logCounts } from '../../server/clarifications/index.ts'
import { broadcast } from '../../server/platform/live.ts'
import { when } from '../platform/handlers.ts'

async function tellWaiting(challengeId: string): Promise<void> {
  const { waiting } = await logCounts(challengeId)
  broadcast(clarificationAudience(challengeId, 'buyers'), clarificationsAsked, { challengeId, waiting })
  broadcast(clarificationAudience(challengeId, 'brokers'), clarificationsAsked, { challengeId, waiting })
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
  when('clarifications', clarificationMerged, ({ challengeId }) => tellWaiting(challengeId)),
]
