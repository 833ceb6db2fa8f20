import { z } from 'zod'
import { rankingAudience, watchRanking } from '../../shared/matching/matching.sockets.ts'
import { defineWatch, type Watch } from '../platform/live.ts'
import { getRankedChallenge } from './matching.service.ts'

/** What may be watched live in the matching room. */
export const matchingWatches: Watch[] = [
  defineWatch({
    name: watchRanking,
    payload: z.object({ challengeId: z.string().max(40) }),
    audiences: async (actor, { challengeId }) => [
      rankingAudience((await getRankedChallenge(actor, challengeId)).id),
    ],
  }),
]
