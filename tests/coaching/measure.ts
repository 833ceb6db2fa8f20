import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { projectRoot } from '../../server/platform/paths.ts'
import { coach, coachSentence } from '../../shared/coaching/coach/coach.ts'

/**
 * The parts of the labels: `look` was read while the rules were written, `held` was not, but its counts were printed
 * between changes; `fresh` was drawn and labelled later, by a reader who had not seen the rules.
 */
export const parts = ['look', 'held', 'fresh'] as const
export type Part = (typeof parts)[number]

/** How a rule did on one list of labels. */
export interface RuleResult {
  rule: string
  positives: number
  /** Found and labelled, found only, labelled only. */
  right: number
  wrong: number
  missed: number
}

interface Row {
  split: Part
  text: string
  labels: string
}

/** Fewer positives than these say nothing. */
export const fewestPositives = 15

// What the coach says beyond what was labelled can't be called right or wrong.
const unlabelled = new Set(['reading-age', 'criteria-unweighted', 'criteria-unexplained', 'price-share'])

const read = (name: string): Row[] =>
  parse(readFileSync(join(projectRoot, `tests/coaching/labels/${name}.csv`)), { columns: true, bom: true })

/** The fresh labels are of sentences only. */
function rowsOf(list: 'sentences' | 'notices', part: Part): Row[] {
  if (part === 'fresh') return list === 'sentences' ? read('fresh-sentences') : []
  return read(list).filter(({ split }) => split === part)
}

const foundIn = (list: 'sentences' | 'notices', text: string): Set<string> => {
  const findings = list === 'sentences' ? coachSentence(text) : coach({ text }).findings
  return new Set(findings.map(({ rule }) => rule).filter((rule) => !unlabelled.has(rule)))
}

/** Compares the coach with one part of the labels; counts only, no texts. */
export function measureRules(list: 'sentences' | 'notices', part: Part): RuleResult[] {
  const results = new Map<string, RuleResult>()
  const of = (rule: string): RuleResult => {
    const known = results.get(rule) ?? { rule, positives: 0, right: 0, wrong: 0, missed: 0 }
    results.set(rule, known)
    return known
  }
  for (const { text, labels } of rowsOf(list, part)) {
    const wanted = new Set(labels.split(' ').filter(Boolean))
    const found = foundIn(list, text)
    for (const rule of wanted) {
      of(rule).positives += 1
      of(rule)[found.has(rule) ? 'right' : 'missed'] += 1
    }
    for (const rule of found) if (!wanted.has(rule)) of(rule).wrong += 1
  }
  return [...results.values()].sort((a, b) => b.positives - a.positives || a.rule.localeCompare(b.rule, 'en'))
}

/** All rules together. */
export function pooled(results: RuleResult[]): RuleResult {
  const sum = (key: 'positives' | 'right' | 'wrong' | 'missed') =>
    results.reduce((all, result) => all + result[key], 0)
  return {
    rule: 'all',
    positives: sum('positives'),
    right: sum('right'),
    wrong: sum('wrong'),
    missed: sum('missed'),
  }
}

/** The share of what was found that is right; null if nothing was found. */
export const precision = ({ right, wrong }: RuleResult): number | null =>
  right + wrong === 0 ? null : right / (right + wrong)

/** The share of what is there that was found; null if nothing is there. */
export const recall = ({ positives, right }: RuleResult): number | null =>
  positives === 0 ? null : right / positives

const share = (value: number | null) => (value === null ? '–' : value.toFixed(2))

/** The table as it stands in docs/coaching.md. */
export function table(results: RuleResult[]): string {
  const rows = [...results, pooled(results)].map((result) => {
    const isFew = result.positives < fewestPositives
    const cells = [
      result.rule,
      result.positives,
      share(precision(result)),
      share(recall(result)),
      isFew ? 'too few to say' : '',
    ]
    return `| ${cells.join(' | ')} |`
  })
  return ['| rule | positives | precision | recall | |', '| --- | ---: | ---: | ---: | --- |', ...rows].join(
    '\n',
  )
}
