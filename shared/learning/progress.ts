import type { Course, Lesson } from './course.ts'

/** What somebody did with one exercise. */
export interface ExerciseProgress {
  lesson: string
  id: string
  tries: number
  passedAt: Date | null
  /** The last words or choice, so that nothing typed is lost. */
  answer: string
  /** False for words that are saved and were not handed in yet. */
  isHandedIn: boolean
  /** Counts the saves, so that two windows of one person notice each other. */
  revision: number
  at: Date
}

/** What somebody did in one course. */
export interface CourseProgress {
  begunAt: Date
  lessons: { slug: string; doneAt: Date }[]
  exercises: ExerciseProgress[]
  completedAt: Date | null
}

export const doneAt = (progress: CourseProgress | null, lesson: Pick<Lesson, 'slug'>): Date | null =>
  progress?.lessons.find(({ slug }) => slug === lesson.slug)?.doneAt ?? null

export const exerciseOf = (
  progress: CourseProgress | null,
  lesson: string,
  id: string,
): ExerciseProgress | null =>
  progress?.exercises.find((one) => one.lesson === lesson && one.id === id) ?? null

/** `new`, `begun`, or `whole`: read, and all its exercises passed. */
export function stateOfLesson(progress: CourseProgress | null, lesson: Lesson): 'new' | 'begun' | 'whole' {
  const isRead = doneAt(progress, lesson) !== null
  const passed = lesson.exercises.filter(({ id }) => exerciseOf(progress, lesson.slug, id)?.passedAt)
  if (isRead && passed.length === lesson.exercises.length) return 'whole'
  const isTried = lesson.exercises.some(({ id }) => exerciseOf(progress, lesson.slug, id) !== null)
  return isRead || isTried ? 'begun' : 'new'
}

/** Each lesson counts one, and so does each exercise. */
export function shareOf(progress: CourseProgress | null, { lessons }: Course): { done: number; of: number } {
  const of = lessons.reduce((sum, { exercises }) => sum + 1 + exercises.length, 0)
  const done = lessons.reduce(
    (sum, lesson) =>
      sum +
      (doneAt(progress, lesson) ? 1 : 0) +
      lesson.exercises.filter(({ id }) => exerciseOf(progress, lesson.slug, id)?.passedAt).length,
    0,
  )
  return { done, of }
}

export const isWhole = (progress: CourseProgress | null, course: Course): boolean =>
  course.lessons.every((lesson) => stateOfLesson(progress, lesson) === 'whole')

/** Where to go on: the first lesson that is not whole; the first of all once everything is. */
export const resumeAt = (progress: CourseProgress | null, { lessons }: Course): Lesson =>
  (lessons.find((lesson) => stateOfLesson(progress, lesson) !== 'whole') ?? lessons[0]) as Lesson
