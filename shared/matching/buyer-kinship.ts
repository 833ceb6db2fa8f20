import { unknown } from './delivery-fit.ts'
import { isWithin, nationOf } from '../organisations/region-tree.ts'

/** What kinds of public buyers there are, as far as a name tells. */
export const buyerKinds = [
  'county',
  'council',
  'health',
  'education',
  'housing',
  'emergency',
  'other',
] as const
export type BuyerKind = (typeof buyerKinds)[number]

const signs: [BuyerKind, RegExp][] = [
  ['county', /\bcounty council\b/i],
  ['council', /\bcouncil\b|\bborough of\b|\bcombined authority\b/i],
  ['health', /\bNHS\b|\bhospitals?\b|\bhealth\b/i],
  ['education', /\buniversity\b|\bcolleges?\b|\bschools?\b|\bacadem/i],
  ['housing', /\bhousing\b|\bhomes\b/i],
  ['emergency', /\bpolice\b|\bfire\b|\bambulance\b/i],
]

/** The kind of buyer that a name stands for. */
export const kindOfBuyer = (name: string): BuyerKind =>
  signs.find(([, sign]) => sign.test(name))?.[0] ?? 'other'

/** A buyer as kinship needs it. */
export interface Buyer {
  kind: BuyerKind
  /** ITL codes of where it is; empty if unknown. */
  regions: string[]
}

/** A buyer by its name and place; null where no buyer is named. */
export const asBuyer = (name: string, regions: string[]): Buyer | null =>
  name.trim() ? { kind: kindOfBuyer(name), regions } : null

/** How like two buyers are, 0 to 1: half for the kind, half for the place. */
export function kinship(a: Buyer, b: Buyer): number {
  const areCouncils = [a, b].every(({ kind }) => kind === 'county' || kind === 'council')
  const kind = a.kind === b.kind ? 0.5 : areCouncils ? 0.25 : 0
  const meets = (test: (x: string, y: string) => boolean) =>
    a.regions.some((x) => b.regions.some((y) => test(x, y)))
  const place = meets(isWithin) ? 0.5 : meets((x, y) => nationOf(x) === nationOf(y)) ? 0.3 : 0
  return kind + place
}

/**
 * How like this buyer the most similar buyer is for whom a supplier has worked: half for its kind, half for
 * its place. The very same buyer counts no more than its neighbour of the same kind.
 */
export function buyerCloseness(wanted: Buyer | null, workedFor: (Buyer | null)[]): number {
  if (!wanted) return unknown
  const known = workedFor.filter((buyer) => buyer !== null)
  return known.length === 0 ? unknown : Math.max(...known.map((buyer) => kinship(wanted, buyer)))
}
