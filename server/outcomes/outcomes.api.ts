import { z } from 'zod'
import {
  changeMilestoneSchema,
  correctReadingSchema,
  decideMilestoneSchema,
  milestoneSchema,
  planPilotSchema,
  publishResultsSchema,
  readingSchema,
  saidReachedSchema,
} from '../../shared/outcomes/outcomes.schema.ts'
import { type Endpoint, endpoint } from '../platform/api.ts'
import {
  addMilestone,
  changeMilestone,
  decideMilestone,
  sayMilestoneReached,
} from './outcomes.milestones.service.ts'
import { adoptionEndpoints } from './outcomes.adoption.api.ts'
import { evidenceEndpoints } from './outcomes.evidence.api.ts'
import { paperEndpoints } from './outcomes.papers.api.ts'
import { listPilots, planPilot } from './outcomes.pilots.service.ts'
import { readPilot } from './outcomes.read.service.ts'
import { correctReading, recordReading } from './outcomes.readings.service.ts'
import { publishResults, readPublicResults } from './outcomes.results.service.ts'

const id = z.string().max(40)
const ofChallenge = z.object({ id })
const params = z.object({ id, submissionId: id })
const ofMilestone = params.extend({ milestoneId: id })
const common = { tag: 'outcomes', auth: 'signed-in' } as const
const base = '/challenges/{id}/pilots/{submissionId}'
const done = z.object({})
const made = z.object({ id: z.string() })

const outcomeAnswer = z
  .looseObject({
    id: z.string(),
    title: z.string(),
    baseline: z.number().nullable(),
    target: z.number().nullable(),
    standing: z.string(),
    readings: z.array(
      z.looseObject({
        on: z.string(),
        value: z.number(),
        source: z.string(),
        revision: z
          .string()
          .optional()
          .meta({ description: 'Send it with a correction; not of what is public' }),
      }),
    ),
  })
  .meta({ id: 'MeasuredOutcome' })

const pilotAnswer = z.looseObject({
  submissionId: z.string(),
  contract: z.looseObject({ supplierName: z.string(), startsOn: z.string(), endsOn: z.string() }),
  outcomes: z.array(outcomeAnswer),
  milestones: z.array(
    z.looseObject({ id: z.string(), title: z.string(), state: z.string(), revision: z.string() }),
  ),
  revisions: z
    .object({ plan: z.string(), results: z.string(), decision: z.string(), terms: z.string() })
    .meta({ description: 'What each says now: send it with a change. `terms` are those of your side' }),
  ways: z.array(z.looseObject({ id: z.string(), state: z.string(), why: z.string(), section: z.string() })),
})

const reading: Endpoint[] = [
  endpoint({
    ...common,
    method: 'get',
    path: '/challenges/{id}/pilots',
    summary: 'List the pilots of a challenge that your side of a contract sees',
    params: ofChallenge,
    answer: z.object({
      items: z.array(
        z.object({ submissionId: z.string(), supplierName: z.string(), isPlanned: z.boolean() }),
      ),
    }),
    handle: async ({ actor, params: { id: challengeId } }) => ({
      items: (await listPilots(actor, challengeId)).map(({ contract, pilot }) => ({
        submissionId: contract.submissionId,
        supplierName: contract.supplier.name,
        isPlanned: pilot !== null,
      })),
    }),
  }),
  endpoint({
    ...common,
    method: 'get',
    path: base,
    summary: 'Read a pilot, what was measured in it, and which ways the law leaves open from it',
    params,
    answer: pilotAnswer,
    handle: ({ actor, params: { id: challengeId, submissionId } }) =>
      readPilot(actor, challengeId, submissionId),
  }),
  endpoint({
    ...common,
    auth: 'anyone',
    method: 'get',
    path: '/challenges/{id}/results',
    summary: 'Read the results of the pilots of a challenge, once they are published',
    params: ofChallenge,
    answer: z.object({
      challenge: z.looseObject({ id: z.string() }),
      pilots: z.array(z.looseObject({ supplierName: z.string(), outcomes: z.array(outcomeAnswer) })),
    }),
    handle: ({ actor, params: { id: challengeId } }) => readPublicResults(actor, challengeId),
  }),
]

