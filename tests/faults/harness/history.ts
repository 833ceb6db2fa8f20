/** How a piece of work of the load ended, as its client saw it. */
export type End = 'acknowledged' | 'refused' | 'unknown'

export type WorkKind = 'ask' | 'answer' | 'vote' | 'save' | 'submit' | 'say'

/** What a client wanted, with words that stand nowhere else, and how it ended. */
export interface Entry {
  client: string
  kind: WorkKind
  /** Words, a number or an id by which the checker finds it again. */
  mark: string
  /** The proposal, challenge or live session that it is about; for a vote the question and the supplier. */
  about: string
  end: End
  /** Whether a submission was refused because of the deadline. */
  isTooLate?: boolean
  beganAt: number
  endedAt: number
}

/** From a fault that was mended until the next piece of work was acknowledged. */
export interface Recovery {
  fault: string
  mendedAt: number
}

/** Everything that the load did, and what it met with. */
export interface History {
  entries: Entry[]
  recoveries: Recovery[]
  /** Answers with status 500: a fault must never look like one of ours. */
  serverErrors: string[]
}

export const createHistory = (): History => ({ entries: [], recoveries: [], serverErrors: [] })

const isAcknowledged = ({ end }: Entry): boolean => end === 'acknowledged'

/** How many pieces of work ended so. */
export const countOf = ({ entries }: History, end: End): number =>
  entries.filter((entry) => entry.end === end).length

/** How long acknowledged pieces of work took, repeats and all: the slowest of each hundredth, in milliseconds. */
export function timesOf({ entries }: History): { medianMs: number; p99Ms: number; slowestMs: number } {
  const times = entries
    .filter(isAcknowledged)
    .map(({ beganAt, endedAt }) => endedAt - beganAt)
    .sort((a, b) => a - b)
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(share * times.length))] ?? 0
  return { medianMs: at(0.5), p99Ms: at(0.99), slowestMs: at(1) }
}

/** For each kind of fault the longest time from its mending until work was acknowledged again, in milliseconds. */
export function recoveryTimes({ entries, recoveries }: History): Record<string, number> {
  const longest: Record<string, number> = {}
  for (const { fault, mendedAt } of recoveries) {
    const next = entries.reduce(
      (soonest, entry) =>
        isAcknowledged(entry) && entry.endedAt >= mendedAt ? Math.min(soonest, entry.endedAt) : soonest,
      Infinity,
    )
    if (next < Infinity) longest[fault] = Math.max(longest[fault] ?? 0, next - mendedAt)
  }
  return longest
}
