import { z } from 'zod'
import { defineEvent } from '../platform/event.ts'
import { introductionKinds } from './introduction.ts'

const facts = { introductionId: z.string(), challengeId: z.string(), between: z.enum(introductionKinds) }
const about = ({ introductionId }: { introductionId: string }) => ({
  kind: 'introduction',
  id: introductionId,
})

/** A broker proposed that two organisations meet: tell both. */
export const introductionProposed = defineEvent({
  name: 'introduction.proposed',
  payload: z.object({ ...facts, organisationIds: z.array(z.string()) }),
  subject: about,
})

/** One side said yes; the other may not know. */
export const introductionAccepted = defineEvent({
  name: 'introduction.accepted',
  payload: z.object({ ...facts, sideId: z.string() }),
  subject: about,
})

/** One side said no: for the brokers alone. The reason is kept with the introduction. */
export const introductionDeclined = defineEvent({
  name: 'introduction.declined',
  payload: z.object({ ...facts, sideId: z.string() }),
  subject: about,
})

/** Both said yes; each sees the other's contact from now on. Between buyer and supplier it is on the record (s.16). */
export const introductionMade = defineEvent({
  name: 'introduction.made',
  payload: z.object({ ...facts, organisationIds: z.array(z.string()) }),
  subject: about,
})

/** Not both sides answered in time, or the challenge was over before. */
export const introductionExpired = defineEvent({
  name: 'introduction.expired',
  payload: z.object(facts),
  subject: about,
})

/** A broker took a proposal back before it was made. */
export const introductionWithdrawn = defineEvent({
  name: 'introduction.withdrawn',
  payload: z.object(facts),
  subject: about,
})

/**
 * Beside `declined`, `expired` and `withdrawn`: an introduction will not come about. What the sides are told by,
 * since which of the three it was is not for them to know.
 */
export const introductionEnded = defineEvent({
  name: 'introduction.ended',
  payload: z.object(facts),
  subject: about,
})
