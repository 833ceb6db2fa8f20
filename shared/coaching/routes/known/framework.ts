import { condition, duty, regulated, stateOf } from '../conditions.ts'
import { awardNotices, lifeNotices } from '../notice-steps.ts'
import { fileForCallOff } from '../on-file.ts'
import { commonRisks } from '../risks.ts'
import type { Route } from '../route.ts'
import { detailsBelow, noticesBelow } from './below-threshold.ts'
import { afterSigning, note, publish, respondReasonably, signNext, standstill, work } from '../timetable.ts'

/** A contract under a framework that somebody set up before. */
export const framework: Route = {
  id: 'framework',
  summary:
    'A contract under a framework that covers the need, after a short competition between its suppliers.',
  challengeKind: '',
  conditions: (given) => [
    regulated(given),
    condition(
      'covers',
      'There is a framework that covers this need, this authority and this value',
      's.45(5)',
      stateOf(given.answers.framework),
      given.answers.framework === 'no'
        ? 'Without one this route is closed; setting one up is a competition of its own.'
        : 'Check its description, its users, its term and what is left of its value.',
    ),
    duty(
      'selection',
      'A competitive selection process, or the framework’s own terms and objective mechanism',
      's.45(3)',
      'Use the process that the framework sets out, and its award criteria (s.46(8)).',
    ),
  ],
  fit: {
    novelty: {
      points: { available: 18, adapted: 10, new: 2, unknown: 6 },
      good: 'Made for what is known and often bought.',
      poor: 'Its suppliers were chosen before your problem was known.',
    },
    market: {
      points: { many: 10, few: 14, one: 8, unknown: 6 },
      good: 'If those who could do it are on it, it is quick.',
      poor: 'Whoever is not on the framework is left out.',
    },
    time: {
      points: { none: 18, urgent: 18 },
      good: 'The quickest competition there is.',
      poor: '',
    },
    scaling: {
      points: { no: 14, included: 12, later: 12, unknown: 10 },
      good: 'Further call-offs may follow within its term and value.',
      poor: 'Its term and value are limits.',
    },
    smallFirms: { points: 4, words: 'Small and new firms are rarely on one.' },
  },
  notices: (given) =>
    given.valuation.isAbove
      ? [...awardNotices(given, 'uk7-call-off'), ...lifeNotices(given, false)]
      : noticesBelow(given, false).filter(({ code }) => code === 'UK7'),
  onFile: () => fileForCallOff,
  moves: (given) => [
    work('prepare', 'prepared', 'The need is written for the framework’s suppliers'),
    note('invited', 'Invite the framework’s suppliers', 'By the framework’s own process.', 's.46'),
    respondReasonably('respond-chosen', 'tenders-due', 'Proposals are due', ''),
    work('assess', 'assessed', 'Proposals are assessed, and the scores agreed'),
    work('decide', 'decided', 'The decision is taken, and everybody is told why'),
    ...(given.valuation.isAbove
      ? [
          publish('uk6', 'Before signing; a standstill is voluntary for a call-off (s.51(3)(d)).'),
          standstill('voluntary'),
          afterSigning('uk7-call-off'),
        ]
      : [signNext('The law wants no standstill for a call-off.'), ...detailsBelow(given)]),
  ],
  risks: (given) => [
    'A framework’s specification may already name the solution.',
    'Fees of the framework are paid by the supplier, and end in the price.',
    ...commonRisks(given),
  ],
  scaling: () =>
    'More call-offs can follow while the framework runs and its value lasts; a repeat award of its own it does not open.',
}
