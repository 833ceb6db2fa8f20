import type { Day } from '../coaching/law/law.ts'
import { addDays, addMonths } from '../coaching/law/periods.ts'
import { formatPence } from '../platform/money.ts'
import type { PilotSide } from './pilot.ts'
import type { Rating } from './ratings.ts'

/** So many months after the contract's start each side looks back, also where the contract is over by then. */
export const reviewMonths = [3, 6, 12] as const
export type ReviewMonths = (typeof reviewMonths)[number]

/** A review may be written, and is asked for, so many days before it is due; after so many it is late. */
export const reviewOpensDaysBefore = 14
export const reviewLateAfterDays = 14

/**
 * What the supplier says. Money and jobs count from the contract's start, so that the latest review says all of it and
 * sums count nothing twice; null for what nobody has said.
 */
export interface SupplierReview {
  followOnPence: number | null
  rdSpendPence: number | null
  jobsCreated: number | null
  jobsSafeguarded: number | null
  /** The ITL region in which that is; empty until it is said. */
  regionCode: string
  view: string
  /** The figures may be counted in public sums; nothing else of a review is ever public. */
  isCounted: boolean
}

/** What the buyer says. */
export interface BuyerReview {
  /** By the id of the challenge's outcome. */
  ratings: Record<string, { rating: Rating | ''; why: string }>
  spendPence: number | null
  /** Why more was spent than the contract is worth; empty where it was not, absent from what was kept before it was asked. */
  spendWhy?: string
  usersView: string
  learnt: string
}

export const emptySupplierReview = (): SupplierReview => ({
  followOnPence: null,
  rdSpendPence: null,
  jobsCreated: null,
  jobsSafeguarded: null,
  regionCode: '',
  view: '',
  isCounted: false,
})

export const emptyBuyerReview = (): BuyerReview => ({
  ratings: {},
  spendPence: null,
  spendWhy: '',
  usersView: '',
  learnt: '',
})

/** The day on which a review is due. */
export const reviewDueOn = (startsOn: Day, months: ReviewMonths): Day => addMonths(startsOn, months)

export const reviewOpensOn = (dueOn: Day): Day => addDays(dueOn, -reviewOpensDaysBefore)
/** From this day on there is a review to write. */
export const reviewsBeginOn = (startsOn: Day): Day => reviewOpensOn(reviewDueOn(startsOn, reviewMonths[0]))

export const reviewLateFrom = (dueOn: Day): Day => addDays(dueOn, reviewLateAfterDays + 1)

/** Where a review of one side stands on a day. */
export const reviewStates = ['to-come', 'open', 'late', 'skipped', 'submitted', 'submitted-late'] as const
export type ReviewState = (typeof reviewStates)[number]

export const reviewStateNames: Record<ReviewState, string> = {
  'to-come': 'To come',
  open: 'To write',
  late: 'Late',
  skipped: 'Skipped',
  submitted: 'Submitted',
  'submitted-late': 'Submitted late',
}

/** @param submittedOn the day of the first version; null before */
export function reviewState({
  dueOn,
  submittedOn,
  isSkipped,
  today,
}: {
  dueOn: Day
  submittedOn: Day | null
  isSkipped: boolean
  today: Day
}): ReviewState {
  const lateFrom = reviewLateFrom(dueOn)
  if (submittedOn !== null) return submittedOn < lateFrom ? 'submitted' : 'submitted-late'
  if (isSkipped) return 'skipped'
  if (today >= lateFrom) return 'late'
  return today >= reviewOpensOn(dueOn) ? 'open' : 'to-come'
}

/** What is missing from a review before it can be submitted, by field, as its form shows it. */
export function missingInSupplierReview(review: SupplierReview): Record<string, string> {
  const missing: Record<string, string> = {}
  const figures = [
    ['followOnPence', 'Enter the follow-on investment; 0 if there was none'],
    ['rdSpendPence', 'Enter what you spent on research and development; 0 if nothing'],
    ['jobsCreated', 'Enter how many jobs were created; 0 if none'],
    ['jobsSafeguarded', 'Enter how many jobs were kept; 0 if none'],
  ] as const
  for (const [field, words] of figures) if (review[field] === null) missing[field] = words
  if (!review.regionCode) missing['regionCode'] = 'Choose the region in which that is'
  if (!review.view) missing['view'] = 'Say how you see the pilot'
  return missing
}

/** True where more was spent than a contract is worth: it may be right, and wants saying why. */
export const isOverspent = (
  { spendPence }: Pick<BuyerReview, 'spendPence'>,
  { grossPence }: { grossPence: number },
): boolean => spendPence !== null && spendPence > grossPence

/** The same for the buyer; each outcome is rated. */
export function missingInBuyerReview(
  review: BuyerReview,
  outcomes: readonly { id: string; title: string }[],
  contract: { grossPence: number },
): Record<string, string> {
  const missing: Record<string, string> = {}
  for (const { id, title } of outcomes) {
    const { rating = '', why = '' } = review.ratings[id] ?? {}
    if (!rating) missing[`ratings.${id}.rating`] = `Rate “${title}”`
    else if (rating !== 'good' && !why) missing[`ratings.${id}.why`] = `Say why “${title}” is not rated good`
  }
  if (review.spendPence === null) missing['spendPence'] = 'Enter what was spent so far; 0 if nothing'
  if (isOverspent(review, contract) && !review.spendWhy)
    missing['spendWhy'] =
      `The contract is worth ${formatPence(contract.grossPence)} with VAT: correct the amount, or say why more was spent`
  if (!review.usersView) missing['usersView'] = 'Say what those who use it say'
  if (!review.learnt) missing['learnt'] = 'Say what you learnt'
  return missing
}

/** The other side of a contract. */
export const otherSide = (side: PilotSide): PilotSide => (side === 'buyer' ? 'supplier' : 'buyer')
