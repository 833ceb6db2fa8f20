import type { Chart } from '../../shared/evidence/chart-rows.ts'
import { type Figure, figureDefinitions } from '../../shared/evidence/figures.ts'
import { isTooFew } from '../../shared/evidence/figure-words.ts'
import { csvTable } from '../../shared/platform/csv.ts'

// Pounds, not pence, for whoever opens the file in a spreadsheet.
const unitIn = (unit: string): string => (unit === 'money' ? 'pounds' : unit)
const figureIn = (unit: string, value: number | null | undefined): number | null =>
  value === null || value === undefined ? null : unit === 'money' ? value / 100 : value

/** The rows of a chart as a table; shares are parts of 1. */
export const chartCsv = ({ rows, unit }: Pick<Chart, 'rows' | 'unit'>): string =>
  csvTable([
    ['group', 'value', 'low', 'high', 'counted', 'not_known', 'unit'],
    ...rows.map(({ label, value, interval, of, missing }) => [
      label,
      figureIn(unit, value),
      figureIn(unit, interval?.low),
      figureIn(unit, interval?.high),
      of,
      missing,
      unitIn(unit),
    ]),
  ])

/** Every figure as a table; what is reckoned from too few has no value. */
export const figuresCsv = (figures: readonly Figure[]): string =>
  csvTable([
    ['figure', 'title', 'source', 'value', 'low', 'high', 'counted', 'not_known', 'unit'],
    ...figures.flatMap(({ id, here, public: record }) =>
      [
        { source: 'foothold', estimate: here },
        { source: 'public record', estimate: record },
      ].flatMap(({ source, estimate }) => {
        if (!estimate) return []
        const { title, unit } = figureDefinitions[id]
        const { value, interval, of, missing } = estimate
        const isFew = isTooFew(unit, estimate)
        return [
          [
            id,
            title,
            source,
            isFew ? null : figureIn(unit, value),
            isFew ? null : figureIn(unit, interval?.low),
            isFew ? null : figureIn(unit, interval?.high),
            of,
            missing,
            unitIn(unit),
          ],
        ]
      }),
    ),
  ])
