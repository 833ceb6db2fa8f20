/** What was found at the end. */
export interface Findings extends Found {
  notices: number
  mails: number
  /** E-mails of which nobody can say whether they were taken: the server hung up at the end of them. */
  mailsUnknown: number
  /** From the last fault until everything was told, in milliseconds. */
  drainMs: number
}

export interface Found {
  /** Of what was acknowledged, or follows from it, what is not there. */
  lost: string[]
  /** What is on record and waits to be done, although the run waited for it. */
  late: string[]
  /** What is there twice, or reached somebody twice. */
  doubled: string[]
  /** What was taken after its deadline or refused before it, and changes without just one event. */
  wrong: string[]
}

/** How often each is there. */
export function countBy(keys: string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  return counts
}
