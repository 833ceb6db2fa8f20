import { endOf } from '../platform/dates.ts'

/** Planned among the group; announced to everybody; called off. Held is what the clock says. */
export const engagementStatuses = ['planned', 'announced', 'cancelled'] as const
export type EngagementStatus = (typeof engagementStatuses)[number]

/** Where an engagement stands at an instant. */
export type EngagementState = EngagementStatus | 'held'

export const engagementLabels: Record<EngagementState, string> = {
  planned: 'Planned',
  announced: 'To come',
  held: 'Held',
  cancelled: 'Cancelled',
}

interface Timed {
  status: EngagementStatus
  startsAt: Date
  minutes: number
}

/** The state by the clock: what was announced is held once it is over. */
export const engagementState = (engagement: Timed, at: Date): EngagementState =>
  engagement.status === 'announced' && endOf(engagement) <= at ? 'held' : engagement.status
