import { type ChallengeKind, kindFacts } from '../challenges/kinds.ts'
import type { ChallengeStatus } from '../challenges/challenge.ts'
import { isPast } from '../challenges/effective-status.ts'
import { openStatuses } from '../challenges/life-cycle.ts'

/** Who is introduced to whom. */
export const introductionKinds = ['suppliers', 'buyer-and-supplier'] as const
export type IntroductionKind = (typeof introductionKinds)[number]

/** What each kind is called on a page. */
export const introductionKindLabels: Record<IntroductionKind, string> = {
  suppliers: 'Two suppliers',
  'buyer-and-supplier': 'The authority and a supplier',
}

/** `made`: both said yes, and each has the other's contact. Nothing leads out of the last four. */
export const introductionStatuses = [
  'proposed',
  'accepted-by-one',
  'made',
  'declined',
  'expired',
  'withdrawn',
] as const
export type IntroductionStatus = (typeof introductionStatuses)[number]

/** States in which somebody's answer is waited for. */
export const waitingStatuses: IntroductionStatus[] = ['proposed', 'accepted-by-one']

/** What each state is called for the brokers, who see all of it. */
export const introductionStatusLabels: Record<IntroductionStatus, string> = {
  proposed: 'Nobody has answered',
  'accepted-by-one': 'One side has accepted',
  made: 'Made',
  declined: 'Declined',
  expired: 'Expired',
  withdrawn: 'Withdrawn',
}

/** How long both sides have to answer, in milliseconds: 14 days. */
export const answerTimeMs = 14 * 86_400_000

/** What one side said. */
export const sideAnswers = ['none', 'accepted', 'declined'] as const
export type SideAnswer = (typeof sideAnswers)[number]

/** What the rules need to know of the challenge. */
export interface ChallengeOfIntroduction {
  kind: ChallengeKind
  /** At this instant. */
  status: ChallengeStatus
}

/**
 * Who may be introduced to whom over a challenge at this moment. The buyer meets suppliers in preliminary market
 * engagement only (Procurement Act 2023 s.16): once it buys, what one supplier hears all must (s.12(2) and (3)).
 */
export function possibleKinds({ kind, status }: ChallengeOfIntroduction): IntroductionKind[] {
  if (!openStatuses.includes(status)) return []
  return kindFacts(kind).regime === 'before-procurement' ? [...introductionKinds] : ['suppliers']
}

/** Why a buyer and a supplier can't be introduced outside engagement, for whoever tries. */
export const buyerOnlyInEngagement =
  'A buyer and a supplier can be introduced only while the market is being engaged (Procurement Act 2023, section 16). Once the authority buys, it tells every supplier the same.'

/** Until when the sides may answer: 14 days, or until the challenge takes no more responses if that is sooner. */
export function expiryOf(proposedAt: Date, respondBy: Date | null): Date {
  const latest = proposedAt.getTime() + answerTimeMs
  return new Date(respondBy ? Math.min(latest, respondBy.getTime()) : latest)
}

/** Where an introduction stands at this instant, whatever a late worker has or has not stored. */
export function standingOfIntroduction(
  introduction: { status: IntroductionStatus; between: IntroductionKind; expiresAt: Date },
  challenge: ChallengeOfIntroduction,
  now: Date,
): IntroductionStatus {
  const { status, between, expiresAt } = introduction
  if (!waitingStatuses.includes(status)) return status
  return isPast(expiresAt, now) || !possibleKinds(challenge).includes(between) ? 'expired' : status
}

/** All that one side may know: never what the other answered, nor why an introduction ended without its doing. */
export const sideViews = ['answer', 'accepted', 'made', 'declined', 'ended'] as const
export type SideView = (typeof sideViews)[number]

/** What each of them is called on a page. */
export const sideViewLabels: Record<SideView, string> = {
  answer: 'Waits for your answer',
  accepted: 'You accepted',
  made: 'Introduced',
  declined: 'You declined',
  ended: 'Does not come about',
}

/** What one side is shown of an introduction. */
export function sideView(status: IntroductionStatus, own: SideAnswer): SideView {
  if (status === 'made') return 'made'
  if (own === 'declined') return 'declined'
  if (!waitingStatuses.includes(status)) return 'ended'
  return own === 'accepted' ? 'accepted' : 'answer'
}
