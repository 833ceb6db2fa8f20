import type { NoticeStep } from './advice.ts'
import type { Case } from './case.ts'

/** A notice of a route; title and section come from the data of the law. */
export function noticeStep(given: Case, notice: string, need: NoticeStep['need'], words: string): NoticeStep {
  const row = given.law.notices.find(({ id }) => id === notice)
  if (!row) throw new Error(`The notice “${notice}” is not in the data of the law`)
  return { notice, code: row.code, title: row.title, need, words, section: row.section }
}

/** UK2 before UK4, where the market is engaged. */
export function engagementNotice(given: Case): NoticeStep[] {
  const { engagement } = given.answers
  if (engagement === 'none') {
    return [noticeStep(given, 'uk2', 'may', 'If you talk with the market first: before UK4.')]
  }
  return [noticeStep(given, 'uk2', 'must', 'Before UK4; or UK4 gives the reasons for having none.')]
}

/** UK3, for those who want the shorter tendering period. */
export const plannedNotice = (given: Case): NoticeStep =>
  noticeStep(
    given,
    'uk3',
    'may',
    '40 days to 12 months before UK4, it shortens the tendering period to 10 days.',
  )

/** What follows the award of every public contract, up to its details notice. */
export const awardNotices = (
  given: Case,
  details: 'uk7-above' | 'uk7-direct' | 'uk7-call-off',
): NoticeStep[] => [
  noticeStep(
    given,
    'uk6',
    'must',
    details === 'uk7-above'
      ? 'After every assessed supplier has its assessment summary, and before signing.'
      : 'Before signing.',
  ),
  noticeStep(
    given,
    details,
    'must',
    given.isLightTouch ? 'Within 120 days of signing.' : 'Within 30 days of signing.',
  ),
]

/** While the contract lives, and if it is never awarded. */
export function lifeNotices(given: Case, canBeGivenUp = true): NoticeStep[] {
  const isNorthern = given.answers.nation === 'northern-ireland'
  const steps: NoticeStep[] = []
  if (!isNorthern) {
    steps.push(noticeStep(given, 'uk8', 'case', 'Each quarter in which a payment passes £30,000.'))
  }
  if (given.hasIndicators) {
    steps.push(
      noticeStep(given, 'uk9-kpi', 'must', 'At least once a year and at the end: more than £5 million.'),
    )
  }
  if (!isNorthern && !given.isLightTouch) {
    steps.push(noticeStep(given, 'uk10', 'case', 'Before the contract is changed by more than a little.'))
  }
  steps.push(noticeStep(given, 'uk11', 'must', 'When the contract ends.'))
  if (canBeGivenUp) {
    steps.push(noticeStep(given, 'uk12', 'case', 'If you decide not to award after all.'))
  }
  return steps
}
