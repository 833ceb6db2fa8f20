import { pilotSides } from '../../shared/outcomes/pilot.ts'
import {
  reviewDueOn,
  reviewLateFrom,
  reviewMonths,
  reviewOpensOn,
  type SupplierReview,
} from '../../shared/outcomes/reviews.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { codeNames } from '../organisations/index.ts'
import { loadPilot } from './outcomes.pilots.service.ts'
import { Review, type ReviewRecord, type ReviewVersion } from './outcomes.reviews.model.ts'
import { reviewPolicy } from './outcomes.reviews.policy.ts'
import { contentOf, loadReview, type ReviewPlace, stateOf } from './outcomes.reviews.service.ts'

/** Every review of a pilot, of both sides, as somebody of one of them sees where it stands; none before a plan or the first. */
export async function listReviews(actor: Actor, place: { challengeId: string; submissionId: string }) {
  const { pilotId, contract, standing } = await loadPilot(actor, place.challengeId, place.submissionId)
  if (!standing.isPlanned && !standing.hasReviews) return []
  const kept = await Review.find({ pilotId }).lean<ReviewRecord[]>()
  return reviewMonths.map((months) => ({
    months,
    dueOn: reviewDueOn(contract.startsOn, months),
    opensOn: reviewOpensOn(reviewDueOn(contract.startsOn, months)),
    sides: pilotSides.map((side) => {
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
