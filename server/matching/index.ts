/** What other rooms may use of matching: who fits a challenge, why, and what the brokers have yet to decide. */
export { addMatch, approveMatch, declineMatch, refuseMatch } from './matching.decide.service.ts'
export { listBoardAfter } from './matching.board.service.ts'
export { haveMet } from './matching.introduction.contact.ts'
export { bestOpen, useDrafts } from './matching.home.service.ts'
export {
  acceptIntroduction,
  expireIntroduction,
  proposeIntroduction,
} from './matching.introduce.service.ts'
export {
  countIntroductions,
  findIntroduction,
  listExpired,
  sidesToTell,
} from './matching.introduction.service.ts'
export { latestTraining, liveModel, liveWeights, trainingExamples } from './matching.learning.service.ts'
export { isTrainingDone, keepTraining, refuseTraining } from './matching.training.service.ts'
export type { LiveModel } from './matching.learning.model.ts'
export type { MatchingRunRecord, MatchRecord, RankedSupplierFacts } from './matching.model.ts'
export { matchForSupplier, type MatchForSupplier, fitInWords } from './matching.presenter.ts'
export { forgetProgress, noteProgress } from './matching.progress.service.ts'
export { keepRanking, type Ranking, type RankingRow, suppliersToKeep } from './matching.rank.service.ts'
export {
  listWaitingMatches,
  type RankingSummary,
  summariseRanking,
  suppliersTold,
  type WaitingMatches,
} from './matching.service.ts'
export { changeMatchingSettings, matchingSettings } from './matching.settings.service.ts'
