import type { Result } from '../../shared/learning/checking.ts'
import {
  type Course,
  coursePath,
  type Exercise,
  type Lesson,
  lessonPath,
  neighbours,
} from '../../shared/learning/course.ts'
import {
  type CourseProgress,
  doneAt,
  exerciseOf,
  resumeAt,
  shareOf,
  stateOfLesson,
} from '../../shared/learning/progress.ts'
import { answersToQuery } from '../../shared/coaching/routes/answers.schema.ts'
import { routeNames, type RouteId } from '../../shared/coaching/routes/route-names.ts'
import { citation, law } from '../coaching/index.ts'
import { fieldId, type FormState, formState } from '../platform/page.ts'

// A notice before this day was published under the law that the Act took the place of.
const actInForce = '2025-02-24'

/** A course in a list, with how far this person is. */
export function presentCourse(course: Course, progress: CourseProgress | null) {
  const { slug, title, summary, aims, minutes, lessons, lawAsAt } = course
  const { done, of } = shareOf(progress, course)
  return {
    slug,
    title,
    summary,
    aims,
    minutes,
    lawAsAt: new Date(`${lawAsAt}T12:00:00Z`),
    href: coursePath(course),
    lessonCount: lessons.length,
    exerciseCount: lessons.reduce((sum, { exercises }) => sum + exercises.length, 0),
    done,
    of,
    percent: Math.round((100 * done) / of),
    begunAt: progress?.begunAt ?? null,
    completedAt: progress?.completedAt ?? null,
    resume: { href: lessonPath(course, resumeAt(progress, course)), title: resumeAt(progress, course).title },
  }
}

/** The lessons of a course in their order, with what is left of each. */
export const presentLessons = (course: Course, progress: CourseProgress | null) =>
  course.lessons.map((lesson, index) => ({
    number: index + 1,
    slug: lesson.slug,
    title: lesson.title,
    summary: lesson.summary,
    minutes: lesson.minutes,
    href: lessonPath(course, lesson),
    state: stateOfLesson(progress, lesson),
    doneAt: doneAt(progress, lesson),
    exercises: lesson.exercises.map(({ id, title }) => {
      const done = exerciseOf(progress, lesson.slug, id)
      return { id, title, tries: done?.tries ?? 0, passedAt: done?.passedAt ?? null }
    }),
  }))

/** A result with its sections as links to the page of the law. */
const presentResult = (result: Result) => ({
  ...result,
  points: result.points.map((point) => ({ ...point, citation: citation(law(), point.section) })),
})

/** What somebody just handed in on a page that keeps nothing, or what was refused. */
export interface Answered {
  exercise: string
  form: FormState
  result: Result | null
}

const itemsOf = (exercise: Exercise) =>
  exercise.kind === 'choose'
    ? exercise.options.map(({ id, text }) => ({ value: id, text }))
    : exercise.kind === 'route'
      ? exercise.options.map((id) => ({ value: id, text: routeNames[id as RouteId] }))
      : []

/** An exercise as its form shows it: with the words typed, and what is said to them. */
function presentExercise(
  exercise: Exercise,
  place: { course: Course; lesson: Lesson },
  progress: CourseProgress | null,
  answered: Answered | null,
  judged: (answer: string) => Result,
) {
  const { id, kind, title, task } = exercise
  const kept = exerciseOf(progress, place.lesson.slug, id)
  const isAnswered = answered?.exercise === id
  const result = isAnswered ? answered.result : kept?.isHandedIn ? judged(kept.answer) : null
  const start = kept?.answer || (kind === 'rewrite' ? exercise.original : '')
  const values = { [id]: start }
  return {
    id,
    kind,
    title,
    task,
    fieldId: fieldId(id),
    action: `${lessonPath(place.course, place.lesson)}/exercises/${id}`,
    original: kind === 'rewrite' ? exercise.original : '',
    // Shown only once it can't be copied instead of thought of.
    model: kind === 'rewrite' && (kept?.passedAt || result?.isPassed) ? exercise.model : '',
    advisorHref: kind === 'route' ? `/advisor?${new URLSearchParams(answersToQuery(exercise.answers))}` : '',
    items: itemsOf(exercise),
    start,
    revision: kept?.revision ?? 0,
    form: isAnswered
      ? { ...answered.form, values: { ...values, ...answered.form.values } }
      : formState(values),
    result: result && presentResult(result),
    tries: kept?.tries ?? 0,
    passedAt: kept?.passedAt ?? null,
  }
}

/** A lesson as its page shows it. */
export function presentLesson(
  place: { course: Course; lesson: Lesson },
  progress: CourseProgress | null,
  answered: Answered | null,
  judged: (exercise: Exercise, answer: string) => Result,
) {
  const { course, lesson } = place
  const { before, next } = neighbours(course, lesson.slug)
  const link = (one: Lesson | null) => one && { href: lessonPath(course, one), title: one.title }
  return {
    slug: lesson.slug,
    title: lesson.title,
    summary: lesson.summary,
    minutes: lesson.minutes,
    number: course.lessons.indexOf(lesson) + 1,
    href: lessonPath(course, lesson),
    doneAt: doneAt(progress, lesson),
    state: stateOfLesson(progress, lesson),
    before: link(before),
    next: link(next),
    parts: lesson.parts.map((part) =>
      part.kind === 'exercise'
        ? {
            kind: part.kind,
            exercise: presentExercise(part.exercise, place, progress, answered, (answer) =>
              judged(part.exercise, answer),
            ),
          }
        : part.kind === 'example'
          ? {
              ...part,
              publishedAt: new Date(`${part.example.published}T12:00:00Z`),
              isBeforeAct: part.example.published < actInForce,
            }
          : part,
    ),
  }
}
