import {
  type Chart,
  type AwardsOf,
  type ChartFacts,
  countedIn,
  counts,
  estimated,
  inParts,
  mostOf,
  said,
  total,
} from './chart-rows.ts'
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

export function awardsByYear({ byYear }: ChartFacts): Chart {
  const rows = inParts(byYear, codeOf, ({ label, sums }) => counts(label, sums.awards))
  return {
    id: 'awards-by-year',
    title: 'Awards on public record each year',
    shape: 'columns',
    unit: 'count',
    rows,
    counted: total(rows),
    says: said(
      '{all} awards are on record here, the most of {year}. Years differ in what was imported, too.',
      {
        all: numberWords(total(rows)),
        year: mostOf(rows)?.label ?? '',
      },
    ),
    figure: 'awards',
    from: 'public',
    across: 'year',
  }
}

/** Parts of the awards: by region, by category. Of many only the greatest are drawn and listed. */
const mostParts = 12
export function parts(
  of: ChartFacts['byRegion'],
  { id, title, across }: Pick<Chart, 'id' | 'title' | 'across'>,
  all: number,
): Chart {
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
    says: said('{label} has the most: {of} of {all}. An award that names several counts in each.', {
      label: rows[0]?.label ?? '',
      of: numberWords(rows[0]?.of ?? 0),
      all: numberWords(all),
    }),
    figure: 'awards',
    from: 'public',
    ...(across ? { across } : {}),
  }
}

export function smallByYear({ byYear }: ChartFacts): Chart {
  const rows = inParts(byYear, codeOf, ({ label, sums }) => estimated(label, shareFrom(sums.sme)))
  const drawn = rows.filter(({ value }) => value !== null)
  const last = drawn.at(-1)
  return {
    id: 'sme-by-year',
    title: 'Awards to small or medium firms, public record',
    shape: 'dots',
    unit: 'share',
    rows,
    counted: countedIn(rows),
    says: said(
      'In {year}: {share} of the {of} awards whose firm’s size is known. Of {missing} more it is not.',
      {
        year: last?.label ?? '',
        share: percentWords(last?.value ?? 0),
        of: numberWords(last?.of ?? 0),
        missing: numberWords(last?.missing ?? 0),
      },
    ),
    figure: 'sme',
    from: 'public',
    across: 'year',
  }
}
