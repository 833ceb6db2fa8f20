import { law } from '../../server/coaching/index.ts'
import { citation } from '../../server/coaching/citations.ts'
import { waysToAdopt } from '../../shared/outcomes/adopt-ways.ts'
import { caseStudyState, isInLibrary } from '../../shared/outcomes/case-study.ts'
import {
  type CaseStudyFactsToDraft,
  draftCaseStudy,
  measuredWords,
} from '../../shared/outcomes/case-study-draft.ts'
import { takeOver } from '../../shared/outcomes/case-study-merge.ts'
import { wayFault } from '../../shared/outcomes/decision.ts'
import { missingInBuyerReview, reviewDueOn, reviewState } from '../../shared/outcomes/reviews.ts'
import { resourceSchema } from '../../shared/resources/resources.schema.ts'

describe('a review', () => {
  it.each([
    ['2026-04-16', null, false, 'to-come'],
    ['2026-04-17', null, false, 'open'],
    ['2026-05-15', null, false, 'open'],
    ['2026-05-16', null, false, 'late'],
    ['2026-05-16', null, true, 'skipped'],
    ['2026-06-01', '2026-05-15', false, 'submitted'],
    ['2026-06-01', '2026-05-16', true, 'submitted-late'],
  ] as const)('on %s, submitted %s, skipped %s, is %s', (today, submittedOn, isSkipped, state) => {
    expect(reviewState({ dueOn: '2026-05-01', submittedOn, isSkipped, today })).toBe(state)
  })

  it('is due on the same day of a later month, or its last', () => {
    expect([reviewDueOn('2026-11-30', 3), reviewDueOn('2026-02-01', 12)]).toEqual([
      '2027-02-28',
      '2027-02-01',
    ])
  })

  it('wants a reason for every rating that is not good', () => {
    const outcomes = [
      { id: 'a', title: 'A' },
      { id: 'b', title: 'B' },
    ]
    const ratings = { a: { rating: 'good', why: '' }, b: { rating: 'inadequate', why: '' } } as const
    const review = { ratings, spendPence: 0, usersView: 'x', learnt: 'y' }
    expect(Object.keys(missingInBuyerReview(review, outcomes, { grossPence: 100 }))).toEqual([
      'ratings.b.why',
    ])
  })

  it('asks why more was spent than the contract is worth', () => {
    const said = { ratings: {}, usersView: 'x', learnt: 'y' }
    const missing = (spendPence: number, spendWhy = '') =>
      Object.keys(missingInBuyerReview({ ...said, spendPence, spendWhy }, [], { grossPence: 100 }))
    expect([missing(100), missing(101), missing(101, 'An extra home')]).toEqual([[], ['spendWhy'], []])
  })
})

it('a decision takes no way that the law closes, and none that is another decision’s', () => {
  const ways = [
    { id: 'new-competition', title: 'New competition', state: 'open', why: '' },
    { id: 'contract-change', title: 'Change', state: 'closed', why: 'It ended.' },
    { id: 'repeat-award', title: 'Repeat', state: 'unclear', why: 'Look.' },
  ] as const
  expect(wayFault({ what: 'scale', way: 'new-competition' }, ways)).toEqual({})
  expect(wayFault({ what: 'scale', way: 'repeat-award' }, ways)).toHaveProperty('way')
  expect(wayFault({ what: 'scale', way: null }, ways)).toHaveProperty('way')
  expect(wayFault({ what: 'repeat', way: 'contract-change' }, ways)).toEqual({
    way: 'Change is closed: It ended.',
  })
  expect(wayFault({ what: 'repeat', way: 'repeat-award' }, ways)).toEqual({})
  expect(wayFault({ what: 'stop', way: null }, ways)).toEqual({})
})

describe('the state of a case study', () => {
  const of = (changes: object) => ({
    versions: [{ number: 1 }, { number: 2 }],
    sent: null,
    changeAsked: null,
    published: null,
    withdrawn: null,
    ...changes,
  })
  const two = { number: 2 }
  it.each([
    [{}, 'draft', false],
    [{ sent: { number: 1 } }, 'draft', false],
    [{ sent: two }, 'with-supplier', false],
    [{ sent: two, changeAsked: two }, 'change-asked', false],
    [{ sent: two, changeAsked: { number: 1 } }, 'with-supplier', false],
    [{ sent: two, published: two }, 'published', true],
    [{ sent: { number: 1 }, published: { number: 1 } }, 'draft', true],
    [{ sent: two, published: two, takenOut: two }, 'taken-out', false],
    [{ sent: two, published: { number: 1 }, takenOut: { number: 1 } }, 'with-supplier', false],
    [{ sent: two, published: two, withdrawn: two }, 'withdrawn', false],
  ])('%j is %s, in the library: %s', (changes, state, isPublic) => {
    expect([caseStudyState(of(changes)), isInLibrary(of(changes))]).toEqual([state, isPublic])
  })
})

