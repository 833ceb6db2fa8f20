import { formatDateTime } from '../../shared/platform/dates.ts'
import { formatPence } from '../../shared/platform/money.ts'
import { givingWay } from '../platform/made-once.ts'
import {
  beginPdf,
  endPdf,
  keepTogether,
  type PdfDocument,
  type PdfElement,
  pdfBeside,
  pdfMuted,
  pdfPlain,
  say,
  saySection,
  sayTable,
} from '../platform/pdf.ts'
import type { Translate } from '../platform/translations.ts'
import type { EvaluationReport } from './evaluation.report.content.ts'
import {
  decisionWords,
  exclusionWords,
  interestWords,
  lowPriceWords,
  openingWords,
  placeWords,
  questionWords,
  robustnessWords,
  settingsWords,
} from './evaluation.report.words.ts'

/**
 * The report of an evaluation as a tagged PDF with a title, a language, headings, tables, bookmarks and page numbers.
 * Others get their turn between two proposals.
 */
export async function reportPdf(report: EvaluationReport, madeAt: Date, t: Translate): Promise<Buffer> {
  const giveWay = givingWay()
  const title = t('Evaluation report: {title}', { title: report.title })
  const { doc, root } = await beginPdf(title, report.authority, madeAt)
  addHead(doc, root, report, madeAt, t)
  const section = (heading: string, add: (section: PdfElement) => void) =>
    saySection(doc, root, { heading, points: 90 }, add)
  const paragraphs = (heading: string, words: string[]) =>
    section(heading, (parent) => words.forEach((one) => say(doc, parent, 'P', one, pdfPlain)))
  section(t('How proposals are scored and ranked'), (parent) => addCriteria(doc, parent, report, t))
  section(t('Panel and interests'), (parent) => addPanel(doc, parent, report, t))
  paragraphs(t('Opening'), openingWords(report, t))
  paragraphs(t('Exclusion grounds and conditions'), exclusionWords(report, t))
  section(t('Ranking'), (parent) => addRanking(doc, parent, report, t))
  paragraphs(t('How robust this is'), robustnessWords(report, t))
  paragraphs(t('Unusually low prices'), lowPriceWords(report, t))
  paragraphs(t('Decision and award'), decisionWords(report, t))
  await giveWay()
  for (const proposal of report.proposals) {
    addProposal(doc, root, proposal, report.settings.comparedName, t)
    await giveWay()
  }
  return endPdf(doc, root, t, giveWay)
}

function addHead(
  doc: PdfDocument,
  root: PdfElement,
  report: EvaluationReport,
  madeAt: Date,
  t: Translate,
): void {
  const { title, authority, url, ranking } = report
  say(doc, root, 'P', title, { font: 'plain', size: 11, colour: pdfMuted, after: 2 })
  say(doc, root, 'H1', t('Evaluation report'), { font: 'bold', size: 20, after: 10 })
  say(doc, root, 'P', authority, pdfBeside)
  if (ranking.agreedAt)
    say(
      doc,
      root,
      'P',
      t('Every score agreed {time}.', { time: formatDateTime(ranking.agreedAt) }),
      pdfBeside,
    )
  say(doc, root, 'P', t('As it stood {time}.', { time: formatDateTime(madeAt) }), pdfBeside)
  say(doc, root, 'P', t('It holds what suppliers gave in confidence: keep it as you keep that.'), pdfBeside)
  say(doc, root, 'P', url, { ...pdfBeside, after: 12, link: url })
}

function addCriteria(doc: PdfDocument, parent: PdfElement, report: EvaluationReport, t: Translate): void {
  const columns = [
    { title: t('Criterion'), share: 3 },
    { title: t('What it asks'), share: 5 },
    { title: t('Weight'), share: 1.3, align: 'right' as const },
    { title: t('Scored by'), share: 2 },
  ]
  const rows = withSubtotals(
    report.criteria,
    ({ title, weight }) => [title, t('The sum of its sub-criteria'), `${weight}%`, ''],
    ({ title, description, weight, isPriced }) => [
      title,
      description,
      `${weight}%`,
      t(isPriced ? 'The price' : 'The panel'),
    ],
  )
  sayTable(doc, parent, columns, rows)
  for (const words of settingsWords(report, t)) say(doc, parent, 'P', words, pdfPlain)
}

