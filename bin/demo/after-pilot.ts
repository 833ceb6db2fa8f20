import { findChallenge } from '../../server/challenges/index.ts'
import {
  adopt,
  agreeToCaseStudy,
  answerAdoption,
  askToAdopt,
  beginCaseStudy,
  decideMilestone,
  decideNext,
  milestoneIds,
  publishResults,
  recordReading,
  sendCaseStudy,
  setTerms,
  submitReview,
} from '../../server/outcomes/index.ts'
import { now } from '../../server/platform/clock.ts'
import { dayOf } from '../../shared/coaching/law/periods.ts'
import { adoptSchema, answerAdoptionSchema, termsSchema } from '../../shared/outcomes/adoption.ts'
import { decideNextSchema } from '../../shared/outcomes/decision.ts'
import {
  decideMilestoneSchema,
  readingSchema,
  resultsWordsSchema,
} from '../../shared/outcomes/outcomes.schema.ts'
import { buyerReviewForm, monthsSchema, supplierReviewForm } from '../../shared/outcomes/reviews.schema.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import type { DemoAfterPilot, DemoEvaluation } from './demo-evaluations.ts'
import type { RelativeTime } from './demo-files.ts'
import { actorOf } from './organisations.ts'
import { contractOf, type Told } from './pilot.ts'

/** Which contract, and both of its sides. */
interface Scene {
  place: { challengeId: string; submissionId: string }
  buyer: Actor
  supplier: Actor
  outcomeIds: string[]
}
type Happen = (time: RelativeTime, step: (scene: Scene) => Promise<void>) => void

/** What came of a pilot of the demonstration: measured, looked back at, decided, told and adopted. */
export function addAfterPilot(
  { moderator, pilot }: DemoEvaluation,
  after: DemoAfterPilot,
  told: Told,
  at: (time: RelativeTime, happen: () => Promise<void>) => void,
): void {
  const happen: Happen = (time, step) =>
    at(time, async () => {
      const place = await contractOf(told)
      if (!place) return
      const outcomes = (await findChallenge(place.challengeId))?.outcomes ?? []
      await step({
        place,
        buyer: await actorOf(moderator),
        supplier: await actorOf(told.supplierEmail(pilot.reading.by)),
        outcomeIds: outcomes.map(({ id }) => id),
      })
    })
  addMeasures(after, happen)
  addReviews(after, happen)
  addResults(after, happen)
  addAdoption(after, happen)
}

function addMeasures({ milestones, readings }: DemoAfterPilot, happen: Happen): void {
  for (const { index, state, words, ...time } of milestones)
    happen(time, async ({ place, buyer }) => {
      const milestoneId = (await milestoneIds(place))[index] ?? ''
      const decided = decideMilestoneSchema.parse({ state, words, on: dayOf(now()) })
      await decideMilestone(buyer, { ...place, milestoneId }, decided)
    })
  for (const { inDays, at, by, outcome, ...reading } of readings)
    happen({ inDays, at }, async ({ place, buyer, supplier, outcomeIds }) => {
      const input = readingSchema.parse({ ...reading, on: dayOf(now()) })
      const outcomeId = outcomeIds[outcome] ?? ''
      await recordReading(by === 'buyer' ? buyer : supplier, { ...place, outcomeId }, input)
    })
}

function addReviews({ supplierReviews, buyerReviews }: DemoAfterPilot, happen: Happen): void {
  for (const { months, content, ...time } of supplierReviews)
    happen(time, async ({ place, supplier }) => {
      const review = { ...place, months: monthsSchema.parse(months), side: 'supplier' as const }
      await submitReview(supplier, review, supplierReviewForm.parse(content))
    })
  for (const { months, content, ...time } of buyerReviews)
    happen(time, async ({ place, buyer, outcomeIds }) => {
      const review = { ...place, months: monthsSchema.parse(months), side: 'buyer' as const }
      const ratings = Object.fromEntries(outcomeIds.map((id, index) => [id, content.ratings[index]]))
      await submitReview(buyer, review, buyerReviewForm.parse({ ...content, ratings }))
    })
}

function addResults({ results, decision, terms, caseStudy }: DemoAfterPilot, happen: Happen): void {
  const { inDays, at, ...words } = results
  happen({ inDays, at }, ({ place, buyer }) => publishResults(buyer, place, resultsWordsSchema.parse(words)))
  const { what, way, why } = decision
  happen(decision, ({ place, buyer }) => decideNext(buyer, place, decideNextSchema.parse({ what, way, why })))
  happen(terms, async ({ place, buyer, supplier }) => {
    await setTerms(buyer, place, termsSchema.parse(terms.buyer))
    await setTerms(supplier, place, termsSchema.parse(terms.supplier))
  })
  happen(caseStudy.begun, ({ place, buyer }) => beginCaseStudy(buyer, place))
  happen(caseStudy.sent, ({ place, buyer }) => sendCaseStudy(buyer, place, { number: 1, recordKey: '' }))
  happen(caseStudy.agreed, ({ place, supplier }) =>
    agreeToCaseStudy(supplier, place, { number: 1, recordKey: '' }),
  )
}

function addAdoption({ adoption }: DemoAfterPilot, happen: Happen): void {
  const { by, message, way, words } = adoption
  let id = ''
  // Each side said once on what terms it shares.
  const termsSeen = '1.1'
  happen(adoption.asked, async ({ place }) => {
    id = (await askToAdopt(await actorOf(by), place, { message, termsSeen })).id
  })
  happen(adoption.answered, ({ buyer }) =>
    answerAdoption(buyer, id, answerAdoptionSchema.parse({ helps: 'yes', words: adoption.answer })),
  )
  happen(adoption.adopted, async () =>
    adopt(await actorOf(by), id, adoptSchema.parse({ way, words, termsSeen })),
  )
}
