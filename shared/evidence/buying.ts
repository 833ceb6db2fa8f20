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
  awards: number
  /** Of the awards whose value is published; null where none is. */
  pence: number | null
}

/** What an authority bought, by awards on public record. */
export interface Buying {
  awards: number
  valued: number
  pence: number
  years: YearOfBuying[]
  /** Those it buys most from, by awards. */
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

/** Reckons what an authority bought. A value that several suppliers share counts for each in equal parts. */
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
      .toSorted(
        (a, b) => b.awards - a.awards || (b.pence ?? 0) - (a.pence ?? 0) || (a.name < b.name ? -1 : 1),
      )
      .slice(0, mostSuppliers),
    suppliersInAll: suppliers.length,
    byAwards: concentrationOf(suppliers.map((one) => one.awards)),
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
  for (const { suppliers, valuePence } of awards)
    for (const { id, name } of suppliers) {
      const known = byId.get(id) ?? { id, name, awards: 0, pence: null }
      known.awards += 1
      if (valuePence !== null) known.pence = (known.pence ?? 0) + Math.round(valuePence / suppliers.length)
      byId.set(id, known)
    }
  return [...byId.values()]
}

function yearsOf(awards: readonly AwardFact[]): YearOfBuying[] {
  const years = [...new Set(awards.map(({ year }) => year))].sort((a, b) => b - a)
  return years.map((year) => {
    const of = awards.filter((award) => award.year === year)
    const valued = of.filter(({ valuePence }) => valuePence !== null)
    return { year, awards: of.length, valued: valued.length, pence: sumOf(valued) }
  })
}
