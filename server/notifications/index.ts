/** What the rest of the house may use of notifications. */
export { hasWaitedTooLong } from './notifications.chase.service.ts'
export { makeCalendar } from './notifications.calendar.service.ts'
export { upgradeDeliveries } from './notifications.upgrade.service.ts'
export { muteChallenge } from './notifications.mute.service.ts'
export { unreadCount } from './notifications.inbox.service.ts'
export type { DeliveryFacts, EmailFate, KindFigures } from './notifications.figures.service.ts'
export { deliveriesOf, emailFates, emailFigures } from './notifications.figures.service.ts'
export { type NoticePreview, previewNotice } from './notifications.preview.service.ts'
