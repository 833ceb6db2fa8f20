import { concernedParts, type DeclineKind } from './decline-kinds.ts'
import { fitLogistic, type Observation } from './logistic.ts'
import type { TrainedOn } from './matching-model.ts'
import { type PartName, partNames, type Parts, partWeights } from './parts.ts'

/** Somebody's word on a match, as it is learnt from: the parts of its score, and nothing else of the supplier. */
export interface Example {
  /** As they were stored with the match; a part that was added since is absent. */
  parts: Partial<Record<string, number>>
  isGood: boolean
  /** Why it is no good; null for a good one. */
  kind: DeclineKind | null
  supplierId: string
  /** The person whose word it was. */
  decidedBy: string
}

/** What came of learning: new weights, or why there are none. */
export type Learnt =
  | { isLearnt: true; weights: Parts; trainedOn: TrainedOn }
  | { isLearnt: false; why: 'too-few' | 'one-sided' | 'against-the-score'; trainedOn: TrainedOn }

/** Fewer decisions than this say too little. */
export const fewestExamples = 30
/** Of the good and of the bad ones each. */
export const fewestOfOneKind = 5

// A reason that finds fault with a part of the score says more than a bare no.
const weightOfConcern = 2
// One supplier's decisions together count as much as so many.
const mostOfSupplier = 3
// One person's count as much as everybody else's together, or as so many while few others decide.
const mostOfPersonAlone = 40
// No part ever counts less than half or more than twice as much as it does in the built-in version.
const [least, most] = [0.5, 2]
// How hard the live weights hold: several hundred decisions move half-way to what those say.
const strength = 8
// What the live score is expected to say of a decision, as log-odds for the whole way from 0 to 1.
const usualSlope = 6
const leastSlope = 1

/** Whether a kind of reason says something about how well the match was made. */
export const teaches = (kind: DeclineKind): boolean => concernedParts[kind] !== null

/**
 * Learns how much each part of the score should count from what people decided: a logistic regression on the parts,
 * pulled to the live weights, so that few decisions move little. Weights are 0 or more, together 1, and within
 * half to twice the built-in ones. The same examples in any order give the same weights.
 */
export function learnWeights(examples: readonly Example[], live: Parts): Learnt {
  const usable = examples.filter(isUsable)
  const trainedOn = countsOf(usable)
  if (usable.length < fewestExamples) return { isLearnt: false, why: 'too-few', trainedOn }
  if (Math.min(trainedOn.good, trainedOn.bad) < fewestOfOneKind)
    return { isLearnt: false, why: 'one-sided', trainedOn }
  const observations = capped(inOneOrder(usable)).map(asObservation)
  const before = partNames.map((name) => live[name])
  const scores = observations.map((one) => ({ ...one, values: [dot(one.values, before)] }))
  const [fitted = usualSlope] = fitLogistic(scores, { towards: [usualSlope], strength: 1 })
  // Where the better score is the worse match, no weights of the same parts mend that.
  if (fitted <= 0) return { isLearnt: false, why: 'against-the-score', trainedOn }
  const slope = Math.max(fitted, leastSlope)
  const towards = before.map((weight) => weight * slope)
  const positive = fitLogistic(observations, { towards, strength }).map((value) => Math.max(value, 0))
  const total = positive.reduce((sum, value) => sum + value, 0)
  if (total === 0) return { isLearnt: false, why: 'against-the-score', trainedOn }
  const weights = withinBounds(positive.map((value) => value / total))
  return { isLearnt: true, weights, trainedOn }
}

const dot = (a: number[], b: number[]): number =>
  a.reduce((sum, value, i) => sum + value * (b[i] as number), 0)

/** Parts that no version of the present ranking makes are of another ranking: nothing can be learnt from them. */
function isUsable({ parts, isGood, kind }: Example): boolean {
  const names: readonly string[] = partNames
  const stored = Object.keys(parts)
  return stored.length > 0 && stored.every((name) => names.includes(name)) && (isGood || isTelling(kind))
}

