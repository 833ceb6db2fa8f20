import { z } from 'zod'
import { defineEvent } from '../platform/event.ts'
import type { PanelRole } from './panel.ts'

/** What somebody from outside the buyers can be in a panel: the moderator acts for a buyer. */
export const guestRoles = ['evaluator', 'observer'] as const satisfies readonly PanelRole[]
export type GuestRole = (typeof guestRoles)[number]

/** For so long a link to a panel works, and at most so many wait at a time. */
export const guestLinkDays = 14
export const mostWaitingGuests = 10

/** An address that is asked into the panel. */
export const inviteGuestSchema = z.strictObject({
  email: z
    .string('Enter an email address')
    .trim()
    .toLowerCase()
    .max(254, 'The email address must be 254 characters or fewer')
    .pipe(z.email('Enter an email address in the correct format, like name@example.com')),
  role: z.enum(guestRoles, 'Choose what they do'),
})
export type InviteGuestInput = z.output<typeof inviteGuestSchema>

/** Withdrawing an invitation and taking one up ask for nothing but the decision. */
export const guestDecisionSchema = z.strictObject({})

const subject = ({ challengeId }: { challengeId: string }) => ({ kind: 'evaluation', id: challengeId })

/** An address was asked into a panel; which one stands in the invitation alone. */
export const evaluationGuestInvited = defineEvent({
  name: 'evaluation.guest-invited',
  payload: z.object({ challengeId: z.string(), guestId: z.string() }),
  subject,
})

/** An invitation of an address was taken back before it was taken up. */
export const evaluationGuestWithdrawn = defineEvent({
  name: 'evaluation.guest-withdrawn',
  payload: z.object({ challengeId: z.string(), guestId: z.string() }),
  subject,
})

/** Whoever has the address took the invitation up, and is in the panel. */
export const evaluationGuestJoined = defineEvent({
  name: 'evaluation.guest-joined',
  payload: z.object({ challengeId: z.string(), guestId: z.string(), guestUserId: z.string() }),
  subject,
})
