import type { Condition, NoticeStep } from './advice.ts'
import type { Case } from './case.ts'
import {
  fromTheFirstRound,
  isPublicContract,
  proportionate,
  regulated,
  reservationsAbove,
} from './conditions.ts'
import { awardNotices, engagementNotice, lifeNotices, noticeStep, plannedNotice } from './notice-steps.ts'

// What all designs of a competitive flexible procedure have in common.

/** A procedure with development in it is hard to justify for what can be bought today. */
function proportion({ answers }: Case, forWhat: string): Condition {
  if (answers.novelty === 'available') {
    return proportionate('unknown', `What you need can be bought today: say why it needs ${forWhat}.`)
  }
  return answers.novelty === 'unknown'
    ? proportionate('unknown', 'Say why one round is not enough.')
    : proportionate(
        'met',
        'It does not exist in the form that you need: one round would not show which answer works.',
      )
}

/** @param forWhat what makes the design longer than one round, as it follows “it needs” */
export const flexibleConditions =
  (forWhat: string) =>
  (given: Case): Condition[] => [
    regulated(given),
    isPublicContract(given),
    proportion(given, forWhat),
    fromTheFirstRound,
    ...reservationsAbove(given),
  ]

export const flexibleNotices = (given: Case): NoticeStep[] => [
  ...engagementNotice(given),
  plannedNotice(given),
  noticeStep(
    given,
    'uk4-flexible',
    'must',
    'First of all publications; it describes every stage, and whether you negotiate or refine criteria.',
  ),
  ...awardNotices(given, 'uk7-above'),
  ...lifeNotices(given),
]

/** How every design keeps scaling up open. */
export const flexibleScaling =
  (own: string) =>
  ({ answers }: Case): string =>
    answers.scaling === 'no'
      ? `${own} You foresee no scaling up; announcing a repeat award costs a sentence in the tender notice (reg 18(2)(h)).`
      : `${own} Announce a repeat award in the tender notice as well (Sch 5 para 8): similar goods or services may follow within five years.`
