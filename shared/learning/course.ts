import type { Answers } from '../coaching/routes/answers.ts'

/** A passage of a public notice, as it was published. */
export interface NoticeExample {
  id: string
  /** As the publisher numbers it; a test looks it up in the data. */
  ref: string
  buyer: string
  title: string
  /** `2022-09-01`. */
  published: string
  url: string
  /** Word for word, a part of the description. */
  quote: string
}

export interface ChoiceOption {
  id: string
  text: string
  isRight: boolean
  /** Why it is right or wrong, said once it was chosen. */
  why: string
}

interface ExerciseBase {
  id: string
  title: string
  /** Markdown: what is asked. */
  task: string
}

/** Choose one of several answers. */
export interface ChoiceExercise extends ExerciseBase {
  kind: 'choose'
  options: ChoiceOption[]
}

/** What a rewritten text must say; each is looked for by the coach's rules or by a figure. */
export const wants = {
  outcome: 'Says what is to be different afterwards',
  measure: 'Names a figure by which anybody can tell',
  baseline: 'Says where you are now, with a figure',
  who: 'Names the people who will use it or be better off',
  budget: 'Names what you can pay',
} as const
export type Want = keyof typeof wants

/** Write a text anew; the coach reads it. */
export interface RewriteExercise extends ExerciseBase {
  kind: 'rewrite'
  original: string
  /** The coach's rules that must find nothing any more. */
  clears: string[]
  wants: Want[]
  /** It must still speak of one of these: stems in small letters. */
  about: string[]
  /** One good way of many, shown once the exercise is passed. */
  model: string
}

/** Choose a route for a case; the advisor says whether it is right. */
export interface RouteExercise extends ExerciseBase {
  kind: 'route'
  /** What the advisor is told, as its address says it. */
  answers: Answers
  /** `open`: one that is open; `closed`: one that is closed; `best`: of those offered the one that is open and fits best. */
  asks: 'open' | 'closed' | 'best'
  options: string[]
}

export type Exercise = ChoiceExercise | RewriteExercise | RouteExercise

/** A piece of a lesson, in the order in which it is read. */
export type LessonPart =
  | { kind: 'heading'; text: string }
  | { kind: 'text'; text: string }
  | { kind: 'example'; example: NoticeExample }
  | { kind: 'exercise'; exercise: Exercise }

export interface Lesson {
  slug: string
  title: string
  summary: string
  /** Which rules of the coach it is about: their findings lead here. */
  rules: string[]
  parts: LessonPart[]
  exercises: Exercise[]
  minutes: number
}

export interface Course {
  slug: string
  title: string
  summary: string
  /** What one can do afterwards, a sentence each. */
  aims: string[]
  /** The day for which the law in it was read. */
  lawAsAt: string
  lessons: Lesson[]
  minutes: number
}

/** What the course's own addresses are; a lesson can't be called so. */
export const ownAddresses: readonly string[] = ['record', 'for']

export const coursePath = (course: Pick<Course, 'slug'>): string => `/learning/${course.slug}`
export const lessonPath = (course: Pick<Course, 'slug'>, lesson: Pick<Lesson, 'slug'>): string =>
  `/learning/${course.slug}/${lesson.slug}`

/** The lesson about a rule of the coach, with its course; null for a rule that no lesson is about. */
export function lessonForRule(courses: Course[], rule: string): { course: Course; lesson: Lesson } | null {
  for (const course of courses)
    for (const lesson of course.lessons) if (lesson.rules.includes(rule)) return { course, lesson }
  return null
}

/** The lessons before and after one. */
export function neighbours(course: Course, slug: string): { before: Lesson | null; next: Lesson | null } {
  const at = course.lessons.findIndex((lesson) => lesson.slug === slug)
  return { before: course.lessons[at - 1] ?? null, next: course.lessons[at + 1] ?? null }
}
