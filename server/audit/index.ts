export type { DomainEvent, OutboxRow } from './audit.model.ts'
export {
  expectReactions,
  getEvent,
  getEvents,
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
