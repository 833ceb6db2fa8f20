import { challengeClosed, challengeWithdrawn } from '../../shared/challenges/challenges.events.ts'
import {
  sessionCancelled,
  sessionChanged,
  sessionClosed,
  sessionOpened,
  sessionRedacted,
  sessionWentOn,
} from '../../shared/clarifications/clarifications.sessions.events.ts'
import { endSessionsJob } from '../../shared/clarifications/clarifications.sessions.jobs.ts'
import { sessionAudience, sessionNews } from '../../shared/clarifications/clarifications.sessions.sockets.ts'
import { endOverdueSessions, endSessionsOf, findSession } from '../../server/clarifications/index.ts'
import { broadcast } from '../../server/platform/live.ts'
import {
  does,
  every,
  type JobHandler,
  type ReactionHandler,
  type Schedule,
  when,
} from '../platform/handlers.ts'

async function tellNews({ liveSessionId }: { liveSessionId: string }): Promise<void> {
  const live = await findSession(liveSessionId)
  if (live) broadcast(sessionAudience(live._id), sessionNews, { liveSessionId, number: live.entriesCount })
}

/** Open pages of a session hear that something is new; a challenge that is over ends its sessions. */
export const sessionsReactions: ReactionHandler[] = [
  when('clarifications', sessionChanged, tellNews),
  when('clarifications', sessionCancelled, tellNews),
  when('clarifications', sessionOpened, tellNews),
  when('clarifications', sessionWentOn, tellNews),
  when('clarifications', sessionRedacted, tellNews),
  when('clarifications', sessionClosed, tellNews),
  when('clarifications', challengeClosed, ({ challengeId }) => endSessionsOf(challengeId)),
  when('clarifications', challengeWithdrawn, ({ challengeId }) => endSessionsOf(challengeId)),
]

/** What is done about sessions by the clock. */
export const sessionsJobs: JobHandler[] = [does(endSessionsJob, () => endOverdueSessions())]
export const sessionsSchedules: Schedule[] = [
  every('clarifications-sessions', { every: 60_000 }, endSessionsJob, {}),
]
