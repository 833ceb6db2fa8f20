import type { Outcome } from '../challenges/challenge.ts'
import { daysBetween } from '../coaching/law/periods.ts'

/** A drawing of readings in a box of 100 by 60, y downwards; heights are null where the challenge gives no figure. */
export interface ReadingsChart {
  /** `x,y` of each reading in the order of days. */
  points: { x: number; y: number }[]
  baseline: number | null
  target: number | null
}

const width = 100
const height = 60

const rounded = (number: number): number => Math.round(number * 10) / 10

/**
 * Where readings, baseline and target lie in the drawing; null for no readings. The lowest figure lies at the bottom,
 * the highest at the top; a single reading lies at the right.
 */
export function chartOf(
  { baseline, target }: Pick<Outcome, 'baseline' | 'target'>,
  readings: readonly { on: string; value: number }[],
): ReadingsChart | null {
  const sorted = readings.toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
  const [first] = sorted
  const last = sorted.at(-1)
  if (!first || !last) return null
  const figures = [baseline, target, ...sorted.map(({ value }) => value)].filter((one) => one !== null)
  const least = Math.min(...figures)
  const most = Math.max(...figures)
  const yOf = (value: number): number =>
    rounded(most === least ? height / 2 : height - ((value - least) / (most - least)) * height)
  const days = daysBetween(first.on, last.on)
  const xOf = (on: string): number => rounded(days === 0 ? width : (daysBetween(first.on, on) / days) * width)
  return {
    points: sorted.map(({ on, value }) => ({ x: xOf(on), y: yOf(value) })),
    baseline: baseline === null ? null : yOf(baseline),
    target: target === null ? null : yOf(target),
  }
}
