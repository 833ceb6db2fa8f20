/** What the rest of the house may use of notifications. */
export { makeCalendar } from './notifications.calendar.service.ts'
export { muteChallenge } from './notifications.mute.service.ts'
export { unreadCount } from './notifications.inbox.service.ts'
