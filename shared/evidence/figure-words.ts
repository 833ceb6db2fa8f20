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

/** A value as people read it: `34%`, `63 days`. */
export function valueWords(unit: FigureUnit, value: number): string {
  switch (unit) {
    case 'share':
      return percentWords(value)
    case 'percent':
      return `${half.format(value)}%`
    case 'money':
      return poundsWords(value)
    case 'days':
      return value === 1 ? '1 day' : `${half.format(value)} days`
    default:
      return half.format(value)
  }
}

/** A range as people read it: `28% to 41%`. */
export const rangeWords = (unit: FigureUnit, { low, high }: { low: number; high: number }): string =>
  `${valueWords(unit, low)} to ${valueWords(unit, high)}`

/** Counts and sums say what they are; all else says nothing when it is reckoned from so few. */
export const isTooFew = (unit: FigureUnit, { of }: Estimate): boolean =>
  unit !== 'count' && unit !== 'money' && of < fewest
