import { assessAndTell, award, prepareAndPublish } from '../common-moves.ts'
import { isPublicContract, regulated, reservationsAbove } from '../conditions.ts'
import { awardNotices, engagementNotice, lifeNotices, noticeStep, plannedNotice } from '../notice-steps.ts'
import { fileForCompetition } from '../on-file.ts'
import { competitionRisks } from '../risks.ts'
import type { Route } from '../route.ts'
import { respond } from '../timetable.ts'

/** One round, open to everybody. */
export const open: Route = {
  id: 'open',
  summary: 'One round of tenders, open to everybody, judged by the published criteria.',
  challengeKind: 'open',
  conditions: (given) => [regulated(given), isPublicContract(given), ...reservationsAbove(given)],
  fit: {
    novelty: {
      points: { available: 18, adapted: 12, new: 4, unknown: 6 },
      good: 'You can say what you need well enough for one round.',
      poor: 'With one round there is no trying out: you judge promises.',
    },
    market: {
      points: { many: 14, few: 16, one: 12, unknown: 12 },
      good: 'Nobody is left out before tendering.',
      poor: '',
    },
    time: {
      points: { none: 16, urgent: 16 },
      good: 'The fewest steps of the Act’s competitions.',
      poor: '',
    },
    scaling: {
      points: { no: 16, included: 10, later: 12, unknown: 8 },
      good: 'The notice can announce a repeat award for scaling up.',
      poor: 'You fix the scale before anybody has tried it.',
    },
    smallFirms: { points: 10, words: 'Everybody may tender, and everybody writes a whole tender.' },
  },
  notices: (given) => [
    ...engagementNotice(given),
    plannedNotice(given),
    noticeStep(given, 'uk4-open', 'must', 'First of all publications.'),
    ...awardNotices(given, 'uk7-above'),
    ...lifeNotices(given),
  ],
  onFile: fileForCompetition,
  moves: (given) => [
    ...prepareAndPublish(given, 'uk4-open', 'It invites tenders; nothing is published elsewhere before.'),
    respond('tendering', 'tenders-due', 'Tenders are due'),
    ...assessAndTell,
    ...award(given, 'uk7-above'),
  ],
  risks: (given) => [
    'What the notice does not foresee can hardly be changed later.',
    ...competitionRisks(given),
  ],
  scaling: ({ answers }) =>
    answers.scaling === 'no'
      ? 'You foresee none. If that may change, announce a repeat award in the tender notice: it costs a sentence (reg 18(2)(h)).'
      : 'Write into the tender notice that you mean to make a repeat award (Sch 5 para 8): within five years it may follow without a new competition. Or count scaling up in as an option.',
}
