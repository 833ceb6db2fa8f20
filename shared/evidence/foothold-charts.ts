import {
  besides,
  type Chart,
  type ChartFacts,
  type ChartRow,
  countedIn,
  counts,
  estimated,
  fewInYear,
  figureOf,
  inLines,
  inParts,
  isOfOneYear,
  mostOf,
  said,
  type Said,
  total,
  yearsOf,
  yearToTell,
} from './chart-rows.ts'
import type { EvidenceFilter, RecordSource } from './evidence.schema.ts'
import type { ChallengeFact } from './facts.ts'
import { numberWords, percentWords, valueWords } from './figure-words.ts'
import { type Estimate, type FigureId, medianAmong } from './figures.ts'
import { drawings } from './lines.ts'

export function challengesByYear({ factsOfAllYears: facts, chosen }: ChartFacts): Chart {
  const rows = inParts(yearsOf(facts), String, (year) =>
    counts(String(year), facts.filter((fact) => fact.year === year).length),
  )
  return {
    id: 'challenges-by-year',
    title: 'Challenges published each year',
    shape: 'columns',
    unit: 'count',
    rows,
    counted: total(rows),
    says: challengesInWords(rows, facts, chosen),
    figure: 'challenges',
    from: 'here',
    across: 'year',
  }
}

function challengesInWords(
  rows: readonly ChartRow[],
  facts: readonly ChallengeFact[],
  { year }: EvidenceFilter,
): Said {
  const all = numberWords(total(rows))
  const most = mostOf(rows)?.label ?? ''
  if (year && !isOfOneYear(rows)) {
    const n = numberWords(rows.find(({ label }) => label === year)?.of ?? 0)
    return said('Published in {year}: {n} of the {all} challenges of all years; the most in {most}.', {
      year,
      n,
      all,
      most,
    })
  }
  const count = new Set(facts.map(({ authority }) => authority)).size
  return isOfOneYear(rows)
    ? said('{all} challenges were published, all in {year}, of {count} authorities.', {
        all,
        count,
        year: most,
      })
    : said('{all} challenges were published, of {count} authorities; the most in {year}.', {
        all,
        count,
        year: most,
      })
}

export function proposalsSpread({ facts, figures }: ChartFacts): Chart {
  const known = facts.map(({ proposals }) => proposals).filter((value) => value !== null)
  const rows = inLines('proposals', facts)
  const median = figureOf(figures, 'proposals').here?.value ?? 0
  return {
    id: 'proposals-spread',
    title: drawings.proposals,
    shape: 'bars',
    unit: 'count',
    rows,
    counted: known.length,
    says: said(
      'Half of {all} opened challenges got {median} proposals or more. Sealed ones count once they are opened.',
      {
        all: numberWords(known.length),
        median: valueWords('number', median),
      },
    ),
    figure: 'proposals',
    from: 'here',
  }
}

/** A line of a chart that shows several figures: which it is of. */
const rowOf = (
  label: string,
  estimate: Estimate,
  figure: FigureId,
  from: RecordSource = 'here',
): ChartRow => ({
  ...estimated(label, estimate),
  figure,
  from,
})

export function firms({ figures }: ChartFacts): Chart {
  const names = {
    sme: 'Small or medium',
    vcse: 'Charities, social enterprises',
    fresh: 'New to public contracts',
  }
  const all = (['sme', 'vcse', 'fresh'] as const).flatMap((id) => {
    const { here, public: record } = figureOf(figures, id)
    return [
      ...(here ? [rowOf(`${names[id]}, Foothold`, here, id)] : []),
      ...(record ? [rowOf(`${names[id]}, on record`, record, id, 'public')] : []),
    ]
  })
  const { rows, from } = besides(all)
  const first = rows.find(({ value }) => value !== null)
  return {
    id: 'firms',
    title: from === 'public' ? 'Who wins, by public record' : 'Who wins',
    shape: 'dots',
    unit: 'share',
    rows,
    counted: countedIn(rows),
    says: said('{label}: {share} of {of}. The lines show how far chance alone could move each.', {
      label: first?.label ?? '',
      share: percentWords(first?.value ?? 0),
      of: numberWords(first?.of ?? 0),
    }),
    figure: 'sme',
    from,
  }
}

