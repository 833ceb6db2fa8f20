import type { ResourceContent } from './resource.ts'
import { tellingStems } from './words.ts'

/** What of a resource is compared; a draft of something else can be shown as one. */
export type Compared = Pick<
  ResourceContent,
  'title' | 'summary' | 'topics' | 'sectors' | 'routes' | 'gates' | 'categories' | 'procurementActSections'
>

const shared = <Value>(a: readonly Value[], b: readonly Value[]): number =>
  a.filter((value) => b.includes(value)).length

/** How near two resources are: what they are filed under counts, then the words of title and summary. 0 is nothing. */
export function nearness(a: Compared, b: Compared): number {
  const filed =
    3 * shared(a.topics, b.topics) +
    2 * shared(a.routes, b.routes) +
    2 * shared(a.procurementActSections, b.procurementActSections) +
    2 * shared(divisions(a), divisions(b)) +
    shared(a.sectors, b.sectors) +
    shared(a.gates, b.gates)
  const [words, others] = [wordsOf(a), wordsOf(b)]
  const common = [...words].filter((stem) => others.has(stem)).length
  return filed + (6 * common) / Math.max(1, Math.sqrt(words.size * others.size))
}

// What lies at less than this shares hardly more than a word by chance.
const leastNearness = 1.5

/** The nearest of the others, the nearest first. */
export function nearest<Other extends Compared>(to: Compared, others: Other[], most: number): Other[] {
  return others
    .map((other) => ({ other, by: nearness(to, other) }))
    .filter(({ by }) => by >= leastNearness)
    .sort((a, b) => b.by - a.by)
    .slice(0, most)
    .map(({ other }) => other)
}

const divisions = ({ categories }: Compared): string[] => [
  ...new Set(categories.map((code) => code.slice(0, 2))),
]
const wordsOf = ({ title, summary }: Compared): Set<string> => tellingStems(`${title} ${summary}`)
