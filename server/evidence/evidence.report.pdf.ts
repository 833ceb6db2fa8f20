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

/** The report of a year: every figure, and every chart as a sentence and a table. */
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
  say(
    doc,
    root,
    'P',
    t('What Foothold did in {year}, beside what public award records say of everybody.', { year }),
    pdfPlain,
  )
  if (hasExamples)
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
  const section = (heading: string, add: (parent: PdfElement) => void) =>
    saySection(doc, root, { heading, points: 110 }, add)
  section(t('Figures'), (parent) => addFigures(doc, parent, read, t))
  await giveWay()
  for (const chart of read.charts) {
    const shown = presentChart(chart, read.filter, t)
    section(shown.title, (parent) => addChart(doc, parent, shown, t))
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

function addFigures(doc: PdfDocument, parent: PdfElement, read: Evidence, t: Translate): void {
  const columns = [
    { title: t('Figure'), share: 4 },
    { title: t('Foothold'), share: 3 },
    { title: t('Public record'), share: 3 },
  ]
  const rows = presentFigures(read, t).map(({ title, here, public: record }) => [
    title,
    cell(here),
    cell(record),
  ])
  sayTable(doc, parent, columns, rows)
}

function addChart(
  doc: PdfDocument,
  parent: PdfElement,
  { says, rows, hasRanges, isCount, counted }: ReturnType<typeof presentChart>,
  t: Translate,
): void {
  say(doc, parent, 'P', says, pdfPlain)
  if (rows.length === 0 || counted === 0) return
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
