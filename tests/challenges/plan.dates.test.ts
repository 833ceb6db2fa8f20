import fc from 'fast-check'
import { law } from '../../server/coaching/index.ts'
import { planCalendar } from '../../shared/challenges/plan-calendar.ts'
import { answersFrom } from '../../shared/challenges/plan-answers.ts'
import { moveStep, planProblems } from '../../shared/challenges/plan-dates.ts'
import { type ChallengePlan, type PlanStep, stepsOf, tasksOf } from '../../shared/challenges/plan.ts'
import { addDays, isWorkingDay } from '../../shared/coaching/law/periods.ts'
import { adviceFor } from '../../shared/coaching/routes/advise.ts'
import { type Answers, defaultAnswers } from '../../shared/coaching/routes/answers.ts'
import { aChallengeContent } from './challenges.factory.ts'

const rules = law()
const today = '2026-11-24'
const large: Answers = { ...defaultAnswers, valuePence: 300_000_00, scaling: 'no', engagement: 'done' }

function route(id: string, answers = large) {
  const found = adviceFor(answers, rules, today).routes.find((one) => one.id === id)
  if (!found?.calendar) throw new Error(`No calendar for ${id}`)
  return found
}
const onDay = (steps: PlanStep[], id: string) => steps.find((step) => step.id === id)?.on ?? ''
const withDay = (steps: PlanStep[], id: string, on: string) =>
  steps.map((step) => (step.id === id ? { ...step, on } : step))

describe('a route as a plan', () => {
  const withCalendar = adviceFor(large, rules, today).routes.filter(({ calendar }) => calendar)
  it.each(withCalendar.map((one) => [one.id, one] as const))('%s keeps the law as it comes', (_id, one) => {
    const steps = stepsOf(one)
    expect(steps.length).toBeGreaterThan(2)
    expect(planProblems(steps, rules)).toEqual({})
    const ids = tasksOf(one, steps).map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('has what must be on file by its notice, and each notice on its day', () => {
    const open = route('open')
    const steps = stepsOf(open)
    const tasks = tasksOf(open, steps)
    const notice = onDay(steps, 'uk4-open')
    expect(tasks.find(({ id }) => id === 'file-conflicts')).toMatchObject({ due: notice, source: 's.83' })
    expect(tasks.find(({ id }) => id === 'notice-uk4-open')).toMatchObject({ due: notice })
    expect(tasks.find(({ id }) => id === 'notice-uk6')).toMatchObject({ due: onDay(steps, 'uk6') })
  })

  it('begins with what the draft says', () => {
    const answers = answersFrom(aChallengeContent())
    expect(answers).toMatchObject({
      nation: 'england',
      valuePence: 180_000_00,
      scaling: 'included',
      scalePence: 450_000_00,
      lots: 'one-contract',
    })
    const wales = aChallengeContent({ regions: ['TLL3'], stages: ['pilot'] })
    expect(answersFrom(wales)).toMatchObject({ nation: 'wales', scaling: 'no', scalePence: null })
  })
})

describe('a day that moves', () => {
  const steps = stepsOf(route('open'))
  const published = onDay(steps, 'uk4-open')
  const award = onDay(steps, 'uk6')
  const signed = onDay(steps, 'sign')

  it('leaves suppliers the days of the law', () => {
    const at = (days: number) => planProblems(withDay(steps, 'tenders-due', addDays(published, days)), rules)
    expect(at(25)).toEqual({})
    expect(at(24)['tenders-due']).toContain(`Not before ${addDays(published, 25)}`)
    expect(at(24)['tenders-due']).toContain('s.54(4)')
  })

  it('leaves the standstill whole, counted in working days, and signs after it', () => {
    const end = onDay(steps, 'standstill-end')
    const short = planProblems(withDay(steps, 'standstill-end', addDays(end, -1)), rules)
    expect(short['standstill-end']).toContain('8 working days')
    expect(planProblems(withDay(steps, 'sign', end), rules)['sign']).toContain(
      'before the standstill is over',
    )
    // From the last day before Christmas, the days off of all parts of the UK count.
    const late = moveStep(steps, 'uk6', '2027-12-23', true, rules)
    let counted = 0
    for (let day = '2027-12-23'; day <= onDay(late, 'standstill-end'); day = addDays(day, 1))
      if (isWorkingDay(day, rules.holidays)) counted += 1
    expect(counted).toBeGreaterThanOrEqual(8)
    expect(planProblems(late, rules)).toEqual({})
  })

  it('keeps the contract details notice within its thirty days', () => {
    const late = planProblems(withDay(steps, 'uk7-above', addDays(signed, 30)), rules)
    expect(late['uk7-above']).toContain('within 30 days')
    expect(planProblems(withDay(steps, 'uk7-above', addDays(signed, 29)), rules)).toEqual({})
  })

  it('stays in order, and says which other day is in the way', () => {
    const stuck = moveStep(steps, 'uk6', addDays(award, 30), false, rules)
    expect(Object.keys(planProblems(stuck, rules))).toContain('standstill-end')
    expect(planProblems(withDay(steps, 'uk6', '2027-02-30'), rules)['uk6']).toBe(
      'This is not a day of the calendar',
    )
  })

  it('beyond the known bank holidays says so, and is no crash', () => {
    const far = withDay(steps, 'uk6', '2150-01-04')
    expect(JSON.stringify(planProblems(far, rules))).toContain('bank holidays are known')
    expect(() => moveStep(steps, 'uk6', '2150-01-04', true, rules)).toThrow(RangeError)
  })

  it('carried, gives a plan that can stand, whichever step moves however far', () => {
    const later = fc.integer({ min: 0, max: 120 })
    const anyStep = fc.constantFrom(...steps.map(({ id }) => id))
    fc.assert(
      fc.property(anyStep, later, (id, days) => {
        // What must follow the signing within a time can't be moved away from it.
        fc.pre(id !== 'uk7-above' || days === 0)
        const moved = moveStep(steps, id, addDays(onDay(steps, id), days), true, rules)
        expect(planProblems(moved, rules)).toEqual({})
        expect(moved.map((step) => step.id)).toEqual(steps.map((step) => step.id))
      }),
    )
  })
})

describe('the calendar file', () => {
  const open = route('open')
  const steps = stepsOf(open)
  const plan: ChallengePlan = {
    _id: 'c'.repeat(24),
    authorityId: 'a',
    routeId: 'open',
    routeTitle: open.title,
    challengeKind: 'open',
    startOn: today,
    answers: {},
    steps,
    tasks: tasksOf(open, steps),
    lawAsAt: '2026-03-24',
    chosenAt: new Date(0),
    chosenBy: 'u',
    updatedAt: new Date(0),
  }
  const text = planCalendar(
    plan,
    'Damp; mould, and “ÿ”\nhomes',
    'https://foothold.example/x',
    'foothold.example',
  )

  it('has lines of at most 75 octets, ended as the standard wants, with words escaped', () => {
    expect(text.endsWith('\r\n')).toBe(true)
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
    expect(text.replaceAll('\r\n ', '')).toContain('Damp\\; mould\\, and “ÿ”\\nhomes')
  })

  it('has an event for each step, with an id that stays', () => {
    const ids = [...text.replaceAll('\r\n ', '').matchAll(/UID:(.*)/g)].map(([, id]) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const { id, on } of steps) {
      expect(ids.join('\n')).toContain(`-step-${id}@foothold.example`)
      expect(text).toContain(`DTSTART;VALUE=DATE:${on.replaceAll('-', '')}`)
    }
  })
})
