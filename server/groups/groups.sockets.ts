import { z } from 'zod'
import { boardAudience, watchBoard } from '../../shared/groups/groups.sockets.ts'
import { defineWatch, type Watch } from '../platform/live.ts'
import { getGroupInside } from './groups.service.ts'

/** What may be watched live in the groups room. */
export const groupsWatches: Watch[] = [
  defineWatch({
    name: watchBoard,
    payload: z.object({ groupId: z.string().max(40) }),
    audiences: async (actor, { groupId }) => {
      await getGroupInside(actor, groupId)
      return [boardAudience(groupId)]
    },
  }),
]
