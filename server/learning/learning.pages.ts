import type { Request, RequestHandler, Response } from 'express'
import { lessonForRule, lessonPath } from '../../shared/learning/course.ts'
import { answerForm, answerKnown, wordsForm } from '../../shared/learning/learning.schema.ts'
import { exerciseOf } from '../../shared/learning/progress.ts'
import { callerAddress } from '../platform/caller-address.ts'
import { form, type FormState, formState, noticeFor } from '../platform/page.ts'
import { actorOf, param } from '../platform/request.ts'
import { selfSaving } from '../platform/self-saving.ts'
import { showsAgain } from '../platform/shown-again.ts'
import { type Shown, sharedForm } from '../platform/unseen-changes.ts'
import { courses, getCourse, getExercise, getLesson } from './learning.courses.data.ts'
import { learningPolicy } from './learning.policy.ts'
import { type Answered, presentCourse, presentLesson, presentLessons } from './learning.presenter.ts'
import {
  answerExercise,
  type ExercisePlace,
  judgeAnswer,
  keepWords,
  type LessonPlace,
  ownProgress,
  progressIn,
  readLesson,
} from './learning.progress.service.ts'

/** Every course, with how far one is. */
export const list: RequestHandler = async (req, res) => {
  const progress = await ownProgress(actorOf(req))
  res.render('learning/list', {
    courses: courses().map((course) => presentCourse(course, progress.get(course.slug) ?? null)),
  })
}

const notices = {
  read: 'That lesson is read.',
  'course-done': 'You have completed the course.',
  'course-read': 'You have read every lesson. Some exercises are left.',
}

/** A course: what it is for, its lessons, and where to go on. */
export const course: RequestHandler = async (req, res) => {
  const found = getCourse(param(req, 'course'))
  const progress = await progressIn(actorOf(req), found)
  res.render('learning/course', {
    course: presentCourse(found, progress),
    lessons: presentLessons(found, progress),
    notice: noticeFor(req, notices),
  })
}

function placeOf(req: Request): LessonPlace {
  const found = getCourse(param(req, 'course'))
  return { course: found, lesson: getLesson(found, param(req, 'lesson')) }
}

function exercisePlaceOf(req: Request): ExercisePlace {
  const place = placeOf(req)
  return { ...place, exercise: getExercise(place.lesson, param(req, 'exercise')) }
}

type PresentedPart = ReturnType<typeof presentLesson>['parts'][number]

const wordsShown = (words: string): Shown => [['Your text', words]]

/** An exercise whose form says which words it showed, since another window may keep newer ones. */
function withKnown(req: Request, part: PresentedPart, address: string) {
  if (!('exercise' in part)) return part
  const { form: own, start, revision } = part.exercise
  const known = { address, counted: revision, isOwn: true }
  return { ...part, exercise: { ...part.exercise, form: sharedForm(req, own, wordsShown(start), known) } }
}

async function showLesson(req: Request, res: Response, answered: Answered | null = null): Promise<void> {
  const place = placeOf(req)
  const actor = actorOf(req)
  const progress = await progressIn(actor, place.course)
  const shown = presentLesson(place, progress, answered, judgeAnswer)
  res.render('learning/lesson', {
    course: presentCourse(place.course, progress),
    lessons: presentLessons(place.course, progress),
    lesson: { ...shown, parts: shown.parts.map((part) => withKnown(req, part, shown.href)) },
    // For the layout, which shows what is wrong at the head of the page.
    form: answered?.form,
    may: { keep: learningPolicy.keepProgress(actor) },
    notice: answered ? undefined : noticeFor(req, notices),
  })
}

/** One lesson. */
export const lesson: RequestHandler = (req, res) => showLesson(req, res)

/** The lesson was read: on to the next, or back to the course after the last. */
export const done: RequestHandler = async (req, res) => {
  const place = placeOf(req)
  const progress = await readLesson(actorOf(req), place)
  const { next } = presentLesson(place, progress, null, judgeAnswer)
  const end = progress.completedAt ? 'course-done' : 'course-read'
  res.redirect(303, next ? `${next.href}?done=read` : `/learning/${place.course.slug}?done=${end}`)
}

/** Who pays for the work of checking: the person, or the address of a visitor. */
export const callerOf = (req: Request): string => actorOf(req).userId || callerAddress(req.ip)

/** An answer is handed in. It is kept for people; a visitor has it shown again with what is said of it. */
export const answer: RequestHandler = showsAgain((req, res, next) => {
  const place = exercisePlaceOf(req)
  const { id } = place.exercise
  const shown = (state: FormState): Answered => ({ exercise: id, form: state, result: null })
  const handle = form({
    schema: answerForm(place.exercise),
    show: (_req, _res, state) => showLesson(req, res, shown(state)),
    async act(input) {
      const given = input[id] ?? ''
      const { revision } = answerKnown.parse(req.body)
      const result = await answerExercise(actorOf(req), place, given, callerOf(req), revision)
      if (learningPolicy.keepProgress(actorOf(req)))
        return res.redirect(303, `${lessonPath(place.course, place.lesson)}#${id}-exercise`)
      await showLesson(req, res, { exercise: id, form: formState({ [id]: given }), result })
    },
  })
  return handle(req, res, next)
})

/** The address of an answer, opened or loaded anew: its lesson, at the exercise. */
export const exercise: RequestHandler = (req, res) => {
  const place = exercisePlaceOf(req)
  res.redirect(303, `${lessonPath(place.course, place.lesson)}#${place.exercise.id}-exercise`)
}

/** Words of a text that is not handed in yet save themselves. */
export const words: RequestHandler = (req, res, next) => {
  const place = exercisePlaceOf(req)
  const { id } = place.exercise
  const handle = selfSaving({
    schema: wordsForm(place.exercise),
    show: (_req, _res, state) => showLesson(req, res, { exercise: id, form: state, result: null }),
    save: (input) => keepWords(actorOf(req), place, String(input[id] ?? ''), Number(input['revision'])),
    next: () => `${lessonPath(place.course, place.lesson)}#${id}-exercise`,
    refusals: ['conflict'],
    kept: async () => {
      const progress = await progressIn(actorOf(req), place.course)
      const kept = progress && exerciseOf(progress, place.lesson.slug, id)
      return { revision: kept?.revision ?? 0, shown: wordsShown(kept?.answer ?? '') }
    },
  })
  return handle(req, res, next)
}

/** From a finding of the coach to the lesson about its rule; to all courses for one that has none. */
export const forRule: RequestHandler = (req, res) => {
  const found = lessonForRule(courses(), param(req, 'rule'))
  res.redirect(303, found ? lessonPath(found.course, found.lesson) : '/learning')
}