export function priceSpread({ facts, figures }: ChartFacts): Chart {
  const known = facts.map(({ priceShare }) => priceShare).filter((value) => value !== null)
  return {
    id: 'price-spread',
    title: drawings.price,
    shape: 'bars',
    unit: 'count',
    rows: inLines('price', facts),
    counted: known.length,
    says: said('In half of {all} published challenges with criteria the price weighs {median} or less.', {
      all: numberWords(known.length),
      median: valueWords('percent', figureOf(figures, 'price').here?.value ?? 0),
    }),
    figure: 'price',
    from: 'here',
  }
}

export function opennessByYear({ factsOfAllYears: facts, chosen }: ChartFacts): Chart {
  const rows = inParts(yearsOf(facts), String, (year) =>
    estimated(
      String(year),
      medianAmong(
        facts.filter((fact) => fact.year === year),
        ({ openness }) => openness,
      ),
    ),
  )
  const told = yearToTell(rows, chosen)
  return {
    id: 'openness-by-year',
    title: 'How open challenges are, year by year',
    shape: 'dots',
    unit: 'points',
    rows,
    counted: countedIn(rows),
    says:
      told && told.value !== null
        ? said('In {year} half of the challenges scored {median} of 100 or more when they were published.', {
            year: told.label,
            median: valueWords('points', told.value),
          })
        : fewInYear(chosen),
    figure: 'openness',
    from: 'here',
    across: 'year',
  }
}

export function routes({ facts }: ChartFacts): Chart {
  const rows = inLines('route', facts)
    .filter(({ of }) => of > 0)
    .sort((one, other) => other.of - one.of)
  return {
    id: 'routes',
    title: drawings.route,
    shape: 'bars',
    unit: 'count',
    rows,
    counted: total(rows),
    says: said('Most often: {label}, {of} of {all} challenges.', {
      label: rows[0]?.label ?? '',
      of: numberWords(rows[0]?.of ?? 0),
      all: numberWords(total(rows)),
    }),
    figure: 'challenges',
    from: 'here',
  }
}

export function times({ figures }: ChartFacts): Chart {
  const draft = figureOf(figures, 'draft-to-award')
  const notice = figureOf(figures, 'notice-to-award')
  const { rows, from } = besides([
    ...(draft.here ? [rowOf('First draft to award, Foothold', draft.here, draft.id)] : []),
    ...(notice.here ? [rowOf('Publication to award, Foothold', notice.here, notice.id)] : []),
    ...(notice.public ? [rowOf('Notice to award, public record', notice.public, notice.id, 'public')] : []),
  ])
  const drawn = rows.filter(({ value }) => value !== null)
  return {
    id: 'times',
    title: from === 'public' ? 'How long it takes, by public record' : 'How long it takes',
    shape: 'dots',
    unit: 'days',
    rows,
    counted: countedIn(rows),
    says: said('{label}: half took {days} or less.', {
      label: drawn[0]?.label ?? '',
      days: valueWords('days', drawn[0]?.value ?? 0),
    }),
    figure: 'notice-to-award',
    from,
  }
}

export function feedback({ figures }: ChartFacts): Chart {
  const names = {
    feedback: 'Proposals with feedback',
    rated: 'Ratings that are counted',
    useful: 'Rated useful',
  }
  const rows = (['feedback', 'rated', 'useful'] as const).flatMap((id) => {
    const { here } = figureOf(figures, id)
    return here ? [rowOf(names[id], here, id)] : []
  })
  const given = rows[0]
  return {
    id: 'feedback',
    title: 'Feedback that suppliers get',
    shape: 'dots',
    unit: 'share',
    rows,
    counted: given?.of ?? 0,
    says: said('{share} of {of} assessed proposals got feedback.', {
      share: percentWords(given?.value ?? 0),
      of: numberWords(given?.of ?? 0),
    }),
    figure: 'feedback',
    from: 'here',
  }
}

export function outcomes({ facts }: ChartFacts): Chart {
  const rows = inLines('outcomes', facts)
  const promised = total(rows)
  return {
    id: 'outcomes',
    title: drawings.outcomes,
    shape: 'bars',
    unit: 'count',
    rows,
    counted: promised,
    says: said('Of {all} outcomes of pilots with public results, {reached} reached their target.', {
      all: numberWords(promised),
      reached: numberWords(rows[0]?.of ?? 0),
    }),
    figure: 'reached',
    from: 'here',
    line: 'outcomes',
  }
}
