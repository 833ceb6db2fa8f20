import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Course, Exercise, Lesson } from '../../shared/learning/course.ts'
import { type CourseFile, courseFileSchema } from '../../shared/learning/course.schema.ts'
import { minutesOf, partsOf } from '../../shared/learning/lesson-text.ts'
import { notFound } from '../platform/errors.ts'
import { projectRoot } from '../platform/paths.ts'

function readCourseFile(folder: string, name: string): CourseFile {
  const place = `data/learning/${name}/course.json`
  const parsed = courseFileSchema.safeParse(
    JSON.parse(readFileSync(join(folder, name, 'course.json'), 'utf8')),
  )
  if (parsed.success && parsed.data.slug === name) return parsed.data
  if (parsed.success) throw new Error(`${place}: the slug must be the name of its folder, “${name}”`)
  const [issue] = parsed.error.issues
  throw new Error(`${place}: ${issue?.path.join('.') || 'the course'}: ${issue?.message ?? 'is wrong'}`)
}

function readLesson(folder: string, course: string, lesson: CourseFile['lessons'][number]): Lesson {
  const file = `${lesson.slug}.md`
  const place = `data/learning/${course}/${file}`
  if (!existsSync(join(folder, course, file))) throw new Error(`${place} is missing`)
  const { examples, ...about } = lesson
  const exercises: Exercise[] = lesson.exercises
  try {
    const parts = partsOf(readFileSync(join(folder, course, file), 'utf8'), { examples, exercises })
    return { ...about, exercises, parts, minutes: minutesOf(parts) }
  } catch (error) {
    throw new Error(`${place} ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** Texts that no lesson shows would be kept up by nobody. */
function refuseStrangeFiles(folder: string, { slug, lessons }: CourseFile): void {
  const known = new Set(['course.json', ...lessons.map((lesson) => `${lesson.slug}.md`)])
  const strange = readdirSync(join(folder, slug)).find((file) => !known.has(file))
  if (strange) throw new Error(`data/learning/${slug}/${strange} belongs to no lesson of course.json`)
}

/**
 * Reads the courses of a folder, data/learning unless another is named, in the order of their `courses.json`.
 * @throws Error naming file and place: a mistake in it, a text without a lesson, an exercise without a place
 */
export function readCourses(folder = join(projectRoot, 'data', 'learning')): Course[] {
  const order = JSON.parse(readFileSync(join(folder, 'courses.json'), 'utf8')) as string[]
  return order.map((name) => {
    const file = readCourseFile(folder, name)
    refuseStrangeFiles(folder, file)
    const lessons = file.lessons.map((lesson) => readLesson(folder, name, lesson))
    return { ...file, lessons, minutes: lessons.reduce((sum, { minutes }) => sum + minutes, 0) }
  })
}

let known: Course[] | undefined

/** The courses of this installation; read once. */
export function courses(): Course[] {
  known ??= readCourses()
  return known
}

/** @throws AppError not-found */
export function getCourse(slug: string): Course {
  const course = courses().find((one) => one.slug === slug)
  if (!course) throw notFound('Course')
  return course
}

/** @throws AppError not-found */
export function getLesson(course: Course, slug: string): Lesson {
  const lesson = course.lessons.find((one) => one.slug === slug)
  if (!lesson) throw notFound('Lesson')
  return lesson
}

/** @throws AppError not-found */
export function getExercise(lesson: Lesson, id: string): Exercise {
  const exercise = lesson.exercises.find((one) => one.id === id)
  if (!exercise) throw notFound('Exercise')
  return exercise
}
