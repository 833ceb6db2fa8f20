import type { ClientSession, HydratedDocument } from 'mongoose'
import { dayOf } from '../../shared/coaching/law/periods.ts'
import {
  buyerReviewed,
  reviewSkipped,
  supplierReviewed,
} from '../../shared/outcomes/outcomes.evidence.events.ts'
import type { PilotSide } from '../../shared/outcomes/pilot.ts'
import { type Rating, ratings as allRatings } from '../../shared/outcomes/ratings.ts'
import {
  type BuyerReview,
  emptyBuyerReview,
  emptySupplierReview,
  missingInBuyerReview,
  missingInSupplierReview,
  type ReviewMonths,
  type ReviewState,
  reviewDueOn,
  reviewState,
  type SupplierReview,
} from '../../shared/outcomes/reviews.ts'
import type { BuyerReviewInput, SupplierReviewInput } from '../../shared/outcomes/reviews.schema.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { record } from '../audit/index.ts'
import { regions } from '../organisations/index.ts'
import { now } from '../platform/clock.ts'
import { refuseDuplicate, transaction } from '../platform/database.ts'
import { AppError, allow, notFound } from '../platform/errors.ts'
import { limit } from '../platform/limits.ts'
import { unseen } from '../platform/unseen-changes.ts'
import { tellIfOutdated } from './outcomes.case-study.outdated.ts'
import { evidenceOf, loadPilot, type Piloted } from './outcomes.pilots.service.ts'
import { countedOf } from './outcomes.reported.service.ts'
import { Review, type ReviewRecord, type ReviewVersion } from './outcomes.reviews.model.ts'
import { reviewPolicy, type ReviewStanding } from './outcomes.reviews.policy.ts'

// Each tells the people of the other side.
const perOrganisation = limit('pilot-reviews', 30, 60 * 60)

/** Which review of which contract's pilot. */
export interface ReviewPlace {
  challengeId: string
  submissionId: string
  months: ReviewMonths
  side: PilotSide
}

/** A review as the rules see it for one actor. */
export interface LoadedReview {
  piloted: Piloted
  review: HydratedDocument<ReviewRecord>
  standing: ReviewStanding
  dueOn: string
}

/** Where a review stands today. */
export function stateOf(
  review: Pick<ReviewRecord, 'versions' | 'skipped'> | null,
  startsOn: string,
  months: ReviewMonths,
): ReviewState {
  const [first] = review?.versions ?? []
  return reviewState({
    dueOn: reviewDueOn(startsOn, months),
    submittedOn: first ? dayOf(first.at) : null,
    isSkipped: Boolean(review?.skipped),
    today: dayOf(now()),
  })
}

/** A review of a pilot, a new one that is not kept yet if there is none. @throws AppError not-found to everybody but the two sides */
export async function loadReview(
  actor: Actor,
  { challengeId, submissionId, months, side }: ReviewPlace,
  session: ClientSession | null = null,
): Promise<LoadedReview> {
  const piloted = await loadPilot(actor, challengeId, submissionId)
  const { pilotId, contract } = piloted
  const key = { pilotId, months, side }
  const review =
    (await Review.findOne(key).session(session)) ??
    new Review({ ...key, challengeId, submissionId, supplierId: contract.supplier.id })
  const { startsOn } = contract
  const standing = { ...piloted.standing, side, state: stateOf(review, startsOn, months) }
  if (!reviewPolicy.see(actor, standing)) throw notFound('Review')
  return { piloted, review, standing, dueOn: reviewDueOn(startsOn, months) }
}

function mayWrite(actor: Actor, standing: ReviewStanding): void {
  if (!reviewPolicy.readOwn(actor, standing)) throw notFound('Review')
  if (standing.state === 'to-come')
    throw new AppError('conflict', 'It is too early: a review opens two weeks before it is due.')
  const who =
    standing.side === 'supplier'
      ? 'Members of the supplier who may change something write this; viewers read it'
      : 'Whoever leads the award for a buyer writes this'
  allow(reviewPolicy.write(actor, standing), who)
}

/** What a review says now: its draft, else what was submitted last, else nothing yet. */
export const contentOf = ({ draft, versions, side }: ReviewRecord): SupplierReview | BuyerReview =>
  draft ?? versions.at(-1)?.content ?? (side === 'supplier' ? emptySupplierReview() : emptyBuyerReview())

/** What was typed, of the form of either side. */
export type ReviewInput = SupplierReviewInput | BuyerReviewInput

/** @throws AppError invalid for a region or an outcome that there is not */
function checkNamed({ piloted }: LoadedReview, content: SupplierReview | BuyerReview): void {
  const errors: Record<string, string> = {}
  if ('regionCode' in content) {
    const isRegion = !content.regionCode || regions().find(content.regionCode) !== null
    if (!isRegion) errors['regionCode'] = 'Choose a region of the list'
  } else {
    const known = new Set(piloted.challenge.outcomes.map(({ id }) => id))
    for (const id of Object.keys(content.ratings).filter((one) => !known.has(one)))
      errors[`ratings.${id}`] = 'The challenge has no such outcome: leave it out'
  }
  const [first] = Object.values(errors)
  if (first) throw new AppError('invalid', first, errors)
}

