import { formatDate } from '../../shared/platform/dates.ts'
import { config } from '../platform/config.ts'
import { now } from '../platform/clock.ts'
import { givingWay } from '../platform/made-once.ts'
import {
  beginPdf,
  endPdf,
  type PdfDocument,
  type PdfElement,
  pdfBeside,
  pdfPlain,
  say,
  saySection,
  sayTable,
} from '../platform/pdf.ts'
import type { Translate } from '../platform/translations.ts'
import { presentChart, presentFigures } from './evidence.presenter.ts'
import type { Evidence } from './evidence.read.service.ts'
import { addDrawing, type Drawn, readDrawing } from './evidence.report.drawing.ts'

/** The report of a year: every figure, and every chart with its sentence and its table. */
export async function reportPdf(
  read: Evidence,
  { year, hasExamples }: { year: string; hasExamples: boolean },
  t: Translate,
): Promise<Buffer> {
  const giveWay = givingWay()
  const madeAt = now()
  const title = t('Evidence: {year}', { year })
  const { doc, root } = await beginPdf(title, 'Foothold', madeAt)
  say(doc, root, 'H1', title, { font: 'bold', size: 20, after: 10 })
  // Before its first challenge Foothold did nothing, and a column of zeros would look like something.
  const isOfRecord = read.facts.length === 0
  const about = isOfRecord
    ? t('No challenge was published on Foothold in {year}. What follows is public award record alone.', {
        year,
      })
    : t(
        'What all authorities did on Foothold in {year}, beside what public award records say of everybody.',
        {
          year,
        },
      )
  say(doc, root, 'P', about, pdfPlain)
  if (hasExamples && !isOfRecord)
    say(
      doc,
      root,
      'P',
      t('A demonstration: the challenges in it are invented, the award records are real.'),
      pdfPlain,
    )
  say(doc, root, 'P', t('As it stood on {date}.', { date: formatDate(madeAt) }), pdfBeside)
  const address = `${config().publicUrl}/evidence?year=${year}`
  say(doc, root, 'P', address, { ...pdfBeside, after: 12, link: address })
  const section = (heading: string, add: (parent: PdfElement) => void, points = 110) =>
    saySection(doc, root, { heading, points }, add)
  section(t('Figures'), (parent) => addFigures(doc, parent, read, { isOfRecord }, t))
  await giveWay()
  const charts = read.charts.map((chart) => presentChart(chart, read.filter, t))
  for (const chart of charts.filter(({ part }) => !isOfRecord || part === 'public')) {
    const drawn = chart.drawing && (await readDrawing(chart.drawing))
    // With the heading, the sentence and the drawing stands the beginning of the table.
    const points = drawn ? 140 + drawn.height : 110
    section(chart.title, (parent) => addChart(doc, parent, chart, drawn, t), points)
    await giveWay()
  }
  section(t('How to read this'), (parent) => {
    for (const words of howToRead(t)) say(doc, parent, 'P', words, pdfPlain)
  })
  return endPdf(doc, root, t, giveWay)
}

const howToRead = (t: Translate): string[] => [
  t(
    '“Between” is a range in which the true figure lies 19 times out of 20, if what was counted is like what was not.',
  ),
  t('Public record is what was imported here. It does not hold every award, and few awards say everything.'),
  t('How each figure is reckoned: {address}', { address: `${config().publicUrl}/evidence/method` }),
]

type Shown = ReturnType<typeof presentFigures>[number]['here']

const cell = (shown: Shown): string =>
  shown ? [shown.words || shown.few, ...shown.about].filter(Boolean).join(', ') : '–'

function addFigures(
  doc: PdfDocument,
  parent: PdfElement,
  read: Evidence,
  { isOfRecord }: { isOfRecord: boolean },
  t: Translate,
): void {
  const columns = [
    { title: t('Figure'), share: 4 },
    ...(isOfRecord ? [] : [{ title: t('Foothold'), share: 3 }]),
    { title: t('Public record'), share: 3 },
  ]
  const rows = presentFigures(read, t)
    .filter(({ public: record }) => record || !isOfRecord)
    .map(({ title, here, public: record }) => [title, ...(isOfRecord ? [] : [cell(here)]), cell(record)])
  sayTable(doc, parent, columns, rows)
}

function addChart(
  doc: PdfDocument,
  parent: PdfElement,
  { says, rows, hasRanges, isCount }: ReturnType<typeof presentChart>,
  drawn: Drawn | null,
  t: Translate,
): void {
  say(doc, parent, 'P', says, pdfPlain)
  if (drawn) addDrawing(doc, parent, drawn, t('{says} The table has the same figures.', { says }))
  if (rows.length === 0) return
  const columns = [
    { title: t('Group'), share: 5 },
    { title: t('Figure'), share: 2, align: 'right' as const },
    ...(hasRanges ? [{ title: t('Between'), share: 3, align: 'right' as const }] : []),
    ...(isCount ? [] : [{ title: t('Counted'), share: 2, align: 'right' as const }]),
  ]
  sayTable(
    doc,
    parent,
    columns,
    rows.map(({ label, value, range, of }) => [
      label,
      value || '–',
      ...(hasRanges ? [range] : []),
      ...(isCount ? [] : [of]),
    ]),
  )
}
