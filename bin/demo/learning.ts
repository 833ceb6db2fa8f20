import { answerExercise, courses, judgeAnswer, readLesson, setConsents } from '../../server/learning/index.ts'
import type { Course, Exercise, Lesson } from '../../shared/learning/course.ts'
import type { Consent } from '../../shared/learning/learning.schema.ts'
import { actorOf } from './organisations.ts'

/** How somebody of the demonstration took a course: so many lessons of it, beginning so many days ago. */
interface Taken {
  email: string
  course: string
  lessons: number
  inDays: number
  /** Handed in first, and wrong: the way it goes. */
  firstTries: boolean
  consents: Consent[]
}

const outcomes = 'from-specification-to-outcome'
const routes = 'every-route-the-act-leaves-open'

const taken: Taken[] = [
  {
    email: 'daniel.whittle@blackburn-with-darwen.example',
    course: outcomes,
    lessons: 8,
    inDays: -30,
    firstTries: true,
    consents: ['show-name', 'count-drafts'],
  },
  {
    email: 'helen.marsden@blackburn-with-darwen.example',
    course: routes,
    lessons: 8,
    inDays: -26,
    firstTries: false,
    consents: [],
  },
  {
    email: 'amina.rahman@blackburn-with-darwen.example',
    course: outcomes,
    lessons: 3,
    inDays: -12,
    firstTries: true,
    consents: ['show-name'],
  },
]

/** What is right: by the course, or by whoever judges it. */
function rightAnswer(exercise: Exercise): string {
  if (exercise.kind === 'rewrite') return exercise.model
  if (exercise.kind === 'choose') return exercise.options.find(({ isRight }) => isRight)?.id ?? ''
  return exercise.options.find((option) => judgeAnswer(exercise, option).isPassed) ?? ''
}

async function takeLesson({ email, firstTries }: Taken, course: Course, lesson: Lesson): Promise<void> {
  const actor = await actorOf(email)
  for (const exercise of lesson.exercises) {
    const place = { course, lesson, exercise }
    if (firstTries && exercise.kind === 'rewrite')
      await answerExercise(actor, place, exercise.original, `${email} ${lesson.slug}`)
    await answerExercise(actor, place, rightAnswer(exercise), `${email} ${lesson.slug}`)
  }
  await readLesson(actor, { course, lesson })
}

/** People of a demonstration authority take courses, a lesson a day; some agree that others see it. */
export function takeCourses(on: (inDays: number, at: string, happen: () => Promise<void>) => void): void {
  for (const one of taken) {
    const course = courses().find(({ slug }) => slug === one.course)
    if (!course) throw new Error(`No course is called ${one.course}`)
    for (const [day, lesson] of course.lessons.slice(0, one.lessons).entries())
      on(one.inDays + day, '12:40', () => takeLesson(one, course, lesson))
    if (one.consents.length === 0) continue
    on(one.inDays + one.lessons, '13:05', async () => {
      await setConsents(await actorOf(one.email), one.consents)
    })
  }
}
