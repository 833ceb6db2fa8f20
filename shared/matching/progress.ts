/** The steps of a ranking that somebody waits for, in their order. */
export const progressStates = ['waiting', 'reading', 'ranking', 'storing', 'done'] as const
export type ProgressState = (typeof progressStates)[number]

/** How far a ranking has come. */
export interface Progress {
  state: ProgressState
  /** When it came to this step. */
  at: Date
  /** How many suppliers are ranked; null before the directory was read. */
  suppliers: number | null
  /** How many of them are kept; null before they were ranked. */
  stored: number | null
}

/** A ranking that takes this long over one step, in milliseconds, has died. */
export const diesAfterMs = 60_000

/** `died`: it came no further for a minute. */
export type ProgressLook = 'running' | 'died' | 'done'

/** Whether a ranking is under way, over, or has come to nothing, at this instant. */
export function lookOf({ state, at }: Pick<Progress, 'state' | 'at'>, now: Date): ProgressLook {
  if (state === 'done') return 'done'
  return now.getTime() - at.getTime() > diesAfterMs ? 'died' : 'running'
}
