import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { readCourses } from '../../server/learning/learning.courses.data.ts'
import { law } from '../../server/coaching/index.ts'
import { anchorOf } from '../../server/coaching/citations.ts'
import { projectRoot } from '../../server/platform/paths.ts'
import { coachRules } from '../../shared/coaching/coach/rules/index.ts'
import { contractThreshold } from '../../shared/coaching/law/lookups.ts'
import { formatPence } from '../../shared/platform/money.ts'
import { checkAnswer, routesOf } from '../../shared/learning/checking.ts'
import { lessonForRule, lessonPath } from '../../shared/learning/course.ts'

const data = join(projectRoot, 'data')
const courses = readCourses()
const lessons = courses.flatMap((course) => course.lessons.map((lesson) => ({ course, lesson })))
const exercises = lessons.flatMap(({ lesson }) => lesson.exercises)
const examples = lessons.flatMap(({ lesson }) =>
  lesson.parts.flatMap((part) => (part.kind === 'example' ? [part.example] : [])),
)
const textOf = (parts: (typeof lessons)[number]['lesson']['parts']): string =>
  parts.map((part) => (part.kind === 'text' ? part.text : '')).join('\n')
const facts = { coach: { lawAsAt: law().asAt }, law: law(), today: '2026-12-01' }

const rows = [
  'awards/uk_contracts_finder_awards.csv',
  'challenges/uk_contracts_finder_not_awarded.csv',
].flatMap(
  (file) => parse(readFileSync(join(data, file)), { columns: true, bom: true }) as Record<string, string>[],
)
const notices = new Map(rows.map((row) => [row['ref'], row]))

describe('the courses that are shipped', () => {
  it('are whole: six to eight lessons of three to six minutes, each with an exercise', () => {
    expect(courses.map(({ title }) => title)).toEqual([
      'From specification to outcome',
      'Every route the Act leaves open',
    ])
    for (const { lessons: all } of courses) {
      expect(all.length).toBeGreaterThanOrEqual(6)
      expect(all.length).toBeLessThanOrEqual(8)
    }
    const odd = lessons.filter(({ lesson }) => lesson.minutes < 3 || lesson.minutes > 6)
    expect(odd.map(({ lesson }) => `${lesson.slug}: ${lesson.minutes}`)).toEqual([])
    expect(lessons.filter(({ lesson }) => lesson.exercises.length === 0)).toEqual([])
  })

  it.each(examples)('quote the notice $ref word for word, with its address and day', (example) => {
    const notice = notices.get(example.ref)
    expect(notice?.['description']).toContain(example.quote)
    expect(notice?.['url']).toBe(example.url)
    expect(notice?.['published'] ?? notice?.['date']).toBe(example.published)
    expect(notice?.['buyer']?.toLowerCase()).toBe(example.buyer.toLowerCase())
  })

  it('cite sections that the page of the law has, and lead to lessons that exist', () => {
    const known = new Set(law().sections.map(({ id }) => anchorOf(id)))
    const paths = new Set(lessons.map(({ course, lesson }) => lessonPath(course, lesson)))
    const links = lessons.flatMap(({ lesson }) =>
      [...textOf(lesson.parts).matchAll(/\]\((\/[^)]+)\)/g)].map((one) => one[1] ?? ''),
    )
    const sections = links
      .filter((link) => link.startsWith('/law#'))
      .map((link) => link.slice('/law#'.length))
    expect(sections.length).toBeGreaterThan(80)
    expect(sections.filter((section) => !known.has(section))).toEqual([])
    expect(links.filter((link) => link.startsWith('/learning/') && !paths.has(link))).toEqual([])
  })

  it('name the thresholds that the data have for the day of the law', () => {
    const { lesson, course } = lessons.find(
      (one) => one.lesson.slug === 'what-is-it-worth',
    ) as (typeof lessons)[number]
    const amounts = (['services', 'works', 'light-touch'] as const).map((contract) =>
      contractThreshold(
        law(),
        { authority: 'sub-central', contract, jurisdiction: 'england' },
        course.lawAsAt,
      ),
    )
    for (const { pence } of amounts) expect(textOf(lesson.parts)).toContain(formatPence(pence))
  })

  it('have a lesson about each rule of the coach', () => {
    expect(coachRules.map(({ id }) => id).filter((id) => lessonForRule(courses, id) === null)).toEqual([])
  })
})

describe('exercises', () => {
  const texts = exercises.filter((one) => one.kind === 'rewrite')
  it.each(texts)(
    '$id: the coach refuses the first text for every rule named, and takes the model',
    (exercise) => {
      const before = checkAnswer(exercise, exercise.original, facts)
      const met = before.points.filter(({ state }) => state === 'met').map(({ words }) => words)
      expect(before.isPassed).toBe(false)
      expect(met.filter((words) => words.startsWith('The coach no longer'))).toEqual([])
      const after = checkAnswer(exercise, exercise.model, facts)
      expect(after.points.filter(({ state }) => state === 'unmet')).toEqual([])
      expect(after.isPassed).toBe(true)
    },
  )

  const cases = exercises.filter((one) => one.kind === 'route')
  it.each(cases)('$id: the advisor finds one right answer', (exercise) => {
    const right = exercise.options.filter((option) => checkAnswer(exercise, option, facts).isPassed)
    expect(right).toHaveLength(1)
    expect(routesOf(exercise, facts)).toHaveLength(exercise.options.length)
  })
})

describe('a mistake in a course', () => {
  const slug = 'from-specification-to-outcome'
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'courses-'))
    cpSync(join(data, 'learning'), folder, { recursive: true })
  })
  afterEach(() => rmSync(folder, { recursive: true }))
  const file = (name: string) => join(folder, slug, name)
  const change = (name: string, from: string | RegExp, to: string) =>
    writeFileSync(file(name), readFileSync(file(name), 'utf8').replace(from, to))

  it.each([
    [
      'a rule that is none',
      () => change('course.json', '"no-outcome"', '"no-rule"'),
      /course\.json: lessons\.0\.rules\.0: is no rule/,
    ],
    [
      'two right answers',
      () => change('course.json', '"isRight": false', '"isRight": true'),
      /lessons\.0\.exercises\.0: must have one right answer/,
    ],
    [
      'a lesson without a text',
      () => rmSync(file('judge-what-matters.md')),
      /judge-what-matters\.md is missing/,
    ],
    [
      'an exercise without a place',
      () => change('judge-what-matters.md', '[[exercise:criteria]]', ''),
      /has no place for the exercise criteria/,
    ],
    [
      'an example that is not there',
      () => change('judge-what-matters.md', 'example:merton', 'example:nobody'),
      /names the example “nobody”/,
    ],
    ['a text of no lesson', () => writeFileSync(file('old.md'), ''), /old\.md belongs to no lesson/],
  ])('%s stops the start with its place', (_what, breakIt, said) => {
    breakIt()
    expect(() => readCourses(folder)).toThrow(said)
  })
})
