import { z } from 'zod'
import { defineEvent } from '../platform/event.ts'

// Its own history, not the challenge's: that somebody asked so is for that supplier and the brokers alone.
const about = ({ privateQuestionId }: { privateQuestionId: string }) => ({
  kind: 'private-question',
  id: privateQuestionId,
})
const payload = z.object({
  challengeId: z.string(),
  privateQuestionId: z.string(),
  /** The supplier who asked, so that its people can be told. */
  supplierId: z.string(),
})

/** A supplier asked with confidential parts; the brokers hear of it, nobody else. */
export const clarificationAskedPrivately = defineEvent({
  name: 'clarification.asked-privately',
  payload,
  subject: about,
})

/** A broker proposed the words that everybody would read; the supplier decides. */
export const clarificationWordingProposed = defineEvent({
  name: 'clarification.wording-proposed',
  payload,
  subject: about,
})

/** The supplier will not have these words read; a broker proposes others. */
export const clarificationWordingDeclined = defineEvent({
  name: 'clarification.wording-declined',
  payload,
  subject: about,
})

/** The supplier agreed: the question is in the room, as `clarification.asked` tells. */
export const clarificationWordingAgreed = defineEvent({
  name: 'clarification.wording-agreed',
  payload,
  subject: about,
})

/** The question goes no further: the supplier took it back, or a broker says why it can't be answered to all. */
export const clarificationPrivateWithdrawn = defineEvent({
  name: 'clarification.private-withdrawn',
  payload,
  subject: about,
})
