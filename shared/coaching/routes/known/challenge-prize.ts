import type { Condition } from '../advice.ts'
import type { Case } from '../case.ts'
import { assessAndTell, award, participate, preSelected, prepareAndPublish } from '../common-moves.ts'
import { condition, duty } from '../conditions.ts'
import { flexibleConditions, flexibleNotices, flexibleScaling } from '../flexible-parts.ts'
import { fileForCompetition } from '../on-file.ts'
import { flexibleRisks } from '../risks.ts'
import type { Route } from '../route.ts'
import { respond, work } from '../timetable.ts'

function prizeCounted({ answers }: Case): Condition {
  const words = 'Prizes and payments to participants are in the value'
  const section = 'Sch 3 para 1(2)(e)'
  return answers.prizesPence > 0
    ? condition('prize-counted', words, section, 'met', 'You counted them in.')
    : duty('prize-counted', words, section, 'You named none yet: add them to the value.')
}

/** A prize for whoever reaches a goal, with a contract after it. */
export const challengePrize: Route = {
  id: 'challenge-prize',
  summary:
    'You set a goal that can be measured and a prize for reaching it; a contract goes to the best of those who did.',
  challengeKind: 'competitive-flexible',
  conditions: (given) => [...flexibleConditions('a contest')(given), prizeCounted(given)],
  fit: {
    novelty: {
      points: { available: 2, adapted: 10, new: 20, unknown: 10 },
      good: 'You pay for reaching a goal that nobody has reached.',
      poor: 'The goal has been reached already by what is sold.',
    },
    market: {
      points: { many: 20, few: 8, one: 0, unknown: 14 },
      good: 'It draws people whom no tender would reach.',
      poor: 'A prize needs many who try.',
    },
    time: {
      points: { none: 10, urgent: 0 },
      good: '',
      poor: 'People need months to reach a goal.',
    },
    scaling: {
      points: { no: 14, included: 12, later: 12, unknown: 12 },
      good: 'The contract after the prize can be for a pilot or for more.',
      poor: '',
    },
    smallFirms: { points: 14, words: 'Anybody may try; who can’t work unpaid needs payments on the way.' },
  },
  notices: flexibleNotices,
  onFile: fileForCompetition,
  moves: (given) => [
    ...prepareAndPublish(
      given,
      'uk4-flexible',
      'It invites requests to participate, and names goal, prize and jury.',
    ),
    ...participate,
    work('contest', 'entered', 'Entries for the prize are due'),
    work('jury', 'judged', 'The jury has measured the entries'),
    respond('tendering', 'tenders-due', 'Tenders of those who reached the goal are due', preSelected),
    ...assessAndTell,
    ...award(given, 'uk7-above'),
  ],
  risks: (given) => [
    'A prize without a contract to follow is no procurement: take advice on your own powers to give it.',
    'A goal that is measured badly is reached badly.',
    ...flexibleRisks(given),
  ],
  scaling: flexibleScaling('The contract at the end can reach from a first place to all.'),
}
