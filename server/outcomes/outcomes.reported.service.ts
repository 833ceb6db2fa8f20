import type { SupplierReview } from '../../shared/outcomes/reviews.ts'
import { Review, type ReviewRecord } from './outcomes.reviews.model.ts'

/** The figures of a supplier's review that may be counted in public sums. */
export interface ReportedFigures {
  followOnPence: number
  rdSpendPence: number
  jobsCreated: number
  jobsSafeguarded: number
}

/** What a supplier reported of a pilot at some time, and stands until the next. */
export interface Reported {
  at: Date
  challengeId: string
  pilotId: string
  supplierId: string
  regionCode: string
  /** Null where the supplier keeps them to itself. */
  counted: ReportedFigures | null
}

/** The figures that may be counted in public sums; null where the supplier keeps them to itself. */
export const countedOf = (review: SupplierReview): ReportedFigures | null =>
  review.isCounted
    ? {
        followOnPence: review.followOnPence ?? 0,
        rdSpendPence: review.rdSpendPence ?? 0,
        jobsCreated: review.jobsCreated ?? 0,
        jobsSafeguarded: review.jobsSafeguarded ?? 0,
      }
    : null

/**
 * Everything that suppliers ever submitted of their pilots, in the order of time, for who counts sums of many. The
 * latest review of a pilot says all of it: what corrects an earlier one after that changes nothing.
 */
export async function listReported(): Promise<Reported[]> {
  const reviews = await Review.find({ side: 'supplier' }).sort({ _id: 1 }).lean<ReviewRecord[]>()
  const versions = reviews
    .flatMap(({ challengeId, pilotId, supplierId, months, versions: each }) =>
      each.map(({ at, content }) => ({
        at,
        months,
        challengeId,
        pilotId,
        supplierId,
        regionCode: (content as SupplierReview).regionCode,
        counted: countedOf(content as SupplierReview),
      })),
    )
    .sort((a, b) => a.at.getTime() - b.at.getTime())
  const latest = new Map<string, number>()
  return versions.filter(({ pilotId, months }) => {
    if (months < (latest.get(pilotId) ?? 0)) return false
    latest.set(pilotId, months)
    return true
  })
}
