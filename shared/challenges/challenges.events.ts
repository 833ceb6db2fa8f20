import { z } from 'zod'
import { defineEvent } from '../platform/event.ts'

const challenge = { challengeId: z.string() }
const about = ({ challengeId }: { challengeId: string }) => ({ kind: 'challenge', id: challengeId })

/** An authority began a challenge; `copiedFrom` is the earlier one that it was copied from. */
export const challengeDrafted = defineEvent({
  name: 'challenge.drafted',
  payload: z.object({ ...challenge, authorityId: z.string(), copiedFrom: z.string().nullable() }),
  subject: about,
})

/** An authority asks the brokers to publish a challenge. */
export const challengeSubmitted = defineEvent({
  name: 'challenge.submitted',
  payload: z.object({ ...challenge, authorityId: z.string() }),
  subject: about,
})

/** A broker gave a challenge back with comments; they are kept with it. */
export const challengeReturned = defineEvent({
  name: 'challenge.returned',
  payload: z.object({ ...challenge, authorityId: z.string() }),
  subject: about,
})

/** The authority keeps its words in spite of what the coach found; the reason is kept with the challenge. */
export const challengeFindingSetAside = defineEvent({
  name: 'challenge.finding-set-aside',
  payload: z.object({ ...challenge, rule: z.string(), field: z.string() }),
  subject: about,
})

/** A challenge went public: rank the suppliers, tell whom it may interest. */
export const challengePublished = defineEvent({
  name: 'challenge.published',
  payload: z.object({ ...challenge, authorityId: z.string(), version: z.number().int() }),
  subject: about,
})

/** A broker approved a challenge for a later time; it stays with the brokers until then. */
export const challengePublicationScheduled = defineEvent({
  name: 'challenge.publication-scheduled',
  payload: z.object({ ...challenge, authorityId: z.string() }),
  subject: about,
})

/** A broker took that approval back before its time. */
export const challengePublicationUnscheduled = defineEvent({
  name: 'challenge.publication-unscheduled',
  payload: z.object({ ...challenge, authorityId: z.string() }),
  subject: about,
})

/** Its time came, but a gate was no longer clear: it is back on the desk. */
export const challengePublicationStopped = defineEvent({
  name: 'challenge.publication-stopped',
  payload: z.object({ ...challenge, authorityId: z.string(), gates: z.array(z.string()) }),
  subject: about,
})

const withAuthority = z.object({ ...challenge, organisationId: z.string() })

/** The lead asks another authority to take part in a joint challenge. */
export const challengeCoBuyerInvited = defineEvent({
  name: 'challenge.co-buyer-invited',
  payload: withAuthority,
  subject: about,
})

/** A joint challenge was submitted: this authority's own approval is wanted now. */
export const challengeCoBuyerAsked = defineEvent({
  name: 'challenge.co-buyer-asked',
  payload: withAuthority,
  subject: about,
})

/** An authority says that it takes part; it approves the words when they are submitted. */
export const challengeCoBuyerJoined = defineEvent({
  name: 'challenge.co-buyer-joined',
  payload: withAuthority,
  subject: about,
})

/** An authority approved the joint challenge as it was submitted, or declined to take part. */
export const challengeCoBuyerDecided = defineEvent({
  name: 'challenge.co-buyer-decided',
  payload: withAuthority.extend({ isApproved: z.boolean() }),
  subject: about,
})

/** The lead took an authority out of a joint challenge. */
export const challengeCoBuyerRemoved = defineEvent({
  name: 'challenge.co-buyer-removed',
  payload: withAuthority,
  subject: about,
})

/** Another authority says that it has the problem of a public challenge too, or corrects how many. */
export const challengeNeedShared = defineEvent({
  name: 'challenge.need-shared',
  payload: withAuthority,
  subject: about,
})

/** An authority takes that back. */
export const challengeNeedUnshared = defineEvent({
  name: 'challenge.need-unshared',
  payload: withAuthority,
  subject: about,
})

/** A public challenge changed; `version` is the new one, the one before stays readable. */
export const challengeAmended = defineEvent({
  name: 'challenge.amended',
  payload: z.object({ ...challenge, version: z.number().int() }),
  subject: about,
})

/** A challenge was withdrawn, with a reason; `wasPublic` says whether anybody outside could know it. */
export const challengeWithdrawn = defineEvent({
  name: 'challenge.withdrawn',
  payload: z.object({ ...challenge, wasPublic: z.boolean() }),
  subject: about,
})

/** The time for asking questions is over. */
export const challengeClarificationsClosed = defineEvent({
  name: 'challenge.clarifications-closed',
  payload: z.object(challenge),
  subject: about,
})

/** The time for responding is over: proposals may be opened. */
export const challengeClosed = defineEvent({
  name: 'challenge.closed',
  payload: z.object(challenge),
  subject: about,
})

/** An authority chose the route that a challenge goes, which became its plan. */
export const challengePlanChosen = defineEvent({
  name: 'challenge.plan-chosen',
  payload: z.object({ ...challenge, routeId: z.string() }),
  subject: about,
})

/** A step of the plan moved to another day. */
export const challengePlanChanged = defineEvent({
  name: 'challenge.plan-changed',
  payload: z.object({ ...challenge, stepId: z.string() }),
  subject: about,
})

/** A task of the plan was given to somebody. */
export const challengePlanTaskAssigned = defineEvent({
  name: 'challenge.plan-task-assigned',
  payload: z.object({ ...challenge, taskId: z.string(), userId: z.string() }),
  subject: about,
})

/** A task of the plan comes due; without `userId` nobody has it yet. */
export const challengePlanTaskDue = defineEvent({
  name: 'challenge.plan-task-due',
  payload: z.object({ ...challenge, taskId: z.string(), userId: z.string().optional() }),
  subject: about,
})
