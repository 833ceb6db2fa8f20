export type { DomainEvent, OutboxRow } from './audit.model.ts'
export { anchorToday, listAnchors, type PublicAnchor } from './audit.anchors.service.ts'
export { enrolEarlierEvents, linkWaiting, releaseLease } from './audit.chainer.service.ts'
export type { OutboxFigures } from './audit.look.service.ts'
export { lastEvents, newestEvents, outboxFigures, outboxOverdueMs } from './audit.look.service.ts'
export {
  expectReactions,
  getEvent,
  getEvents,
  hasActed,
  handOutAgain,
  listEvents,
  onCommitted,
  outboxBacklog,
  reactionsDone,
  record,
  recordAll,
  returnToOutbox,
  takeFromOutbox,
} from './audit.service.ts'
export {
  askToVerify,
  type RecordState,
  recordState,
  runVerification,
  type VerificationRow,
} from './audit.state.service.ts'
export { verifyRecord } from './audit.verify.service.ts'
