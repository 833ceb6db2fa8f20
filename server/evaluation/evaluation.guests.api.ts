import { z } from 'zod'
import { guestDecisionSchema, guestRoles, inviteGuestSchema } from '../../shared/evaluation/guests.ts'
import { type Endpoint, endpoint } from '../platform/api.ts'
import { inviteGuest, joinAsGuest, listGuests, withdrawGuest } from './evaluation.guests.service.ts'

const id = z.string().max(40)
const params = z.object({ id })
const common = { tag: 'evaluation', auth: 'signed-in' } as const
const base = '/challenges/{id}/evaluation/guests'

/** Panel members from outside the buyers, for programs. */
export const guestEndpoints: Endpoint[] = [
  endpoint({
    ...common,
    method: 'get',
    path: base,
    summary: 'List the addresses that were asked into the panel and have not come',
    params,
    answer: z.object({
      items: z.array(
        z.object({
          id: z.string(),
          email: z.string(),
          role: z.enum(guestRoles),
          expiresAt: z.iso.datetime(),
          state: z.enum(['waiting', 'accepted', 'withdrawn', 'expired']),
        }),
      ),
    }),
    handle: async ({ actor, params: { id: challengeId } }) => ({
      items: await listGuests(actor, challengeId),
    }),
  }),
  endpoint({
    ...common,
    method: 'post',
    path: base,
    summary: 'Ask somebody who is no member of a buyer into the panel, by an e-mail address',
    params,
    body: inviteGuestSchema,
    status: 201,
    answer: z.object({ id: z.string() }),
    handle: ({ actor, params: { id: challengeId }, body }) => inviteGuest(actor, challengeId, body),
  }),
  endpoint({
    ...common,
    method: 'post',
    path: `${base}/{guestId}/withdraw`,
    summary: 'Take an invitation into the panel back that nobody has taken up',
    params: params.extend({ guestId: id }),
    body: guestDecisionSchema,
    answer: z.object({}),
    handle: async ({ actor, params: { id: challengeId, guestId } }) => {
      await withdrawGuest(actor, challengeId, guestId)
      return {}
    },
  }),
  endpoint({
    ...common,
    method: 'post',
    path: '/evaluation-invitations/{token}',
    summary: 'Take up an invitation into a panel that came to your e-mail address',
    params: z.object({ token: z.string().max(100) }),
    body: guestDecisionSchema,
    answer: z.object({ challengeId: z.string() }),
    handle: ({ actor, params: { token } }) => joinAsGuest(actor, token),
  }),
]
