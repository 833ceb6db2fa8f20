import { publishAwardFormSchema } from '../../shared/evaluation/award.schema.ts'
import fc from 'fast-check'
import { law } from '../../server/coaching/index.ts'
import { addDays, isWorkingDay } from '../../shared/coaching/law/periods.ts'
import {
  choiceFault,
  contractNoticeDue,
  endOfStandstill,
  leastStandstill,
  publicationFault,
  signingFault,
} from '../../shared/evaluation/award.ts'
import { comingSteps, type StepFacts } from '../../shared/evaluation/coming-steps.ts'

describe('a standstill', () => {
  const aDay = () => fc.integer({ min: 0, max: 1000 }).map((days) => addDays('2025-02-24', days))
  const end = (day: string, days = 8) => endOfStandstill(law(), 'mandatory', day, days) ?? ''

  it('ends on a working day, holds exactly so many, and never earlier for a later start', () => {
    const holidays = law().holidays
    fc.assert(
      fc.property(
        aDay(),
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 0, max: 9 }),
        (day, days, later) => {
          const last = end(day, days)
          expect(isWorkingDay(last, holidays)).toBe(true)
          let counted = 0
          for (let one = day; one <= last; one = addDays(one, 1))
            if (isWorkingDay(one, holidays)) counted += 1
          expect(counted).toBe(days)
          expect(end(addDays(day, later), days) >= last).toBe(true)
          expect(end(day, days + 1) > last).toBe(true)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('is eight working days by law, wherever it is one, and none where none was chosen', () => {
    expect(leastStandstill(law(), 'mandatory', '2026-11-26')).toBe(8)
    expect(leastStandstill(law(), 'voluntary', '2026-11-26')).toBe(8)
    expect(endOfStandstill(law(), 'none', '2026-11-26', 8)).toBeNull()
    // St Andrew’s Day in Scotland counts too.
    expect(end('2026-11-26')).toBe('2026-12-08')
  })
})

describe('a day', () => {
  it.each([
    ['2026-11-27', 'still to come'],
    ['2026-11-19', 'come first'],
    ['2026-11-20', null],
    ['2026-11-26', null],
  ])('of publication: %s', (day, says) => {
    const fault = publicationFault(day, '2026-11-20', '2026-11-26')
    expect(fault === null ? null : fault.includes(says ?? '-')).toBe(says === null ? null : true)
  })

  it.each([
    ['2026-12-11', '2026-12-08', 'still to come'],
    ['2026-12-08', '2026-12-08', 'from 9 December 2026 on'],
    ['2026-12-01', '2026-12-08', 'from 9 December 2026 on'],
    ['2026-12-09', '2026-12-08', null],
    ['2026-11-25', null, 'enter that day'],
    ['2026-11-26', null, null],
  ])('of signing: %s, standstill until %s', (day, endsOn, says) => {
    const fault = signingFault(day, '2026-11-26', endsOn, '2026-12-10')
    expect(fault === null ? null : fault.includes(says ?? '-')).toBe(says === null ? null : true)
  })

  it('by which a contract details notice is due is law above the threshold, and practice below', () => {
    expect(contractNoticeDue(law(), true, '2026-12-09')).toEqual({ on: '2027-01-07', section: 's.53(1)(b)' })
    expect(contractNoticeDue(law(), false, '2026-12-09')).toEqual({ on: '2027-01-07', section: '' })
  })
})

it('names a missing notice beside whatever else is wrong on the form', () => {
  const typed = { publishedOn: { day: '', month: '', year: '' }, noticeId: '', standstill: 'mandatory' }
  const wrong = publishAwardFormSchema.safeParse(typed).error?.issues.map(({ path }) => path.join('.'))
  expect(wrong).toEqual(['publishedOn', 'noticeId'])
  const below = publishAwardFormSchema.safeParse({ ...typed, standstill: 'none' }).error
  expect(below?.issues.map(({ path }) => path.join('.'))).toEqual(['publishedOn'])
})

describe('who wins', () => {
  const ranking = [
    { submissionId: 'a', rank: 1 },
    { submissionId: 'b', rank: 2 },
    { submissionId: 'c', rank: 2 },
    { submissionId: 'd', rank: null },
  ]
  it.each([
    [['a'], 1, '', null],
    [[], 1, '', 'Choose who wins'],
    [['b'], 1, '', 'ranked higher'],
    [['d'], 1, '', 'that are ranked'],
    [['nobody'], 1, '', 'that are ranked'],
    [['a', 'b'], 1, '', 'one pilot'],
    [['a', 'b'], 2, '', 'say how'],
    [['a', 'b'], 2, 'By lot, before two witnesses.', null],
    [['a', 'b', 'c'], 3, '', null],
    [['a', 'b', 'c'], 2, '', '2 pilots'],
    [['b', 'c'], 2, 'By lot', 'ranked higher'],
  ] as [string[], number, string, string | null][])('%j of %i pilots', (chosen, most, words, says) => {
    const fault = choiceFault(ranking, chosen, most, words)
    expect(fault === null ? null : fault.includes(says ?? '-')).toBe(says === null ? null : true)
  })
})

describe('what comes next', () => {
  const facts = (changes: Partial<StepFacts> = {}): StepFacts => ({
    isAbove: true,
    stage: 'open',
    exclusions: null,
    hasWinners: false,
    isReleased: false,
    toMend: 0,
    standstillEndsOn: null,
    isPublished: false,
    contracts: [],
    hasEndNotice: false,
    today: '2026-12-01',
    ...changes,
  })
  const winner = {
    supplierName: 'A',
    submissionId: 'a',
    noticeDueOn: null,
    hasNotice: false,
    isEntered: false,
  }
  const states = (changes: Partial<StepFacts>) =>
    comingSteps(facts(changes)).map(({ id, state }) => `${id} ${state}`)
  const won = { hasWinners: true, contracts: [winner] }

  it('is the decision first, and each step waits for the one before', () => {
    expect(states({})[0]).toBe('decision due')
    expect(states({ stage: 'decided', ...won, toMend: 2 })).toEqual([
      'decision done',
      'feedback due',
      'release blocked',
      'publication blocked',
      'standstill blocked',
      'contract blocked',
      'contract-notice blocked',
    ])
    expect(states({ stage: 'decided', ...won })[2]).toBe('release due')
    expect(states({ stage: 'released', ...won, isReleased: true })[3]).toBe('publication due')
  })

  it('is the exclusion grounds before the decision, which waits for them above the threshold', () => {
    const first = (changes: Partial<StepFacts>) => states(changes).slice(0, 2)
    const exclusions = { suppliers: ['A'], isDone: false }
    expect(first({ exclusions })).toEqual(['exclusions due', 'decision blocked'])
    expect(first({ exclusions, isAbove: false })).toEqual(['exclusions due', 'decision due'])
    expect(first({ exclusions: { ...exclusions, isDone: true } })).toEqual([
      'exclusions done',
      'decision due',
    ])
    const sent = { stage: 'released', isReleased: true, isAbove: false, ...won } as const
    expect(first({ exclusions, ...sent })).toEqual(['exclusions not-needed', 'decision done'])
  })

  it('is the contract once the standstill is over, not on its last day', () => {
    const published = { stage: 'published', ...won, isReleased: true, isPublished: true } as const
    const on = (endsOn: string | null) => states({ ...published, standstillEndsOn: endsOn }).slice(4, 6)
    expect(on('2026-12-01')).toEqual(['standstill due', 'contract blocked'])
    expect(on('2026-11-30')).toEqual(['standstill done', 'contract due'])
    expect(on(null)).toEqual(['standstill not-needed', 'contract due'])
    const entered = { ...winner, isEntered: true, noticeDueOn: '2026-12-30' }
    const last = comingSteps(facts({ ...published, stage: 'contracted', contracts: [entered] })).at(-1)
    expect(last).toMatchObject({ id: 'contract-notice', state: 'due', words: 'By 30 December 2026.' })
  })

  it('is the termination notice where nothing is awarded, above the threshold only', () => {
    expect(states({ stage: 'decided' }).at(-1)).toBe('end-notice blocked')
    expect(states({ stage: 'ended', isReleased: true }).at(-1)).toBe('end-notice due')
    expect(states({ stage: 'ended' })).toEqual(['end-notice due'])
    expect(states({ stage: 'ended', hasEndNotice: true })).toEqual(['end-notice done'])
    expect(states({ stage: 'ended', isAbove: false })).toEqual([])
  })
})