describe('the draft of a case study', () => {
  const outcome = {
    title: 'Fewer falls',
    measure: 'Falls a year',
    unit: '%',
    baseline: 33,
    target: 23,
    direction: 'lower',
    how: 'Visits',
    readings: [{ on: '2026-05-01', value: 25, source: 'Log', method: 'By hand', confidence: 'low' }],
  } as const
  const facts: CaseStudyFactsToDraft = {
    challenge: {
      title: 'T'.repeat(250),
      summary: 's',
      problem: '# Not a heading\n- nor a list',
      authorityName: 'A',
    },
    supplierName: 'Sensors Ltd',
    startsOn: '2026-01-01',
    endsOn: '2026-06-30',
    grossPence: 3_000_000,
    outcomes: [outcome, { ...outcome, title: 'Other', readings: [] }],
    milestones: { reached: 2, missed: 1, planned: 0 },
    worked: 'w'.repeat(4000),
    didNotWork: 'x'.repeat(4000),
    buyer: {
      ratings: [{ title: 'Fewer falls', rating: 'approaching-target' }],
      spendPence: 100,
      usersView: 'u',
      learnt: 'l',
    },
    supplierView: 'v',
    decision: { name: 'Stop', way: '', why: 'Because' },
  }

  it('fits the form of the library, whatever people typed, and what they typed makes no headings', () => {
    const draft = draftCaseStudy(facts)
    expect(resourceSchema.safeParse({ type: 'case-study', ...draft }).error).toBeUndefined()
    expect(draft.body).toContain('\\# Not a heading')
    expect(draft.body).toContain('\\- nor a list')
    for (const says of [
      'Approaching target',
      '25%',
      'By hand.',
      'an estimate',
      '2 reached, 1 missed',
      '**Stop.**',
    ])
      expect(draft.body).toContain(says)
  })

  it('says what was measured last against what was promised', () => {
    expect(measuredWords(outcome)).toBe('Fewer falls: 25%, promised at most 23%')
    expect(measuredWords({ ...outcome, target: null })).toBe('Fewer falls: 25%')
    expect(measuredWords({ ...outcome, readings: [] })).toBe('')
  })
})

describe('taking over what the record says now', () => {
  const study = (body: string, summary = 'S') => ({ title: 'T', summary, body })
  const written = study('## A\n\none\n\n## B\n\ntwo\n\n## C\n\nthree')

  it('changes what nobody wrote by hand, adds and drops parts, and names those that stay', () => {
    const own = study('## A\n\none\n\n## B\n\ntwo by hand\n\n## Ours\n\nkept\n\n## C\n\nthree', 'By hand')
    const recorded = study('## A\n\nONE\n\n## New\n\nfresh\n\n## B\n\nTWO', 'S now')
    expect(takeOver(written, own, recorded)).toEqual({
      content: study('## A\n\nONE\n\n## New\n\nfresh\n\n## B\n\ntwo by hand\n\n## Ours\n\nkept', 'By hand'),
      byHand: ['Summary', 'B'],
    })
  })

  it('loses no part of two under one heading, nor one that is called as a field is', () => {
    const own = study('Before all.\n\n## A\n\none\n\n## A\n\ntwo\n\n## Title\n\nthree')
    expect(takeOver(written, own, written).content).toEqual(own)
  })
})

describe('the ways of another authority', () => {
  const ways = (grossPence: number, isRegulated = true) =>
    waysToAdopt({ isRegulated, grossPence, on: '2026-11-26' }, law())
  const states = (grossPence: number, isRegulated = true) =>
    Object.fromEntries(ways(grossPence, isRegulated).map(({ id, state }) => [id, state]))

  it('never call a direct award open, and close what is for the first buyer alone', () => {
    expect(states(3_000_000)).toEqual({
      'below-threshold': 'open',
      competition: 'open',
      framework: 'unclear',
      'research-services': 'unclear',
      prototype: 'unclear',
      'only-one-supplier': 'unclear',
      'repeat-award': 'closed',
      'join-the-contract': 'closed',
    })
    expect(states(20_772_000)['below-threshold']).toBe('unclear')
    expect(states(20_771_999)['below-threshold']).toBe('open')
    expect(states(1, false)['below-threshold']).toBe('unclear')
  })

  it('each cite a section that is on the page of the law', () => {
    expect(ways(1).filter(({ section }) => citation(law(), section) === null)).toEqual([])
  })
})
