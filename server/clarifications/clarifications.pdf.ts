import MarkdownIt from 'markdown-it'
import type { LogEntry } from '../../shared/clarifications/log-formats.ts'
import { formatDate, formatDateTime } from '../../shared/platform/dates.ts'
import { givingWay } from '../platform/made-once.ts'
import {
  beginPdf,
  endPdf,
  keepTogether,
  type PdfDocument,
  type PdfElement,
  pdfMuted as muted,
  type PdfStyle,
  say,
  withBreaks,
} from '../platform/pdf.ts'
import type { Translate } from '../platform/translations.ts'

/** The log as it is printed: what anybody reads on its page, in the order of that page. */
export interface PrintedLog {
  title: string
  authority: string
  /** The page's whole address. */
  url: string
  askBy: Date | null
  answerBy: Date | null
  madeAt: Date
  /** How many questions wait for an answer. */
  waiting: number
  /** The newest first. */
  entries: LogEntry[]
}

const number = { width: 34 }
const markdown = new MarkdownIt({ html: false, linkify: true })

/**
 * The log as a tagged PDF with a title, a language, headings, bookmarks and page numbers. It says nothing of who asked
 * but the letter, as the page does; neither do the file's properties. Others get their turn between two entries.
 */
export async function logPdf(log: PrintedLog, t: Translate): Promise<Buffer> {
  const giveWay = givingWay()
  const title = t('Questions and answers: {title}', { title: log.title })
  const { doc, root } = await beginPdf(title, log.authority, log.madeAt)
  addHead(doc, root, log, t)
  for (const entry of log.entries) {
    addEntry(doc, root, entry, t)
    await giveWay()
  }
  return endPdf(doc, root, t, giveWay)
}

function addHead(doc: PdfDocument, root: PdfElement, log: PrintedLog, t: Translate): void {
  say(doc, root, 'P', log.title, { font: 'plain', size: 11, colour: muted, after: 2 })
  say(doc, root, 'H1', t('Questions and answers'), { font: 'bold', size: 20, after: 10 })
  const facts = [
    log.authority,
    log.askBy && t('Questions until {askBy}.', { askBy: formatDateTime(log.askBy) }),
    log.answerBy && t('Answers by {answerBy}.', { answerBy: formatDateTime(log.answerBy) }),
    t('{count} answered', { count: log.entries.length }) +
      ', ' +
      t('{count} waiting', { count: log.waiting }),
    t('As it stood {time}.', { time: formatDateTime(log.madeAt) }),
    t('Nobody but the brokers sees who asks.'),
  ].filter((fact) => typeof fact === 'string')
  for (const fact of facts) say(doc, root, 'P', fact, { font: 'plain', size: 10, colour: muted, after: 1 })
  say(doc, root, 'P', log.url, { font: 'plain', size: 10, colour: muted, after: 16, link: log.url })
  if (log.entries.length === 0)
    say(doc, root, 'P', t('No answers yet. Each one will appear here, for everybody at the same moment.'), {
      font: 'plain',
      size: 10.5,
    })
}

function addEntry(doc: PdfDocument, root: PdfElement, entry: LogEntry, t: Translate): void {
  const section = doc.struct('Sect')
  root.add(section)
  // A question stands with the beginning of its answer.
  const height = doc.font('bold').fontSize(12).heightOfString(withBreaks(entry.question), { width: 420 })
  keepTogether(doc, Math.min(height, 300) + 60)
  doc.outline.addItem(`${entry.number}. ${entry.question.slice(0, 80)}`)
  const plain = { font: 'plain', size: 10.5, indent: number.width } as const
  const small = { ...plain, size: 9, colour: muted }
  say(doc, section, 'H2', `${entry.number}. ${entry.question}`, { font: 'bold', size: 12, after: 3 })
  const asked = t('asked {date}', { date: formatDate(entry.askedOn) })
  say(doc, section, 'P', `${t('Supplier {letter}', { letter: entry.letter })} · ${asked}`, small)
  if (entry.part) say(doc, section, 'P', `${t('About:')} ${t(entry.part.label)}`, { ...small, after: 3 })
  if (entry.tags.length > 0) say(doc, section, 'P', `${t('Tags')}: ${entry.tags.join(', ')}`, small)
  addMarkdown(doc, section, entry.answer, plain)
  addFiles(doc, section, entry.files, t)
  const time = formatDateTime(entry.answeredAt)
  say(doc, section, 'P', t(entry.isLeft ? 'Left unanswered {time}' : 'Answered {time}', { time }), small)
  if (entry.isRedacted)
    say(doc, section, 'P', t('A broker replaced words here that must not stand in public.'), small)
  for (const one of entry.corrections.toReversed()) {
    const title = t('Corrected {time}: the earlier answer', { time: formatDateTime(one.correctedAt) })
    say(doc, section, 'H3', title, { ...plain, font: 'bold', size: 10 })
    addMarkdown(doc, section, one.text, plain)
    addFiles(doc, section, one.files, t)
    const stood = { from: formatDateTime(one.at), to: formatDateTime(one.correctedAt) }
    const why = t('Why it was corrected: {why}', { why: one.why })
    say(doc, section, 'P', `${t('Stood from {from} to {to}.', stood)} ${why}`, small)
  }
  section.end()
  doc.y += 12
}

function addFiles(doc: PdfDocument, parent: PdfElement, files: LogEntry['files'], t: Translate): void {
  for (const { name, url } of files) {
    const style = { font: 'plain', size: 10, indent: number.width, link: url } as const
    say(doc, parent, 'P', `${t('Attachment')}: ${name}`, style)
  }
}

/** The words of an answer, a paragraph or an item of a list at a time; what Markdown marks inside them is left out. */
function addMarkdown(doc: PdfDocument, parent: PdfElement, text: string, style: PdfStyle): void {
  let items = 0
  for (const token of markdown.parse(text, {})) {
    if (token.type === 'ordered_list_open') items = 1
    if (token.type === 'bullet_list_open') items = 0
    const isItem = token.level > 1
    const words =
      token.type === 'inline'
        ? (token.children ?? [])
            .map(({ type, content }) => (type === 'softbreak' || type === 'hardbreak' ? '\n' : content))
            .join('')
        : token.type === 'fence' || token.type === 'code_block'
          ? token.content
          : ''
    if (words === '') continue
    const mark = items > 0 ? `${items++}. ` : '• '
    if (isItem) say(doc, parent, 'P', mark + words, { ...style, indent: (style.indent ?? 0) + 12, after: 3 })
    else say(doc, parent, 'P', words, style)
  }
}
