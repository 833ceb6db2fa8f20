import {
  type Chart,
  type AwardsOf,
  type ChartFacts,
  type ChartRow,
  countedIn,
  counts,
  estimated,
  fewInYear,
  inParts,
  isOfOneYear,
  mostOf,
  said,
  type Said,
  total,
  yearToTell,
} from './chart-rows.ts'
import type { EvidenceFilter } from './evidence.schema.ts'
import { numberWords, percentWords } from './figure-words.ts'
import { shareFrom } from './figures.ts'
import { drawings } from './lines.ts'
import { procedureNames, procedures } from './procedures.ts'

const codeOf = ({ code }: AwardsOf): string => code

export function ways({ awards }: ChartFacts): Chart {
  const rows = procedures
    .map((name) => ({
      ...counts(procedureNames[name], awards.procedures[name] ?? 0),
      line: `procedure-${name}`,
    }))
    .filter(({ of }) => of > 0)
    .sort((a, b) => b.of - a.of)
  const known = total(rows)
  return {
    id: 'procedures',
    title: drawings.procedure,
    shape: 'bars',
    unit: 'count',
    rows,
    counted: known,
    says: said('Most often: {label}, {of} of {all} awards. {missing} more do not say how.', {
      label: rows[0]?.label ?? '',
      of: numberWords(rows[0]?.of ?? 0),
      all: numberWords(known),
      missing: numberWords(awards.awards - known),
    }),
    figure: 'awards',
    from: 'public',
  }
}

export function awardsByYear({ byYear, chosen }: ChartFacts): Chart {
  const rows = inParts(byYear, codeOf, ({ label, sums }) => counts(label, sums.awards))
  return {
    id: 'awards-by-year',
    title: 'Awards on public record each year',
    shape: 'columns',
    unit: 'count',
    rows,
    counted: total(rows),
    says: awardsInWords(rows, chosen),
    figure: 'awards',
    from: 'public',
    across: 'year',
  }
}

function awardsInWords(rows: readonly ChartRow[], { year }: EvidenceFilter): Said {
  const all = numberWords(total(rows))
  const most = mostOf(rows)?.label ?? ''
  if (year && !isOfOneYear(rows)) {
    const n = numberWords(rows.find(({ label }) => label === year)?.of ?? 0)
    return said(
      'Of {year}: {n} of the {all} awards of all years on record here; the most of {most}. Years differ in what was imported, too.',
      { year, n, all, most },
    )
  }
  return isOfOneYear(rows)
    ? said('{all} awards are on record here, all of {year}.', { all, year: most })
    : said('{all} awards are on record here, the most of {year}. Years differ in what was imported, too.', {
        all,
        year: most,
      })
}

/** Parts of the awards: by region, by category. Of many only the greatest are drawn and listed. */
const mostParts = 12
export function parts(
  of: ChartFacts['byRegion'],
  { id, title, across }: Pick<Chart, 'id' | 'title'> & { across: 'region' | 'category' },
  { awards: { awards: all }, chosen }: Pick<ChartFacts, 'awards' | 'chosen'>,
): Chart {
  // Where a part is chosen, its awards are not all of which these are parts.
  const words = chosen[across]
    ? '{label} has the most: {of}. An award that names several counts in each.'
    : '{label} has the most: {of} of {all}. An award that names several counts in each.'
  const rows = inParts(of, codeOf, ({ label, sums }) => counts(label, sums.awards))
    .sort((a, b) => b.of - a.of)
    .slice(0, mostParts)
  return {
    id,
    title,
    shape: 'bars',
    unit: 'count',
    rows,
    counted: total(rows),
    says: said(words, {
      label: rows[0]?.label ?? '',
      of: numberWords(rows[0]?.of ?? 0),
      all: numberWords(all),
    }),
    figure: 'awards',
    from: 'public',
    across,
  }
}

export function smallByYear({ byYear, chosen }: ChartFacts): Chart {
  const rows = inParts(byYear, codeOf, ({ label, sums }) => estimated(label, shareFrom(sums.sme)))
  const told = yearToTell(rows, chosen)
  return {
    id: 'sme-by-year',
    title: 'Awards to small or medium firms, public record',
    shape: 'dots',
    unit: 'share',
    rows,
    counted: countedIn(rows),
    says:
      told && told.value !== null
        ? said(
            'In {year}: {share} of the {of} awards whose firm’s size is known. Of {missing} more it is not.',
            {
              year: told.label,
              share: percentWords(told.value),
              of: numberWords(told.of),
              missing: numberWords(told.missing ?? 0),
            },
          )
        : fewInYear(chosen),
    figure: 'sme',
    from: 'public',
    across: 'year',
  }
}
