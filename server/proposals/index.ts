/** What later rooms may use of proposals: never their content before the deadline. */
export { checkOpened, listUnchecked } from './proposals.openings.check.service.ts'
export { readFileForScan } from './proposals.files.service.ts'
export { tellOfQuarantine } from './proposals.quarantine.service.ts'
export { sealedFiles } from './proposals.files.store.ts'
export { listOpeningsThatWait } from './proposals.openings.waiting.service.ts'
export { comeToOpen, isOpened } from './proposals.openings.service.ts'
export { invitePartner } from './proposals.consortium.service.ts'
export {
  answerPartnership,
  confirmPartnership,
  findInvitedPartner,
} from './proposals.partnerships.service.ts'
export { partnerLink } from './proposals.partnerships.store.ts'
export { writePartnerLine } from './proposals.partner-board.service.ts'
export { useAnonymity } from './proposals.naming.service.ts'
export { type Submitted, useResults } from './proposals.results.ts'
export { findReceipt } from './proposals.read.service.ts'
export {
  isStanding,
  openedProposals,
  type Received,
  type ReceivedProposal,
  useReaderCheck,
} from './proposals.received.service.ts'
export {
  challengesAnswered,
  challengesDrafted,
  draftsOf,
  saveDraft,
  startProposal,
  suppliersProposing,
  suppliersSubmitting,
} from './proposals.service.ts'
export { submitProposal } from './proposals.submit.service.ts'
export { upgradeProposals } from './proposals.upgrade.service.ts'
export { openingForRecord, submittedForRecord } from './proposals.received.record.ts'
export { newDataKey, openStream, sealStream } from './envelope.ts'
