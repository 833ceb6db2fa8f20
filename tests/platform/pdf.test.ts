import { extractText, getDocumentProxy } from 'unpdf'
import { givingWay } from '../../server/platform/made-once.ts'
import { leastProcessorMs } from './processor.ts'
import { beginPdf, endPdf, sayTable } from '../../server/platform/pdf.ts'
import { translator } from '../../server/platform/translations.ts'

const columns = [
  { title: 'Supplier', share: 3 },
  { title: 'Total', share: 1, align: 'right' as const },
]
const tableOf = async (rows: string[][]) => {
  const { doc, root } = await beginPdf('A table', 'A council', new Date('2026-11-02T10:00:00Z'))
  sayTable(doc, root, columns, rows)
  return endPdf(doc, root, translator(), givingWay())
}

describe('a table in a PDF', () => {
  it('shows its heads on each page, reads them once, and loses no row', async () => {
    const rows = Array.from({ length: 60 }, (_, index) => [`Supplier ${index} Ltd`, String(index)])
    const document = await getDocumentProxy(new Uint8Array(await tableOf(rows)))
    const { text: pages } = await extractText(document)
    expect(pages.length).toBeGreaterThan(1)
    for (const page of pages) expect(page).toMatch(/Supplier\s+Total/)
    const trees = await Promise.all(
      pages.map(async (_, index) =>
        JSON.stringify(await (await document.getPage(index + 1)).getStructTree()),
      ),
    )
    // The tree of each page names every cell; those of other pages are empty in it.
    const count = (what: string) => trees.join('').split(`"role":"${what}","children":[{`).length - 1
    expect(count('TD')).toBe(60)
    expect(count('TH')).toBe(62)
    for (const [name] of rows) expect(pages.join('\n')).toContain(name)
    await document.destroy()
  })

  it('leaves no last row alone on a page', async () => {
    for (let length = 30; length < 42; length += 1) {
      const rows = Array.from({ length }, (_, index) => [`Supplier ${index} Ltd`, String(index)])
      const document = await getDocumentProxy(new Uint8Array(await tableOf(rows)))
      const { text: pages } = await extractText(document)
      expect([length, (pages.at(-1)?.match(/Ltd/g) ?? []).length]).not.toEqual([length, 1])
      await document.destroy()
    }
  })

  it('sets words without end in the time of others', async () => {
    await tableOf([['a', 'b']])
    expect(await leastProcessorMs(() => tableOf([['w'.repeat(2000), '1']]))).toBeLessThan(500)
  })
})
