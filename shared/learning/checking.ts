import { type Coaching, coach } from '../coaching/coach/coach.ts'
import type { CoachFacts } from '../coaching/coach/draft.ts'
import type { Finding } from '../coaching/coach/finding.ts'
import { findRule } from '../coaching/coach/rules/index.ts'
import type { Law } from '../coaching/law/law.ts'
import { adviceFor } from '../coaching/routes/advise.ts'
import type { RouteAdvice } from '../coaching/routes/advice.ts'
import { enoughPoints } from '../coaching/routes/route.ts'
import {
  type ChoiceExercise,
  type Exercise,
  type RewriteExercise,
  type RouteExercise,
  type Want,
  wants,
} from './course.ts'

/** One thing that was looked at in an answer. */
export interface Point {
  /** Whether a condition is met; or, of what fits, whether it speaks for or against. */
  state: 'met' | 'unmet' | 'unknown' | 'for' | 'against'
  words: string
  why: string
  /** A section of the law; empty for none. */
  section: string
}

/** What is said to an answer. */
export interface Result {
  isPassed: boolean
  /** In a sentence. */
  summary: string
  points: Point[]
  /** What the coach finds in a text; empty for other exercises. */
  findings: Finding[]
}

/** What checking needs to know beside the answer. */
export interface CheckFacts {
  coach: CoachFacts
  law: Law
  /** When a case begins that doesn't say so itself. */
  today: string
}

const point = (state: Point['state'], words: string, why = '', section = ''): Point => ({
  state,
  words,
  why,
  section,
})

/** Judges an answer. Pure: the same answer, law and day always give the same result. */
export function checkAnswer(exercise: Exercise, answer: string, facts: CheckFacts): Result {
  if (exercise.kind === 'choose') return checkChoice(exercise, answer)
  return exercise.kind === 'rewrite'
    ? checkRewrite(exercise, answer, facts.coach)
    : checkRoute(exercise, answer, facts)
}

function checkChoice({ options }: ChoiceExercise, answer: string): Result {
  const chosen = options.find(({ id }) => id === answer)
  if (!chosen) return { isPassed: false, summary: 'Choose one of the answers.', points: [], findings: [] }
  // The whys of the others would give the answer away.
  const told = chosen.isRight ? options.filter(({ id }) => id !== answer) : []
  return {
    isPassed: chosen.isRight,
    summary: `${chosen.isRight ? 'Right.' : 'Not quite.'} ${chosen.why}`,
    points: told.map(({ text, why }) => point('unmet', text, why)),
    findings: [],
  }
}

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

const figure = String.raw`£?\d[\d,.]*%?`
const nowadays = String.raw`(?:now|today|currently|at present|at the moment|baseline|last (?:year|month|winter|quarter)|this year|in 20\d\d)`
const saysNow = new RegExp(
  `\\bfrom (?:about |around |some )?${figure}|${figure}[^.!?]{0,60}\\b${nowadays}\\b|\\b${nowadays}\\b[^.!?]{0,60}?${figure}`,
  'i',
)

const rulesOfWants: Record<Exclude<Want, 'baseline'>, string[]> = {
  outcome: ['no-outcome'],
  measure: ['no-outcome', 'outcome-unmeasured'],
  who: ['no-users'],
  budget: ['no-budget'],
}

const hasWant = (want: Want, text: string, { findings }: Coaching): boolean =>
  want === 'baseline' ? saysNow.test(text) : !findings.some(({ rule }) => rulesOfWants[want].includes(rule))

function checkRewrite(exercise: RewriteExercise, answer: string, facts: CoachFacts): Result {
  const text = answer.replaceAll('\r\n', '\n').trim()
  const reading = coach({ text }, facts)
  if (reading.isTooShort) {
    const summary = 'That is too short to judge. Write a sentence or two that a firm could answer.'
    return { isPassed: false, summary, points: [], findings: [] }
  }
  const isChanged = plain(text) !== plain(exercise.original)
  const isAbout = exercise.about.some((stem) => plain(text).includes(stem))
  // What is asked for says it already.
  const asked = exercise.wants.flatMap((want) => (want === 'baseline' ? [] : rulesOfWants[want]))
  const clears = exercise.clears.filter((rule) => !asked.includes(rule))
  const cleared = clears.map((rule) => {
    const found = reading.findings.some((finding) => finding.rule === rule)
    return point(found ? 'unmet' : 'met', `The coach no longer says: “${findRule(rule)?.title ?? rule}”`)
  })
  const points = [
    ...(isChanged ? [] : [point('unmet', 'It is not the same text as before')]),
    ...(isAbout
      ? []
      : [point('unmet', 'It is still about the same matter', 'Use a word or two of the first text.')]),
    ...cleared,
    ...exercise.wants.map((want) => point(hasWant(want, text, reading) ? 'met' : 'unmet', wants[want])),
  ]
  const left = points.filter(({ state }) => state === 'unmet').length
  return {
    isPassed: left === 0,
    summary:
      left === 0
        ? 'The coach has nothing left to say of this.'
        : left === 1
          ? 'One thing is left.'
          : `${left} things are left.`,
    points,
    findings: reading.findings.filter(({ rule }) => [...clears, ...asked].includes(rule)),
  }
}

/** The routes that an exercise offers, as the advisor judges them: the best first. */
export const routesOf = ({ answers, options }: RouteExercise, { law, today }: CheckFacts): RouteAdvice[] =>
  adviceFor(answers, law, today).routes.filter(({ id }) => options.includes(id))

const stateWords = { open: 'open', depends: 'not decided yet', closed: 'closed' } as const

function checkRoute(exercise: RouteExercise, answer: string, facts: CheckFacts): Result {
  const routes = routesOf(exercise, facts)
  const chosen = routes.find(({ id }) => id === answer)
  if (!chosen) return { isPassed: false, summary: 'Choose one of the routes.', points: [], findings: [] }
  const best = routes[0]
  const isBest = chosen.state === 'open' && chosen.id === best?.id
  const isPassed = exercise.asks === 'best' ? isBest : chosen.state === exercise.asks
  const asked = exercise.asks === 'best' && chosen.state === 'open'
  const standing = asked
    ? isBest
      ? `is open and fits best of these: ${chosen.fit} of 100.`
      : `is open, but fits less than another of these: ${chosen.fit} of 100, not ${best?.fit}.`
    : `is ${stateWords[chosen.state]} in this case.`
  return {
    isPassed,
    summary: `${isPassed ? 'Right.' : 'Not quite.'} ${chosen.title} ${standing}`,
    points: [
      ...chosen.conditions.map(({ state, words, because, section }) => point(state, words, because, section)),
      ...(asked
        ? chosen.fitParts.map(({ words, points }) => point(points >= enoughPoints ? 'for' : 'against', words))
        : []),
    ].filter(({ words }) => words !== ''),
    findings: [],
  }
}
