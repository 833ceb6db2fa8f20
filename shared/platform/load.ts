/** What requests are for, in the order in which they are turned away while there are too many: the last never. */
export const requestClasses = ['browse', 'read', 'write', 'vital'] as const
export type RequestClass = (typeof requestClasses)[number]

/** How loaded a process is. Each level turns one more class away. */
export const loadLevels = ['calm', 'busy', 'strained', 'overloaded'] as const
export type LoadLevel = (typeof loadLevels)[number]

interface LevelRule {
  /** Reached when the event loop was held up this long, as a multiple of the limit that is set. */
  delayTimes: number
  /** Reached, too, when work that is due has waited longer than is allowed. */
  byQueue: boolean
  refuses: readonly RequestClass[]
}

/** The table of levels: when each is reached, and whom it turns away. */
export const levelRules: Record<LoadLevel, LevelRule> = {
  calm: { delayTimes: 0, byQueue: true, refuses: [] },
  busy: { delayTimes: 1, byQueue: true, refuses: ['browse'] },
  strained: { delayTimes: 2.5, byQueue: false, refuses: ['browse', 'read'] },
  overloaded: { delayTimes: 5, byQueue: false, refuses: ['browse', 'read', 'write'] },
}

export interface LoadLimits {
  /** The longest that the event loop may be held up, in milliseconds. */
  delayMs: number
  /** The longest that work which is due may wait, in milliseconds. */
  queueMs: number
}

/** What was measured since the last time. */
export interface LoadSample {
  /** Milliseconds on any clock that only goes forward. */
  at: number
  /** The longest that the event loop was held up. */
  delayMs: number
  /** How long the work that waits longest has been due; 0 for none. */
  queueMs: number
}

export interface LoadState {
  level: LoadLevel
  /** Since when every sample has asked for a higher level; null if the last did not. */
  higherSince: number | null
  /** Since when every sample has been well below this level; null if the last was not. */
  lowerSince: number | null
}

/** How a process begins. */
export const calm: LoadState = { level: 'calm', higherSince: null, lowerSince: null }

/** So long it must be worse before one more class is turned away, in milliseconds: a single pause is no load. */
export const riseAfterMs = 3000
/** So long it must be better before one class is let in again: their coming back must not turn them away again. */
export const fallAfterMs = 10_000
/** It is better below this share of what brought the level about. */
const wellBelow = 0.5

const reaches = (
  { delayMs, queueMs }: LoadSample,
  limits: LoadLimits,
  level: LoadLevel,
  share = 1,
): boolean => {
  const { delayTimes, byQueue } = levelRules[level]
  return delayMs >= delayTimes * limits.delayMs * share || (byQueue && queueMs >= limits.queueMs * share)
}

/** The state after one more sample: one level up or down at a time, each only after a while. */
export function nextLoad(state: LoadState, sample: LoadSample, limits: LoadLimits): LoadState {
  const place = loadLevels.indexOf(state.level)
  const above = loadLevels[place + 1]
  const below = loadLevels[place - 1]
  if (above && reaches(sample, limits, above)) {
    const higherSince = state.higherSince ?? sample.at
    if (sample.at - higherSince < riseAfterMs) return { ...state, higherSince, lowerSince: null }
    return { level: above, higherSince: sample.at, lowerSince: null }
  }
  if (below && !reaches(sample, limits, state.level, wellBelow)) {
    const lowerSince = state.lowerSince ?? sample.at
    if (sample.at - lowerSince < fallAfterMs) return { ...state, higherSince: null, lowerSince }
    return { level: below, higherSince: null, lowerSince: sample.at }
  }
  return { ...state, higherSince: null, lowerSince: null }
}

/** True if a process so loaded turns such a request away. */
export const isRefused = (level: LoadLevel, kind: RequestClass): boolean =>
  levelRules[level].refuses.includes(kind)
