import { z } from 'zod'
import {
  clarificationAudience,
  watchClarifications,
} from '../../shared/clarifications/clarifications.sockets.ts'
import { defineWatch, type Watch } from '../platform/live.ts'
import { clarificationPolicy } from './clarifications.policy.ts'
import { getClarified } from './clarifications.service.ts'

/** What may be watched live in the clarifications room. */
export const clarificationsWatches: Watch[] = [
  defineWatch({
    name: watchClarifications,
    payload: z.object({ challengeId: z.string().max(40) }),
    audiences: async (actor, { challengeId }) => {
      const challenge = await getClarified(actor, challengeId)
      const audiences = [clarificationAudience(challenge.id, 'public')]
      if (clarificationPolicy.isOfBuyer(actor, challenge))
        audiences.push(clarificationAudience(challenge.id, 'buyers'))
      if (clarificationPolicy.seeAsker(actor)) audiences.push(clarificationAudience(challenge.id, 'brokers'))
      return audiences
    },
  }),
]
