import { dayOf } from '../../shared/coaching/law/periods.ts'
import type { PilotSide } from '../../shared/outcomes/pilot.ts'
import {
  reviewDueOn,
  reviewLateFrom,
  reviewMonths,
  type ReviewMonths,
  reviewOpensOn,
  type ReviewState,
  type SupplierReview,
} from '../../shared/outcomes/reviews.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { findChallenges } from '../challenges/index.ts'
import { awardOnRecord } from '../evaluation/index.ts'
import { codeNames } from '../organisations/index.ts'
import { now } from '../platform/clock.ts'
import { Pilot, type PilotRecord } from './outcomes.model.ts'
import { loadPlanned } from './outcomes.pilots.service.ts'
import { Review, type ReviewRecord, type ReviewVersion } from './outcomes.reviews.model.ts'
import { reviewPolicy } from './outcomes.reviews.policy.ts'
import { contentOf, loadReview, type ReviewPlace, stateOf } from './outcomes.reviews.service.ts'

const sides = ['supplier', 'buyer'] as const

/** Every review of a pilot, of both sides, as somebody of one of them sees where it stands. */
export async function listReviews(actor: Actor, place: { challengeId: string; submissionId: string }) {
  const { pilot, contract, standing } = await loadPlanned(actor, place.challengeId, place.submissionId)
  const kept = await Review.find({ pilotId: pilot._id }).lean<ReviewRecord[]>()
  return reviewMonths.map((months) => ({
    months,
    dueOn: reviewDueOn(contract.startsOn, months),
    opensOn: reviewOpensOn(reviewDueOn(contract.startsOn, months)),
    sides: sides.map((side) => {
      const review = kept.find((one) => one.months === months && one.side === side) ?? null
      const state = stateOf(review, contract.startsOn, months)
      const of = { ...standing, side, state }
      return {
        side,
        state,
        submittedAt: review?.versions.at(-1)?.at ?? null,
        skippedBecause: review?.skipped?.because ?? '',
        may: { read: reviewPolicy.read(actor, of), write: reviewPolicy.write(actor, of) },
      }
    }),
  }))
}

/** What the other side reads of a supplier's review: its words. */
const wordsOnly = ({ view }: SupplierReview) => ({ view })

function presentVersion(version: ReviewVersion, isOwn: boolean) {
  const { number, because, at, content } = version
  const shown = !isOwn && 'regionCode' in content ? wordsOnly(content) : content
  return { number, because, at, content: shown }
}

/** A review as somebody of either side may see it. @throws AppError not-found to everybody else, and before it is submitted to the other side */
export async function readReview(actor: Actor, place: ReviewPlace) {
  const { piloted, review, standing, dueOn } = await loadReview(actor, place)
  const isOwn = reviewPolicy.readOwn(actor, standing)
  const record = review.toObject()
  const mayRead = reviewPolicy.read(actor, standing)
  return {
    challenge: { id: place.challengeId, title: piloted.challenge.title },
    submissionId: place.submissionId,
    supplierName: piloted.contract.supplier.name,
    outcomes: piloted.challenge.outcomes.map(({ id, title, measure }) => ({ id, title, measure })),
    months: place.months,
    side: place.side,
    grossPence: piloted.contract.grossPence,
    state: standing.state,
    dueOn,
    lateFrom: reviewLateFrom(dueOn),
    opensOn: reviewOpensOn(dueOn),
    skipped: record.skipped && { because: record.skipped.because, at: record.skipped.at },
    versions: mayRead ? record.versions.map((version) => presentVersion(version, isOwn)).reverse() : [],
    own: isOwn
      ? {
          content: contentOf(record),
          revision: record.revision,
          savedAt: record.savedAt,
          hasDraft: record.draft !== null,
        }
      : null,
    may: {
      write: reviewPolicy.write(actor, standing),
      skip: reviewPolicy.skip(actor, standing),
      isOwn,
    },
  }
}

export type ReadReview = Awaited<ReturnType<typeof readReview>>

/** Where a figure was, as people say it. */
export const regionWords = (code: string): string => codeNames.region(code) || code

/** A review that one side has still to write. */
export interface ReviewDeadline {
  challengeId: string
  pilotId: string
  supplierId: string
  months: ReviewMonths
  side: PilotSide
  state: Extract<ReviewState, 'open' | 'late'>
  dueOn: string
}

/** Every review that may be written today and is not, of pilots of challenges that are not withdrawn. */
export async function listReviewDeadlines(): Promise<ReviewDeadline[]> {
  const [pilots, reviews] = await Promise.all([
    Pilot.find({}, { challengeId: 1, submissionId: 1, supplierId: 1 }).lean<PilotRecord[]>(),
    Review.find({}, { draft: 0 }).lean<ReviewRecord[]>(),
  ])
  const challenges = await findChallenges(pilots.map(({ challengeId }) => challengeId))
  const each = pilots.map(async ({ _id: pilotId, challengeId, submissionId, supplierId }) => {
    const challenge = challenges.get(challengeId)
    if (!challenge || challenge.status === 'withdrawn') return []
    const contracts = (await awardOnRecord(challengeId))?.contracts ?? []
    const startsOn = contracts.find((one) => one.submissionId === submissionId)?.startsOn
    if (!startsOn || startsOn > dayOf(now())) return []
    return reviewMonths.flatMap((months) =>
      sides.flatMap((side): ReviewDeadline[] => {
        const of = (one: ReviewRecord) =>
          one.pilotId === pilotId && one.months === months && one.side === side
        const state = stateOf(reviews.find(of) ?? null, startsOn, months)
        if (state !== 'open' && state !== 'late') return []
        return [
          { challengeId, pilotId, supplierId, months, side, state, dueOn: reviewDueOn(startsOn, months) },
        ]
      }),
    )
  })
  return (await Promise.all(each)).flat()
}
