export type { DomainEvent, OutboxRow } from './audit.model.ts'
export type { OutboxFigures } from './audit.look.service.ts'
export { lastEvents, newestEvents, outboxFigures, outboxOverdueMs } from './audit.look.service.ts'
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
