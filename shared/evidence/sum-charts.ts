import { type Chart, type ChartFacts, type ChartRow, figureOf, mostOf, said, total } from './chart-rows.ts'
import { fewest } from './facts.ts'
import { numberWords, valueWords } from './figure-words.ts'
import { figureDefinitions } from './figures.ts'
import { type SumId, sumIds, type ToldSum } from './told-sums.ts'

const titles: Record<SumId, string> = {
  investment: 'Follow-on investment by region',
  research: 'Suppliers’ spend on research and development by region',
  'jobs-created': 'Jobs created by region',
  'jobs-kept': 'Jobs kept by region',
}

const rowOf = (label: string, groups: readonly ToldSum[], part: string): ChartRow => ({
  label,
  value: groups.reduce((all, { value }) => all + value, 0),
  interval: null,
  of: groups.reduce((all, { pilots }) => all + pilots, 0),
  missing: null,
  part,
})

/** One for each figure that is told in sums alone, its lines the regions that suppliers name. */
export const sumCharts = (facts: ChartFacts): Chart[] => sumIds.map((id) => sumChart(id, facts))

function sumChart(id: SumId, { sums, figures, nameOfRegion }: ChartFacts): Chart {
  const of = (sums ?? []).filter(({ figure }) => figure === id)
  const rows = [...new Set(of.map(({ region }) => region))]
    .map((code) =>
      rowOf(
        nameOfRegion(code),
        of.filter(({ region }) => region === code),
        code,
      ),
    )
    .sort((a, b) => (b.value ?? 0) - (a.value ?? 0))
  const { unit } = figureDefinitions[id]
  const words = (value: number | null | undefined) => valueWords(unit, value ?? 0)
  const missing = figureOf(figures, id).here?.missing ?? null
  const known = {
    label: mostOf(rows)?.label ?? '',
    value: words(mostOf(rows)?.value),
    all: words(rows.reduce((sum, { value }) => sum + (value ?? 0), 0)),
    pilots: numberWords(total(rows)),
  }
  return {
    id: `${id}-by-region`,
    title: titles[id],
    shape: 'bars',
    unit,
    rows,
    counted: total(rows),
    says:
      missing === null || missing === 0
        ? said('{all} in {pilots} pilots that may be told of; the most in {label}: {value}.', known)
        : said(
            '{all} in {pilots} pilots that may be told of; the most in {label}: {value}. Of {missing} more contracts we know nothing that we may tell.',
            { ...known, missing: numberWords(missing) },
          ),
    none: sums ? said(nothingTold, { least: fewest }) : said(notOfThis),
    figure: id,
    from: 'here',
    across: 'region',
  }
}

/** Why nothing is told of any group yet. */
export const nothingTold =
  'Nothing to tell yet: it takes {least} suppliers in one region, of challenges of one year, who report more than nothing and let it be counted.'

/** Why nothing is told of an authority or a category. */
export const notOfThis =
  'This is told by region and year alone: of one authority or category, a sum could be taken from another until one supplier is left.'
