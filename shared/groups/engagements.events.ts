import { z } from 'zod'
import { defineEvent } from '../platform/event.ts'

const engagement = { engagementId: z.string(), groupId: z.string() }
const withAuthority = z.object({ ...engagement, organisationId: z.string() })
const about = ({ engagementId }: { engagementId: string }) => ({ kind: 'engagement', id: engagementId })

/** A group plans an early engagement with the market. */
export const engagementPlanned = defineEvent({
  name: 'engagement.planned',
  payload: z.object(engagement),
  subject: about,
})

/** What is planned was changed; `isPublic` says whether anybody outside knew it. */
export const engagementChanged = defineEvent({
  name: 'engagement.changed',
  payload: z.object({ ...engagement, isPublic: z.boolean() }),
  subject: about,
})

/** An authority takes part in an engagement, and in the challenge that comes of it. */
export const engagementAgreed = defineEvent({
  name: 'engagement.agreed',
  payload: withAuthority,
  subject: about,
})

/** An authority takes part no more. */
export const engagementAgreementWithdrawn = defineEvent({
  name: 'engagement.agreement-withdrawn',
  payload: withAuthority,
  subject: about,
})

/** An engagement can be read by everybody, and suppliers can register. */
export const engagementAnnounced = defineEvent({
  name: 'engagement.announced',
  payload: z.object(engagement),
  subject: about,
})

/** An engagement was called off, with a reason; `isPublic` says whether anybody outside knew it. */
export const engagementCancelled = defineEvent({
  name: 'engagement.cancelled',
  payload: z.object({ ...engagement, isPublic: z.boolean() }),
  subject: about,
})

/** A supplier would like to take part. */
export const engagementRegistered = defineEvent({
  name: 'engagement.registered',
  payload: withAuthority,
  subject: about,
})

/** A supplier took that back. */
export const engagementRegistrationWithdrawn = defineEvent({
  name: 'engagement.registration-withdrawn',
  payload: withAuthority,
  subject: about,
})

/** The notes of an engagement were published for everybody; `number` counts from 1, later ones correct it. */
export const engagementNotesPublished = defineEvent({
  name: 'engagement.notes-published',
  payload: z.object({ ...engagement, number: z.number().int() }),
  subject: about,
})

/** A joint challenge was begun from an engagement. */
export const engagementDrafted = defineEvent({
  name: 'engagement.drafted',
  payload: z.object({ ...engagement, challengeId: z.string() }),
  subject: about,
})
