import { addMonths, dayOf } from '../coaching/law/periods.ts'
import { type Concentration, concentrationOf } from './concentration.ts'
import { type AwardFact, type Tally, tallyOf } from './facts.ts'

/** What public record says an authority bought in a year. */
export interface YearOfBuying {
  year: number
  awards: number
  valued: number
  pence: number
}

/** One that an authority buys from. */
export interface BoughtFrom {
  id: string
  name: string
  /** The awards that name it. */
  awards: number
  /** Its part of all awards, of which one that names several counts for each in equal parts. */
  share: number
  /** Of the awards whose value is published; null where none is. */
  pence: number | null
}

/** What an authority bought, by awards on public record. */
export interface Buying {
  awards: number
  valued: number
  pence: number
  years: YearOfBuying[]
  /** Those it buys most from, by their share of awards. */
  suppliers: BoughtFrom[]
  suppliersInAll: number
  byAwards: Concentration | null
  byValue: Concentration | null
  sme: Tally
  /** Contracts that end within the time asked, the soonest first, and how many do not say when they end. */
  ending: AwardFact[]
  withoutEnd: number
}

/** How many months ahead an authority looks for what it could ask the market next. */
export const monthsAhead = 18
const mostSuppliers = 10

/** Reckons what an authority bought. An award that names several suppliers, and its value, count for each in equal parts. */
export function buyingOf(awards: readonly AwardFact[], at: Date): Buying {
  const suppliers = suppliersOf(awards)
  const until = addMonths(dayOf(at), monthsAhead)
  const ending = awards.filter(({ endsOn }) => endsOn !== null && endsOn >= at && dayOf(endsOn) <= until)
  const valued = awards.filter(({ valuePence }) => valuePence !== null)
  return {
    awards: awards.length,
    valued: valued.length,
    pence: sumOf(valued),
    years: yearsOf(awards),
    suppliers: suppliers
      .toSorted((a, b) => b.share - a.share || (b.pence ?? 0) - (a.pence ?? 0) || (a.name < b.name ? -1 : 1))
      .slice(0, mostSuppliers),
    suppliersInAll: suppliers.length,
    byAwards: concentrationOf(suppliers.map(({ share }) => share)),
    byValue: concentrationOf(suppliers.map(({ pence }) => pence ?? 0)),
    sme: tallyOf(awards.map(({ sme }) => sme)),
    ending: ending.toSorted((a, b) => (a.endsOn?.getTime() ?? 0) - (b.endsOn?.getTime() ?? 0)),
    withoutEnd: awards.filter(({ endsOn }) => endsOn === null).length,
  }
}

const sumOf = (awards: readonly AwardFact[]): number =>
  awards.reduce((sum, { valuePence }) => sum + (valuePence ?? 0), 0)

function suppliersOf(awards: readonly AwardFact[]): BoughtFrom[] {
  const byId = new Map<string, BoughtFrom>()
  // Those that name no supplier are of nobody: shares are of the rest, so that they come to all of it.
  const named = awards.filter(({ suppliers }) => suppliers.length > 0)
  for (const { suppliers, valuePence } of named)
    for (const { id, name } of suppliers) {
      const known = byId.get(id) ?? { id, name, awards: 0, share: 0, pence: null }
      known.awards += 1
      known.share += 1 / suppliers.length
      if (valuePence !== null) known.pence = (known.pence ?? 0) + Math.round(valuePence / suppliers.length)
      byId.set(id, known)
    }
  return [...byId.values()].map((one) => ({ ...one, share: one.share / named.length }))
}

function yearsOf(awards: readonly AwardFact[]): YearOfBuying[] {
  const years = [...new Set(awards.map(({ year }) => year))].sort((a, b) => b - a)
  return years.map((year) => {
    const of = awards.filter((award) => award.year === year)
    const valued = of.filter(({ valuePence }) => valuePence !== null)
    return { year, awards: of.length, valued: valued.length, pence: sumOf(valued) }
  })
}
