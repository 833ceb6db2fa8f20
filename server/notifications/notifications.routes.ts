import { Router } from 'express'
import { limitRequests } from '../platform/limits.ts'
import { requireSignIn } from '../platform/page.ts'
import * as calendar from './notifications.calendar.pages.ts'
import * as mailbox from './notifications.mailbox.pages.ts'
import * as mute from './notifications.mute.pages.ts'
import * as pages from './notifications.pages.ts'
import * as preferences from './notifications.preferences.pages.ts'
import * as reach from './notifications.reach.pages.ts'
import * as mailboxes from './notifications.shared-mailboxes.pages.ts'
import * as times from './notifications.times.pages.ts'
import * as webhooks from './notifications.webhooks.pages.ts'

/** What people are told: the inbox, what they choose to hear of, and the demonstration's mailbox. */
export const notificationsRoutes = Router()

notificationsRoutes.use('/inbox', requireSignIn)
notificationsRoutes.get('/inbox', pages.inbox)
notificationsRoutes.get('/inbox/unread', pages.unread)
notificationsRoutes.post('/inbox/read', pages.readAll)
notificationsRoutes.get('/inbox/:id', pages.open)
notificationsRoutes.post('/inbox/:id/read', pages.read)
notificationsRoutes.post('/inbox/archive', pages.archiveAll)
notificationsRoutes.post('/inbox/unarchive', pages.restore)
notificationsRoutes.post('/inbox/:id/archive', pages.archiveOne)
notificationsRoutes.post('/inbox/:id/unarchive', pages.unarchiveOne)
notificationsRoutes.post('/challenges/:id/mute', requireSignIn, mute.mute)
notificationsRoutes.post('/challenges/:id/unmute', requireSignIn, mute.unmute)

notificationsRoutes.get('/account/notifications', requireSignIn, preferences.preferences)
notificationsRoutes.post('/account/notifications', requireSignIn, preferences.save)
notificationsRoutes.get('/account/notifications/times', requireSignIn, times.times)
notificationsRoutes.post('/account/notifications/times', requireSignIn, times.save)
notificationsRoutes.get('/account/calendar', requireSignIn, calendar.calendar)
notificationsRoutes.post('/account/calendar', requireSignIn, calendar.make)
notificationsRoutes.post('/account/calendar/stop', requireSignIn, calendar.stop)
notificationsRoutes.use('/organisation/mailboxes', requireSignIn)
notificationsRoutes.get('/organisation/mailboxes', mailboxes.mailboxes)
notificationsRoutes.post('/organisation/mailboxes', mailboxes.add)
notificationsRoutes.get('/organisation/mailboxes/:id', mailboxes.mailbox)
notificationsRoutes.post('/organisation/mailboxes/:id', mailboxes.changeTopics)
notificationsRoutes.post('/organisation/mailboxes/:id/ask', mailboxes.askAgain)
notificationsRoutes.post('/organisation/mailboxes/:id/remove', mailboxes.remove)
notificationsRoutes.use('/organisation/webhooks', requireSignIn)
notificationsRoutes.get('/organisation/webhooks', webhooks.webhooks)
notificationsRoutes.post('/organisation/webhooks', webhooks.add)
notificationsRoutes.get('/organisation/webhooks/:id', webhooks.webhook)
notificationsRoutes.post('/organisation/webhooks/:id', webhooks.change)
notificationsRoutes.get('/organisation/webhooks/:id/rotate', webhooks.askRotate)
notificationsRoutes.post('/organisation/webhooks/:id/rotate', webhooks.rotate)
notificationsRoutes.post('/organisation/webhooks/:id/pause', webhooks.pause)
notificationsRoutes.post('/organisation/webhooks/:id/resume', webhooks.resume)
notificationsRoutes.post('/organisation/webhooks/:id/test', webhooks.test)
notificationsRoutes.post('/organisation/webhooks/:id/messages/:callId/again', webhooks.again)
notificationsRoutes.get('/organisation/webhooks/:id/delete', webhooks.askRemove)
notificationsRoutes.post('/organisation/webhooks/:id/delete', webhooks.remove)
notificationsRoutes.get('/account/reach', requireSignIn, reach.reach)
notificationsRoutes.post('/account/reach', requireSignIn, reach.ask)
notificationsRoutes.use('/reach', limitRequests('reach links', 60, 60))
notificationsRoutes.get('/reach/:token', reach.link)
notificationsRoutes.post('/reach/:token', reach.prove)
notificationsRoutes.use('/mailboxes', limitRequests('mailboxes', 60, 60))
notificationsRoutes.get('/mailboxes/:token', mailboxes.question)
notificationsRoutes.post('/mailboxes/:token', mailboxes.answer)
notificationsRoutes.use('/calendars', limitRequests('calendars', 120, 60))
notificationsRoutes.get('/calendars/:token', calendar.file)
notificationsRoutes.use('/unsubscribe', limitRequests('unsubscribe', 60, 60))
notificationsRoutes.get('/unsubscribe/:token', preferences.confirmUnsubscribe)
notificationsRoutes.post('/unsubscribe/:token', preferences.unsubscribe)

notificationsRoutes.use('/demo/mailbox', mailbox.onlyInDemo)
notificationsRoutes.get('/demo/mailbox', mailbox.list)
notificationsRoutes.get('/demo/mailbox/:id', mailbox.show)
notificationsRoutes.get('/demo/mailbox/:id/html', mailbox.html)
notificationsRoutes.get('/demo/mailbox/:id/live-session.ics', mailbox.calendar)
