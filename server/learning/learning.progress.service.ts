import type { ClientSession, HydratedDocument } from 'mongoose'
import { dayOf } from '../../shared/coaching/law/periods.ts'
import { checkAnswer, type CheckFacts, type Result } from '../../shared/learning/checking.ts'
import type { Course, Exercise, Lesson } from '../../shared/learning/course.ts'
import { courseBegun, courseCompleted, learningForgotten } from '../../shared/learning/learning.events.ts'
import { type ExerciseProgress, exerciseOf, isWhole } from '../../shared/learning/progress.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { record } from '../audit/index.ts'
import { factsOfLaw, law } from '../coaching/index.ts'
import { now } from '../platform/clock.ts'
import { refuseDuplicate, transaction } from '../platform/database.ts'
import { AppError, allow } from '../platform/errors.ts'
import { limit } from '../platform/limits.ts'
import { unseenOwn } from '../platform/unseen-changes.ts'
import { Consent, Progress, type ProgressRecord } from './learning.model.ts'
import { learningPolicy } from './learning.policy.ts'

/** A place in a course. */
export interface LessonPlace {
  course: Course
  lesson: Lesson
}
export interface ExercisePlace extends LessonPlace {
  exercise: Exercise
}

type ProgressDocument = HydratedDocument<ProgressRecord>

const onlyPeople = 'Sign in first: what you did is kept for people who have an account'

// Nobody tries faster than this by hand; reading a text takes about a hundredth of a second.
const tries = limit('learning', 60, 60)

const asRecord = (progress: ProgressDocument | null): ProgressRecord | null => progress?.toObject() ?? null

/** What this person did in one course; null where nothing yet, and for visitors. */
export async function progressIn(actor: Actor, course: Course): Promise<ProgressRecord | null> {
  if (!learningPolicy.keepProgress(actor)) return null
  return Progress.findOne({ userId: actor.userId, course: course.slug }).lean<ProgressRecord>()
}

/** What this person did in every course, by the course's address. */
export async function ownProgress(actor: Actor): Promise<Map<string, ProgressRecord>> {
  if (!learningPolicy.keepProgress(actor)) return new Map()
  const all = await Progress.find({ userId: actor.userId }).sort({ begunAt: 1 }).lean<ProgressRecord[]>()
  return new Map(all.map((one) => [one.course, one]))
}

/** Loads or begins, lets `work` change, tells of a course that has become whole, and saves, in one transaction. */
async function change(
  actor: Actor,
  course: Course,
  work: (progress: ProgressDocument, session: ClientSession) => void,
): Promise<ProgressRecord> {
  allow(learningPolicy.keepProgress(actor), onlyPeople)
  const { userId } = actor
  const at = now()
  const changed = transaction(async (session) => {
    const found = await Progress.findOne({ userId, course: course.slug }).session(session)
    const progress = found ?? new Progress({ userId, course: course.slug, begunAt: at, updatedAt: at })
    if (!found) await record(session, actor, courseBegun, { userId, course: course.slug })
    work(progress, session)
    if (progress.completedAt === null && isWhole(progress.toObject(), course)) {
      progress.set({ completedAt: at })
      await record(session, actor, courseCompleted, { userId, course: course.slug })
    }
    progress.set({ updatedAt: at })
    await progress.save({ session })
    return asRecord(progress) as ProgressRecord
  })
  return refuseDuplicate(changed, 'Something was saved at the same moment. Try again.')
}

/** The lesson was read. Safe to repeat: the first time counts. */
export async function readLesson(actor: Actor, { course, lesson }: LessonPlace): Promise<ProgressRecord> {
  return change(actor, course, (progress) => {
    if (progress.lessons.some(({ slug }) => slug === lesson.slug)) return
    progress.set({ lessons: [...progress.toObject().lessons, { slug: lesson.slug, doneAt: now() }] })
  })
}

const facts = (): CheckFacts => ({ coach: factsOfLaw(now()), law: law(), today: dayOf(now()) })

/** What is said to an answer, whoever gave it; nothing is kept. */
export const judgeAnswer = (exercise: Exercise, answer: string): Result =>
  checkAnswer(exercise, answer, facts())

function replace(progress: ProgressDocument, changed: ExerciseProgress): void {
  const { exercises } = progress.toObject()
  const others = exercises.filter(({ lesson, id }) => lesson !== changed.lesson || id !== changed.id)
  progress.set({ exercises: [...others, changed] })
}

function startOf(progress: ProgressDocument, { lesson, exercise }: ExercisePlace): ExerciseProgress {
  const nothing = { tries: 0, passedAt: null, answer: '', isHandedIn: false, revision: 0, at: now() }
  const before = exerciseOf(progress.toObject(), lesson.slug, exercise.id)
  return before ?? { lesson: lesson.slug, id: exercise.id, ...nothing }
}

/**
 * Hands an answer in and says what is wrong with it; as often as somebody likes. For people it is kept, with the
 * number of tries; what was passed once stays passed.
 * @param who whose tries are counted, so that one caller does not hold up all others
 * @param revision of the words that a page was given: an answer does not take the place of newer ones of another window
 * @throws AppError too-many, conflict
 */
export async function answerExercise(
  actor: Actor,
  place: ExercisePlace,
  answer: string,
  who: string,
  revision?: number,
): Promise<Result> {
  await tries.consume(who)
  const result = judgeAnswer(place.exercise, answer)
  if (!learningPolicy.keepProgress(actor)) return result
  await change(actor, place.course, (progress) => {
    const before = startOf(progress, place)
    if (revision !== undefined && revision !== before.revision && answer !== before.answer)
      throw new AppError('conflict', unseenOwn)
    replace(progress, {
      ...before,
      tries: before.tries + 1,
      passedAt: before.passedAt ?? (result.isPassed ? now() : null),
      answer,
      isHandedIn: true,
      revision: before.revision + 1,
      at: now(),
    })
  })
  return result
}

/**
 * Keeps words that were not handed in yet.
 * @param revision of the words that the page was given; another window's newer words are not overwritten
 * @throws AppError forbidden to visitors, conflict
 */
export async function keepWords(
  actor: Actor,
  place: ExercisePlace,
  answer: string,
  revision: number,
): Promise<{ revision: number }> {
  const saved = await change(actor, place.course, (progress) => {
    const before = startOf(progress, place)
    if (before.revision !== revision) {
      throw new AppError(
        'conflict',
        'You have newer words in another window, so these are not saved. Let the coach read these to see the others: what you typed stays.',
      )
    }
    replace(progress, { ...before, answer, isHandedIn: false, revision: revision + 1, at: now() })
  })
  return { revision: exerciseOf(saved, place.lesson.slug, place.exercise.id)?.revision ?? 0 }
}

/** Deletes everything that is kept of this person's learning, consents too. */
export async function forgetLearning(actor: Actor): Promise<void> {
  allow(learningPolicy.keepProgress(actor), onlyPeople)
  const { userId } = actor
  await transaction(async (session) => {
    const { deletedCount } = await Progress.deleteMany({ userId }).session(session)
    const consent = await Consent.deleteOne({ _id: userId }).session(session)
    if (deletedCount + consent.deletedCount > 0) await record(session, actor, learningForgotten, { userId })
  })
}
