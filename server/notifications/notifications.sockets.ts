import type { Watch } from '../platform/live.ts'

/** What may be watched live in the notifications room. */
export const notificationsWatches: Watch[] = []
