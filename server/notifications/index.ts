/** What the rest of the house may use of notifications. */
export { unreadCount } from './notifications.inbox.service.ts'
