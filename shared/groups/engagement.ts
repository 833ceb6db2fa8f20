import { endOf } from '../platform/dates.ts'

/** Planned among the group; announced to everybody; called off. Under way and held is what the clock says. */
export const engagementStatuses = ['planned', 'announced', 'cancelled'] as const
export type EngagementStatus = (typeof engagementStatuses)[number]

/** Where an engagement stands at an instant. */
export type EngagementState = EngagementStatus | 'under-way' | 'held'

export const engagementLabels: Record<EngagementState, string> = {
  planned: 'Planned',
  announced: 'To come',
  'under-way': 'Under way',
  held: 'Held',
  cancelled: 'Cancelled',
}

/** The colour of its tag; empty for the common one. */
export const engagementColours: Record<EngagementState, string> = {
  planned: 'amber',
  announced: '',
  'under-way': 'sky',
  held: 'grey',
  cancelled: 'grey',
}

interface Timed {
  status: EngagementStatus
  startsAt: Date
  minutes: number
}

/** The state by the clock: what was announced is under way from its start, and held once it is over. */
export function engagementState(engagement: Timed, at: Date): EngagementState {
  if (engagement.status !== 'announced' || engagement.startsAt > at) return engagement.status
  return endOf(engagement) <= at ? 'held' : 'under-way'
}

/** From its start on what was announced is a fact: it has notes, and is neither changed nor called off. */
export const hasBegun = (state: EngagementState): boolean => state === 'under-way' || state === 'held'
