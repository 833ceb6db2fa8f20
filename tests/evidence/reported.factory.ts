import { Review } from '../../server/outcomes/outcomes.reviews.model.ts'
import type { ReviewMonths, SupplierReview } from '../../shared/outcomes/reviews.ts'

/** A review that the supplier of a pilot submitted, as it would be stored; what it says is counted. */
export async function aReport(
  challengeId: string,
  supplierId: string,
  content: Partial<SupplierReview> = {},
  { months = 3, at = new Date() }: { months?: ReviewMonths; at?: Date } = {},
): Promise<void> {
  const said: SupplierReview = {
    followOnPence: 100_000_00,
    rdSpendPence: 20_000_00,
    jobsCreated: 2,
    jobsSafeguarded: 0,
    regionCode: 'TLD4',
    view: 'CANARY-view',
    isCounted: true,
    ...content,
  }
  const pilotId = `pilot-of-${supplierId}`
  const key = { pilotId, months, side: 'supplier' as const }
  const review =
    (await Review.findOne(key)) ?? new Review({ ...key, challengeId, submissionId: pilotId, supplierId })
  const number = review.versions.length + 1
  const version = { number, content: said, because: '', at, byUserId: 'somebody' }
  review.set({ versions: [...review.versions, version] })
  await review.save()
}
