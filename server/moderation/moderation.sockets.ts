import { z } from 'zod'
import { deskAudience, watchDesk } from '../../shared/moderation/moderation.sockets.ts'
import { AppError } from '../platform/errors.ts'
import { defineWatch, type Watch } from '../platform/live.ts'
import { moderationPolicy } from './moderation.policy.ts'

/** What may be watched live in the moderation room. */
export const moderationWatches: Watch[] = [
  defineWatch({
    name: watchDesk,
    payload: z.object({}),
    audiences: async (actor) => {
      if (!moderationPolicy.seeQueue(actor)) throw new AppError('forbidden', 'Only brokers watch the desk')
      return [deskAudience]
    },
  }),
]
