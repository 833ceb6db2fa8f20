import { assessAndTell, award, participate, preSelected, prepareAndPublish } from '../common-moves.ts'
import { flexibleConditions, flexibleNotices, flexibleScaling } from '../flexible-parts.ts'
import { fileForCompetition } from '../on-file.ts'
import { flexibleRisks } from '../risks.ts'
import type { Route } from '../route.ts'
import { respond, work } from '../timetable.ts'

/** Talks with each supplier about what would work, then final tenders. */
export const dialogue: Route = {
  id: 'dialogue',
  summary: 'You talk with each chosen supplier about what would work, then ask for final tenders.',
  challengeKind: 'competitive-flexible',
  conditions: flexibleConditions('rounds of talks'),
  fit: {
    novelty: {
      points: { available: 6, adapted: 18, new: 14, unknown: 16 },
      good: 'You know the outcome and not the way: talks find it.',
      poor: 'There is little to talk about.',
    },
    market: {
      points: { many: 12, few: 18, one: 8, unknown: 12 },
      good: 'Few enough to talk with each in earnest.',
      poor: 'Talks need more than one to talk with.',
    },
    time: {
      points: { none: 10, urgent: 2 },
      good: '',
      poor: 'Rounds of talks take weeks of your best people.',
    },
    scaling: {
      points: { no: 12, included: 16, later: 12, unknown: 12 },
      good: 'How it scales is one of the things to talk about.',
      poor: '',
    },
    smallFirms: { points: 8, words: 'Rounds of talks cost small firms much before they earn anything.' },
  },
  notices: flexibleNotices,
  onFile: fileForCompetition,
  moves: (given) => [
    ...prepareAndPublish(
      given,
      'uk4-flexible',
      'It invites requests to participate and describes the dialogue.',
    ),
    ...participate,
    work('discuss', 'discussed', 'The dialogue is over'),
    respond('tendering', 'tenders-due', 'Final tenders are due', preSelected),
    ...assessAndTell,
    ...award(given, 'uk7-above'),
  ],
  risks: (given) => [
    'What one supplier says in confidence stays with you; what changes the terms goes to all (s.12(2), s.31).',
    'Keep a record of each round.',
    ...flexibleRisks(given),
  ],
  scaling: flexibleScaling('Pilot and scale can be stages of the contract that the dialogue shapes.'),
}
