import { noticeStep } from '../notice-steps.ts'
import { condition, duty, regulated } from '../conditions.ts'
import { fileForEngagement } from '../on-file.ts'
import { commonRisks } from '../risks.ts'
import type { Route } from '../route.ts'
import { publish, work } from '../timetable.ts'

/** Talking with the market before a procurement; no award comes of it. */
export const engagement: Route = {
  id: 'engagement',
  summary:
    'Ask the market what is possible before you decide what to buy. It awards nothing, and every other route is better for it.',
  challengeKind: 'engagement',
  conditions: (given) => [
    regulated(given),
    condition(
      'before-notice',
      'No tender notice has been published yet',
      's.16(1)',
      'met',
      'You are still asking which route to take.',
    ),
    duty(
      'no-advantage',
      'Nobody who takes part gains an unfair advantage',
      's.16(3)',
      'Publish what you told each, and give the others time to take it in.',
    ),
  ],
  fit: {
    novelty: {
      points: { available: 6, adapted: 16, new: 20, unknown: 20 },
      good: 'Nobody can specify what they haven’t seen: ask what is possible.',
      poor: 'What you need can be bought today; a look at catalogues may do.',
    },
    market: {
      points: { many: 10, few: 16, one: 18, unknown: 20 },
      good: 'You learn who could do it, and they hear of you.',
      poor: 'You know the market already.',
    },
    time: {
      points: { none: 18, urgent: 4 },
      good: 'Some weeks now save months of a failed competition.',
      poor: 'It takes some weeks that you may not have.',
    },
    scaling: {
      points: { no: 10, included: 16, later: 18, unknown: 18 },
      good: 'The market can say what scaling up needs, before you fix the contract.',
      poor: 'You foresee no scaling up; there is less to find out.',
    },
    smallFirms: { points: 18, words: 'It costs a small firm an hour, not a tender.' },
  },
  notices: (given) => [
    given.valuation.isAbove
      ? noticeStep(given, 'uk2', 'must', 'Before UK4; or UK4 gives the reasons for having none.')
      : noticeStep(given, 'uk2', 'may', 'Below the threshold the Act asks for none.'),
  ],
  onFile: () => fileForEngagement,
  moves: ({ valuation }) => [
    work('digest', 'prepared', 'Questions for the market are ready'),
    ...(valuation.isAbove ? [publish('uk2', 'It says when the engagement closes and how it goes.')] : []),
    work('engage', 'engaged', 'The engagement closes'),
    work('digest', 'digested', 'What the market said is taken in and published'),
  ],
  risks: (given) => [
    'A supplier whose advantage can’t be undone must be left out of the competition (s.16(5)).',
    ...(given.answers.engagement === 'done'
      ? ['You have done this already: again only for new questions.']
      : []),
    ...commonRisks(given),
  ],
  scaling: () => 'It binds nobody to anything: every route to a pilot and to scale stays open.',
}
