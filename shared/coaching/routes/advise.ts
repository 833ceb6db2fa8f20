import type { Day, Law } from '../law/law.ts'
import { isDay } from '../law/periods.ts'
import type { Advice, Calendar, Condition, NoticeStep, RouteAdvice } from './advice.ts'
import type { Answers } from './answers.ts'
import { type Case, caseOf } from './case.ts'
import { knownRoutes } from './known/index.ts'
import { fitOf, type Route } from './route.ts'
import { type RouteId, routeNames } from './route-names.ts'
import { type Way, walk } from './timetable.ts'

const scottish =
  'The Procurement Act 2023 doesn’t regulate devolved Scottish authorities: Scottish procurement law applies, which Foothold does not cover.'

const routeOf = (id: RouteId): Route => {
  const found = knownRoutes.find((route) => route.id === id)
  if (!found) throw new Error(`The route “${id}” is named and not made`)
  return found
}

const calendarOf = (id: RouteId, way: Way): Calendar => ({
  routeId: id,
  startOn: way.steps[0]?.on ?? '',
  signOn: way.signOn,
  steps: way.steps,
})

/** A calendar, or the sentence that says why there is none. */
function tryWalk(given: Case, route: Route): { way: Way | null; refusal: string } {
  try {
    return { way: walk(given, given.on, route.moves(given)), refusal: '' }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return { way: null, refusal: `${error.message}.` }
  }
}

const isUndecided = ({ state, decides }: Condition): boolean => decides && state === 'unknown'

function adviceOnRoute(given: Case, route: Route): RouteAdvice {
  const conditions = route.conditions(given)
  const isOpen = conditions.every(({ state }) => state !== 'unmet')
  const openIf = conditions.filter(isUndecided).map(({ words }) => words)
  const state = !isOpen ? 'closed' : openIf.length > 0 ? 'depends' : 'open'
  const fitParts = fitOf(route, given.answers)
  const { way, refusal } = tryWalk(given, route)
  return {
    id: route.id,
    title: routeNames[route.id],
    summary: route.summary,
    challengeKind: route.challengeKind,
    isOpen,
    state,
    openIf: state === 'depends' ? openIf : [],
    conditions,
    fit: fitParts.reduce((sum, { points }) => sum + points, 0),
    fitParts,
    notices: route.notices(given),
    onFile: route.onFile(given),
    periods: way?.periods ?? [],
    calendar: way && calendarOf(route.id, way),
    calendarRefusal: refusal,
    risks: route.risks(given),
    scaling: route.scaling(given),
  }
}

const uncertain = ({ conditions }: RouteAdvice): number =>
  conditions.filter(({ state }) => state === 'unknown').length

const stateOrder: RouteAdvice['state'][] = ['open', 'depends', 'closed']

/** What is open before what depends on something, and that before what is closed; then by fit, then by how little is unknown. */
const byFit = (a: RouteAdvice, b: RouteAdvice): number =>
  stateOrder.indexOf(a.state) - stateOrder.indexOf(b.state) || b.fit - a.fit || uncertain(a) - uncertain(b)

/**
 * Every route for a need, with its conditions, notices, dates and risks; the open ones first, then those that depend on
 * what is not known yet, each by how well it fits.
 * The rules are those of the day on which the procurement begins. Never throws for answers of the schema: where no
 * rules are known for that day, `refusal` says so.
 * @param today when work begins if the answers do not say
 */
export function adviceFor(answers: Answers, law: Law, today: Day): Advice {
  const on = answers.startOn ?? today
  const base = { asAt: law.asAt, on, answers }
  const nothing = { ...base, valuation: null, routes: [] }
  try {
    const given = caseOf(answers, law, on)
    const routes = knownRoutes.map((route) => adviceOnRoute(given, route)).toSorted(byFit)
    const refusal = given.isRegulated ? null : { sentence: scottish, section: 's.2(5)' }
    return { ...base, refusal, valuation: given.valuation, routes }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return { ...nothing, refusal: { sentence: `${error.message}.`, section: 'Sch 1' } }
  }
}

/**
 * The days of one route from a start to signature and after, exact in working days.
 * @throws RangeError where no rules or bank holidays are known for its days, or the start is no day
 */
export function calendarFor(routeId: RouteId, answers: Answers, startOn: Day, law: Law): Calendar {
  if (!isDay(startOn)) throw new RangeError(`“${startOn.slice(0, 20)}” is not a day of the calendar`)
  const given = caseOf({ ...answers, startOn }, law, startOn)
  return calendarOf(routeId, walk(given, startOn, routeOf(routeId).moves(given)))
}

/**
 * The notices of one route, in order.
 * @throws RangeError where no threshold is known for the day
 */
export function noticesOf(routeId: RouteId, answers: Answers, startOn: Day, law: Law): NoticeStep[] {
  return routeOf(routeId).notices(caseOf({ ...answers, startOn }, law, startOn))
}
