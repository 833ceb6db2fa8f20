import type { Condition } from '../advice.ts'
import type { Case } from '../case.ts'
import { condition, isBelowThreshold, isInForceYet, regulated } from '../conditions.ts'
import { fileBelowThreshold } from '../on-file.ts'
import { commonRisks } from '../risks.ts'
import type { Route } from '../route.ts'
import { belowThreshold, movesBelow, noticesBelow } from './below-threshold.ts'

const ofPartSix = ['uk', 'local-area', 'sme', 'vcse'] as const

function authorityCondition({ answers }: Case): Condition {
  const { nation, buyer } = answers
  const isEnglish = nation === 'england' && buyer === 'sub-central'
  const because =
    nation !== 'england'
      ? 'The Order is for England only.'
      : buyer === 'central'
        ? 'Central government has its own policy note for this (PPN 005); look there.'
        : isEnglish
          ? 'Councils are best value authorities; so are combined, fire and some other authorities.'
          : 'Utilities are not best value authorities as such.'
  return condition(
    'best-value',
    'The buyer is a best value authority or a parish council in England',
    'SI 2026/94',
    isEnglish ? 'met' : 'unmet',
    because,
  )
}

function choiceCondition({ answers }: Case): Condition {
  const chosen = ofPartSix.filter((one) => answers.reserve.includes(one))
  const isTwice = chosen.includes('uk') && chosen.includes('local-area')
  return condition(
    'choice',
    'It is kept for suppliers in the UK or in a named local area, for small firms, for voluntary organisations, or a place and a kind together',
    'reg 24(2)(k)',
    isTwice ? 'unmet' : chosen.length === 0 ? 'unknown' : 'met',
    isTwice
      ? 'Choose the UK or a local area, not both.'
      : chosen.length === 0
        ? 'You have not said for whom.'
        : chosen.includes('local-area')
          ? 'The notice lists the areas: your own, or it and those that border on it.'
          : 'The notice says for whom.',
  )
}

/** The same competition, kept for a place or a kind of supplier. */
export const belowThresholdReserved: Route = {
  id: 'below-threshold-reserved',
  summary:
    'A competition below the threshold, kept for suppliers of a place, for small firms or for voluntary organisations. It stays a competition.',
  challengeKind: 'below-threshold',
  conditions: (given) => [
    regulated(given),
    isBelowThreshold(given),
    authorityCondition(given),
    isInForceYet(given, 'SI 2026/94', 'The Order is in force'),
    choiceCondition(given),
  ],
  fit: {
    ...belowThreshold.fit,
    novelty: {
      points: { available: 12, adapted: 12, new: 8, unknown: 8 },
      good: 'Ideas of those near you, without pre-qualification.',
      poor: 'New answers may come from outside the place that you keep it for.',
    },
    market: {
      points: { many: 18, few: 8, one: 4, unknown: 8 },
      good: 'Enough can take part for a real competition.',
      poor: 'It may leave too few for a competition: look who is there first.',
    },
    smallFirms: {
      points: 20,
      words: 'It is made for small firms, voluntary organisations and local suppliers.',
    },
  },
  notices: (given) => noticesBelow(given, true),
  onFile: (given) => [
    ...fileBelowThreshold(given),
    {
      id: 'reservation',
      words: 'Why it is reserved, for whom, and which areas are meant',
      before: 'inviting tenders',
      section: 'SI 2026/94',
      kind: 'law',
    },
  ],
  moves: movesBelow,
  risks: (given) => [
    'Where a supplier is based goes by where it does business in substance, not by its address.',
    'The Order was read through the Regulations and reports, not in its own text.',
    ...commonRisks(given),
  ],
  scaling: belowThreshold.scaling,
}
