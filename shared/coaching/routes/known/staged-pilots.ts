import { assessAndTell, award, preSelected, prepareAndPublish } from '../common-moves.ts'
import { flexibleConditions, flexibleNotices, flexibleScaling } from '../flexible-parts.ts'
import { fileForCompetition } from '../on-file.ts'
import { flexibleRisks } from '../risks.ts'
import type { Route } from '../route.ts'
import { respond, work } from '../timetable.ts'

/** Several paid pilots side by side; the contract goes to what worked. */
export const stagedPilots: Route = {
  id: 'staged-pilots',
  summary:
    'Several suppliers run paid pilots side by side, and the contract goes to what worked, by measured outcomes.',
  challengeKind: 'competitive-flexible',
  conditions: flexibleConditions('pilots side by side'),
  fit: {
    novelty: {
      points: { available: 8, adapted: 20, new: 16, unknown: 16 },
      good: 'You judge what happened, not what was promised.',
      poor: 'What can be bought today needs no pilot to be judged.',
    },
    market: {
      points: { many: 18, few: 18, one: 4, unknown: 14 },
      good: 'Two or more can be tried at the same time.',
      poor: 'One supplier alone can’t be compared.',
    },
    time: {
      points: { none: 10, urgent: 2 },
      good: '',
      poor: 'Pilots take months before the award.',
    },
    scaling: {
      points: { no: 6, included: 20, later: 16, unknown: 16 },
      good: 'The step from pilot to scale is inside the procedure.',
      poor: 'Its strength is scaling up, which you do not foresee.',
    },
    smallFirms: { points: 16, words: 'Paid pilots let small firms show what they can do.' },
  },
  notices: flexibleNotices,
  onFile: fileForCompetition,
  moves: (given) => [
    ...prepareAndPublish(
      given,
      'uk4-flexible',
      'It invites first tenders and describes pilots, measures and what is paid.',
    ),
    respond('tendering', 'first-tenders-due', 'First tenders are due'),
    work('assess', 'shortlisted', 'Who runs a pilot is chosen, by the published criteria (s.20(6))'),
    work('pilot', 'piloted', 'The pilots are over and measured'),
    respond('tendering', 'tenders-due', 'Final tenders are due', preSelected),
    ...assessAndTell,
    ...award(given, 'uk7-above'),
  ],
  risks: (given) => [
    'What you pay for pilots counts in the value (Sch 3 para 1(2)(e)).',
    'Name measure, baseline and target before the pilots begin, or results can’t be compared.',
    ...flexibleRisks(given),
  ],
  scaling: flexibleScaling('Scaling up is the contract at the end: the pilots were its competition.'),
}
