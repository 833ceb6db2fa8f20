import type { Advice, RouteAdvice } from '../../shared/coaching/routes/advice.ts'
import {
  type Answers,
  contractKinds,
  engagements,
  nations,
  novelties,
  research,
  suppliersWhoCould,
  buyers,
} from '../../shared/coaching/routes/answers.ts'
import { answersToQuery } from '../../shared/coaching/routes/answers.schema.ts'
import { enoughPoints } from '../../shared/coaching/routes/route.ts'
import type { Day, Law } from '../../shared/coaching/law/law.ts'
import { instantInLondon } from '../../shared/platform/dates.ts'
import { citation, isUnchecked } from './citations.ts'

/** A day as an instant that templates print: noon in London. */
export function noonOf(day: Day): Date | null {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  return instantInLondon(year, month, date, 12)
}

/** The address that leads back to these answers. */
export const addressOf = (path: string, answers: Answers, more: Record<string, string> = {}): string =>
  `${path}?${new URLSearchParams({ ...answersToQuery(answers), ...more })}`

const units = {
  'calendar-days': 'days',
  'working-days': 'working days',
  hours: 'hours',
  months: 'months',
  years: 'years',
} as const

function presentRoute(route: RouteAdvice, answers: Answers, law: Law) {
  const cited = <Item extends { section: string }>(item: Item) => ({
    ...item,
    citation: citation(law, item.section),
  })
  const conditions = route.conditions.map(cited)
  const parts = route.fitParts.toSorted((a, b) => b.points - a.points)
  return {
    ...route,
    conditions,
    unmet: conditions.filter(({ state }) => state === 'unmet'),
    toCheck: conditions.filter(({ state }) => state === 'unknown').length,
    score: {
      total: String(route.fit),
      parts: route.fitParts.map(({ name, points }) => ({ name, share: points / 100 })),
    },
    reasons: parts.filter(({ points }) => points >= enoughPoints),
    doubts: parts.filter(({ points }) => points < enoughPoints),
    notices: route.notices.map(cited),
    onFile: route.onFile.map(cited),
    periods: route.periods.map((period) => ({
      ...cited(period),
      lengthWords: period.length === 0 ? 'No minimum' : `${period.length} ${units[period.unit]}`,
      isUnchecked: isUnchecked(period.confidence),
    })),
    steps: (route.calendar?.steps ?? []).map((step) => ({ ...cited(step), at: noonOf(step.on) })),
    signAt: route.calendar?.signOn ? noonOf(route.calendar.signOn) : null,
    calendarHref: addressOf('/advisor/calendar.ics', answers, { route: route.id }),
  }
}

/** What was answered, in a line each, for beside the results. */
function presentAnswers(answers: Answers): string[] {
  return [
    buyers[answers.buyer],
    nations[answers.nation],
    contractKinds[answers.contract],
    novelties[answers.novelty],
    `Research and development: ${research[answers.research].toLowerCase()}`,
    `Who could do it: ${suppliersWhoCould[answers.whoCould].toLowerCase()}`,
    `The market was asked: ${engagements[answers.engagement].toLowerCase()}`,
  ]
}

/** The advice as its page shows it. */
export function presentAdvice(advice: Advice, law: Law) {
  const routes = advice.routes.map((route) => presentRoute(route, advice.answers, law))
  return {
    asAt: noonOf(advice.asAt),
    on: noonOf(advice.on),
    refusal: advice.refusal && { ...advice.refusal, citation: citation(law, advice.refusal.section) },
    valuation: advice.valuation && {
      ...advice.valuation,
      citation: citation(law, advice.valuation.section),
      isUnchecked: isUnchecked(advice.valuation.confidence),
      parts: advice.valuation.parts.map((part) => ({ ...part, citation: citation(law, part.section) })),
    },
    open: routes.filter(({ state }) => state === 'open'),
    depends: routes.filter(({ state }) => state === 'depends'),
    closed: routes.filter(({ state }) => state === 'closed'),
    answers: presentAnswers(advice.answers),
    changeHref: addressOf('/advisor/answers', advice.answers),
  }
}
