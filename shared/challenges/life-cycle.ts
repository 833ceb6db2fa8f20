import { type ChallengeStatus, challengeStatuses } from './challenge.ts'
import type { Conclusion } from './conclusion.ts'

/** Everything that moves a challenge, or changes what it says. */
export const challengeActions = [
  'edit',
  'submit',
  'publish',
  'publish-scheduled',
  'return',
  'amend',
  'extend',
  'close-clarifications',
  'close',
  'withdraw',
] as const
export type ChallengeAction = (typeof challengeActions)[number]

/** Who may take a step: the authority's own people, those of a verified authority, the brokers, or the clock. */
export type ChallengeParty = 'authority' | 'verified-authority' | 'broker' | 'clock'

interface Step {
  next: ChallengeStatus
  who: ChallengeParty[]
}

/**
 * The life of a challenge: what may happen in each state, where it leads, and who decides.
 * Nothing leads out of `withdrawn`: what the record needs is never deleted, and a new start is a copy.
 */
export const lifeCycle: Record<ChallengeStatus, Partial<Record<ChallengeAction, Step>>> = {
  draft: {
    edit: { next: 'draft', who: ['authority'] },
    submit: { next: 'submitted', who: ['verified-authority'] },
    withdraw: { next: 'withdrawn', who: ['authority'] },
  },
  submitted: {
    publish: { next: 'open', who: ['broker'] },
    // By a broker's approval, at the time that it names.
    'publish-scheduled': { next: 'open', who: ['clock'] },
    return: { next: 'returned', who: ['broker'] },
    withdraw: { next: 'withdrawn', who: ['authority'] },
  },
  returned: {
    edit: { next: 'returned', who: ['authority'] },
    submit: { next: 'submitted', who: ['verified-authority'] },
    withdraw: { next: 'withdrawn', who: ['authority'] },
  },
  open: {
    amend: { next: 'open', who: ['verified-authority'] },
    'close-clarifications': { next: 'clarifications-closed', who: ['clock'] },
    close: { next: 'closed', who: ['clock'] },
    withdraw: { next: 'withdrawn', who: ['verified-authority', 'broker'] },
  },
  'clarifications-closed': {
    amend: { next: 'clarifications-closed', who: ['verified-authority'] },
    close: { next: 'closed', who: ['clock'] },
    withdraw: { next: 'withdrawn', who: ['verified-authority', 'broker'] },
  },
  closed: {
    // After a failure of this service, for all, and before anybody has come to open the proposals.
    extend: { next: 'clarifications-closed', who: ['verified-authority'] },
    withdraw: { next: 'withdrawn', who: ['verified-authority', 'broker'] },
  },
  withdrawn: {},
}

/** The step that an action means in this state; null if it is not possible. */
export const stepFrom = (status: ChallengeStatus, action: ChallengeAction): Step | null =>
  lifeCycle[status][action] ?? null

/** States in which anybody may read a challenge; a withdrawn one also counts if it had been published. */
export const publicStatuses: ChallengeStatus[] = ['open', 'clarifications-closed', 'closed']

/** States in which responses are still taken. */
export const openStatuses: ChallengeStatus[] = ['open', 'clarifications-closed']

/** What each state is called on a page. */
export const statusLabels: Record<ChallengeStatus, string> = {
  draft: 'Draft',
  submitted: 'With the brokers',
  returned: 'Returned with comments',
  open: 'Open',
  'clarifications-closed': 'Open, questions closed',
  closed: 'Closed',
  withdrawn: 'Withdrawn',
}

/** What it is called where it is known how it came out: `Awarded` for a closed one with an award. */
export function labelOf({ conclusion }: { conclusion?: Conclusion | null }, status: ChallengeStatus): string {
  if (status !== 'closed' || !conclusion) return statusLabels[status]
  return conclusion.outcome === 'awarded' ? 'Awarded' : 'Not awarded'
}

/** True for a word that is one of the states. */
export const isStatus = (word: string): word is ChallengeStatus =>
  (challengeStatuses as readonly string[]).includes(word)