/** A review for writing into, with what was typed. @throws AppError as saving and submitting do */
async function loadForWriting(
  actor: Actor,
  place: ReviewPlace,
  { revision, next: _, because: __, ...content }: ReviewInput,
  session: ClientSession,
) {
  const loaded = await loadReview(actor, place, session)
  mayWrite(actor, loaded.standing)
  checkNamed(loaded, content)
  if (revision !== undefined && revision !== loaded.review.revision) throw new AppError('conflict', unseen)
  return { ...loaded, content: content as SupplierReview | BuyerReview }
}

/**
 * Saves what was typed, complete or not; only its own side reads it. Writing one that was skipped takes that back.
 * @throws AppError not-found, forbidden, conflict if somebody else saved it, invalid for what there is not
 */
export async function saveReview(
  actor: Actor,
  place: ReviewPlace,
  input: ReviewInput,
): Promise<{ revision: number; savedAt: Date }> {
  const savedAt = now()
  const work = transaction(async (session) => {
    const { review, content } = await loadForWriting(actor, place, input, session)
    review.set({ draft: content, revision: review.revision + 1, savedAt, skipped: null })
    await review.save({ session })
    return { revision: review.revision, savedAt }
  })
  return refuseDuplicate(work, unseen)
}

/** @throws AppError invalid naming what is missing */
function checkWhole(
  { piloted, review }: LoadedReview,
  content: SupplierReview | BuyerReview,
  because: string,
): void {
  const missing =
    'regionCode' in content
      ? missingInSupplierReview(content)
      : missingInBuyerReview(content, piloted.challenge.outcomes, piloted.contract)
  if (review.versions.length > 0 && because === '') missing['because'] = 'Say why it is corrected'
  const [first] = Object.values(missing)
  if (first) throw new AppError('invalid', first, missing)
}

/**
 * Submits what was typed; later ones correct it, with the reason, and what stood before stays.
 * @throws AppError not-found, forbidden, too-many, conflict where nothing was changed or somebody else saved it,
 *   invalid naming what is missing
 */
export async function submitReview(
  actor: Actor,
  place: ReviewPlace,
  input: ReviewInput,
): Promise<{ number: number; revision: number }> {
  const work = transaction(async (session) => {
    const loaded = await loadForWriting(actor, place, input, session)
    const { review, piloted, content } = loaded
    const last = review.versions.at(-1)
    if (last && JSON.stringify(last.content) === JSON.stringify(content))
      throw new AppError('conflict', 'This is what you submitted already: change something first.')
    checkWhole(loaded, content, input.because)
    await perOrganisation.consume(actor.organisation?.id ?? '')
    const number = (last?.number ?? 0) + 1
    const because = last ? input.because : ''
    const version: ReviewVersion = { number, content, because, at: now(), byUserId: actor.userId }
    const revision = review.revision + 1
    review.set({ draft: null, skipped: null, revision, versions: [...review.versions, version] })
    await review.save({ session })
    const isLate = stateOf(review, piloted.contract.startsOn, place.months) === 'submitted-late'
    const event = { ...evidenceOf(piloted), months: place.months, number, isLate }
    if ('regionCode' in content) {
      const figures = countedOf(content)
      const counted = figures && { regionCode: content.regionCode, ...figures }
      await record(session, actor, supplierReviewed, { ...event, counted })
    } else await record(session, actor, buyerReviewed, { ...event, ...countsOf(content) })
    const { pilot } = piloted
    if (pilot) await tellIfOutdated(session, actor, { ...piloted, pilot })
    return { number, revision }
  })
  return refuseDuplicate(work, unseen)
}

function countsOf({ ratings, spendPence }: BuyerReview) {
  const given = Object.values(ratings).map(({ rating }) => rating)
  const counts = Object.fromEntries(
    allRatings.map((rating) => [rating, given.filter((one) => one === rating).length]),
  ) as Record<Rating, number>
  return { spendPence: spendPence ?? 0, ratings: counts }
}

/** Leaves a review of one side out; the other reads why. @throws AppError not-found, forbidden, conflict once it is submitted */
export async function skipReview(actor: Actor, place: ReviewPlace, because: string): Promise<void> {
  await transaction(async (session) => {
    const { review, piloted, standing } = await loadReview(actor, place, session)
    mayWrite(actor, standing)
    if (!reviewPolicy.skip(actor, standing))
      throw new AppError('conflict', 'It is submitted or left out already.')
    review.set({ skipped: { because, at: now(), byUserId: actor.userId } })
    await review.save({ session })
    const { months, side } = place
    await record(session, actor, reviewSkipped, { ...evidenceOf(piloted), months, side })
  })
}
