import { formatDate } from '../../shared/platform/dates.ts'
import { config } from '../platform/config.ts'
import { now } from '../platform/clock.ts'
import { givingWay } from '../platform/made-once.ts'
import {
  beginPdf,
  endPdf,
  keepTogether,
  type PdfDocument,
  type PdfElement,
  pdfMuted,
  say,
  sayTable,
} from '../platform/pdf.ts'
import type { Translate } from '../platform/translations.ts'
import { presentChart, presentFigures } from './evidence.presenter.ts'
import type { Evidence } from './evidence.read.service.ts'

const plain = { font: 'plain', size: 10.5 } as const
const beside = { font: 'plain', size: 10, colour: pdfMuted, after: 1 } as const

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
    plain,
  )
  if (hasExamples)
    say(
      doc,
      root,
      'P',
      t('A demonstration: the challenges in it are invented, the award records are real.'),
      plain,
    )
  say(doc, root, 'P', t('As it stood on {date}.', { date: formatDate(madeAt) }), beside)
  const address = `${config().publicUrl}/evidence?year=${year}`
  say(doc, root, 'P', address, { ...beside, after: 12, link: address })
  section(doc, root, t('Figures'), (parent) => addFigures(doc, parent, read, t))
  await giveWay()
  for (const chart of read.charts) {
    const shown = presentChart(chart, read.filter, t)
    section(doc, root, shown.title, (parent) => addChart(doc, parent, shown, t))
    await giveWay()
  }
  section(doc, root, t('How to read this'), (parent) => {
    for (const words of howToRead(t)) say(doc, parent, 'P', words, plain)
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

function section(
  doc: PdfDocument,
  root: PdfElement,
  heading: string,
  add: (parent: PdfElement) => void,
): void {
  const part = doc.struct('Sect')
  root.add(part)
  doc.y += 8
  keepTogether(doc, 110)
  doc.outline.addItem(heading)
  say(doc, part, 'H2', heading, { font: 'bold', size: 14, after: 4 })
  add(part)
  part.end()
}

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
  say(doc, parent, 'P', says, plain)
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
