import { z } from 'zod'
import { defineEvent } from '../platform/event.ts'

const payload = z.object({ challengeId: z.string() })
const subject = ({ challengeId }: { challengeId: string }) => ({ kind: 'challenge', id: challengeId })

/** The first of two came to open the proposals of a challenge. */
export const proposalsOpeningBegun = defineEvent({ name: 'challenge.opening-begun', payload, subject })

/** Two came after the deadline, and the proposals of a challenge can be read by its buyers. */
export const proposalsOpened = defineEvent({ name: 'challenge.proposals-opened', payload, subject })

/** An officer’s share of the opening key went to another. */
export const openingShareHandedOver = defineEvent({
  name: 'challenge.opening-share-handed-over',
  payload: z.object({ challengeId: z.string(), fromUserId: z.string(), toUserId: z.string() }),
  subject,
})
