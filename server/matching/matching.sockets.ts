import { z } from 'zod'
import {
  modelsAudience,
  rankingAudience,
  watchModels,
  watchRanking,
} from '../../shared/matching/matching.sockets.ts'
import { notFound } from '../platform/errors.ts'
import { defineWatch, type Watch } from '../platform/live.ts'
import { matchPolicy } from './matching.policy.ts'
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
  defineWatch({
    name: watchModels,
    payload: z.object({}),
    audiences: async (actor) => {
      if (!matchPolicy.seeModels(actor)) throw notFound()
      return [modelsAudience]
    },
  }),
]
