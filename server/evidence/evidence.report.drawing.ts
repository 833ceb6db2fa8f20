import { type PdfDocument, type PdfElement, sayFigure } from '../platform/pdf.ts'
import type { Drawing } from './evidence.svg.ts'

// A little smaller than on a screen: its letters are as large as those of the table.
const scale = 0.64
const letter = 15
// As the charts of the page are in the light.
const green = '#0f5b45'
const ink = '#14211b'

interface Place {
  x: number
  y: number
}

/** What an element is drawn in: where it begins, and what the group around it says of all within. */
interface Group extends Place {
  kind: string
  anchor: string
}

/** A chart that is ready to be put on paper; lengths are in points. */
export interface Drawn {
  svg: Element
  width: number
  height: number
}

/** Reads what was drawn for the page. */
export async function readDrawing({ viewBox, body }: Drawing): Promise<Drawn> {
  const { DOMParser } = await import('linkedom')
  const svg = new DOMParser().parseFromString(`<svg>${body}</svg>`, 'image/svg+xml')
  const [width = 0, height = 0] = viewBox.split(' ').slice(2).map(Number)
  return { svg: svg.documentElement as never, width: width * scale, height: height * scale }
}

/** Puts a chart into a report as it is drawn on its page; `told` says to whoever can't see it what it shows. */
export function addDrawing(
  doc: PdfDocument,
  parent: PdfElement,
  { svg, width, height }: Drawn,
  told: string,
): void {
  sayFigure(doc, parent, { told, width, height }, () => {
    doc.scale(scale)
    for (const child of svg.children) draw(doc, child, { x: 0, y: 0, kind: '', anchor: 'middle' })
  })
}

const numberOf = (element: Element, name: string): number => Number(element.getAttribute(name) ?? 0)

/** Where an element stands: all that our drawings move is moved by `translate`. */
function placeOf(element: Element, { x, y }: Place): Place {
  const by = /^translate\(([-\d.e]+)[, ]+([-\d.e]+)\)$/.exec(element.getAttribute('transform') ?? '')
  return { x: x + Number(by?.[1] ?? 0), y: y + Number(by?.[2] ?? 0) }
}

/** Draws what the charts are made of: bars, lines, dots, words, and groups of these. */
function draw(doc: PdfDocument, element: Element, group: Group): void {
  const { x, y } = placeOf(element, group)
  const at = (name: string) => numberOf(element, name)
  switch (element.tagName) {
    case 'g': {
      const kind = element.getAttribute('class') ?? group.kind
      const anchor = element.getAttribute('text-anchor') ?? group.anchor
      for (const child of element.children) draw(doc, child, { x, y, kind, anchor })
      break
    }
    case 'rect':
      doc.rect(x + at('x'), y + at('y'), at('width'), at('height')).fill(green)
      break
    case 'circle':
      doc.circle(x + at('cx'), y + at('cy'), at('r')).fill(green)
      break
    case 'line':
      doc.moveTo(x + at('x1'), y + at('y1')).lineTo(x + at('x2'), y + at('y2'))
      if (group.kind === 'chart-range') doc.lineWidth(2).stroke(green)
      else doc.lineWidth(1).stroke(ink)
      break
    case 'text':
      write(doc, element.textContent ?? '', { ...group, x, y })
      break
    default:
      throw new Error(`A report can't draw ${element.tagName}`)
  }
}

function write(doc: PdfDocument, text: string, { x, y, kind, anchor }: Group): void {
  doc
    .font(kind === 'chart-value' ? 'bold' : 'plain')
    .fontSize(letter)
    .fillColor(ink)
  const left = anchor === 'start' ? x : x - doc.widthOfString(text) / 2
  // The middle of the letters stands at the place.
  doc.text(text, left, y + 0.32 * letter, { lineBreak: false, baseline: 'alphabetic' })
}
