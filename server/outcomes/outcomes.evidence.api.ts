import { z } from 'zod'
import {
  agreeCaseStudySchema,
  askChangeSchema,
  caseStudySchema,
  withdrawCaseStudySchema,
} from '../../shared/outcomes/case-study.ts'
import { decideNextSchema } from '../../shared/outcomes/decision.ts'
import type { PilotSide } from '../../shared/outcomes/pilot.ts'
import {
  buyerReviewSchema,
  monthsSchema,
  skipReviewSchema,
  supplierReviewSchema,
} from '../../shared/outcomes/reviews.schema.ts'
import { type Endpoint, endpoint } from '../platform/api.ts'
import { notFound } from '../platform/errors.ts'
import { readCaseStudy } from './outcomes.case-study.read.service.ts'
import {
  agreeToCaseStudy,
  askForChange,
  beginCaseStudy,
  sendCaseStudy,
  withdrawCaseStudy,
  writeCaseStudy,
} from './outcomes.case-study.service.ts'
import { decideNext } from './outcomes.decision.service.ts'
import { listReviews, readReview } from './outcomes.reviews.read.service.ts'
import { skipReview, submitReview } from './outcomes.reviews.service.ts'

const id = z.string().max(40)
const params = z.object({ id, submissionId: id })
const common = { tag: 'outcomes', auth: 'signed-in' } as const
const base = '/challenges/{id}/pilots/{submissionId}'
const done = z.object({})

const placeOf = ({ id: challengeId, submissionId }: z.output<typeof params>) => ({
  challengeId,
  submissionId,
})

const ofReview = params.extend({ months: z.string().max(10).meta({ description: '3, 6 or 12' }) })

/** @throws AppError not-found for months at which nobody looks back */
function reviewPlace({ months, ...place }: z.output<typeof ofReview>, side: PilotSide) {
  const parsed = monthsSchema.safeParse(months)
  if (!parsed.success) throw notFound('Review')
  return { ...placeOf(place), months: parsed.data, side }
}

const reviewAnswer = z
  .looseObject({
    months: z.number(),
    side: z.enum(['buyer', 'supplier']),
    state: z.string(),
    dueOn: z.string(),
    versions: z.array(z.looseObject({ number: z.number(), because: z.string() })),
  })
  .meta({ id: 'PilotReview' })

const reviewsOf = (side: PilotSide, whose: string): Endpoint[] => [
  endpoint({
    ...common,
    method: 'get',
    path: `${base}/reviews/{months}/${side}`,
    summary: `Read the review of ${whose} at 3, 6 or 12 months, as far as your side may`,
    params: ofReview,
    answer: reviewAnswer,
    handle: ({ actor, params: place }) => readReview(actor, reviewPlace(place, side)),
  }),
  endpoint({
    ...common,
    method: 'post',
    path: `${base}/reviews/{months}/${side}/skip`,
    summary: `Leave the review of ${whose} out, with the reason`,
    params: ofReview,
    body: skipReviewSchema,
    answer: done,
    handle: async ({ actor, params: place, body }) => {
      await skipReview(actor, reviewPlace(place, side), body.because)
      return {}
    },
  }),
]

const reviews: Endpoint[] = [
  endpoint({
    ...common,
    method: 'get',
    path: `${base}/reviews`,
    summary: 'List the reviews of a pilot, of both sides, and where each stands',
    params,
    answer: z.object({
      items: z.array(
        z.looseObject({
          months: z.number(),
          dueOn: z.string(),
          sides: z.array(z.looseObject({ side: z.string(), state: z.string() })),
        }),
      ),
    }),
    handle: async ({ actor, params: place }) => ({ items: await listReviews(actor, placeOf(place)) }),
  }),
  ...reviewsOf('supplier', 'the supplier'),
  ...reviewsOf('buyer', 'the buyer'),
  endpoint({
    ...common,
    method: 'put',
    path: `${base}/reviews/{months}/supplier`,
    summary: 'Submit the review of the supplier, or correct it',
    params: ofReview,
    body: supplierReviewSchema,
    answer: z.object({ number: z.number() }),
    handle: async ({ actor, params: place, body }) => {
      const input = { ...body, revision: undefined, next: 'submit' as const }
      const { number } = await submitReview(actor, reviewPlace(place, 'supplier'), input)
      return { number }
    },
  }),
  endpoint({
    ...common,
    method: 'put',
    path: `${base}/reviews/{months}/buyer`,
    summary: 'Submit the review of the buyer, or correct it',
    params: ofReview,
    body: buyerReviewSchema,
    answer: z.object({ number: z.number() }),
    handle: async ({ actor, params: place, body }) => {
      const input = { ...body, revision: undefined, next: 'submit' as const }
      const { number } = await submitReview(actor, reviewPlace(place, 'buyer'), input)
      return { number }
    },
  }),
  endpoint({
    ...common,
    method: 'put',
    path: `${base}/decision`,
    summary: 'Decide to scale, repeat or stop, with the reasons; public once the results are',
    params,
    body: decideNextSchema,
    answer: done,
    handle: async ({ actor, params: place, body }) => {
      await decideNext(actor, placeOf(place), body)
      return {}
    },
  }),
]

