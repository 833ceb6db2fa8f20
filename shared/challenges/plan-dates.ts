import type { Day, Law } from '../coaching/law/law.ts'
import { isInForce } from '../coaching/law/law.ts'
import { addDays, daysBetween, isDay, standstillEnd } from '../coaching/law/periods.ts'
import type { PlanStep } from './plan.ts'

/** What is wrong with the days of a plan, by the step's id. */
export type PlanProblems = Record<string, string>

const later = (one: Day, other: Day): Day => (one > other ? one : other)
const onDay = (steps: PlanStep[], id: string): Day | null => steps.find((step) => step.id === id)?.on ?? null

/** The first day that the law and the order of the steps leave for this one, after those before it. */
function earliestOf(step: PlanStep, before: PlanStep[], law: Law): { on: Day; why: string } {
  const last = before.at(-1)
  if (!last) return { on: step.on, why: '' }
  if (step.leastDays !== null) {
    const why = `the law wants at least ${step.leastDays} days after “${last.title}” (${step.source})`
    return { on: addDays(last.on, step.leastDays), why }
  }
  const award = onDay(before, 'uk6')
  if (step.id === 'standstill-end' && step.source === 's.51(2)' && award) {
    const clock = law.clocks.find(({ id, ...row }) => id === 'standstill' && isInForce(row, award))
    if (!clock) throw new RangeError(`The data of the law have no standstill for ${award}`)
    const why = `the standstill is ${clock.length} working days beginning with the day of the award notice (s.51(2))`
    return { on: standstillEnd(award, clock.length, law.holidays), why }
  }
  // The contract is signed after the standstill, not on its last day.
  if (step.id === 'sign' && last.id === 'standstill-end')
    return { on: addDays(last.on, 1), why: 'nothing may be signed before the standstill is over (s.51)' }
  return { on: last.on, why: `it comes after “${last.title}”` }
}

function latestOf(step: PlanStep, steps: PlanStep[]): Day | null {
  const signedOn = onDay(steps, 'sign')
  return step.mostDays !== null && signedOn ? addDays(signedOn, step.mostDays) : null
}

/**
 * What the law, and the order of the steps, have against these days; nothing if the plan can stand.
 * A day for which the bank holidays are not known yet is a problem of its own.
 */
export function planProblems(steps: PlanStep[], law: Law): PlanProblems {
  const problems: PlanProblems = {}
  for (const [index, step] of steps.entries()) {
    const found = problemOf(step, steps.slice(0, index), steps, law)
    if (found) problems[step.id] = found
  }
  return problems
}

function problemOf(step: PlanStep, before: PlanStep[], steps: PlanStep[], law: Law): string | null {
  if (!isDay(step.on)) return 'This is not a day of the calendar'
  try {
    const { on, why } = earliestOf(step, before, law)
    if (step.on < on) return `Not before ${on}: ${why}`
    const latest = latestOf(step, steps)
    return latest !== null && step.on > latest
      ? `Not after ${latest}: the law wants it within ${(step.mostDays ?? 0) + 1} days beginning with the day of signing (${step.source})`
      : null
  } catch (error) {
    if (error instanceof RangeError) return error.message
    throw error
  }
}

/**
 * The plan with one step on another day. What follows moves by as many days if `isCarried`, and further where the
 * law wants more between; what must follow the signing within a time stays within it.
 * @throws RangeError for a day that does not exist, or beyond the known bank holidays
 */
export function moveStep(
  steps: PlanStep[],
  stepId: string,
  to: Day,
  isCarried: boolean,
  law: Law,
): PlanStep[] {
  const at = steps.findIndex(({ id }) => id === stepId)
  const moved = steps[at]
  if (!moved) return steps
  const shift = daysBetween(moved.on, to)
  const result = [...steps.slice(0, at), { ...moved, on: to }]
  for (const step of steps.slice(at + 1)) {
    if (!isCarried) {
      result.push(step)
      continue
    }
    const shifted = { ...step, on: addDays(step.on, shift) }
    const earliest = later(shifted.on, earliestOf(shifted, result, law).on)
    const latest = latestOf(shifted, result)
    result.push({ ...shifted, on: latest !== null && earliest > latest ? latest : earliest })
  }
  return result
}
