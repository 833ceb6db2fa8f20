import { extractText, getDocumentProxy } from 'unpdf'
import type { Evidence } from '../../server/evidence/evidence.read.service.ts'
import { reportPdf } from '../../server/evidence/evidence.report.pdf.ts'
import { drawChart } from '../../server/evidence/evidence.svg.ts'
import { translator } from '../../server/platform/translations.ts'
import { isUndrawn } from '../../shared/evidence/chart-rows.ts'
import { chartsOf } from '../../shared/evidence/charts.ts'
import { wholeEvidence } from '../../shared/evidence/evidence.schema.ts'
import { type ChallengeFact, noAwards } from '../../shared/evidence/facts.ts'
import { figuresOf } from '../../shared/evidence/figures.ts'
import { aFact } from './evidence.factory.ts'

const sums = { ...noAwards(), awards: 10, valued: 4, pence: 123_45, sme: { yes: 3, no: 5, unknown: 2 } }

/** What is read of a year: of challenges, and of ten awards in each of four years. */
async function readOf(year: string, all: ChallengeFact[]): Promise<Evidence> {
  const filter = { ...wholeEvidence, year }
  const facts = all.filter((fact) => String(fact.year) === year)
  const figures = figuresOf(facts, sums, () => null)
  const charts = chartsOf({
    chosen: filter,
    facts,
    factsOfAllYears: all,
    figures,
    awards: sums,
    byYear: ['2023', '2024', '2025', '2026'].map((code) => ({ code, label: code, sums })),
    byRegion: [{ code: 'TLD', label: 'North West', sums }],
    byCategory: [],
    sums: [],
    nameOfRegion: String,
  })
  const drawn: Evidence['charts'] = []
  for (const chart of charts)
    drawn.push({ ...chart, drawing: isUndrawn(chart) ? null : await drawChart(chart) })
  return { filter, facts, figures, charts: drawn } as unknown as Evidence
}

/** A report as it is read: its words, and what is drawn in it with what is told of each drawing. */
async function report(year: string, all: ChallengeFact[]) {
  const bytes = await reportPdf(await readOf(year, all), { year, hasExamples: true }, translator())
  const document = await getDocumentProxy(new Uint8Array(bytes))
  const { text } = await extractText(document, { mergePages: true })
  const trees: string[] = []
  for (let page = 1; page <= document.numPages; page += 1)
    trees.push(JSON.stringify(await (await document.getPage(page)).getStructTree()))
  await document.destroy()
  const figures = [...trees.join('').matchAll(/"role":"Figure","children":\[{[^\]]*\],"alt":"([^"]*)"/g)].map(
    ([, alt]) => alt,
  )
  return { text: text.replaceAll(/\s+/g, ' '), figures }
}

const six = Array.from({ length: 6 }, () => aFact({ year: 2025 }))

describe('the report of a year', () => {
  it('has each drawing, with its sentence for whoever can’t see it, and its table', async () => {
    const { text, figures } = await report('2025', [...six, ...six, aFact({ year: 2026 })])
    expect(new Set(figures)).toContain(
      'Of 2025: 10 of the 40 awards of all years on record here; the most of 2023. Years differ in what was imported, too. The table has the same figures.',
    )
    expect(new Set(figures).size).toBe(8)
    // A bar has its words in the drawing and again in the table.
    expect(text.split('North West').length - 1).toBe(3)
    expect(text).toContain('What all authorities did on Foothold in 2025')
    expect(text).toContain('Published in 2025: 12 of the 13 challenges of all years')
  })

  it('tells of public record alone where no challenge was published, and says so', async () => {
    const { text, figures } = await report('2023', six)
    expect(text).toContain('No challenge was published on Foothold in 2023.')
    for (const words of ['did on Foothold', 'A demonstration', 'Challenges published', ', Foothold'])
      expect(text).not.toContain(words)
    expect(text).toContain('Published value of these awards')
    expect(figures.length).toBeGreaterThan(2)
  })
})
