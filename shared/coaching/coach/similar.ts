import { readTokens } from './reading.ts'

// How much two texts have in common: runs of three words, and the words of weight. Both in time that grows with
// the length of the texts.

const light = new Set(
  'the a an and or of to in on for with by from at is are be was were will would can may must that this these those it its our we you your their they as not more than so have has do does which who what when where how all each any us there'.split(
    ' ',
  ),
)

/** A text as a set of what it can be recognised by. */
export interface Print {
  runs: Set<string>
  words: Set<string>
}

/** The print of a text; the first 20,000 characters say enough. */
export function printOf(text: string): Print {
  const words = readTokens(text.slice(0, 20_000))
    .filter(({ kind, lower }) => kind === 'word' && !light.has(lower))
    .map(({ lower }) => lower.replace(/(?:ing|ed|s)$/, ''))
  const runs = new Set<string>()
  for (let i = 0; i + 2 < words.length; i += 1) runs.add(`${words[i]} ${words[i + 1]} ${words[i + 2]}`)
  return { runs, words: new Set(words) }
}

/** From 0, nothing in common, to 1: the share of the shorter print that is in the other. */
export function likeness(one: Print, other: Print): number {
  const byRuns = overlap(one.runs, other.runs)
  const byWords = overlap(one.words, other.words)
  // Copied passages show in runs; the same need in other words shows in most of the words being the same.
  return Math.min(1, Math.max(byRuns * 1.5, byWords >= mostlyTheSame ? byWords : 0))
}

const mostlyTheSame = 0.55
const fewest = 8

function overlap(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const [small, large] = one.size < other.size ? [one, other] : [other, one]
  if (small.size < fewest) return 0
  let both = 0
  for (const item of small) if (large.has(item)) both += 1
  return both / small.size
}
