import { z } from 'zod'
import { defineEvent } from '../platform/event.ts'

/** The scanner found something in a file of a proposal. For its supplier: before the opening nobody knows of one. */
export const proposalFileQuarantined = defineEvent({
  name: 'proposal.file-quarantined',
  payload: z.object({
    proposalId: z.string(),
    challengeId: z.string(),
    supplierId: z.string(),
    fileId: z.string(),
  }),
  subject: ({ proposalId }) => ({ kind: 'proposal', id: proposalId }),
})

/** Of proposals that are open, so many files more cannot be downloaded since the scanner found something in them. */
export const filesQuarantined = defineEvent({
  name: 'challenge.files-quarantined',
  payload: z.object({ challengeId: z.string(), number: z.number().int() }),
  // The challenge's own history is for everybody.
  subject: ({ challengeId }) => ({ kind: 'evaluation', id: challengeId }),
})
