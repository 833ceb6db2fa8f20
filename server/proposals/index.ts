/** What later rooms may use of proposals: never their content before the deadline. */
export { findReceipt, listStanding, useReaderCheck } from './proposals.read.service.ts'
export {
  challengesAnswered,
  challengesDrafted,
  draftsOf,
  saveDraft,
  startProposal,
  suppliersProposing,
} from './proposals.service.ts'
export { type Receipt, submitProposal } from './proposals.submit.service.ts'
