import { z } from 'zod'
import {
  answerScaleUpSchema,
  inviteScaleUpSchema,
  paperDraftSchema,
  paperStages,
  submitPaperSchema,
  withdrawPaperSchema,
} from '../../shared/outcomes/papers.ts'
import { type Endpoint, endpoint } from '../platform/api.ts'
import { notFound } from '../platform/errors.ts'
import { readPaper } from './outcomes.papers.read.service.ts'
import { type PaperPlace, savePaper, submitPaper, withdrawPaper } from './outcomes.papers.service.ts'
import { answerScaleUp, inviteScaleUp } from './outcomes.scale-up.service.ts'

const id = z.string().max(40)
const ofPilot = z.object({ id, submissionId: id })
const params = ofPilot.extend({ stage: z.string().max(20).describe(paperStages.join(' or ')) })

/** Which paper an address names. @throws AppError not-found for a stage that no pilot has */
function placeOf({ id: challengeId, submissionId, stage: named }: z.output<typeof params>): PaperPlace {
  const stage = paperStages.find((one) => one === named)
  if (!stage) throw notFound('Page')
  return { challengeId, submissionId, stage }
}

const common = { tag: 'outcomes', auth: 'signed-in' } as const
const pilot = '/challenges/{id}/pilots/{submissionId}'
const base = `${pilot}/papers/{stage}`
const moment = z.iso.datetime()

const paperAnswer = z
  .looseObject({
    stage: z.enum(paperStages),
    questions: z.array(
      z.looseObject({
        field: z.string(),
        title: z.string(),
        words: z.number().nullable(),
        isMandatory: z.boolean(),
      }),
    ),
    invitation: z.looseObject({ way: z.string(), respondBy: moment }).nullable(),
    versions: z
      .array(z.looseObject({ number: z.int(), at: moment, because: z.string() }))
      .describe(
        'What was submitted, the newest first; a scale-up proposal is the buyer’s to read once its time is over',
      ),
    draft: z
      .looseObject({ revision: z.int(), missing: z.record(z.string(), z.string()) })
      .nullable()
      .describe('For the supplier alone'),
    answer: z.looseObject({ goesOn: z.boolean(), words: z.string() }).nullable(),
  })
  .meta({ id: 'PilotPaper' })

/** Reports of pilots and scale-up proposals, for programs. */
export const paperEndpoints: Endpoint[] = [
  endpoint({
    ...common,
    method: 'get',
    path: base,
    summary: 'Read the report of a pilot, or the scale-up proposal that its supplier was asked for',
    params,
    answer: paperAnswer,
    handle: ({ actor, params: place }) => readPaper(actor, placeOf(place)),
  }),
  endpoint({
    ...common,
    method: 'put',
    path: `${base}/draft`,
    summary: 'Save the draft of a report or a scale-up proposal, whole or not',
    params,
    body: paperDraftSchema,
    answer: z.object({ revision: z.int(), savedAt: moment }),
    handle: ({ actor, params: place, body }) => savePaper(actor, placeOf(place), body),
  }),
  endpoint({
    ...common,
    method: 'post',
    path: `${base}/submissions`,
    summary: 'Submit the draft of a report or a scale-up proposal; a report is corrected so, with the reason',
    params,
    body: submitPaperSchema,
    status: 201,
    answer: z.object({ number: z.int() }),
    handle: ({ actor, params: place, body }) => submitPaper(actor, placeOf(place), body),
  }),
  endpoint({
    ...common,
    method: 'post',
    path: `${pilot}/papers/scale-up/withdraw`,
    summary: 'Take a scale-up proposal back in its time; the draft stays',
    params: ofPilot,
    body: withdrawPaperSchema,
    answer: z.object({}),
    handle: async ({ actor, params: { id: challengeId, submissionId } }) => {
      await withdrawPaper(actor, { challengeId, submissionId, stage: 'scale-up' })
      return {}
    },
  }),
  endpoint({
    ...common,
    method: 'put',
    path: `${pilot}/papers/scale-up/answer`,
    summary: 'Say once what follows from a scale-up proposal, after its time',
    params: ofPilot,
    body: answerScaleUpSchema,
    answer: z.object({}),
    handle: async ({ actor, params: { id: challengeId, submissionId }, body }) => {
      await answerScaleUp(actor, { challengeId, submissionId }, body)
      return {}
    },
  }),
  endpoint({
    ...common,
    method: 'put',
    path: '/challenges/{id}/scale-up',
    summary: 'Ask the suppliers of pilots for scale-up proposals, all until the same time',
    params: z.object({ id }),
    body: inviteScaleUpSchema,
    answer: z.object({ respondBy: moment }),
    handle: ({ actor, params: { id: challengeId }, body }) => inviteScaleUp(actor, challengeId, body),
  }),
]
