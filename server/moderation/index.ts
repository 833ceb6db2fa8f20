/** What the rest of the house may use of the brokers' desk. */
export type { DeskItem } from './desk-item.ts'
export { listWaiting, queueLength } from './moderation.service.ts'
