import type { EvidenceFilter, RecordSource } from './evidence.schema.ts'
import { type AwardSums, type ChallengeFact, fewest } from './facts.ts'
import type { Estimate, Figure, FigureId, FigureUnit } from './figures.ts'
import type { Interval } from './intervals.ts'
import { countIn, type DrawingInLines, linesOf } from './lines.ts'
import type { ChosenSums } from './sum-figures.ts'

/** One line of a chart and of its table. */
export interface ChartRow {
  label: string
  value: number | null
  interval: Interval | null
  /** What it is reckoned from, and what is missing; null where nobody can say. */
  of: number
  missing: number | null
  /** The figure whose records it is made of, where that is another than the chart's. */
  figure?: FigureId
  from?: RecordSource
  /** The part of the figure's records that it is made of, by its name in `lines.ts`. */
  line?: string
  /** Which of what the chart goes across: a year, the code of a region. */
  part?: string
}

/** A sentence, with the figures that it names apart: translations take its words. */
export interface Said {
  words: string
  with: Record<string, string | number>
}

export interface Chart {
  id: string
  title: string
  /** Columns stand beside each other in the order of time; bars and dots lie below each other. */
  shape: 'columns' | 'bars' | 'dots'
  unit: FigureUnit
  rows: ChartRow[]
  /** How many things are counted in it: below the least nothing is drawn. */
  counted: number
  /** What it shows, in words. */
  says: Said
  /** What stands in its place where nothing is told; without it, how few there are. */
  none?: Said
  /** The figure whose records it is made of, and whose they are. */
  figure: FigureId
  from: RecordSource
  /** The part of the figure's records that it is drawn from, where that is not what the figure is reckoned from. */
  line?: string
  /** The filter that its lines go across: it shows all of them, whichever is chosen. */
  across?: keyof EvidenceFilter
}

/** What the charts are drawn from: awards by year, region and division stand in their order. */
export interface ChartFacts {
  facts: readonly ChallengeFact[]
  /** The same without the choice of a year. */
  factsOfAllYears: readonly ChallengeFact[]
  figures: readonly Figure[]
  awards: AwardSums
  byYear: AwardsOf[]
  byRegion: AwardsOf[]
  byCategory: AwardsOf[]
  /** The sums that suppliers are told of together, of every region. */
  sums: ChosenSums
  nameOfRegion: (code: string) => string
}

/** Awards of a year, a region or a category, by its code. */
export interface AwardsOf {
  code: string
  label: string
  sums: AwardSums
}

export const counts = (label: string, value: number): ChartRow => ({
  label,
  value,
  interval: null,
  of: value,
  missing: 0,
})

/** A line of an estimate; of too few nothing is said. */
export const estimated = (label: string, { value, interval, of, missing }: Estimate): ChartRow => ({
  label,
  value: of < fewest ? null : value,
  interval: of < fewest ? null : interval,
  of,
  missing,
})

export const total = (rows: readonly ChartRow[]): number => rows.reduce((sum, { of }) => sum + of, 0)

export const mostOf = (rows: readonly ChartRow[]): ChartRow | undefined =>
  rows.reduce<ChartRow | undefined>(
    (most, row) => ((row.value ?? -1) > (most?.value ?? -1) ? row : most),
    undefined,
  )

export const said = (words: string, facts: Said['with'] = {}): Said => ({ words, with: facts })

export const figureOf = (figures: readonly Figure[], id: FigureId): Figure =>
  figures.find((one) => one.id === id) ?? { id, here: null, public: null }

/** The lines of a drawing that sorts challenges, each with what it counts. */
export const inLines = (drawing: DrawingInLines, facts: readonly ChallengeFact[]): ChartRow[] =>
  linesOf(drawing).map(([id, line]) => ({ ...counts(line.label, countIn(line, facts)), line: id }))

export const yearsOf = (facts: readonly ChallengeFact[]): number[] => {
  const years = facts.map(({ year }) => year)
  if (years.length === 0) return []
  const first = Math.min(...years)
  return Array.from({ length: Math.max(...years) - first + 1 }, (_, index) => first + index)
}

/** True where so little is counted that nothing is drawn. */
export const isUndrawn = ({ counted }: Pick<Chart, 'counted'>): boolean => counted < fewest

/** How many the lines that say something are reckoned from; the most of one where none does. */
export const countedIn = (rows: readonly ChartRow[]): number => {
  const drawn = rows.filter(({ value }) => value !== null)
  return drawn.length > 0 ? total(drawn) : Math.min(fewest - 1, Math.max(0, ...rows.map(({ of }) => of)))
}

/** Lines of a chart that goes across a filter, each with its part of it. */
export const inParts = <Of>(
  all: readonly Of[],
  partOf: (one: Of) => string,
  rowOf: (one: Of) => ChartRow,
): ChartRow[] => all.map((one) => ({ ...rowOf(one), part: partOf(one) }))