const isTelling = (kind: DeclineKind | null): boolean => kind !== null && teaches(kind)

function countsOf(examples: readonly Example[]): TrainedOn {
  const byKind: TrainedOn['byKind'] = {}
  for (const { isGood, kind } of examples) if (!isGood && kind) byKind[kind] = (byKind[kind] ?? 0) + 1
  const good = examples.filter(({ isGood }) => isGood).length
  return { good, bad: examples.length - good, byKind }
}

/** Sums depend on their order by the last digits: one order, whatever the database gave. */
function inOneOrder(examples: readonly Example[]): Example[] {
  const key = ({ parts, isGood, kind, supplierId, decidedBy }: Example): string =>
    JSON.stringify([supplierId, decidedBy, isGood, kind, partNames.map((name) => parts[name] ?? 0)])
  return examples
    .map((example) => ({ example, key: key(example) }))
    .sort((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key)))
    .map(({ example }) => example)
}

interface Weighted {
  example: Example
  weight: number
}

/** How much an example counts by itself: 2 if its reason finds fault with a part of the score, else 1. */
export function loudness({ isGood, kind }: Pick<Example, 'isGood' | 'kind'>): number {
  const names: readonly string[] = partNames
  const concerned = isGood || kind === null ? [] : (concernedParts[kind] ?? [])
  return concerned.some((name) => names.includes(name)) ? weightOfConcern : 1
}

/** How much each example counts, so that neither one supplier nor one person decides for everybody. */
function capped(examples: Example[]): Weighted[] {
  const weighted = examples.map((example) => ({ example, weight: loudness(example) }))
  const bySupplier = scaled(
    weighted,
    ({ supplierId }) => supplierId,
    () => mostOfSupplier,
  )
  return scaled(
    bySupplier,
    ({ decidedBy }) => decidedBy,
    (ofOthers) => Math.max(ofOthers, mostOfPersonAlone),
  )
}

/** Makes the examples of each group count together for at most what `limit` says, given what all others count. */
function scaled(
  weighted: Weighted[],
  groupOf: (example: Example) => string,
  limit: (ofOthers: number) => number,
): Weighted[] {
  const totals = new Map<string, number>()
  for (const { example, weight } of weighted)
    totals.set(groupOf(example), (totals.get(groupOf(example)) ?? 0) + weight)
  const all = weighted.reduce((sum, { weight }) => sum + weight, 0)
  return weighted.map(({ example, weight }) => {
    const own = totals.get(groupOf(example)) ?? weight
    return { example, weight: weight * Math.min(1, limit(all - own) / own) }
  })
}

const asObservation = ({ example, weight }: Weighted): Observation => ({
  values: partNames.map((name) => example.parts[name] ?? 0),
  isGood: example.isGood,
  weight,
})

const places = 10_000

/** The nearest weights that are together 1 and within the bounds, to four places. */
function withinBounds(wanted: number[]): Parts {
  const bounds = partNames.map((name) => ({ low: partWeights[name] * least, high: partWeights[name] * most }))
  const moved = (by: number) =>
    wanted.map((value, i) => {
      const { low, high } = bounds[i] as { low: number; high: number }
      return Math.min(high, Math.max(low, value + by))
    })
  // The sum grows with what is added to all: halve the interval until it is 1.
  let [low, high] = [-2, 2]
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2
    if (moved(middle).reduce((sum, value) => sum + value, 0) < 1) low = middle
    else high = middle
  }
  return rounded(moved(high))
}

/** To four places; what rounding leaves over goes to the largest, where it shows least. */
function rounded(weights: number[]): Parts {
  const units = weights.map((weight) => Math.round(weight * places))
  const over = places - units.reduce((sum, value) => sum + value, 0)
  const largest = units.indexOf(Math.max(...units))
  units[largest] = (units[largest] as number) + over
  return Object.fromEntries(
    partNames.map((name: PartName, i) => [name, (units[i] as number) / places]),
  ) as Parts
}
