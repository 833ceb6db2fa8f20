/** What other rooms may use of challenges: the statements, where they stand, and who follows them. */
export type { ChallengeRecord as Challenge } from '../../shared/challenges/challenge.ts'
export { openChallengesLike } from './challenges.alike.service.ts'
export { amendChallenge } from './challenges.amend.service.ts'
export { buyersOf, decideAsCoBuyer, inviteCoBuyer, inviteCoBuyers } from './challenges.co-buyers.service.ts'
export { calendarEntriesOf, datesOf } from './challenges.calendar.ts'
export { concludeChallenge } from './challenges.conclude.service.ts'
export { passDeadlines } from './challenges.deadlines.service.ts'
export { copyChallenge, patchChallenge, startChallenge } from './challenges.draft.service.ts'
export { extendDeadline, mayExtend } from './challenges.extend.service.ts'
export {
  type ChallengeFacts,
  type ChallengeText,
  challengeFacts,
  textForMatching,
} from './challenges.facts.ts'
export { noteFinds, noteMissedFinds, savedSearchName, tellGathered } from './challenges.finds.service.ts'
export { followedBy, followersOf } from './challenges.follow.service.ts'
export { importNotices, type NoticeImport } from './challenges.import.service.ts'
export { shareNeed } from './challenges.needs.service.ts'
export { findPlanTask, listPlansDue, remindOfPlan } from './challenges.plan-remind.service.ts'
export { changeTask, choosePlan, findPlan, movePlanStep } from './challenges.plan.service.ts'
export { presentRow } from './challenges.presenter.ts'
export { publishChallenge, returnChallenge, submitChallenge } from './challenges.review.service.ts'
export { listPublished, searchChallenges } from './challenges.search.service.ts'
export { presentSearches } from './challenges.searches.presenter.ts'
export { listSavedSearches, saveSearch } from './challenges.searches.service.ts'
export { type DraftScore, draftScores } from './challenges.scores.service.ts'
export { listDueForPublication, publishWhenDue } from './challenges.schedule.service.ts'
export {
  canSee,
  challengesOfAuthority,
  countOpen,
  countSubmitted,
  findChallenge,
  findChallenges,
  getChallenge,
  getVisibleChallenge,
  listLagging,
  listOpenChallenges,
  listPublishedIds,
  listScheduled,
  listSubmitted,
  newestChallenges,
} from './challenges.service.ts'
export { listVersions } from './challenges.versions.service.ts'
export { upgradeChallenges } from './challenges.upgrade.service.ts'
export { withdrawChallenge } from './challenges.withdraw.service.ts'
