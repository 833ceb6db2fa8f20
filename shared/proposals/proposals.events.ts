import { z } from 'zod'
import { defineEvent } from '../platform/event.ts'

const ids = { proposalId: z.string(), challengeId: z.string(), supplierId: z.string() }
// The history is the proposal's own: the challenge's must not show that there is one.
const about = ({ proposalId }: { proposalId: string }) => ({ kind: 'proposal', id: proposalId })

/** A draft that could not be read any more was begun anew. */
export const proposalBegunAnew = defineEvent({
  name: 'proposal.begun-anew',
  payload: z.object(ids),
  subject: about,
})

/** A proposal was sealed; `version` counts the submissions of this proposal from 1. */
export const proposalSubmitted = defineEvent({
  name: 'proposal.submitted',
  payload: z.object({ ...ids, version: z.number().int() }),
  subject: about,
})

/** A supplier took its proposal back before the deadline. */
export const proposalWithdrawn = defineEvent({
  name: 'proposal.withdrawn',
  payload: z.object({ ...ids, version: z.number().int() }),
  subject: about,
})