/** The rows of a table of criteria, with one more before the first sub-criterion of each that has some. */
function withSubtotals<Row extends { group: { title: string } | null }>(
  criteria: readonly Row[],
  subtotal: (group: NonNullable<Row['group']>) => string[],
  cells: (row: Row) => string[],
): string[][] {
  return criteria.flatMap((row, index) => {
    const isFirst = row.group && criteria[index - 1]?.group?.title !== row.group.title
    return [...(isFirst && row.group ? [subtotal(row.group)] : []), cells(row)]
  })
}

function addPanel(doc: PdfDocument, parent: PdfElement, { panel }: EvaluationReport, t: Translate): void {
  if (panel.length === 0) say(doc, parent, 'P', t('Nobody is in the panel.'), pdfPlain)
  for (const member of panel) {
    const { name, role, removed } = member
    keepTogether(doc, 50)
    say(doc, parent, 'H3', `${name}, ${t(role)}`, { font: 'bold', size: 11, after: 2 })
    for (const words of interestWords(member, t)) say(doc, parent, 'P', words, { ...pdfPlain, after: 3 })
    if (removed)
      say(
        doc,
        parent,
        'P',
        t('Left the panel {time}: {reason}', { time: formatDateTime(removed.at), reason: removed.reason }),
        pdfPlain,
      )
    doc.y += 4
  }
}

function addRanking(doc: PdfDocument, parent: PdfElement, report: EvaluationReport, t: Translate): void {
  const { ranking } = report.ranking
  const columns = [
    { title: t('Supplier'), share: 5 },
    { title: t('Rank'), share: 1.3, align: 'right' as const },
    { title: t(report.settings.comparedName), share: 2, align: 'right' as const },
    { title: t('Total of 100'), share: 2, align: 'right' as const },
  ]
  const priced = (pence: number | null) => (pence === null ? t('none named') : formatPence(pence))
  const rows = ranking.map(({ supplierName, rank, pricePence, total }) => [
    supplierName,
    rank === null ? '–' : String(rank),
    priced(pricePence),
    total,
  ])
  if (rows.length === 0) say(doc, parent, 'P', t('Nobody answered'), pdfPlain)
  else sayTable(doc, parent, columns, rows)
  for (const one of ranking) {
    const words = placeWords(one, t)
    if (words) say(doc, parent, 'P', `${one.supplierName}: ${words}`, pdfPlain)
  }
}

function addProposal(
  doc: PdfDocument,
  root: PdfElement,
  proposal: EvaluationReport['proposals'][number],
  comparedName: string,
  t: Translate,
): void {
  const { supplierName, reference, receivedAt, rank, total, pricePence, criteria } = proposal
  const heading = t('What was agreed: {supplier}', { supplier: supplierName })
  saySection(doc, root, { heading, points: 90 }, (parent) => {
    const about = [
      reference,
      receivedAt && t('Received {time}', { time: formatDateTime(receivedAt) }),
      rank === null ? t('not ranked') : t('rank {rank}', { rank }),
      t('{total} of 100', { total }),
      pricePence !== null && `${t(comparedName)}: ${formatPence(pricePence)}`,
    ].filter(Boolean)
    say(doc, parent, 'P', about.join(' · '), { ...pdfBeside, after: 6 })
    const columns = [
      { title: t('Criterion'), share: 5 },
      { title: t('Points'), share: 3 },
      { title: t('Earned'), share: 2, align: 'right' as const },
    ]
    const rows = withSubtotals(
      criteria,
      ({ title, earned, weight }) => [title, '', t('{earned} of {weight}', { earned, weight })],
      ({ title, points, level, earned, weight }) => [
        title,
        points === null ? t('By the price') : `${points}${level ? ` – ${level}` : ''}`,
        t('{earned} of {weight}', { earned, weight }),
      ],
    )
    sayTable(doc, parent, columns, rows)
    for (const { title, reason } of criteria.filter((one) => one.reason !== '')) {
      keepTogether(doc, 50)
      say(doc, parent, 'H3', title, { font: 'bold', size: 11, after: 2 })
      say(doc, parent, 'P', reason, pdfPlain)
    }
    const questions = questionWords(proposal, t)
    if (questions.length === 0) return
    say(doc, parent, 'H3', t('What its supplier was asked'), { font: 'bold', size: 11, after: 2 })
    for (const words of questions) say(doc, parent, 'P', words, pdfPlain)
  })
}
