/** What later rooms may use of proposals: never their content before the deadline. */
export { comeToOpen, openedAmong } from './proposals.openings.service.ts'
export {
  findReceipt,
  openedProposals,
  type Received,
  type ReceivedProposal,
} from './proposals.read.service.ts'
export {
  challengesAnswered,
  challengesDrafted,
  draftsOf,
  saveDraft,
  startProposal,
  suppliersProposing,
} from './proposals.service.ts'
export { submitProposal } from './proposals.submit.service.ts'
export { upgradeProposals } from './proposals.upgrade.service.ts'
