import { assessAndTell, award, participate, preSelected, prepareAndPublish } from '../common-moves.ts'
import { flexibleConditions, flexibleNotices, flexibleScaling } from '../flexible-parts.ts'
import { fileForCompetition } from '../on-file.ts'
import { flexibleRisks } from '../risks.ts'
import type { Route } from '../route.ts'
import { respond, work } from '../timetable.ts'

/** Development and purchase in one procedure, with fewer suppliers after each phase. */
export const innovationPartnership: Route = {
  id: 'innovation-partnership',
  summary:
    'Suppliers develop in phases, some go on after each, and the best can be bought at scale in the same procedure.',
  challengeKind: 'competitive-flexible',
  conditions: flexibleConditions('development in phases'),
  fit: {
    novelty: {
      points: { available: 2, adapted: 12, new: 20, unknown: 12 },
      good: 'Made for what must still be developed.',
      poor: 'There is little to develop.',
    },
    market: {
      points: { many: 16, few: 18, one: 8, unknown: 12 },
      good: 'Several can develop side by side.',
      poor: 'Without competitors the phases decide nothing.',
    },
    time: {
      points: { none: 10, urgent: 2 },
      good: '',
      poor: 'Months of phases, with documents for each.',
    },
    scaling: {
      points: { no: 8, included: 20, later: 14, unknown: 14 },
      good: 'Scaling up is part of the same procedure.',
      poor: 'Its strength is scaling up, which you do not foresee.',
    },
    smallFirms: { points: 12, words: 'Paid phases help; staying in for months is hard for the smallest.' },
  },
  notices: flexibleNotices,
  onFile: fileForCompetition,
  moves: (given) => [
    ...prepareAndPublish(
      given,
      'uk4-flexible',
      'It invites requests to participate and describes every phase.',
    ),
    ...participate,
    respond('tendering', 'first-tenders-due', 'Tenders for development are due', preSelected),
    work('assess', 'shortlisted', 'Who develops is chosen, by the published criteria'),
    work('prototype', 'developed', 'Development phase: prototypes are made and tested'),
    respond('tendering', 'tenders-due', 'Final tenders are due', preSelected),
    ...assessAndTell,
    ...award(given, 'uk7-above'),
  ],
  risks: (given) => [
    'The value counts every phase and the purchase at scale.',
    'Agree before the first phase who owns what is developed.',
    'Refining criteria between phases must be announced, and may not bring back who was left out (s.24).',
    ...flexibleRisks(given),
  ],
  scaling: flexibleScaling(
    'Purchase at scale is the last phase of the same competition, so nothing has to be bought anew.',
  ),
}
