import type * as PlotLibrary from '@observablehq/plot'
import type { Chart, ChartRow } from '../../shared/evidence/chart-rows.ts'
import { shortened } from '../../shared/platform/shortened.ts'
import { valueWords } from '../../shared/evidence/figure-words.ts'

// Drawn so narrow that letters stay above twelve pixels on the narrowest phone, where the drawing shrinks a little.
const width = 340
const letter = 15
const rowHeight = 54
const columnsHeight = 240
/** Of fewer years a column would be a wall: they lie below each other. */
const leastColumns = 4
/** How much room the greatest value leaves for the words behind it. */
const headroom = 1.35

type Plot = typeof PlotLibrary
interface Pen {
  plot: Plot
  document: Document
}

let ready: Promise<Pen> | undefined

/** The library and the document that it draws into: loaded with the first chart that is drawn. */
async function pen(): Promise<Pen> {
  ready ??= (async () => {
    const [plot, { parseHTML }] = await Promise.all([import('@observablehq/plot'), import('linkedom')])
    return { plot, document: parseHTML('<!doctype html><html><body></body></html>').document as never }
  })()
  return ready
}

/** A drawn chart: what stands in the page between the tags of an SVG. */
export interface Drawing {
  viewBox: string
  body: string
}

/**
 * Draws a chart as SVG without a style of its own: classes carry colour, so that it is read in the dark and on paper,
 * and the page's policy on styles holds.
 */
export async function drawChart(chart: Chart): Promise<Drawing> {
  const { plot, document } = await pen()
  const rows = chart.rows.filter(({ value }) => value !== null)
  const isColumns = chart.shape === 'columns' && rows.length >= leastColumns
  const drawn = isColumns ? columns(plot, document, rows) : lines(plot, document, chart, rows)
  const svg = drawn.outerHTML
  const height = /viewBox="0 0 \d+ (\d+)"/.exec(svg)?.[1] ?? '0'
  const body = svg
    .replace(/^<svg[^>]*>/, '')
    .replace(/<\/svg>$/, '')
    .replace(/<style>[\s\S]*?<\/style>/, '')
    .replaceAll(/ aria-(?:label|hidden|description)="[^"]*"/g, '')
  return { viewBox: `0 0 ${width} ${height}`, body }
}

const frame = (document: Document, height: number) => ({ document, width, height, className: 'chart-plot' })

/** Years beside each other, every other one named where they are many. */
function columns(plot: Plot, document: Document, rows: ChartRow[]): Element {
  const step = Math.ceil(rows.length / 6)
  const years = rows.map(({ label }) => label)
  return plot.plot({
    ...frame(document, columnsHeight),
    marginTop: 24,
    marginLeft: 4,
    marginRight: 4,
    marginBottom: 28,
    x: { type: 'band', domain: years, padding: 0.25, axis: null },
    y: { axis: null, domain: [0, Math.max(1, ...rows.map(({ value }) => value ?? 0))] },
    marks: [
      plot.barY(rows, { x: 'label', y: 'value', className: 'chart-bar' }),
      plot.ruleY([0], { className: 'chart-axis' }),
      plot.text(rows, {
        x: 'label',
        y: 'value',
        text: (row: ChartRow, index: number) => (index % step === 0 ? String(row.value) : ''),
        dy: -10,
        className: 'chart-value',
      }),
      plot.text(
        rows.filter((_row, index) => index % step === 0),
        { x: 'label', y: 0, text: 'label', dy: 15, className: 'chart-label' },
      ),
    ],
  })
}

/** Lines below each other: the name above, then a bar, or a dot with the range that chance alone allows. */
function lines(plot: Plot, document: Document, { shape, unit }: Chart, rows: ChartRow[]): Element {
  const isShare = unit === 'share'
  const greatest = Math.max(...rows.map(({ value, interval }) => interval?.high ?? value ?? 0), 0)
  const most = isShare ? 1 : unit === 'points' ? 100 : greatest || 1
  const words = (row: ChartRow) => valueWords(unit, row.value ?? 0)
  const band = { y: 'label' } as const
  const marks =
    shape !== 'dots'
      ? [
          plot.barX(rows, { ...band, x: 'value', insetTop: 26, insetBottom: 8, className: 'chart-bar' }),
          plot.text(rows, {
            ...band,
            x: 'value',
            text: words,
            dx: 7,
            dy: 10,
            textAnchor: 'start',
            className: 'chart-value',
          }),
        ]
      : [
          plot.ruleY(rows, {
            ...band,
            x1: (row: ChartRow) => row.interval?.low ?? row.value,
            x2: (row: ChartRow) => row.interval?.high ?? row.value,
            dy: 10,
            className: 'chart-range',
          }),
          plot.dot(rows, { ...band, x: 'value', dy: 10, r: 6, className: 'chart-dot' }),
          plot.text(rows, {
            ...band,
            x: (row: ChartRow) => row.interval?.high ?? row.value,
            text: words,
            dx: 11,
            dy: 10,
            textAnchor: 'start',
            className: 'chart-value',
          }),
        ]
  return plot.plot({
    ...frame(document, rows.length * rowHeight + 8),
    marginTop: 0,
    marginBottom: 8,
    marginLeft: 8,
    marginRight: 4,
    x: { axis: null, domain: [0, most * headroom] },
    y: { type: 'band', domain: rows.map(({ label }) => label), axis: null, padding: 0 },
    marks: [
      plot.ruleX([0], { className: 'chart-axis' }),
      ...marks,
      plot.text(rows, {
        ...band,
        x: 0,
        text: (row: ChartRow) => shortened(row.label, mostLetters),
        dy: -14,
        dx: 3,
        textAnchor: 'start',
        className: 'chart-label',
      }),
    ],
  })
}

// So many letters of our size stand in the width; the table below has the whole name.
const mostLetters = Math.floor(width / (letter * 0.53))
