import { z } from 'zod'
import { defineEvent } from '../platform/event.ts'
import { adoptWayIds } from './adopt-ways.ts'
import { decisionKinds } from './decision.ts'

// Whoever counts needs no other record: who, where, how much and, by the event's own time, when.
const pilot = {
  challengeId: z.string(),
  pilotId: z.string(),
  supplierId: z.string(),
  authorityId: z.string(),
}
const inPilot = ({ pilotId }: { pilotId: string }) => ({ kind: 'pilot', id: pilotId })
const ofChallenge = ({ challengeId }: { challengeId: string }) => ({ kind: 'challenge', id: challengeId })

const months = z.union([z.literal(3), z.literal(6), z.literal(12)])
const pence = z.int().min(0)
const review = { ...pilot, months, number: z.int(), isLate: z.boolean() }

/**
 * The supplier of a pilot looked back; `number` counts from 1, a later one corrects it. Figures count from the
 * contract's start and are in it only where the supplier lets them be counted: null says that it does not, or not any more.
 */
export const supplierReviewed = defineEvent({
  name: 'outcomes.supplier-reviewed',
  payload: z.object({
    ...review,
    counted: z
      .object({
        regionCode: z.string(),
        followOnPence: pence,
        rdSpendPence: pence,
        jobsCreated: z.int(),
        jobsSafeguarded: z.int(),
      })
      .nullable(),
  }),
  subject: inPilot,
})

/** The buyer of a pilot looked back: how many outcomes it rated how, and what was spent since the start. */
export const buyerReviewed = defineEvent({
  name: 'outcomes.buyer-reviewed',
  payload: z.object({
    ...review,
    spendPence: pence,
    ratings: z.object({
      good: z.int(),
      'approaching-target': z.int(),
      'requires-improvement': z.int(),
      inadequate: z.int(),
      other: z.int(),
    }),
  }),
  subject: inPilot,
})

/** One side leaves a review out, and said why. */
export const reviewSkipped = defineEvent({
  name: 'outcomes.review-skipped',
  payload: z.object({ ...pilot, months, side: z.enum(['buyer', 'supplier']) }),
  subject: inPilot,
})

/** The buyer decided to scale, repeat or stop; `number` counts from 1. Public once the results are. */
export const pilotDecided = defineEvent({
  name: 'outcomes.pilot-decided',
  payload: z.object({ ...pilot, number: z.int(), what: z.enum(decisionKinds), grossPence: pence }),
  subject: inPilot,
})

const caseStudy = { ...pilot, caseStudyId: z.string(), number: z.int() }

/** The buyer agreed to a version of a case study: the supplier is asked. */
export const caseStudySent = defineEvent({
  name: 'outcomes.case-study-sent',
  payload: z.object(caseStudy),
  subject: inPilot,
})

/** The supplier asks for a change of a case study. */
export const caseStudyChangeAsked = defineEvent({
  name: 'outcomes.case-study-change-asked',
  payload: z.object(caseStudy),
  subject: inPilot,
})

/** Both sides agreed to the same version, and it is in the library. */
export const caseStudyPublished = defineEvent({
  name: 'outcomes.case-study-published',
  payload: z.object({ ...caseStudy, resourceId: z.string() }),
  subject: ofChallenge,
})

/** One side took a case study out of the library. */
export const caseStudyWithdrawn = defineEvent({
  name: 'outcomes.case-study-withdrawn',
  payload: z.object({ ...caseStudy, resourceId: z.string(), side: z.enum(['buyer', 'supplier']) }),
  subject: ofChallenge,
})

/** A broker took a case study out of the library, which both sides stand behind. */
export const caseStudyTakenOut = defineEvent({
  name: 'outcomes.case-study-taken-out',
  payload: z.object({ ...caseStudy, resourceId: z.string() }),
  subject: ofChallenge,
})

/** A broker put a case study back into the library. */
export const caseStudyPutBack = defineEvent({
  name: 'outcomes.case-study-put-back',
  payload: z.object({ ...caseStudy, resourceId: z.string() }),
  subject: ofChallenge,
})

/** Decision, reviews or published readings of a pilot say something else than its case study was written from. */
export const caseStudyOutdated = defineEvent({
  name: 'outcomes.case-study-outdated',
  payload: z.object(caseStudy),
  subject: inPilot,
})

/** One side of a pilot said on what terms it shares. */
export const sharingTermsSet = defineEvent({
  name: 'outcomes.sharing-terms-set',
  payload: z.object({ ...pilot, side: z.enum(['buyer', 'supplier']) }),
  subject: inPilot,
})

/** `organisationId` is the other authority's, `authorityId` the owner's. */
const adoption = { ...pilot, adoptionId: z.string(), organisationId: z.string() }
// Nobody but the two authorities knows of it before it is adopted.
const ofAdoption = ({ adoptionId }: { adoptionId: string }) => ({ kind: 'adoption', id: adoptionId })

/** Another authority asks for the same. */
export const adoptionAsked = defineEvent({
  name: 'outcomes.adoption-asked',
  payload: z.object(adoption),
  subject: ofAdoption,
})

/** The owner answered. */
export const adoptionAnswered = defineEvent({
  name: 'outcomes.adoption-answered',
  payload: z.object({ ...adoption, helps: z.boolean() }),
  subject: ofAdoption,
})

/** The other authority buys the same. */
export const pilotAdopted = defineEvent({
  name: 'outcomes.pilot-adopted',
  payload: z.object({ ...adoption, way: z.enum(adoptWayIds) }),
  subject: ofChallenge,
})

/** The other authority does not go on with it. */
export const adoptionWithdrawn = defineEvent({
  name: 'outcomes.adoption-withdrawn',
  payload: z.object(adoption),
  subject: ofAdoption,
})
