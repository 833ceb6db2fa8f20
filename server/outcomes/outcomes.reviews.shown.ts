import { formatPence } from '../../shared/platform/money.ts'
import { ratingNames } from '../../shared/outcomes/ratings.ts'
import type { BuyerReview, SupplierReview } from '../../shared/outcomes/reviews.ts'
import type { Shown } from '../platform/unseen-changes.ts'
import { type ReadReview, regionWords } from './outcomes.reviews.read.service.ts'

const pounds = (pence: number | null): string => (pence === null ? '' : formatPence(pence))
const count = (number: number | null): string => (number === null ? '' : String(number))

const supplierShown = (review: SupplierReview): Shown => [
  ['Follow-on investment', pounds(review.followOnPence)],
  ['Your own spend on research and development', pounds(review.rdSpendPence)],
  ['Jobs created', count(review.jobsCreated)],
  ['Jobs kept that would have gone', count(review.jobsSafeguarded)],
  ['In which region is that?', review.regionCode && regionWords(review.regionCode), review.regionCode],
  ['May these figures be counted?', review.isCounted ? 'Yes' : 'No'],
  ['How do you see the pilot now?', review.view],
]

const buyerShown = (outcomes: ReadReview['outcomes'], review: BuyerReview): Shown => [
  ...outcomes.flatMap(({ id, title }) => {
    const { rating = '', why = '' } = review.ratings[id] ?? {}
    return [[title, rating && ratingNames[rating]] as const, [`Why? (${title})`, why] as const]
  }),
  ['Spent so far', pounds(review.spendPence)],
  ['If that is more than the contract is worth: why?', review.spendWhy ?? ''],
  ['What do those who use it say?', review.usersView],
  ['What did you learn?', review.learnt],
]

/** A review as the form of its own side shows it; nothing to the other side. */
export function reviewShown({ own, outcomes }: Pick<ReadReview, 'own' | 'outcomes'>): Shown {
  if (!own) return []
  const { content } = own
  return 'regionCode' in content ? supplierShown(content) : buyerShown(outcomes, content)
}
