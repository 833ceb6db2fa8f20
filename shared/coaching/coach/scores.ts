import type { Finding, Score, ScorePart } from './finding.ts'
import { findRule } from './rules/index.ts'

/** The two scores of a draft. They advise: nothing is refused for a low one. */
export interface Scores {
  /** How open it is to answers that the writer hasn't thought of. */
  openness: Score
  /** How far it is from being understood and answered by firms that don't know you. */
  readiness: Score
}

/**
 * Reckons both scores from the findings alone, so that each point can be shown where it went. The second finding of
 * a rule costs half of the first, the third a quarter: a fault made often is still one habit.
 */
export function scoresOf(findings: Pick<Finding, 'rule'>[]): Scores {
  const counts = new Map<string, number>()
  for (const { rule } of findings) counts.set(rule, (counts.get(rule) ?? 0) + 1)
  return { openness: scoreOf(counts, 'openness'), readiness: scoreOf(counts, 'readiness') }
}

function scoreOf(counts: Map<string, number>, kind: 'openness' | 'readiness'): Score {
  const parts = [...counts].flatMap(([id, count]): ScorePart[] => {
    const rule = findRule(id)
    const cost = rule ? Math.round(rule.costs[kind] * (2 - 2 ** (1 - count))) : 0
    return rule && cost > 0 ? [{ rule: id, title: rule.title, count, cost }] : []
  })
  parts.sort((a, b) => b.cost - a.cost || a.title.localeCompare(b.title, 'en'))
  return { value: Math.max(0, 100 - parts.reduce((sum, { cost }) => sum + cost, 0)), parts }
}
