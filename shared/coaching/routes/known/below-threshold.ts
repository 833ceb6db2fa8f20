import type { Condition, NoticeStep } from '../advice.ts'
import type { Case } from '../case.ts'
import { engageFirst } from '../common-moves.ts'
import { condition, isBelowThreshold, regulated } from '../conditions.ts'
import { findThreshold, reaches } from '../../law/lookups.ts'
import { noticeStep } from '../notice-steps.ts'
import { fileBelowThreshold } from '../on-file.ts'
import { commonRisks } from '../risks.ts'
import type { Route } from '../route.ts'
import { type Move, note, publish, respondReasonably, signNext, work } from '../timetable.ts'

/** Whether s.85(1) lets nobody be kept from tendering by a look at their suitability. */
function suitabilityCondition({ answers, law, on, valuation, hasPartSix }: Case): Condition {
  const { buyer, nation, contract } = answers
  const jurisdiction = nation === 'scotland' ? 'england' : nation
  const limit = findThreshold(
    law,
    { subject: 'suitability-works', authority: buyer, contract, jurisdiction },
    on,
  )
  const isFree = !hasPartSix || nation === 'wales' || (limit !== null && reaches(valuation.pence ?? 0, limit))
  return condition(
    'no-selection',
    isFree
      ? 'A look at suitability before tenders is allowed here'
      : 'Nobody is kept from tendering by an assessment of suitability',
    's.85',
    'met',
    isFree
      ? 'Section 85(1) does not apply: devolved Welsh authorities, Northern Ireland, utilities and larger works are outside it.'
      : 'No pre-qualification: look at suitability within the assessment of tenders.',
  )
}

/** The notices of Part 6, where it applies. */
export function noticesBelow(given: Case, isReserved: boolean): NoticeStep[] {
  if (!given.valuation.isNotifiable) return []
  const isAdvertised = given.answers.invitation === 'anyone'
  const tender = noticeStep(
    given,
    'uk4-below',
    isAdvertised ? 'must' : 'may',
    isAdvertised
      ? `Before you advertise anywhere else${isReserved ? '; it names the reservation and the areas' : ''}.`
      : 'Not needed where only suppliers chosen beforehand are invited (s.87(2)).',
  )
  return [tender, noticeStep(given, 'uk7-below', 'must', 'As soon as reasonably practicable after signing.')]
}

/** The details notice after signing, where the contract is notifiable. */
export const detailsBelow = ({ valuation }: Case): Move[] =>
  valuation.isNotifiable
    ? [
        note(
          'uk7-below',
          'Publish UK7, contract details notice',
          'As soon as reasonably practicable after signing; no number of days is set.',
          's.87(3)',
        ),
      ]
    : []

/** From writing to signing, below the threshold. */
export function movesBelow(given: Case): Move[] {
  const { isNotifiable } = given.valuation
  const isChosen = given.answers.invitation === 'chosen'
  return [
    ...engageFirst(given),
    work('prepare', 'prepared', 'The challenge is written'),
    ...(isNotifiable && !isChosen ? [publish('uk4-below', 'Before it is advertised anywhere else.')] : []),
    respondReasonably(
      isChosen ? 'respond-chosen' : 'respond',
      'tenders-due',
      'Responses are due',
      isNotifiable && !isChosen ? 's.87(6)' : '',
    ),
    work('assess', 'assessed', 'Responses are assessed, and the scores agreed'),
    work('decide', 'decided', 'The decision is taken, and everybody is told why'),
    signNext('The law wants no standstill below the threshold.'),
    ...detailsBelow(given),
  ]
}

/** Any fair way of asking several suppliers, where the whole stays below the threshold. */
export const belowThreshold: Route = {
  id: 'below-threshold',
  summary:
    'A competition in any design that is fair, for a contract that stays below the threshold as a whole: the shortest way to a paid pilot.',
  challengeKind: 'below-threshold',
  conditions: (given) => [regulated(given), isBelowThreshold(given), suitabilityCondition(given)],
  fit: {
    novelty: {
      points: { available: 12, adapted: 18, new: 16, unknown: 16 },
      good: 'You may describe the problem only, and compare unlike answers.',
      poor: 'What you need can be bought today; a few quotations may do.',
    },
    market: {
      points: { many: 18, few: 18, one: 10, unknown: 16 },
      good: 'Open to whoever can help, without pre-qualification.',
      poor: 'With one supplier in view, ask the market first.',
    },
    time: {
      points: { none: 18, urgent: 18 },
      good: 'The law sets no minimum time beyond a reasonable one.',
      poor: '',
    },
    scaling: {
      points: { no: 18, included: 12, later: 8, unknown: 10 },
      good: 'Nothing later depends on it.',
      poor: 'Scaling up needs a new competition, unless its value was counted here.',
    },
    smallFirms: { points: 20, words: 'The least paper, and nobody shut out for size or age.' },
  },
  notices: (given) => noticesBelow(given, false),
  onFile: fileBelowThreshold,
  moves: movesBelow,
  risks: (given) => [
    'Value the whole: options, extensions, prizes, and later contracts that could reasonably be one with it.',
    ...(given.hasPartSix
      ? []
      : ['Part 6 of the Act does not apply to this buyer: your own rules, and fairness, still do.']),
    ...commonRisks(given),
  ],
  scaling: () =>
    'A pilot bought in this way can’t be followed by a repeat award under Schedule 5 paragraph 8. Count scaling up into this contract while it stays below the threshold, or compete it anew with what you learned.',
}
