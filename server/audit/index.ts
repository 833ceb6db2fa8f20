export type { DomainEvent } from './audit.model.ts'
export {
  expectReactions,
  findEvent,
  listEvents,
  onCommitted,
  outboxBacklog,
  reactionDone,
  record,
  recordAll,
  returnToOutbox,
  takeFromOutbox,
} from './audit.service.ts'
