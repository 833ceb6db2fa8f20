import { coach, coachSentence, mostOfOneRule } from '../../shared/coaching/coach/coach.ts'
import type { CoachDraft } from '../../shared/coaching/coach/draft.ts'
import { coachRules, draftRules, sentenceRules } from '../../shared/coaching/coach/rules/index.ts'
import { scoresOf } from '../../shared/coaching/coach/scores.ts'
import { likeness, printOf } from '../../shared/coaching/coach/similar.ts'

const rulesIn = (draft: CoachDraft) => coach(draft).findings.map(({ rule }) => rule)

describe('each rule by its own examples', () => {
  for (const { id, examples } of sentenceRules) {
    test.each(examples.found)(`${id} finds: %s`, (text) => {
      expect(coachSentence(text).map(({ rule }) => rule)).toContain(id)
    })
    test.each(examples.passed)(`${id} passes: %s`, (text) => {
      expect(coachSentence(text).map(({ rule }) => rule)).not.toContain(id)
    })
  }
  for (const { id, examples } of draftRules) {
    test.each(examples.found.map((example, i) => [i + 1, example] as const))(
      `${id} finds draft %i`,
      (_, { draft, facts }) => {
        expect(coach(draft, facts).findings.map(({ rule }) => rule)).toContain(id)
      },
    )
    test.each(examples.passed.map((example, i) => [i + 1, example] as const))(
      `${id} passes draft %i`,
      (_, { draft, facts }) => {
        expect(coach(draft, facts).findings.map(({ rule }) => rule)).not.toContain(id)
      },
    )
  }

  test('every rule has its own id, and examples of both kinds', () => {
    expect(new Set(coachRules.map(({ id }) => id)).size).toBe(coachRules.length)
    for (const { examples } of coachRules) {
      expect(examples.found.length).toBeGreaterThan(0)
      expect(examples.passed.length).toBeGreaterThan(0)
    }
  })
})

describe('a finding', () => {
  const problem =
    'Many fall. The supplier must hold ISO 9001 and\r\nprovide a cloud-hosted chatbot – “so that 👩‍🚒 help” comes.'

  test('points at its exact words in the field', () => {
    const { findings } = coach({ problem, title: 'x' })
    const standard = findings.find(({ rule }) => rule === 'standard-without-equivalent')
    expect(standard).toMatchObject({ field: 'problem', quote: 'ISO 9001', rewrite: 'ISO 9001 or equivalent' })
    for (const { field, span, quote } of findings) {
      if (span && field === 'problem') expect(problem.slice(span.start, span.end)).toBe(quote)
    }
  })

  test('says law above the threshold, good practice below, and both where nobody said which', () => {
    const text = 'The supplier must hold ISO 9001.'
    const of = (regime?: 'above-threshold' | 'below-threshold') =>
      coachSentence(text, regime ? { regime } : {}).find(({ rule }) => rule === 'standard-without-equivalent')
    expect(of('above-threshold')).toMatchObject({
      severity: 'law',
      source: expect.stringContaining('s.56(5)'),
    })
    expect(of('below-threshold')).toMatchObject({
      severity: 'advice',
      why: expect.stringContaining('good practice, not law'),
    })
    expect(of()?.why).toContain('law above the threshold, and good practice below')
  })

  test('names the day for which the law was read, where it is law and somebody told', () => {
    const sourceOf = (rule: string, lawAsAt?: string) =>
      coachSentence('The supplier must utilise ISO 9001.', { lawAsAt }).find((one) => one.rule === rule)
        ?.source
    expect(sourceOf('standard-without-equivalent', '2027-07-01')).toMatch(/s\.56\(5\), as at 1 July 2027$/)
    expect(sourceOf('standard-without-equivalent')).toMatch(/s\.56\(5\)$/)
    expect(sourceOf('jargon', '2027-07-01')).not.toContain('as at')
  })

  test('comes in the order of the draft', () => {
    const { findings } = coach({ title: 'Fewer falls', problem, asks: 'You must hold ISO 14001.' })
    const places = findings.filter(({ span }) => span).map(({ field, span }) => [field, span?.start])
    expect(places).toEqual(
      [...places].sort((a, b) => (a[0] === b[0] ? Number(a[1]) - Number(b[1]) : a[0] === 'problem' ? -1 : 1)),
    )
  })
})

