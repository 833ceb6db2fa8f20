import { learningPolicy as policy } from '../../server/learning/learning.policy.ts'
import { courses } from '../../server/learning/learning.courses.data.ts'
import { law } from '../../server/coaching/index.ts'
import { beforeAndAfter, type ScoredDraft } from '../../shared/learning/before-after.ts'
import { checkAnswer } from '../../shared/learning/checking.ts'
import type { Exercise } from '../../shared/learning/course.ts'
import { type CourseProgress, isWhole, resumeAt, shareOf } from '../../shared/learning/progress.ts'
import { allowed, everybody, type Who } from '../platform/actors.ts'

const people = Object.keys(everybody).filter((who) => who !== 'visitor' && who !== 'system') as Who[]

describe('who may do what', () => {
  it.each<[string, (actor: (typeof everybody)[Who]) => boolean, Who[]]>([
    ['keeps progress', policy.keepProgress, people],
    [
      'sees the skills of the council',
      (actor) => policy.seeSkills(actor, 'council'),
      ['buyer', 'buyerViewer'],
    ],
    ['sees the skills of a supplier', (actor) => policy.seeSkills(actor, 'supplier'), []],
    ['sees all figures', policy.seeTotals, ['broker']],
  ])('%s', (_action, rule, who) => {
    expect(allowed(rule)).toEqual(who)
  })
})

const facts = { coach: {}, law: law(), today: '2026-12-01' }
const exerciseCalled = (id: string): Exercise =>
  courses()
    .flatMap(({ lessons }) => lessons)
    .flatMap(({ exercises }) => exercises)
    .find((one) => one.id === id) as Exercise
const check = (id: string, answer: string) => checkAnswer(exerciseCalled(id), answer, facts)

describe('an answer', () => {
  it('is told why it is wrong, and why the others are once it is right', () => {
    const wrong = check('spot-the-problem', 'system')
    expect(wrong).toMatchObject({ isPassed: false, points: [] })
    expect(wrong.summary).toContain('solution')
    const right = check('spot-the-problem', 'people')
    expect(right.isPassed).toBe(true)
    expect(right.points).toHaveLength(3)
    expect(check('spot-the-problem', 'nothing-like-it').summary).toBe('Choose one of the answers.')
  })

  it.each([
    ['', /too short/],
    ['Short words.', /too short/],
    ['We want to reduce the time that people wait for a repair.', /things are left/],
    ['We want to reduce litter for residents in our parks from 40 bags to 10 a week.', /One thing is left/],
  ])('in words is judged by the coach: %s', (text, said) => {
    const result = check('waiting', text)
    expect(result.isPassed).toBe(false)
    expect(result.summary).toMatch(said)
  })

  it('shows the coach’s own findings beside what is left', () => {
    const { findings } = check(
      'laptops',
      'Supply of 12 Dell laptops, so that officers can help tenants at home.',
    )
    expect(findings.map(({ rule, quote }) => [rule, quote])).toEqual([['brand-named', 'Dell']])
  })

  it.each([
    ['Tenants wait from 9 days to 3 for a repair', true],
    ['Tenants wait 9 days for a repair now', true],
    ['Today tenants wait about 9 days for a repair', true],
    ['Tenants should wait 3 days for a repair', false],
  ])('has a baseline or not: %s', (text, has) => {
    const point = check('waiting', `We want to improve this a great deal. ${text}.`).points.find(
      ({ words }) => words.startsWith('Says where you are now'),
    )
    expect(point?.state === 'met').toBe(has)
  })

  it('about a route is answered by the advisor, with its conditions and sections', () => {
    const closed = check('pilot-and-scale', 'below-threshold')
    expect(closed.summary).toBe('Not quite. Below-threshold competition is closed in this case.')
    expect(closed.points).toContainEqual(
      expect.objectContaining({ state: 'unmet', section: 's.3', why: expect.stringContaining('£460,000') }),
    )
    const lesser = check('try-two', 'open')
    expect(lesser.summary).toMatch(/open, but fits less/)
    expect(lesser.points.filter(({ state }) => state === 'against')).not.toEqual([])
    const best = check('try-two', 'staged-pilots')
    expect(best.isPassed).toBe(true)
    expect(best.points).toContainEqual(
      expect.objectContaining({ state: 'for', words: 'You judge what happened, not what was promised.' }),
    )
  })
})

describe('progress', () => {
  const [course] = courses()
  if (!course) throw new Error('There is no course')
  const at = new Date('2026-12-01T12:00:00Z')
  const nothing: CourseProgress = { begunAt: at, lessons: [], exercises: [], completedAt: null }
  const passed = (slugs: string[]): CourseProgress => ({
    ...nothing,
    lessons: slugs.map((slug) => ({ slug, doneAt: at })),
    exercises: course.lessons
      .filter(({ slug }) => slugs.includes(slug))
      .flatMap(({ slug, exercises }) =>
        exercises.map(({ id }) => ({
          lesson: slug,
          id,
          tries: 1,
          passedAt: at,
          answer: '',
          isHandedIn: true,
          revision: 1,
          at,
        })),
      ),
  })
  const slugs = course.lessons.map(({ slug }) => slug)

  it('goes on at the first lesson that is not whole', () => {
    expect(resumeAt(null, course).slug).toBe(slugs[0])
    expect(resumeAt(passed(slugs.slice(0, 3)), course).slug).toBe(slugs[3])
    expect(resumeAt(passed(slugs), course).slug).toBe(slugs[0])
  })

  it('is whole with every lesson read and every exercise passed', () => {
    expect(shareOf(null, course).done).toBe(0)
    const { done, of } = shareOf(passed(slugs), course)
    expect([done, isWhole(passed(slugs), course)]).toEqual([of, true])
    const { exercises, ...rest } = passed(slugs)
    expect(isWhole({ ...rest, exercises: exercises.slice(1) }, course)).toBe(false)
  })
})

describe('before and after', () => {
  const day = (n: number) => new Date(Date.UTC(2026, 0, n))
  const completed = new Map(['a', 'b', 'c', 'd', 'e'].map((userId) => [userId, day(10)]))
  const draft = (userId: string, openness: number, begun: number, settled: number): ScoredDraft => ({
    userId,
    openness,
    begunAt: day(begun),
    settledAt: day(settled),
  })
  const before = [...completed.keys()].map((userId, at) => draft(userId, 40 + at, 1, 5))

  it('are means of drafts settled before and begun after', () => {
    const after = [...completed.keys()].map((userId) => draft(userId, 80, 11, 12))
    const figures = beforeAndAfter([...before, ...after], completed)
    expect(figures.before).toEqual({ mean: 42, drafts: 5, people: 5 })
    expect(figures.after).toEqual({ mean: 80, drafts: 5, people: 5 })
  })

  it.each([
    ['four drafts', before.slice(0, 4)],
    ['five drafts of four people', [...before.slice(0, 4), draft('a', 10, 2, 3)]],
    ['drafts changed since', before.map((one) => ({ ...one, settledAt: day(11) }))],
    ['people who did not complete it', before.map((one) => ({ ...one, userId: `${one.userId}x` }))],
  ])('are not told of %s', (_what, drafts) => {
    expect(beforeAndAfter(drafts, completed)).toEqual({ before: null, after: null })
  })
})
