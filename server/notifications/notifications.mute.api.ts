import { z } from 'zod'
import { type Endpoint, endpoint } from '../platform/api.ts'
import { listMuted, muteChallenge, unmuteChallenge } from './notifications.mute.service.ts'

const params = z.object({ id: z.string() })
const common = { tag: 'notifications', auth: 'signed-in' } as const

/** Muting for programs. */
export const muteEndpoints: Endpoint[] = [
  endpoint({
    ...common,
    method: 'get',
    path: '/muted-challenges',
    summary: 'List the challenges that you muted, the last first',
    answer: z.object({ items: z.array(z.object({ id: z.string(), title: z.string() })) }),
    handle: async ({ actor }) => ({ items: await listMuted(actor.userId) }),
  }),
  endpoint({
    ...common,
    method: 'put',
    path: '/challenges/{id}/mute',
    summary: 'Hear of a challenge only what must reach you',
    params,
    status: 204,
    answer: z.null(),
    handle: ({ actor, params: { id } }) => muteChallenge(actor, id),
  }),
  endpoint({
    ...common,
    method: 'delete',
    path: '/challenges/{id}/mute',
    summary: 'Hear of a muted challenge again',
    params,
    status: 204,
    answer: z.null(),
    handle: ({ actor, params: { id } }) => unmuteChallenge(actor, id),
  }),
]
