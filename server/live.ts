import { clarificationsWatches } from './clarifications/clarifications.sockets.ts'
import { sessionWatches } from './clarifications/clarifications.sessions.sockets.ts'
import { groupsWatches } from './groups/groups.sockets.ts'
import { matchingWatches } from './matching/matching.sockets.ts'
import { moderationWatches } from './moderation/moderation.sockets.ts'
import { notificationsWatches } from './notifications/notifications.sockets.ts'
import type { Watch } from './platform/live.ts'

/** Everything that may be watched live. */
export const watches: Watch[] = [
  ...clarificationsWatches,
  ...sessionWatches,
  ...matchingWatches,
  ...groupsWatches,
  ...notificationsWatches,
  ...moderationWatches,
]
