import {
  type Chart,
  type ChartFacts,
  type ChartRow,
  countedIn,
  counts,
  estimated,
  figureOf,
  inLines,
  inParts,
  mostOf,
  said,
  total,
  yearsOf,
} from './chart-rows.ts'
import type { RecordSource } from './evidence.schema.ts'
import { numberWords, percentWords, valueWords } from './figure-words.ts'
import { type Estimate, type FigureId, medianAmong } from './figures.ts'
import { drawings } from './lines.ts'

export function challengesByYear({ factsOfAllYears: facts }: ChartFacts): Chart {
  const rows = inParts(yearsOf(facts), String, (year) =>
    counts(String(year), facts.filter((fact) => fact.year === year).length),
  )
  const authorities = new Set(facts.map(({ authority }) => authority)).size
  return {
    id: 'challenges-by-year',
    title: 'Challenges published each year',
    shape: 'columns',
    unit: 'count',
    rows,
    counted: total(rows),
    says: said('{all} challenges were published, of {authorities} authorities; the most in {year}.', {
      all: numberWords(total(rows)),
      authorities: numberWords(authorities),
      year: mostOf(rows)?.label ?? '',
    }),
    figure: 'challenges',
    from: 'here',
    across: 'year',
  }
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
    vcse: 'Charities and social enterprises',
    fresh: 'New to public contracts',
  }
  const rows = (['sme', 'vcse', 'fresh'] as const).flatMap((id) => {
    const { here, public: record } = figureOf(figures, id)
    return [
      ...(here ? [rowOf(`${names[id]}, Foothold`, here, id)] : []),
      ...(record ? [rowOf(`${names[id]}, public record`, record, id, 'public')] : []),
    ]
  })
  const drawn = rows.filter(({ value }) => value !== null)
  const [first] = drawn
  return {
    id: 'firms',
    title: 'Who wins',
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
    from: 'here',
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
    says: said('In half of {all} judged challenges the price weighs {median} or less.', {
      all: numberWords(known.length),
      median: valueWords('percent', figureOf(figures, 'price').here?.value ?? 0),
    }),
    figure: 'price',
    from: 'here',
  }
}

export function opennessByYear({ factsOfAllYears: facts }: ChartFacts): Chart {
  const rows = inParts(yearsOf(facts), String, (year) =>
    estimated(
      String(year),
      medianAmong(
        facts.filter((fact) => fact.year === year),
        ({ openness }) => openness,
      ),
    ),
  )
  const drawn = rows.filter(({ value }) => value !== null)
  const last = drawn.at(-1)
  return {
    id: 'openness-by-year',
    title: 'How open challenges are, year by year',
    shape: 'dots',
    unit: 'points',
    rows,
    counted: countedIn(rows),
    says: said('In {year} half of the challenges scored {median} of 100 or more when they were published.', {
      year: last?.label ?? '',
      median: valueWords('points', last?.value ?? 0),
    }),
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
  const rows = [
    ...(draft.here ? [rowOf('First draft to award, Foothold', draft.here, draft.id)] : []),
    ...(notice.here ? [rowOf('Publication to award, Foothold', notice.here, notice.id)] : []),
    ...(notice.public ? [rowOf('Notice to award, public record', notice.public, notice.id, 'public')] : []),
  ]
  const drawn = rows.filter(({ value }) => value !== null)
  return {
    id: 'times',
    title: 'How long it takes',
    shape: 'dots',
    unit: 'days',
    rows,
    counted: countedIn(rows),
    says: said('{label}: half took {days} or less.', {
      label: drawn[0]?.label ?? '',
      days: valueWords('days', drawn[0]?.value ?? 0),
    }),
    figure: 'notice-to-award',
    from: 'here',
  }
}

export function feedback({ figures }: ChartFacts): Chart {
  const names = { feedback: 'Proposals with feedback', rated: 'Feedback rated', useful: 'Rated useful' }
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
