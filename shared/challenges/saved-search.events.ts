import { z } from 'zod'
import { defineEvent } from '../platform/event.ts'

// About the search, never about the challenge: its authority must not read in the log who looks for what.

/** Somebody keeps a search, or changes what it looks for: what was published while it was being saved is looked for once more. */
export const searchSaved = defineEvent({
  name: 'search.saved',
  payload: z.object({ searchId: z.string() }),
  subject: ({ searchId }) => ({ kind: 'saved-search', id: searchId }),
})

/** A saved search found a challenge that its owner has not been told of, and wants to hear of at once. */
export const searchFound = defineEvent({
  name: 'search.found',
  payload: z.object({ searchId: z.string(), userId: z.string(), challengeId: z.string() }),
  subject: ({ searchId }) => ({ kind: 'saved-search', id: searchId }),
})

/** What a person's searches found since the last time, for those who want to hear of it once a day or week. */
export const searchesGathered = defineEvent({
  name: 'search.gathered',
  payload: z.object({ userId: z.string(), challengeIds: z.array(z.string()).min(1) }),
  subject: ({ userId }) => ({ kind: 'person', id: userId }),
})
