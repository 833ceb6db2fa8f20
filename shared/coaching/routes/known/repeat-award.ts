import type { Condition } from '../advice.ts'
import type { Case } from '../case.ts'
import { award } from '../common-moves.ts'
import { condition, duty, isPublicContract, notExcluded, regulated } from '../conditions.ts'
import { clockOf, inWords } from '../../law/lookups.ts'
import { addDays, addMonths } from '../../law/periods.ts'
import { awardNotices, lifeNotices, noticeStep } from '../notice-steps.ts'
import { fileForDirectAward } from '../on-file.ts'
import { commonRisks } from '../risks.ts'
import type { Route } from '../route.ts'
import { publish, work } from '../timetable.ts'

const competed = (given: Case): Condition => {
  const { earlierContract } = given.answers
  const isCompeted = earlierContract === 'announced' || earlierContract === 'unannounced'
  return condition(
    'competed',
    'The first contract was a public contract won in a competitive tendering procedure',
    'Sch 5 para 8(a)',
    isCompeted ? 'met' : 'unmet',
    isCompeted
      ? 'It was competed under the Act.'
      : earlierContract === 'none'
        ? 'There is no earlier contract.'
        : 'A direct award, an exempted contract or one below the threshold does not count.',
  )
}

const announced = ({ answers }: Case): Condition =>
  condition(
    'announced',
    'Its tender notice or documents announced a repeat award under this paragraph',
    'Sch 5 para 8(b)',
    answers.earlierContract === 'announced' ? 'met' : 'unmet',
    answers.earlierContract === 'announced'
      ? 'Cite the identifiers of that procurement and contract in UK5 (reg 26(2)(da)).'
      : 'It can’t be announced afterwards; in the next tender notice it costs a sentence.',
  )

/** The five years end with the day on which the transparency notice is published. */
function recent(given: Case): Condition {
  const { earlierAwardOn } = given.answers
  const window = clockOf(given.law, 'repeat-award-window', given.on)
  const words = 'The first contract was awarded within five years, counted back from the transparency notice'
  if (earlierAwardOn === null) {
    return condition('recent', words, 'Sch 5 para 8(a)', 'unknown', 'Say when it was awarded.')
  }
  const lastDay = addDays(addMonths(earlierAwardOn, 12 * window.length), -1)
  const isRecent = given.on <= lastDay
  return condition(
    'recent',
    words,
    'Sch 5 para 8(a)',
    isRecent ? 'met' : 'unmet',
    isRecent ? `Publish UK5 by ${inWords(lastDay)}.` : `The five years ended on ${inWords(lastDay)}.`,
  )
}

/** More of the same from the supplier that won the first competition. */
export const repeatAward: Route = {
  id: 'repeat-award',
  summary:
    'The supplier of a first contract gets a second, similar one without a new competition, because the first notice said so.',
  challengeKind: '',
  conditions: (given) => [
    regulated(given),
    isPublicContract(given),
    competed(given),
    announced(given),
    recent(given),
    duty(
      'similar',
      'The same supplier supplies similar goods, services or works',
      'Sch 5 para 8',
      'Compare with what the first notice described.',
    ),
    notExcluded,
  ],
  fit: {
    novelty: {
      points: { available: 18, adapted: 14, new: 4, unknown: 8 },
      good: 'You have tried it: now more of the same.',
      poor: 'New development is not more of the same.',
    },
    market: {
      points: { many: 8, few: 12, one: 18, unknown: 10 },
      good: 'The one who can is the one you have.',
      poor: 'Others may do it better by now.',
    },
    time: {
      points: { none: 16, urgent: 18 },
      good: 'A notice and a standstill, no tendering period.',
      poor: '',
    },
    scaling: {
      points: { no: 12, included: 20, later: 20, unknown: 16 },
      good: 'This is the lawful step from pilot to scale.',
      poor: '',
    },
    smallFirms: { points: 14, words: 'A small firm that won the pilot keeps its foothold.' },
  },
  notices: (given) => [
    noticeStep(given, 'uk5', 'must', 'Before the award; it names the earlier procurement and contract.'),
    ...awardNotices(given, 'uk7-direct'),
    ...lifeNotices(given),
  ],
  onFile: () =>
    fileForDirectAward('The first notice’s announcement, and why the supply is similar', 'Sch 5 para 8'),
  moves: (given) => [
    work('prepare', 'prepared', 'The justification and what must be on file are ready'),
    publish('uk5', 'Before the direct award, within five years of the first.'),
    work('agree', 'agreed', 'The contract is agreed'),
    ...award(given, 'uk7-direct'),
  ],
  risks: (given) => [
    'Similar means similar: a different service under the same name is a new contract.',
    'The value of the repeat should have been foreseen in the first one’s estimate; say so where it was not.',
    ...commonRisks(given),
  ],
  scaling: () =>
    'This is the step to scale itself. A third contract may follow only within the same five years.',
}
