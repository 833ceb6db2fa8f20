import { z } from 'zod'
import { sessionAudience, watchSession } from '../../shared/clarifications/clarifications.sessions.sockets.ts'
import { defineWatch, type Watch } from '../platform/live.ts'
import { readEntries } from './clarifications.sessions.read.service.ts'
import { loadSession } from './clarifications.sessions.service.ts'

/** What may be watched of live sessions; whoever comes back is told in the reply what they missed. */
export const sessionWatches: Watch[] = [
  defineWatch({
    name: watchSession,
    payload: z.object({
      liveSessionId: z.string().max(40),
      after: z.number().int().min(0).max(1_000_000).default(0),
    }),
    audiences: async (actor, { liveSessionId }) => {
      const { live } = await loadSession(actor, liveSessionId)
      return [sessionAudience(live._id)]
    },
    reply: async (actor, { liveSessionId, after }) => {
      const { number, entries } = await readEntries(actor, liveSessionId, after)
      return { number, missed: entries }
    },
  }),
]
