/** What the rest of the house may use of the brokers' desk. */
export { queueLength } from './moderation.service.ts'
