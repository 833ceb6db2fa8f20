import type { Chart } from '../../shared/evidence/chart-rows.ts'
import type { EvidenceFilter } from '../../shared/evidence/evidence.schema.ts'
import { fewest } from '../../shared/evidence/facts.ts'
import { isTooFew, numberWords, rangeWords, valueWords } from '../../shared/evidence/figure-words.ts'
import {
  type Estimate,
  type Figure,
  type FigureId,
  type FigureUnit,
  figureDefinitions,
} from '../../shared/evidence/figures.ts'
import { differenceOf } from '../../shared/evidence/intervals.ts'
import { isSum } from '../../shared/evidence/told-sums.ts'
import { withQuery } from '../platform/page-links.ts'
import type { Translate } from '../platform/translations.ts'
import type { Evidence } from './evidence.read.service.ts'

/** Where the records behind a figure are, or those of one line of a drawing of it. */
export const recordsAddress = (
  figure: FigureId,
  from: 'here' | 'public',
  filter: EvidenceFilter,
  line = '',
): string => withQuery('/evidence/records', { figure, from, line, ...filter })

/** An estimate as a page tells it: too few of anything are told as such, never as a share. */
export function presentEstimate(
  id: FigureId,
  from: 'here' | 'public',
  estimate: Estimate | null,
  filter: EvidenceFilter,
  t: Translate,
) {
  if (!estimate) return null
  const { unit } = figureDefinitions[id]
  const { value, interval, of, missing } = estimate
  const isFew = isTooFew(unit, estimate) || value === null
  return {
    words: isFew ? '' : valueWords(unit, value),
    few: isFew ? t(fewWords(id, of), { n: of }) : '',
    about: [
      !isFew && interval
        ? t('between {range}', { range: rangeWords(unit, interval).replace(' to ', ' and ') })
        : '',
      !isFew && unit !== 'count' ? t('of {n}', { n: numberWords(of) }) : '',
      missing !== null && missing > 0 ? t('not known for {n}', { n: numberWords(missing) }) : '',
    ].filter(Boolean),
    href: of > 0 ? recordsAddress(id, from, filter) : '',
  }
}

const fewWords = (id: FigureId, of: number): string =>
  isSum(id) ? 'Too few to tell' : of === 0 ? 'Nothing to count yet' : 'Too few to say: {n}'

/** What the difference to public record says, where both tell a share of enough. */
function comparison({ here, public: record }: Figure, unit: FigureUnit, t: Translate): string {
  if (unit !== 'share' || !here || !record || here.of < fewest || record.of < fewest) return ''
  const between = differenceOf({ yes: here.yes ?? 0, of: here.of }, { yes: record.yes ?? 0, of: record.of })
  if (!between) return ''
  const points = (share: number) => Math.round(Math.abs(share) * 100)
  const sorted = [points(between.low), points(between.high)].sort((a, b) => a - b)
  if (between.low > 0)
    return t('Here it is more, by {least} to {most} percentage points.', {
      least: sorted[0],
      most: sorted[1],
    })
  if (between.high < 0)
    return t('Here it is less, by {least} to {most} percentage points.', {
      least: sorted[0],
      most: sorted[1],
    })
  return t('The difference may be chance.')
}

/** Every figure with public record beside it. */
export const presentFigures = ({ figures, filter }: Pick<Evidence, 'figures' | 'filter'>, t: Translate) =>
  figures.map((figure) => {
    const { title, unit } = figureDefinitions[figure.id]
    return {
      id: figure.id,
      title: t(title),
      here: presentEstimate(figure.id, 'here', figure.here, filter, t),
      public: presentEstimate(figure.id, 'public', figure.public, filter, t),
      comparison: comparison(figure, unit, t),
    }
  })

/** A chart with its sentence, its table, and where its records and its rows as a file are. */
export function presentChart(chart: Evidence['charts'][number], filter: EvidenceFilter, t: Translate) {
  const { id, title, unit, drawing, says, none, figure, from, counted, line } = chart
  return {
    id,
    title: t(title),
    drawing,
    says: drawing ? t(says.words, says.with) : none ? t(none.words, none.with) : tooFewWords(counted, t),
    rows: chart.rows.map((row) => ({ ...presentRow(row, unit), records: recordsOfRow(chart, row, filter) })),
    hasRanges: chart.rows.some(({ interval }) => interval !== null),
    counted,
    isCount: unit === 'count',
    part: from === 'public' ? 'public' : isSum(figure) ? 'suppliers' : 'here',
    records: recordsAddress(figure, from, chart.across ? { ...filter, [chart.across]: '' } : filter, line),
    csv: withQuery(`/evidence/${id}.csv`, { ...filter }),
  }
}

/** Where the records behind a line are, if it has some of its own. */
function recordsOfRow(
  { figure, from, across }: Pick<Chart, 'figure' | 'from' | 'across'>,
  row: Chart['rows'][number],
  filter: EvidenceFilter,
): string {
  if (row.of === 0) return ''
  if (row.line) return recordsAddress(figure, from, filter, row.line)
  if (row.figure) return recordsAddress(row.figure, row.from ?? from, filter)
  return across && row.part ? recordsAddress(figure, from, { ...filter, [across]: row.part }) : ''
}

/** What stands in the place of a chart of too few. */
export const tooFewWords = (counted: number, t: Translate): string =>
  counted === 0
    ? t('Nothing to count yet.')
    : t('Too few to draw: {n}. We draw nothing of fewer than {least}.', { n: counted, least: fewest })

export const presentRow = (
  { label, value, interval, of, missing }: Chart['rows'][number],
  unit: FigureUnit,
) => ({
  label,
  value: value === null ? '' : valueWords(unit, value),
  range: interval ? rangeWords(unit, interval) : '',
  of: numberWords(of),
  missing: missing === null ? '–' : numberWords(missing),
})
