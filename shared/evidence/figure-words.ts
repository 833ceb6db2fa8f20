import { type Estimate, type FigureUnit } from './figures.ts'
import { fewest } from './facts.ts'

const whole = new Intl.NumberFormat('en-GB')
const half = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 })
const percent = new Intl.NumberFormat('en-GB', { style: 'percent', maximumFractionDigits: 0 })
const pounds = new Intl.NumberFormat('en-GB', {
  style: 'currency',
  currency: 'GBP',
  notation: 'compact',
  minimumFractionDigits: 0,
  maximumFractionDigits: 1,
})

export const numberWords = (value: number): string => whole.format(value)
export const percentWords = (share: number): string => percent.format(share)
/** `£1.2m`, of pence. */
export const poundsWords = (pence: number): string => pounds.format(pence / 100).toLowerCase()

const plain = (value: number): string => half.format(value)
const words: Record<FigureUnit, (value: number) => string> = {
  count: plain,
  number: plain,
  points: plain,
  share: percentWords,
  percent: (value) => `${half.format(value)}%`,
  money: poundsWords,
  jobs: plain,
  days: (value) => (value === 1 ? '1 day' : `${half.format(value)} days`),
}

/** A value as people read it: `34%`, `63 days`. */
export const valueWords = (unit: FigureUnit, value: number): string => words[unit](value)

/** A range as people read it: `28% to 41%`. */
export const rangeWords = (unit: FigureUnit, { low, high }: { low: number; high: number }): string =>
  `${valueWords(unit, low)} to ${valueWords(unit, high)}`

/** Counts and sums say what they are; all else says nothing when it is reckoned from so few. */
export const isTooFew = (unit: FigureUnit, { of }: Estimate): boolean =>
  unit !== 'count' && unit !== 'money' && of < fewest
