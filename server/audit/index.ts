export type { DomainEvent, OutboxRow } from './audit.model.ts'
export {
  expectReactions,
  getEvent,
  getEvents,
  listEvents,
  onCommitted,
  outboxBacklog,
  reactionsDone,
  record,
  recordAll,
  returnToOutbox,
  takeFromOutbox,
} from './audit.service.ts'