describe('a named solution is rewritten as its outcome', () => {
  /** The text with the first rewrite of the rule taken over, as "Use this" does. */
  const rewritten = (text: string) => {
    const found = coachSentence(text).find(({ rule }) => rule === 'solution-named')
    if (!found?.span) return null
    expect(text.slice(found.span.start, found.span.end)).toBe(found.quote)
    return `${text.slice(0, found.span.start)}${found.rewrite}${text.slice(found.span.end)}`
  }

  test.each([
    [
      'The council requires a cloud-hosted case management system to reduce missed visits.',
      'We need a way to reduce missed visits; say how you would do it.',
    ],
    [
      'We need 40 sensors installed at junctions, so that crossing is safer.',
      'The result we want is that crossing is safer; say how you would bring it about.',
    ],
    [
      'The supplier shall provide a mobile app that allows tenants to report repairs.',
      'We need a way to allow tenants to report repairs; say how you would do it.',
    ],
    [
      'The council wishes to procure a digital platform enabling carers to share notes',
      'We need a way to enable carers to share notes; say how you would do it',
    ],
    [
      'To cut waiting times, the council is seeking an online booking platform.',
      'We need a way to cut waiting times; say how you would do it.',
    ],
  ])('where the sentence says what it is for: %s', (text, outcome) => {
    expect(rewritten(text)).toBe(outcome)
    expect(coachSentence(outcome).map(({ rule }) => rule)).not.toContain('solution-named')
  })

  test.each([
    // No purpose, one that points at nothing, one beside a second demand, and one that a number must not be lost from.
    'The supplier shall provide a cloud-hosted chatbot for housing enquiries.',
    'The council is looking for a software solution that will enable it to achieve this.',
    'We need a dashboard to monitor air quality, and the supplier must train staff.',
    'The contractor must install IoT sensors in 30 homes to detect damp.',
    'Provide an online portal that allows tracking of works and hosts the list of assets.',
  ])('and only opened where it doesn’t: %s', (text) => {
    expect(rewritten(text)).toContain('(or another way to the same result)')
    expect(rewritten(text)).toMatch(new RegExp(`^${text.slice(0, 8)}`))
  })
})

test('an acronym that is explained once stays quiet, and one that is not is found once', () => {
  const findings = coach({
    problem: 'The invitation to tender (ITT) says so.',
    asks: 'See the ITT. Fill in the PQX, and the PQX again.',
  }).findings
  expect(findings.filter(({ rule }) => rule === 'acronym-unexplained').map(({ quote }) => quote)).toEqual([
    'PQX',
  ])
})

test('an empty draft isn’t found fault with', () => {
  expect(rulesIn({})).toEqual([])
  expect(rulesIn({ title: 'Road salt', problem: '' })).toEqual([])
})

test('a good statement is left in peace', () => {
  const draft: CoachDraft = {
    title: 'Fewer falls in sheltered housing, without watching people',
    summary: 'Tenants fall at night and lie for hours. We want to know sooner.',
    problem: 'Last year 33 of every 100 tenants fell. Most lay for more than an hour before anybody knew.',
    users: 'Tenants over 75, their families, and the wardens of 12 schemes.',
    outcomes: [
      { title: 'Fewer falls', measure: 'Falls for each 100 tenants a year', baseline: 33, target: 23 },
    ],
    asks: 'Tell us in four pages how you would go about it, and what a pilot would show.',
    criteria: [
      {
        title: 'Likelihood of reaching the outcomes',
        description: 'The evidence that it works, and for whom it has worked.',
        weight: 100,
      },
    ],
    budget: { pilotPence: 60_000_00, pilots: 2, scalePence: null },
    stages: ['pilot', 'scale'],
  }
  const coaching = coach(draft)
  expect(coaching.findings).toEqual([])
  expect([coaching.scores.openness.value, coaching.scores.readiness.value]).toEqual([100, 100])
})

describe('scores', () => {
  test('say where each point went', () => {
    const { scores } = coach({
      text: 'The supplier must provide a cloud-hosted chatbot. Price only decides.',
    })
    for (const { value, parts } of [scores.openness, scores.readiness]) {
      expect(value).toBe(Math.max(0, 100 - parts.reduce((sum, { cost }) => sum + cost, 0)))
    }
    expect(scores.openness.parts.map(({ rule }) => rule)).toEqual(
      expect.arrayContaining(['solution-named', 'price-dominant']),
    )
  })

  test('fall with each finding, less each time, and never below 0', () => {
    const of = (count: number) =>
      scoresOf(Array.from({ length: count }, () => ({ rule: 'solution-named' }))).openness.value
    expect([of(0), of(1), of(2)]).toEqual([100, 88, 82])
    expect(of(1000)).toBeGreaterThan(70)
    expect(scoresOf(coachRules.map(({ id }) => ({ rule: id }))).openness.value).toBe(0)
  })
})

test('more of one rule than help are left out, and counted', () => {
  const { findings, leftOut } = coach({ text: 'Utilise it. '.repeat(mostOfOneRule + 7) })
  expect(findings.filter(({ rule }) => rule === 'jargon')).toHaveLength(mostOfOneRule)
  expect(leftOut).toBe(7)
})

test('likeness knows a copy, the same need in other words, and another need', () => {
  const falls =
    'Tenants of sheltered housing fall at night and lie for hours before anybody knows, because alarms hang on the door.'
  const again =
    'At night, tenants in sheltered housing fall, and before anybody knows they lie for hours: the alarms hang on their door.'
  const roads =
    'Holes in rural roads stay open for weeks after frost, and cyclists swerve around them into the traffic.'
  expect(likeness(printOf(falls), printOf(falls))).toBe(1)
  expect(likeness(printOf(falls), printOf(again))).toBeGreaterThan(0.5)
  expect(likeness(printOf(falls), printOf(roads))).toBeLessThan(0.2)
})
