/** What other rooms may use of the evaluation. */
export { agreeScore, finishConsensus } from './evaluation.consensus.service.ts'
export {
  beginScoring,
  chooseSettings,
  declareInterests,
  invite,
  ruleOnInterest,
} from './evaluation.panel.service.ts'
export { readRanking } from './evaluation.ranking.service.ts'
export { saveScore, submitScores } from './evaluation.scores.service.ts'
export { refuseUndeclared, settingsOf } from './evaluation.service.ts'
