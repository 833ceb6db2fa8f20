import { assessAndTell, award, preSelected, prepareAndPublish } from '../common-moves.ts'
import { flexibleConditions, flexibleNotices, flexibleScaling } from '../flexible-parts.ts'
import { fileForCompetition } from '../on-file.ts'
import { flexibleRisks } from '../risks.ts'
import type { Route } from '../route.ts'
import { respond, work } from '../timetable.ts'

/** Designs judged without names, then a contract negotiated with those chosen. */
export const designContest: Route = {
  id: 'design-contest',
  summary: 'A jury judges designs without knowing whose they are; those chosen tender for the contract.',
  challengeKind: 'competitive-flexible',
  conditions: flexibleConditions('a contest of designs'),
  fit: {
    novelty: {
      points: { available: 2, adapted: 14, new: 16, unknown: 12 },
      good: 'You compare ideas before anybody builds.',
      poor: 'There is nothing to design.',
    },
    market: {
      points: { many: 18, few: 12, one: 2, unknown: 12 },
      good: 'Many entries, no names, best idea first.',
      poor: 'A contest needs entries.',
    },
    time: {
      points: { none: 12, urgent: 4 },
      good: 'One round of entries, one of tenders.',
      poor: 'Two rounds, and a jury between them.',
    },
    scaling: {
      points: { no: 14, included: 12, later: 10, unknown: 10 },
      good: 'Good where the design is the matter.',
      poor: 'A design is not yet a thing that scales.',
    },
    smallFirms: { points: 16, words: 'Ideas are judged without names: nobody is too small or too new.' },
  },
  notices: flexibleNotices,
  onFile: fileForCompetition,
  moves: (given) => [
    ...prepareAndPublish(
      given,
      'uk4-flexible',
      'It invites designs as first tenders, and names the jury’s criteria.',
    ),
    respond('tendering', 'first-tenders-due', 'Designs are due'),
    work('jury', 'judged', 'The jury has judged, without names'),
    work('agree', 'negotiated', 'Talks with those whose designs were chosen'),
    respond('tendering', 'tenders-due', 'Final tenders are due', preSelected),
    ...assessAndTell,
    ...award(given, 'uk7-above'),
  ],
  risks: (given) => [
    'Prizes for designs count in the value of the contract (Sch 3 para 1(2)(e)).',
    'Say before who may use the designs that do not win.',
    ...flexibleRisks(given),
  ],
  scaling: flexibleScaling('The contract for the chosen design can have stages, from a first place to all.'),
}
