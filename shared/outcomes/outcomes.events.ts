import { z } from 'zod'
import { defineEvent } from '../platform/event.ts'

const pilot = { challengeId: z.string(), pilotId: z.string(), supplierId: z.string() }
const milestone = { ...pilot, milestoneId: z.string() }
// Only the two sides of a contract know of its pilot.
const inPilot = ({ pilotId }: { pilotId: string }) => ({ kind: 'pilot', id: pilotId })

/** A pilot was planned, or its plan changed; `number` counts from 1. */
export const pilotPlanned = defineEvent({
  name: 'outcomes.pilot-planned',
  payload: z.object({ ...pilot, number: z.number().int() }),
  subject: inPilot,
})

/** A milestone was added, or changed. */
export const milestoneSet = defineEvent({
  name: 'outcomes.milestone-set',
  payload: z.object(milestone),
  subject: inPilot,
})

/** The supplier says that a milestone is reached. */
export const milestoneSaidReached = defineEvent({
  name: 'outcomes.milestone-said-reached',
  payload: z.object(milestone),
  subject: inPilot,
})

/** The buyer confirmed that a milestone is reached. */
export const milestoneReached = defineEvent({
  name: 'outcomes.milestone-reached',
  payload: z.object(milestone),
  subject: inPilot,
})

/** The buyer says that a milestone was missed, or that it is still to come after all. */
export const milestoneNotReached = defineEvent({
  name: 'outcomes.milestone-not-reached',
  payload: z.object({ ...milestone, state: z.enum(['missed', 'planned']) }),
  subject: inPilot,
})

/** Something was measured, or such a reading corrected. */
export const readingRecorded = defineEvent({
  name: 'outcomes.reading-recorded',
  payload: z.object({ ...pilot, outcomeId: z.string(), readingId: z.string(), isCorrection: z.boolean() }),
  subject: inPilot,
})

/** The results of a pilot were published for everybody; `number` counts from 1, later ones correct it. */
export const resultsPublished = defineEvent({
  name: 'outcomes.results-published',
  payload: z.object({ ...pilot, number: z.number().int() }),
  subject: ({ challengeId }) => ({ kind: 'challenge', id: challengeId }),
})

/** The supplier's report of its pilot was submitted, or corrected; `number` counts from 1. */
export const pilotReported = defineEvent({
  name: 'outcomes.pilot-reported',
  payload: z.object({ ...pilot, number: z.number().int() }),
  subject: inPilot,
})

/** The buyer asks the supplier of a pilot how it would scale up; `number` counts from 1, later ones change the time. */
export const scaleUpInvited = defineEvent({
  name: 'outcomes.scale-up-invited',
  payload: z.object({ ...pilot, number: z.number().int() }),
  subject: inPilot,
})

// The buyer must not learn before the end of its time whether there is one: these are the supplier's own.
const ofSupplier = ({ pilotId }: { pilotId: string }) => ({ kind: 'scale-up', id: pilotId })

/** A scale-up proposal was submitted, or replaced; `number` counts from 1. */
export const scaleUpSubmitted = defineEvent({
  name: 'outcomes.scale-up-submitted',
  payload: z.object({ ...pilot, number: z.number().int() }),
  subject: ofSupplier,
})

/** A scale-up proposal was taken back. */
export const scaleUpWithdrawn = defineEvent({
  name: 'outcomes.scale-up-withdrawn',
  payload: z.object(pilot),
  subject: ofSupplier,
})

/** The buyer said what follows from a scale-up proposal. */
export const scaleUpAnswered = defineEvent({
  name: 'outcomes.scale-up-answered',
  payload: z.object({ ...pilot, goesOn: z.boolean() }),
  subject: inPilot,
})
