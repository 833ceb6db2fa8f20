import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { projectRoot } from './paths.ts'
import type { Translate } from './translations.ts'

export type PdfDocument = PDFKit.PDFDocument
export type PdfElement = PDFKit.PDFStructureElement

/** How a paragraph looks; lengths are in points. */
export interface PdfStyle {
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
/** For what is said beside. */
export const pdfMuted = '#4f5b54'
const ground = '#eef1ec'
const rule = '#b9c2bb'

/** An empty tagged PDF with a title, a language and the element that everything is put into. */
export async function beginPdf(
  title: string,
  author: string,
  madeAt: Date,
): Promise<{ doc: PdfDocument; root: PdfElement }> {
  // Loaded with the first one that is made: it is a tenth of what a process loads at its start.
  const { default: PDFDocument } = await import('pdfkit')
  const doc = new PDFDocument({
    size: 'A4',
    margins: { top: 64, bottom: 72, left: 60, right: 60 },
    bufferPages: true,
    pdfVersion: '1.7',
    tagged: true,
    lang: 'en-GB',
    displayTitle: true,
    info: { Title: title, Author: author, CreationDate: madeAt, ModDate: madeAt },
  })
  doc.registerFont('plain', fontFile('DejaVuSans')).registerFont('bold', fontFile('DejaVuSans-Bold'))
  const root = doc.struct('Document')
  doc.addStructure(root)
  return { doc, root }
}

/** Ends a PDF with a number on each page. */
export async function endPdf(
  doc: PdfDocument,
  root: PdfElement,
  t: Translate,
  giveWay: () => Promise<void>,
): Promise<Buffer> {
  root.end()
  await numberPages(doc, t, giveWay)
  doc.end()
  return buffer(doc)
}

// In a longer one the typesetter looks for a place to break letter by letter, which takes seconds for a whole log.
const longestWord = 40
/** The same words with places at which a very long one may break. */
export const withBreaks = (text: string): string =>
  text.replaceAll(new RegExp(`\\S{${longestWord}}(?=\\S)`, 'gu'), '$&\u200b')

const roomOf = (doc: PdfDocument): number => doc.page.height - doc.page.margins.bottom

/** Begins another page unless so many points are left on this one: what follows stands together. */
export function keepTogether(doc: PdfDocument, points: number): void {
  if (doc.y + points > roomOf(doc)) doc.addPage()
}

/** One paragraph, marked for what it is: `P`, `H1`. */
export function say(doc: PdfDocument, parent: PdfElement, kind: string, text: string, style: PdfStyle): void {
  const { font, size, indent = 0, colour = ink, after = 6, link } = style
  const left = doc.page.margins.left + indent
  const width = doc.page.width - left - doc.page.margins.right
  const options = { width, lineGap: 2, ...(link ? { link, underline: true } : {}) }
  const write = () => {
    doc.font(font).fontSize(size).fillColor(colour).text(withBreaks(text), left, doc.y, options)
  }
  const element: PdfElement = link ? doc.struct(kind) : doc.struct(kind, {}, write)
  parent.add(element)
  if (link) element.add(doc.struct('Link', {}, write))
  element.end()
  doc.y += after
}

/** A column of a table; `share` is its part of the width beside the others'. */
export interface PdfColumn {
  title: string
  share: number
  align?: 'left' | 'right'
}

const tableSize = 9
const padding = 4

/** A table whose first column names the rows; its heads stand on each page again, and are read once. */
export function sayTable(doc: PdfDocument, parent: PdfElement, columns: PdfColumn[], rows: string[][]): void {
  const table = doc.struct('Table')
  parent.add(table)
  const places = placesOf(doc, columns)
  const titles = columns.map(({ title }) => title)
  keepTogether(doc, 60)
  layRow(doc, places, titles, 'bold', (cells) => {
    const row = doc.struct('TR')
    table.add(row)
    for (const cell of cells) addCell(doc, row, 'TH', 'Column', cell)
    row.end()
  })
  for (const [number, texts] of rows.entries()) {
    // The last row never stands on a page of its own.
    const beside = number === rows.length - 2 ? heightOf(doc, places, rows.at(-1) ?? [], 'plain') : 0
    if (doc.y + heightOf(doc, places, texts, 'plain') + beside > roomOf(doc)) {
      doc.addPage()
      layRow(doc, places, titles, 'bold', (cells) => asArtifact(doc, () => cells.forEach((cell) => cell())))
    }
    layRow(doc, places, texts, 'plain', (cells) => {
      const row = doc.struct('TR')
      table.add(row)
      for (const [index, cell] of cells.entries())
        addCell(doc, row, index === 0 ? 'TH' : 'TD', index === 0 ? 'Row' : null, cell)
      row.end()
    })
  }
  table.end()
  doc.y += 10
}

interface Place {
  left: number
  width: number
  align: 'left' | 'right'
}

function placesOf(doc: PdfDocument, columns: PdfColumn[]): Place[] {
  const whole = doc.page.width - doc.page.margins.left - doc.page.margins.right
  const sum = columns.reduce((total, { share }) => total + share, 0)
  let { left } = doc.page.margins
  return columns.map(({ share, align = 'left' }) => {
    const width = (whole * share) / sum
    const place = { left: left + padding, width: width - 2 * padding, align }
    left += width
    return place
  })
}

function heightOf(doc: PdfDocument, places: Place[], texts: string[], font: 'plain' | 'bold'): number {
  doc.font(font).fontSize(tableSize)
  const heights = places.map(({ width }, index) =>
    doc.heightOfString(withBreaks(texts[index] || ' '), { width, lineGap: 1 }),
  )
  return heights.reduce((most, height) => Math.max(most, height), 0) + 2 * padding
}

/** Draws the ground of a row, and its cells as `add` wants them: each draws itself when it is called. */
function layRow(
  doc: PdfDocument,
  places: Place[],
  texts: string[],
  font: 'plain' | 'bold',
  add: (cells: (() => void)[]) => void,
): void {
  const height = heightOf(doc, places, texts, font)
  const top = doc.y
  const { left, right } = doc.page.margins
  asArtifact(doc, () => {
    if (font === 'bold') doc.rect(left, top, doc.page.width - left - right, height).fill(ground)
    doc
      .lineWidth(0.5)
      .strokeColor(rule)
      .moveTo(left, top + height)
      .lineTo(doc.page.width - right, top + height)
      .stroke()
  })
  add(
    places.map(({ left: at, width, align }, index) => () => {
      doc.font(font).fontSize(tableSize).fillColor(ink)
      doc.text(withBreaks(texts[index] ?? ''), at, top + padding, { width, align, lineGap: 1 })
    }),
  )
  doc.y = top + height
}

function addCell(
  doc: PdfDocument,
  row: PdfElement,
  kind: 'TH' | 'TD',
  scope: 'Column' | 'Row' | null,
  write: () => void,
): void {
  // Its types do not know of the scope yet.
  const options: { title?: string; scope?: string } = scope ? { scope } : {}
  row.add(doc.struct(kind, options, write))
}

/**
 * A drawing at the left margin, which `draw` draws from the point 0, 0 on; `told` is read aloud in its place.
 * Nothing of it is left to the next page.
 */
export function sayFigure(
  doc: PdfDocument,
  parent: PdfElement,
  { told, width, height }: { told: string; width: number; height: number },
  draw: () => void,
): void {
  keepTogether(doc, height)
  const [left, top] = [doc.page.margins.left, doc.y]
  // Its types do not know of the box yet.
  const options: { alt: string; bbox?: number[] } = {
    alt: told,
    bbox: [left, top, left + width, top + height],
  }
  const figure = doc.struct('Figure', options, () => {
    doc.save().translate(left, top)
    draw()
    doc.restore()
  })
  parent.add(figure)
  figure.end()
  doc.y = top + height + 8
}

/** Draws what is no part of what is read aloud. */
function asArtifact(doc: PdfDocument, draw: () => void): void {
  doc.markContent('Artifact', { type: 'Layout' })
  draw()
  doc.endMarkedContent()
}

/** Page numbers are no part of what is read aloud. */
async function numberPages(doc: PdfDocument, t: Translate, giveWay: () => Promise<void>): Promise<void> {
  const { start, count } = doc.bufferedPageRange()
  for (let page = start; page < start + count; page += 1) {
    doc.switchToPage(page)
    // Below the margin: within it, a text at the end of a page would begin another.
    const { bottom } = doc.page.margins
    doc.page.margins.bottom = 0
    doc.markContent('Artifact', { type: 'Pagination' })
    const words = t('Page {page} of {pages}', { page: page + 1, pages: count })
    doc.font('plain').fontSize(9).fillColor(pdfMuted)
    doc.text(words, 60, doc.page.height - 44, { width: doc.page.width - 120, align: 'right' })
    doc.endMarkedContent()
    doc.page.margins.bottom = bottom
    await giveWay()
  }
}

/** How the words of a report stand, and what is said beside them. */
export const pdfPlain = { font: 'plain', size: 10.5 } as const
export const pdfBeside = { font: 'plain', size: 10, colour: pdfMuted, after: 1 } as const

/**
 * A section of a report: its heading, which is in the bookmarks too, and what `add` puts under it.
 * @param points so much of it stays with the heading on one page
 */
export function saySection(
  doc: PdfDocument,
  root: PdfElement,
  { heading, points }: { heading: string; points: number },
  add: (section: PdfElement) => void,
): void {
  const section = doc.struct('Sect')
  root.add(section)
  doc.y += 8
  keepTogether(doc, points)
  doc.outline.addItem(heading)
  say(doc, section, 'H2', heading, { font: 'bold', size: 14, after: 4 })
  add(section)
  section.end()
}
