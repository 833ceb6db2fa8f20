import type { ClientSession } from 'mongoose'
import type { PilotSide } from '../../shared/outcomes/pilot.ts'
import type { BuyerReview, SupplierReview } from '../../shared/outcomes/reviews.ts'
import { Review, type ReviewRecord } from './outcomes.reviews.model.ts'

/** The latest submitted review of each side of a pilot, for what is drafted from them; null for none. */
export async function latestReviews(pilotId: string, session: ClientSession | null = null) {
  const kept = await Review.find({ pilotId }).sort({ months: -1 }).session(session).lean<ReviewRecord[]>()
  const latest = (side: PilotSide) =>
    kept.find((one) => one.side === side && one.versions.length > 0)?.versions.at(-1)?.content ?? null
  return {
    supplier: latest('supplier') as SupplierReview | null,
    buyer: latest('buyer') as BuyerReview | null,
  }
}
