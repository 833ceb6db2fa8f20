import { z } from 'zod'
import { answerBody, answerTo, consentsBody } from '../../shared/learning/learning.schema.ts'
import { findingSchema } from '../../shared/coaching/coach/coach.schema.ts'
import type { Course, Exercise, LessonPart } from '../../shared/learning/course.ts'
import type { ProgressRecord } from './learning.model.ts'
import { type Endpoint, endpoint } from '../platform/api.ts'
import { AppError } from '../platform/errors.ts'
import { consentsOf, setConsents } from './learning.consents.service.ts'
import { courses, getCourse, getExercise, getLesson } from './learning.courses.data.ts'
import { callerOf } from './learning.pages.ts'
import { answerExercise, forgetLearning, ownProgress, readLesson } from './learning.progress.service.ts'
import { skillsEndpoints } from './learning.skills.api.ts'

const common = { tag: 'learning' } as const
const slug = z.string().max(100)
const instant = z.iso.datetime()

const exerciseAnswer = z
  .object({
    id: z.string(),
    kind: z.enum(['choose', 'rewrite', 'route']),
    title: z.string(),
    task: z.string().meta({ description: 'Markdown' }),
    original: z.string().meta({ description: 'Of a rewrite: the text to begin with' }),
    options: z
      .array(z.object({ id: z.string(), text: z.string() }))
      .meta({ description: 'What may be answered; empty for a rewrite' }),
  })
  .meta({ id: 'Exercise' })

const partAnswer = z.object({
  kind: z.enum(['heading', 'text', 'example', 'exercise']),
  text: z.string().meta({ description: 'Of a text: Markdown; of a heading: plain' }),
  example: z
    .object({
      buyer: z.string(),
      title: z.string(),
      published: z.string(),
      url: z.string(),
      quote: z.string(),
    })
    .nullable(),
  exerciseId: z.string(),
})

const lessonSummary = z.object({ slug: z.string(), title: z.string(), summary: z.string(), minutes: z.int() })

const courseAnswer = z
  .object({
    slug: z.string(),
    title: z.string(),
    summary: z.string(),
    aims: z.array(z.string()),
    lawAsAt: z.string(),
    minutes: z.int(),
    lessons: z.array(lessonSummary),
  })
  .meta({ id: 'Course' })

const lessonAnswer = lessonSummary
  .extend({ parts: z.array(partAnswer), exercises: z.array(exerciseAnswer) })
  .meta({ id: 'Lesson' })

const resultAnswer = z
  .object({
    isPassed: z.boolean(),
    summary: z.string(),
    points: z.array(
      z.object({
        state: z.enum(['met', 'unmet', 'unknown', 'for', 'against']),
        words: z.string(),
        why: z.string(),
        section: z.string(),
      }),
    ),
    findings: z.array(findingSchema),
  })
  .meta({ id: 'ExerciseResult' })

const progressAnswer = z
  .object({
    course: z.string(),
    begunAt: instant,
    completedAt: instant.nullable(),
    lessons: z.array(z.object({ slug: z.string(), doneAt: instant })),
    exercises: z.array(
      z.object({
        lesson: z.string(),
        id: z.string(),
        tries: z.int(),
        passedAt: instant.nullable(),
        answer: z.string(),
      }),
    ),
  })
  .meta({ id: 'LearningProgress' })

const consentsAnswer = z
  .object({ showName: instant.nullable(), countDrafts: instant.nullable() })
  .meta({ id: 'LearningConsents' })

const presentCourse = ({ lessons, ...course }: Course) => ({
  ...course,
  lessons: lessons.map(({ slug: at, title, summary, minutes }) => ({ slug: at, title, summary, minutes })),
})

const presentPart = (part: LessonPart) => ({
  kind: part.kind,
  text: part.kind === 'text' || part.kind === 'heading' ? part.text : '',
  example: part.kind === 'example' ? part.example : null,
  exerciseId: part.kind === 'exercise' ? part.exercise.id : '',
})

/** Without what is right, and why. */
const presentExercise = (exercise: Exercise) => ({
  id: exercise.id,
  kind: exercise.kind,
  title: exercise.title,
  task: exercise.task,
  original: exercise.kind === 'rewrite' ? exercise.original : '',
  options:
    exercise.kind === 'choose'
      ? exercise.options.map(({ id, text }) => ({ id, text }))
      : exercise.kind === 'route'
        ? exercise.options.map((id) => ({ id, text: id }))
        : [],
})

