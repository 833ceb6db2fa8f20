// Whether those who took a course write more openly afterwards: means only, and only of enough people that nobody can
// be made out.

/** Fewer drafts, or of fewer people, are not told of. */
export const fewestDrafts = 5
export const fewestPeople = 5

/** A draft of somebody who agreed that theirs are counted. */
export interface ScoredDraft {
  userId: string
  /** Of 100. */
  openness: number
  begunAt: Date
  /** The last time at which the words that were scored could have changed. */
  settledAt: Date
}

export interface Mean {
  mean: number
  drafts: number
  people: number
}

const meanOf = (drafts: ScoredDraft[]): Mean | null => {
  const people = new Set(drafts.map(({ userId }) => userId)).size
  if (drafts.length < fewestDrafts || people < fewestPeople) return null
  const sum = drafts.reduce((total, { openness }) => total + openness, 0)
  return { mean: Math.round(sum / drafts.length), drafts: drafts.length, people }
}

/**
 * The mean openness of drafts settled before their writer completed a course, and of drafts begun after it; null for
 * a mean of too few. A draft begun before and changed after says nothing of either, and is left out.
 */
export function beforeAndAfter(
  drafts: ScoredDraft[],
  completedAt: ReadonlyMap<string, Date>,
): { before: Mean | null; after: Mean | null } {
  const dated = drafts.flatMap((draft) => {
    const at = completedAt.get(draft.userId)
    return at ? [{ draft, at }] : []
  })
  return {
    before: meanOf(dated.filter(({ draft, at }) => draft.settledAt <= at).map(({ draft }) => draft)),
    after: meanOf(dated.filter(({ draft, at }) => draft.begunAt > at).map(({ draft }) => draft)),
  }
}
