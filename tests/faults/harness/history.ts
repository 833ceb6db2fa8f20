/** How a piece of work of the load ended, as its client saw it. */
export type End = 'acknowledged' | 'refused' | 'unknown'

/** What a client wanted, with words that stand nowhere else, and how it ended. */
export interface Entry {
  client: string
  kind: 'ask' | 'answer' | 'save' | 'submit'
  /** Words or a number by which the checker finds it again. */
  mark: string
  /** The proposal or challenge that it is about. */
  about: string
  end: End
  beganAt: number
  endedAt: number
}

/** Everything that the load did, and what it met with. */
export interface History {
  entries: Entry[]
  /** Answers with status 500: a fault must never look like one of ours. */
  serverErrors: string[]
  /** How long pieces of work took that were acknowledged, in milliseconds, repeats and all. */
  slowest: () => number
}

export function createHistory(): History {
  const entries: Entry[] = []
  return {
    entries,
    serverErrors: [],
    slowest: () =>
      entries
        .filter(({ end }) => end === 'acknowledged')
        .reduce((most, { beganAt, endedAt }) => Math.max(most, endedAt - beganAt), 0),
  }
}