const leading: Endpoint[] = [
  endpoint({
    ...common,
    method: 'put',
    path: `${base}/plan`,
    summary: 'Plan a pilot, or change its plan: how each outcome is measured',
    params,
    body: planPilotSchema,
    answer: done,
    handle: async ({ actor, params: { id: challengeId, submissionId }, body }) => {
      await planPilot(actor, challengeId, submissionId, body)
      return {}
    },
  }),
  endpoint({
    ...common,
    method: 'post',
    path: `${base}/milestones`,
    summary: 'Add a milestone',
    params,
    body: milestoneSchema,
    status: 201,
    answer: made,
    handle: ({ actor, params: { id: challengeId, submissionId }, body }) =>
      addMilestone(actor, { challengeId, submissionId }, body),
  }),
  endpoint({
    ...common,
    method: 'put',
    path: `${base}/milestones/{milestoneId}`,
    summary: 'Change a milestone that is still planned; what it was before is kept',
    params: ofMilestone,
    body: changeMilestoneSchema,
    answer: done,
    handle: async ({ actor, params: { id: challengeId, ...place }, body }) => {
      await changeMilestone(actor, { challengeId, ...place }, body)
      return {}
    },
  }),
  endpoint({
    ...common,
    method: 'put',
    path: `${base}/milestones/{milestoneId}/state`,
    summary: 'Decide whether a milestone is reached, missed or still planned',
    params: ofMilestone,
    body: decideMilestoneSchema,
    answer: done,
    handle: async ({ actor, params: { id: challengeId, ...place }, body }) => {
      await decideMilestone(actor, { challengeId, ...place }, body)
      return {}
    },
  }),
  endpoint({
    ...common,
    method: 'put',
    path: `${base}/results`,
    summary:
      'Publish the results of a pilot for everybody, or correct them: the words and figures that you read, 409 where any changed',
    params,
    body: publishResultsSchema,
    answer: done,
    handle: async ({ actor, params: { id: challengeId, submissionId }, body }) => {
      await publishResults(actor, { challengeId, submissionId }, body)
      return {}
    },
  }),
]

const measuring: Endpoint[] = [
  endpoint({
    ...common,
    method: 'put',
    path: `${base}/milestones/{milestoneId}/said-reached`,
    summary: 'Say for the supplier that a milestone is reached',
    params: ofMilestone,
    body: saidReachedSchema,
    answer: done,
    handle: async ({ actor, params: { id: challengeId, ...place }, body }) => {
      await sayMilestoneReached(actor, { challengeId, ...place }, body)
      return {}
    },
  }),
  endpoint({
    ...common,
    method: 'post',
    path: `${base}/outcomes/{outcomeId}/readings`,
    summary: 'Record what was measured of an outcome',
    params: params.extend({ outcomeId: id }),
    body: readingSchema,
    status: 201,
    answer: made,
    handle: ({ actor, params: { id: challengeId, ...place }, body }) =>
      recordReading(actor, { challengeId, ...place }, body),
  }),
  endpoint({
    ...common,
    method: 'put',
    path: `${base}/readings/{readingId}`,
    summary: 'Correct a reading of your side; the earlier one is kept',
    params: params.extend({ readingId: id }),
    body: correctReadingSchema,
    answer: done,
    handle: async ({ actor, params: { id: challengeId, ...place }, body }) => {
      await correctReading(actor, { challengeId, ...place }, body)
      return {}
    },
  }),
]

/** Pilots and their results, for programs. */
export const outcomesEndpoints: Endpoint[] = [
  ...reading,
  ...leading,
  ...measuring,
  ...paperEndpoints,
  ...evidenceEndpoints,
  ...adoptionEndpoints,
]