const caseStudyAnswer = z
  .looseObject({
    state: z.string(),
    isPublic: z.boolean(),
    version: z.looseObject({ number: z.number(), title: z.string(), summary: z.string(), body: z.string() }),
    /** What changed on record since the version was written; `recordKey` says with an agreement that one has read it. */
    record: z.looseObject({ recordKey: z.string(), isUpToDate: z.boolean() }),
  })
  .meta({ id: 'PilotCaseStudy' })

/** Something that is done to a case study, and how it reads then. */
const studyStep = <Body extends z.ZodObject>(
  name: string,
  summary: string,
  body: Body,
  act: (
    actor: Parameters<typeof readCaseStudy>[0],
    place: Parameters<typeof readCaseStudy>[1],
    input: z.output<Body>,
  ) => Promise<void>,
): Endpoint =>
  endpoint({
    ...common,
    method: 'post',
    path: `${base}/case-study/${name}`,
    summary,
    params,
    body,
    answer: caseStudyAnswer,
    handle: async ({ actor, params: place, body: input }) => {
      await act(actor, placeOf(place), input as z.output<Body>)
      return readCaseStudy(actor, placeOf(place))
    },
  })

const caseStudies: Endpoint[] = [
  endpoint({
    ...common,
    method: 'get',
    path: `${base}/case-study`,
    summary:
      'Read the case study of a pilot: the buyer its latest version, the supplier the one that the buyer agreed to',
    params,
    answer: caseStudyAnswer,
    handle: ({ actor, params: place }) => readCaseStudy(actor, placeOf(place)),
  }),
  endpoint({
    ...common,
    method: 'post',
    path: `${base}/case-study`,
    summary: 'Draft the case study of a pilot from what is on record',
    params,
    status: 201,
    answer: caseStudyAnswer,
    handle: async ({ actor, params: place }) => {
      await beginCaseStudy(actor, placeOf(place))
      return readCaseStudy(actor, placeOf(place))
    },
  }),
  endpoint({
    ...common,
    method: 'put',
    path: `${base}/case-study`,
    summary: 'Write a new version; whatever was agreed of the one before is asked again',
    params,
    body: caseStudySchema,
    answer: caseStudyAnswer,
    handle: async ({ actor, params: place, body }) => {
      await writeCaseStudy(actor, placeOf(place), body)
      return readCaseStudy(actor, placeOf(place))
    },
  }),
  studyStep(
    'send',
    'Agree to the latest version for the buyer: the supplier is asked',
    agreeCaseStudySchema,
    sendCaseStudy,
  ),
  studyStep(
    'agree',
    'Agree for the supplier: it is published in the library',
    agreeCaseStudySchema,
    agreeToCaseStudy,
  ),
  studyStep('change', 'Ask for a change for the supplier, with the reason', askChangeSchema, askForChange),
  studyStep(
    'withdraw',
    'Take it out of the library for your side',
    withdrawCaseStudySchema,
    (actor, place, { because }) => withdrawCaseStudy(actor, place, because),
  ),
]

/** Reviews, decisions and case studies of pilots, for programs. */
export const evidenceEndpoints: Endpoint[] = [...reviews, ...caseStudies]
