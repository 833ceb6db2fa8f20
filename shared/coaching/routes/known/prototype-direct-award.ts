import type { Condition } from '../advice.ts'
import type { Case } from '../case.ts'
import { award } from '../common-moves.ts'
import { condition, isPublicContract, notExcluded, regulated, stateOf } from '../conditions.ts'
import { awardNotices, lifeNotices, noticeStep } from '../notice-steps.ts'
import { fileForDirectAward } from '../on-file.ts'
import { commonRisks } from '../risks.ts'
import type { Route } from '../route.ts'
import { publish, work } from '../timetable.ts'

function novelCondition({ answers }: Case): Condition {
  const { novelty, atRequest } = answers
  const isSold = novelty === 'available'
  return condition(
    'novel',
    'A prototype, or goods or services designed or developed at your request',
    'Sch 5 para 3',
    isSold ? 'unmet' : stateOf(atRequest),
    isSold
      ? 'What can be bought today is not novel in the sense of the Act.'
      : atRequest === 'no'
        ? 'What a supplier developed on its own account is not novel in the sense of the Act.'
        : 'Write down what is developed, and that you asked for it.',
  )
}

function purposeCondition({ answers }: Case): Condition {
  const { scaling, contract } = answers
  const isBuying = scaling === 'included'
  return condition(
    'purpose',
    'Its purpose is to test suitability, to research viability at scale, or other research and development',
    'Sch 5 para 2',
    isBuying ? 'unmet' : contract === 'works' ? 'unknown' : 'met',
    isBuying
      ? 'Scaling up in the same contract is not testing: leave it to another contract.'
      : contract === 'works'
        ? 'The paragraph names prototypes, goods and services; take advice for works.'
        : 'Only as much as testing needs.',
  )
}

/** One supplier makes a prototype at the authority's request, without a competition. */
export const prototypeDirectAward: Route = {
  id: 'prototype-direct-award',
  summary:
    'One supplier develops a prototype, or something novel, at your request and for testing, without a competition.',
  challengeKind: 'prototype-direct-award',
  conditions: (given) => [
    regulated(given),
    isPublicContract(given),
    novelCondition(given),
    purposeCondition(given),
    notExcluded,
  ],
  fit: {
    novelty: {
      points: { available: 0, adapted: 8, new: 18, unknown: 8 },
      good: 'The Act has a door for what does not exist yet.',
      poor: 'Little of it is novel.',
    },
    market: {
      points: { many: 4, few: 8, one: 18, unknown: 6 },
      good: 'One supplier has the idea; a competition would test nothing.',
      poor: 'Others could do it too: a competition would show who does it best.',
    },
    time: {
      points: { none: 14, urgent: 18 },
      good: 'A notice and a standstill, no tendering period.',
      poor: '',
    },
    scaling: {
      points: { no: 16, included: 0, later: 4, unknown: 6 },
      good: 'Testing is all you want.',
      poor: 'It leads to no repeat award: buying at scale needs a competition.',
    },
    smallFirms: { points: 8, words: 'Good for the one chosen; nobody else gets a chance.' },
  },
  notices: (given) => [
    noticeStep(given, 'uk5', 'must', 'Before the award, with the justification and why it applies.'),
    ...awardNotices(given, 'uk7-direct'),
    ...lifeNotices(given),
  ],
  onFile: () =>
    fileForDirectAward('Why it is a prototype or novel, and developed at your request', 'Sch 5 para 2'),
  moves: (given) => [
    work('prepare', 'prepared', 'The justification and what must be on file are ready'),
    publish('uk5', 'Before the direct award.'),
    work('agree', 'agreed', 'The contract is agreed'),
    ...award(given, 'uk7-direct'),
  ],
  risks: (given) => [
    'The supplier that made the prototype knows more than others: share what they need before you compete the next step (s.12(2)).',
    'Anybody may read the justification in the notice, and challenge it during the standstill.',
    ...commonRisks(given),
  ],
  scaling: () =>
    'Closed for a repeat award: Schedule 5 paragraph 8 needs a first contract that was won in a competition. Secure rights to test results and designs, so that the competition for scale is open to all.',
}