const presentProgress = ({ course, begunAt, completedAt, lessons, exercises }: ProgressRecord) => ({
  course,
  begunAt,
  completedAt,
  lessons,
  exercises: exercises.map(({ lesson, id, tries, passedAt, answer }) => ({
    lesson,
    id,
    tries,
    passedAt,
    answer,
  })),
})

const lessonParams = z.object({ course: slug, lesson: slug })
const lessonPath = '/learning/courses/{course}/lessons/{lesson}'

const reading: Endpoint[] = [
  endpoint({
    ...common,
    method: 'get',
    path: '/learning/courses',
    summary: 'List the courses',
    auth: 'anyone',
    answer: z.object({ items: z.array(courseAnswer) }),
    handle: () => ({ items: courses().map(presentCourse) }),
  }),
  endpoint({
    ...common,
    method: 'get',
    path: '/learning/courses/{course}',
    summary: 'Read what a course is, and its lessons',
    auth: 'anyone',
    params: z.object({ course: slug }),
    answer: courseAnswer,
    handle: ({ params }) => presentCourse(getCourse(params.course)),
  }),
  endpoint({
    ...common,
    method: 'get',
    path: lessonPath,
    summary: 'Read a lesson, with its examples and exercises',
    auth: 'anyone',
    params: lessonParams,
    answer: lessonAnswer,
    handle: ({ params }) => {
      const { rules: _, parts, exercises, ...lesson } = getLesson(getCourse(params.course), params.lesson)
      return { ...lesson, parts: parts.map(presentPart), exercises: exercises.map(presentExercise) }
    },
  }),
]

const doing: Endpoint[] = [
  endpoint({
    ...common,
    method: 'post',
    path: `${lessonPath}/exercises/{exercise}`,
    summary: 'Answer an exercise: kept with a token, only judged without',
    auth: 'anyone',
    params: lessonParams.extend({ exercise: slug }),
    body: answerBody,
    answer: resultAnswer,
    handle: async ({ actor, params, body, req }) => {
      const course = getCourse(params.course)
      const lesson = getLesson(course, params.lesson)
      const exercise = getExercise(lesson, params.exercise)
      const given = answerTo(exercise).safeParse(body.answer)
      if (!given.success) {
        const message = given.error.issues[0]?.message ?? 'Give an answer'
        throw new AppError('invalid', message, { answer: message })
      }
      return answerExercise(actor, { course, lesson, exercise }, given.data, callerOf(req))
    },
  }),
  endpoint({
    ...common,
    method: 'put',
    path: `${lessonPath}/read`,
    summary: 'Say that you have read a lesson',
    auth: 'signed-in',
    params: lessonParams,
    answer: progressAnswer,
    handle: async ({ actor, params }) => {
      const course = getCourse(params.course)
      return presentProgress(await readLesson(actor, { course, lesson: getLesson(course, params.lesson) }))
    },
  }),
  endpoint({
    ...common,
    method: 'get',
    path: '/learning/progress',
    summary: 'Read what you did in every course',
    auth: 'signed-in',
    answer: z.object({ items: z.array(progressAnswer) }),
    handle: async ({ actor }) => ({ items: [...(await ownProgress(actor)).values()].map(presentProgress) }),
  }),
  endpoint({
    ...common,
    method: 'get',
    path: '/learning/consents',
    summary: 'Read what others may see of your learning',
    auth: 'signed-in',
    answer: consentsAnswer,
    handle: ({ actor }) => consentsOf(actor),
  }),
  endpoint({
    ...common,
    method: 'put',
    path: '/learning/consents',
    summary: 'Say what others may see of your learning; false takes it back at once',
    auth: 'signed-in',
    body: consentsBody,
    answer: consentsAnswer,
    handle: ({ actor, body: { showName, countDrafts } }) =>
      setConsents(actor, [
        ...(showName ? (['show-name'] as const) : []),
        ...(countDrafts ? (['count-drafts'] as const) : []),
      ]),
  }),
  endpoint({
    ...common,
    method: 'delete',
    path: '/learning/progress',
    summary: 'Delete what is kept of your learning, consents included',
    auth: 'signed-in',
    status: 204,
    answer: z.null(),
    handle: ({ actor }) => forgetLearning(actor),
  }),
]

/** Courses for programs. */
export const learningEndpoints: Endpoint[] = [...reading, ...doing, ...skillsEndpoints]
