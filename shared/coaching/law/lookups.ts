import { formatPence } from '../../platform/money.ts'
import {
  type AuthorityKind,
  type Clock,
  type Day,
  isInForce,
  type Jurisdiction,
  type Law,
  type MinimumPeriod,
  type PeriodCircumstance,
  type PeriodKind,
  type Threshold,
  type ThresholdContract,
  type ThresholdSubject,
} from './law.ts'
import { addMonths, daysBetween } from './periods.ts'

/** What an amount is asked for. */
export interface ThresholdCase {
  subject: ThresholdSubject
  authority: AuthorityKind
  contract: ThresholdContract
  jurisdiction: Jurisdiction
}

const fits = (row: Threshold, wanted: ThresholdCase): boolean =>
  row.subject === wanted.subject &&
  (row.authority === 'any' || row.authority === wanted.authority) &&
  (row.contract === 'any' || row.contract === wanted.contract) &&
  (row.jurisdiction === 'any' || row.jurisdiction === wanted.jurisdiction)

const precision = ({ authority, contract, jurisdiction }: Threshold): number =>
  [authority, contract, jurisdiction].filter((value) => value !== 'any').length

/** The amount for a case on a day, the most particular row first; null if the rule does not apply to the case. */
export function findThreshold(law: Law, wanted: ThresholdCase, on: Day): Threshold | null {
  const rows = law.thresholds.filter((row) => fits(row, wanted) && isInForce(row, on))
  return rows.toSorted((a, b) => precision(b) - precision(a))[0] ?? null
}

/**
 * The threshold from which a contract is a public contract, by the day on which the procurement begins.
 * @throws RangeError where no amount is known for that day, saying for which days one is
 */
export function contractThreshold(law: Law, wanted: Omit<ThresholdCase, 'subject'>, on: Day): Threshold {
  const whole = { ...wanted, subject: 'public-contract' } as const
  const found = findThreshold(law, whole, on)
  if (found) return found
  const rows = law.thresholds.filter((row) => fits(row, whole))
  const from = rows.map(({ validFrom }) => validFrom).toSorted()[0] ?? ''
  const to =
    rows
      .map(({ validTo }) => validTo ?? '')
      .toSorted()
      .at(-1) ?? ''
  throw new RangeError(
    `No threshold is known for ${inWords(on)}: the amounts here hold from ${inWords(from)} to ${inWords(to)}`,
  )
}

/** True if an amount reaches (`least`) or passes (`more`) a threshold. */
export const reaches = (pence: number, { pence: amount, applies }: Threshold): boolean =>
  applies === 'least' ? pence >= amount : pence > amount

/** A clock as it stands on a day. @throws RangeError if there is none then */
export function clockOf(law: Law, id: string, on: Day): Clock {
  const found = law.clocks.find((row) => row.id === id && isInForce(row, on))
  if (!found) throw new RangeError(`No rule “${id}” is known for ${inWords(on)}`)
  return found
}

/** What s.54 asks of a case before it gives a number of days. */
export interface PeriodCase {
  isLightTouch: boolean
  /** Central government with no utilities contract: the rows for pre-selected suppliers are not for it. */
  isCentral: boolean
  isUrgent: boolean
  isPreSelected: boolean
  /** The period is agreed with the pre-selected suppliers. */
  isNegotiated: boolean
  isDynamicMarket: boolean
  hasPlannedNotice: boolean
  electronic: boolean
  allDocuments: boolean
}

function circumstances(kind: PeriodKind, given: PeriodCase): PeriodCircumstance[] {
  if (kind === 'participation') {
    return [given.isLightTouch && 'light-touch', given.isUrgent && 'urgency', 'otherwise'].filter(
      (one) => one !== false,
    ) as PeriodCircumstance[]
  }
  const way = given.electronic ? 'electronic' : 'paper'
  return [
    given.isLightTouch && 'light-touch',
    given.isNegotiated && given.isPreSelected && !given.isCentral && 'negotiated',
    given.isPreSelected && !given.isCentral && 'pre-selected',
    given.hasPlannedNotice && 'planned-notice',
    given.isUrgent && 'urgency',
    given.isDynamicMarket && 'dynamic-market',
    `${way}-${given.allDocuments ? 'complete' : 'incomplete'}`,
  ].filter((one) => one !== false) as PeriodCircumstance[]
}

/**
 * The shortest minimum period of those that apply to a case (s.54(3) and (4)).
 * @throws RangeError if none is known for the day
 */
export function shortestPeriod(law: Law, kind: PeriodKind, given: PeriodCase, on: Day): MinimumPeriod {
  const applying = circumstances(kind, given)
  const rows = law.periods.filter(
    (row) => row.period === kind && applying.includes(row.circumstance) && isInForce(row, on),
  )
  const [shortest] = rows.toSorted((a, b) => a.days - b.days)
  if (!shortest) throw new RangeError(`No minimum ${kind} period is known for ${inWords(on)}`)
  return shortest
}

/** True if a planned procurement notice shortens the tendering period of a tender notice (s.15(3)). */
export function isQualifyingNotice(law: Law, plannedOn: Day, tenderNoticeOn: Day): boolean {
  const least = clockOf(law, 'planned-notice-least', tenderNoticeOn).length
  const most = clockOf(law, 'planned-notice-most', tenderNoticeOn).length
  return daysBetween(plannedOn, tenderNoticeOn) >= least && plannedOn >= addMonths(tenderNoticeOn, -most)
}

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/** `14 December 2026` */
export function inWords(day: Day): string {
  const [year, month, date] = day.split('-').map(Number)
  return `${date} ${months[(month ?? 1) - 1]} ${year}`
}

/** `£207,720` */
export const amountInWords = formatPence
