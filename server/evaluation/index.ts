/** What other rooms may use of the evaluation. */
export {
  type AwardDeadline,
  awardForNotices,
  awardOnRecord,
  listAwardDeadlines,
  listContracts,
  partInAward,
  tellsUnsuccessful,
} from './evaluation.award.read.service.ts'
export type { Winner } from './evaluation.award.model.ts'
export { enterContract, publishAward } from './evaluation.award.service.ts'
export { feedbackCounts } from './evaluation.counts.service.ts'
export { agreeScore, finishConsensus } from './evaluation.consensus.service.ts'
export { invite } from './evaluation.invite.service.ts'
export { beginScoring, declareInterests, ruleOnInterest } from './evaluation.panel.service.ts'
export { chooseSettings } from './evaluation.settings.service.ts'
export { answerFeedbackQuestion } from './evaluation.feedback.service.ts'
export { askAboutFeedback, rateFeedback, resultsTold } from './evaluation.own-feedback.service.ts'
export { decide } from './evaluation.decision.service.ts'
export { saveExclusions } from './evaluation.exclusions.service.ts'
export { groundsToday } from './evaluation.exclusions.read.service.ts'
export { answerAboutProposal, askSupplier } from './evaluation.questions.service.ts'
export { readRanking } from './evaluation.ranking.service.ts'
export { findGuest, guestLink, readsAsGuest } from './evaluation.guests.service.ts'
export { decidersOf, listWaitingInterests, type WaitingInterest } from './evaluation.interests.service.ts'
export { releaseFeedback } from './evaluation.release.service.ts'
export { saveScore, submitScores } from './evaluation.scores.service.ts'
export { listOwnEvaluations, refuseUndeclared, settingsOf } from './evaluation.service.ts'
export { forgetOldRecords, listUnmade, makeRecord } from './evaluation.record.make.service.ts'
