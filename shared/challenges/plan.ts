import type { FileItem, RouteAdvice } from '../coaching/routes/advice.ts'
import type { Day } from '../coaching/law/law.ts'
import { daysBetween } from '../coaching/law/periods.ts'

/** A stage of the way from the start to the signature, with its day and what the law wants of that day. */
export interface PlanStep {
  id: string
  title: string
  on: Day
  /** The section or regulation that it comes from; empty for a step of the authority's own. */
  source: string
  /** The notice that it needs, `UK4`; empty for none. */
  notice: string
  /** The fewest calendar days after the step before, by law; null for no such rule. */
  leastDays: number | null
  /** The most calendar days after signing, by law; null for no such rule. */
  mostDays: number | null
}

/** Something to be done for a plan, by somebody and by a day. */
export interface PlanTask {
  id: string
  title: string
  due: Day
  source: string
  /** The step that it belongs to: it is due on that day wherever the day moves. Null for the authority's own. */
  stepId: string | null
  /** A member of the authority; null while nobody has it. */
  assignedTo: string | null
  doneAt: Date | null
  doneBy: string | null
  /** Which reminder has gone out. */
  reminded: '' | 'soon' | 'due'
}

/** The route that an authority chose for a challenge, with its dates and what there is to do. */
export interface ChallengePlan {
  /** The challenge's. */
  _id: string
  authorityId: string
  routeId: string
  routeTitle: string
  /** The kind of challenge that the route leads to; empty for one that Foothold doesn't run. */
  challengeKind: string
  startOn: Day
  /** What the advisor was told, as in the address of its page. */
  answers: Record<string, string>
  steps: PlanStep[]
  tasks: PlanTask[]
  /** The day for which the rules hold that the dates were reckoned by. */
  lawAsAt: Day
  chosenAt: Date
  chosenBy: string
  updatedAt: Date
}

/** The steps of a route's calendar, each with the rule that its day must keep when it moves. */
export function stepsOf(route: RouteAdvice): PlanStep[] {
  const { calendar, periods } = route
  // The shortest times of s.54 stand in the order of the deadlines that they are for.
  const limits = periods.filter(({ section }) => section.startsWith('s.54('))
  const signOn = calendar?.signOn ?? null
  let next = 0
  return (calendar?.steps ?? []).map((step) => {
    const isDeadline = step.section.startsWith('s.54(')
    const limit = isDeadline ? limits[next++] : undefined
    return {
      id: step.id,
      title: step.title,
      on: step.on,
      source: step.section,
      notice: step.notice,
      leastDays: limit?.length ? limit.length : null,
      mostDays: signOn && step.section.startsWith('s.53') ? daysBetween(signOn, step.on) : null,
    }
  })
}

const newTask = (id: string, title: string, source: string, step: PlanStep): PlanTask => ({
  id,
  title,
  due: step.on,
  source,
  stepId: step.id,
  assignedTo: null,
  doneAt: null,
  doneBy: null,
  reminded: '',
})

/** What there is to do on a route: each notice on its day, and what must be on file by the step that needs it. */
export function tasksOf(route: RouteAdvice, steps: PlanStep[]): PlanTask[] {
  const files = route.onFile.flatMap((item) => {
    const step = stepBefore(item, steps)
    return step ? [newTask(`file-${item.id}`, item.words, item.section, step)] : []
  })
  const notices = steps
    .filter(({ notice }) => notice !== '')
    .map((step) => newTask(`notice-${step.id}`, step.title, step.source, step))
  return [...files, ...notices].toSorted((a, b) => a.due.localeCompare(b.due))
}

// What the advisor calls the moment before which something must be on file, as a step of the calendar.
const moments: Record<string, readonly string[]> = {
  'inviting tenders': ['prepared'],
  'the selection process': ['invited', 'prepared'],
  'the end of the tendering period': ['tenders-due'],
  'the award': ['decided', 'sign'],
  'every decision': ['decided', 'sign'],
}

function stepBefore({ before }: FileItem, steps: PlanStep[]): PlanStep | undefined {
  const ids = moments[before] ?? []
  return (
    steps.find(({ notice }) => notice === before) ??
    steps.find(({ id }) => ids.includes(id)) ??
    steps.find(({ id }) => id === 'prepared') ??
    steps.at(-1)
  )
}
