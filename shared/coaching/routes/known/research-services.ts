import type { Condition } from '../advice.ts'
import type { Case } from '../case.ts'
import { engageFirst } from '../common-moves.ts'
import { condition, duty, regulated, stateOf } from '../conditions.ts'
import { fileForExemption } from '../on-file.ts'
import { commonRisks } from '../risks.ts'
import type { Route } from '../route.ts'
import { respondReasonably, signNext, work } from '../timetable.ts'

function servicesCondition({ answers }: Case): Condition {
  const { research, contract } = answers
  const isGoods = contract === 'goods' || contract === 'works'
  const because: Record<typeof research, string> = {
    services:
      'Making and testing prototypes is included; tools for manufacture and industrial processes are not.',
    mixed:
      'As soon as the contract also provides goods or works, the exemption is gone: part it, if that is reasonable.',
    none: 'There is no research or development in it.',
    unknown: 'Say what has to be found out or developed.',
  }
  const states = { services: 'met', mixed: 'unmet', none: 'unmet', unknown: 'unknown' } as const
  return condition(
    'services-only',
    'Research and development services, with no goods or works in the contract',
    'Sch 2 para 22(1)(b)',
    isGoods ? 'unmet' : states[research],
    isGoods ? 'You said that it is a contract for goods or works.' : because[research],
  )
}

function separableCondition({ answers }: Case): Condition {
  const id = 'not-separable'
  const words = 'Its main purpose could not reasonably be bought by a separate contract that is not exempted'
  const section = 'Sch 2 para 7(2)'
  if (answers.scaling === 'included')
    return condition(id, words, section, 'unmet', 'Scaling up in the same contract is buying, not research.')
  const because = 'Look at what you would be buying without the research.'
  // Where nothing but research is bought, there is no other part that could be bought apart.
  return answers.research === 'services'
    ? duty(id, words, section, because)
    : condition(id, words, section, 'unknown', because)
}

/** Research and development before a product exists, outside the Act: pre-commercial procurement, SBRI. */
export const researchServices: Route = {
  id: 'research-services',
  summary:
    'Research and development services are exempted from the Act: several firms can be paid to find out what works, before anything is bought.',
  challengeKind: '',
  conditions: (given) => [
    regulated(given),
    servicesCondition(given),
    condition(
      'public-benefit',
      'It is meant to benefit the public',
      'Sch 2 para 22(1)(a)',
      stateOf(given.answers.publicBenefit),
      given.answers.publicBenefit === 'no'
        ? 'Research for the authority’s own use alone is not exempted.'
        : 'Say how its results will be of use to the public.',
    ),
    separableCondition(given),
  ],
  fit: {
    novelty: {
      points: { available: 0, adapted: 8, new: 20, unknown: 10 },
      good: 'Nobody knows yet what works: this pays for finding out.',
      poor: 'There is too little to find out.',
    },
    market: {
      points: { many: 18, few: 18, one: 8, unknown: 16 },
      good: 'Several can be paid to try different ways.',
      poor: 'With one firm alone you learn one way.',
    },
    time: {
      points: { none: 16, urgent: 10 },
      good: 'No periods and no standstill of the Act.',
      poor: 'Research rarely hurries.',
    },
    scaling: {
      points: { no: 16, included: 0, later: 8, unknown: 8 },
      good: 'What you learn is the result.',
      poor: 'Buying what comes of it needs a competition of its own.',
    },
    smallFirms: { points: 18, words: 'Paid from the first phase; the classic way in for young firms.' },
  },
  notices: () => [],
  onFile: () => fileForExemption,
  moves: (given) => [
    ...engageFirst(given, false),
    work('prepare', 'prepared', 'The challenge is written'),
    respondReasonably('respond', 'tenders-due', 'Responses are due', ''),
    work('assess', 'assessed', 'Responses are assessed, and the scores agreed'),
    work('decide', 'decided', 'The decision is taken, and everybody is told why'),
    signNext('The Act wants no standstill for an exempted contract.'),
  ],
  risks: (given) => [
    'If the exemption fails, the whole award was unlawful: write down why it applies.',
    'An open call protects against the charge of a hidden subsidy; the Act does not ask for one here.',
    ...commonRisks(given),
  ],
  scaling: () =>
    'Discovery is exempted, buying at scale is not. A repeat award can’t follow (Sch 5 para 8 wants a competition of the Act), so plan an open or competitive flexible procedure for the second step, and keep what the first one learned open to all.',
}
