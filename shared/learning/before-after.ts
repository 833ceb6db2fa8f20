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

/** Of how few a mean may be told. */
interface Fewest {
  drafts: number
  people: number
}

/** One's own drafts are one's own to see, however few. */
export const fewestOfOwn: Fewest = { drafts: 1, people: 1 }

export interface Mean {
  mean: number
  drafts: number
  people: number
}

const meanOf = (drafts: ScoredDraft[], fewest: Fewest): Mean | null => {
  const people = new Set(drafts.map(({ userId }) => userId)).size
  if (drafts.length < fewest.drafts || people < fewest.people) return null
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
  fewest: Fewest = { drafts: fewestDrafts, people: fewestPeople },
): { before: Mean | null; after: Mean | null } {
  const dated = drafts.flatMap((draft) => {
    const at = completedAt.get(draft.userId)
    return at ? [{ draft, at }] : []
  })
  return {
    before: meanOf(
      dated.filter(({ draft, at }) => draft.settledAt <= at).map(({ draft }) => draft),
      fewest,
    ),
    after: meanOf(
      dated.filter(({ draft, at }) => draft.begunAt > at).map(({ draft }) => draft),
      fewest,
    ),
  }
}
