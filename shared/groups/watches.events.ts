import { z } from 'zod'
import { defineEvent } from '../platform/event.ts'

// About the watch, never about the problem or the group: nobody must read in a log who watches what.
const watch = { watchId: z.string(), userId: z.string() }
const about = ({ watchId }: { watchId: string }) => ({ kind: 'watch', id: watchId })

/** A problem that a watch is about was published elsewhere. */
export const watchProblemFound = defineEvent({
  name: 'watch.problem-found',
  payload: z.object({ ...watch, challengeId: z.string() }),
  subject: about,
})

/** Another authority says that it has a problem too that a watch is about. */
export const watchProblemShared = defineEvent({
  name: 'watch.problem-shared',
  payload: z.object({ ...watch, challengeId: z.string() }),
  subject: about,
})

/** A working group that a watch is about was founded. */
export const watchGroupFound = defineEvent({
  name: 'watch.group-found',
  payload: z.object({ ...watch, groupId: z.string() }),
  subject: about,
})
