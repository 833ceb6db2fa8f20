import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import MarkdownIt from 'markdown-it'
import PDFDocument from 'pdfkit'
import type { LogEntry } from '../../shared/clarifications/log-formats.ts'
import { formatDate, formatDateTime } from '../../shared/platform/dates.ts'
import { projectRoot } from '../platform/paths.ts'
import type { Translate } from '../platform/translations.ts'
import { givingWay } from './clarifications.pdf-store.ts'

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

type Document = PDFKit.PDFDocument
type Element = PDFKit.PDFStructureElement
type Style = {
  font: 'plain' | 'bold'
  size: number
  indent?: number
  colour?: string
  after?: number
  link?: string
}

// A typeface that has most letters that people type; our own comes as woff2, which cannot be embedded.
const fontFile = (name: string) => join(projectRoot, `node_modules/dejavu-fonts-ttf/ttf/${name}.ttf`)
const ink = '#1d2420'
const muted = '#4f5b54'
const number = { width: 34 }
const markdown = new MarkdownIt({ html: false, linkify: true })

/**
 * The log as a tagged PDF with a title, a language, headings, bookmarks and page numbers. It says nothing of who asked
 * but the letter, as the page does; neither do the file's properties. Others get their turn between two entries.
 */
export async function logPdf(log: PrintedLog, t: Translate): Promise<Buffer> {
  const giveWay = givingWay()
  const doc = new PDFDocument({
    size: 'A4',
    margins: { top: 64, bottom: 72, left: 60, right: 60 },
    bufferPages: true,
    pdfVersion: '1.7',
    tagged: true,
    lang: 'en-GB',
    displayTitle: true,
    info: {
      Title: t('Questions and answers: {title}', { title: log.title }),
      Author: log.authority,
      CreationDate: log.madeAt,
      ModDate: log.madeAt,
    },
  })
  doc.registerFont('plain', fontFile('DejaVuSans')).registerFont('bold', fontFile('DejaVuSans-Bold'))
  const root = doc.struct('Document')
  doc.addStructure(root)
  addHead(doc, root, log, t)
  for (const entry of log.entries) {
    addEntry(doc, root, entry, t)
    await giveWay()
  }
  root.end()
  await numberPages(doc, t, giveWay)
  doc.end()
  return buffer(doc)
}

// In a longer one the typesetter looks for a place to break letter by letter, which takes seconds for a whole log.
const longestWord = 40
const withBreaks = (text: string): string =>
  text.replaceAll(new RegExp(`\\S{${longestWord}}(?=\\S)`, 'gu'), '$&\u200b')

/** One paragraph, marked for what it is. */
function say(doc: Document, parent: Element, kind: string, text: string, style: Style): void {
  const { font, size, indent = 0, colour = ink, after = 6, link } = style
  const left = doc.page.margins.left + indent
  const width = doc.page.width - left - doc.page.margins.right
  const options = { width, lineGap: 2, ...(link ? { link, underline: true } : {}) }
  const write = () => {
    doc.font(font).fontSize(size).fillColor(colour).text(withBreaks(text), left, doc.y, options)
  }
  const element: Element = link ? doc.struct(kind) : doc.struct(kind, {}, write)
  parent.add(element)
  if (link) element.add(doc.struct('Link', {}, write))
  element.end()
  doc.y += after
}

function addHead(doc: Document, root: Element, log: PrintedLog, t: Translate): void {
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

function addEntry(doc: Document, root: Element, entry: LogEntry, t: Translate): void {
  const section = doc.struct('Sect')
  root.add(section)
  // A question stands with the beginning of its answer.
  const height = doc.font('bold').fontSize(12).heightOfString(withBreaks(entry.question), { width: 420 })
  if (doc.y + Math.min(height, 300) + 60 > doc.page.height - doc.page.margins.bottom) doc.addPage()
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

function addFiles(doc: Document, parent: Element, files: LogEntry['files'], t: Translate): void {
  for (const { name, url } of files) {
    const style = { font: 'plain', size: 10, indent: number.width, link: url } as const
    say(doc, parent, 'P', `${t('Attachment')}: ${name}`, style)
  }
}

/** The words of an answer, a paragraph or an item of a list at a time; what Markdown marks inside them is left out. */
function addMarkdown(doc: Document, parent: Element, text: string, style: Style): void {
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

/** Page numbers are no part of what is read aloud. */
async function numberPages(doc: Document, t: Translate, giveWay: () => Promise<void>): Promise<void> {
  const { start, count } = doc.bufferedPageRange()
  for (let page = start; page < start + count; page += 1) {
    doc.switchToPage(page)
    // Below the margin: within it, a text at the end of a page would begin another.
    const { bottom } = doc.page.margins
    doc.page.margins.bottom = 0
    doc.markContent('Artifact', { type: 'Pagination' })
    const words = t('Page {page} of {pages}', { page: page + 1, pages: count })
    doc.font('plain').fontSize(9).fillColor(muted)
    doc.text(words, 60, doc.page.height - 44, { width: doc.page.width - 120, align: 'right' })
    doc.endMarkedContent()
    doc.page.margins.bottom = bottom
    await giveWay()
  }
}
