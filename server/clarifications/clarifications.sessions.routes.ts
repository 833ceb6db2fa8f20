import { Router } from 'express'
import { requireSignIn } from '../platform/page.ts'
import * as pages from './clarifications.sessions.pages.ts'
import * as redactions from './clarifications.sessions.redact.pages.ts'
import * as room from './clarifications.sessions.room.pages.ts'

/** Live sessions of questions and answers. */
export const sessionsRoutes = Router()

sessionsRoutes.get('/challenges/:id/live-sessions/announce', requireSignIn, pages.announce)
sessionsRoutes.post('/challenges/:id/live-sessions', requireSignIn, pages.sendAnnouncement)
sessionsRoutes.get('/live-sessions/:id', room.show)
sessionsRoutes.get('/live-sessions/:id/newer', room.newer)
sessionsRoutes.get('/live-sessions/:id/calendar.ics', pages.calendar)
sessionsRoutes.get('/live-sessions/:id/change', requireSignIn, pages.change)
sessionsRoutes.post('/live-sessions/:id/change', requireSignIn, pages.sendChange)
sessionsRoutes.get('/live-sessions/:id/cancel', requireSignIn, pages.cancel)
sessionsRoutes.post('/live-sessions/:id/cancel', requireSignIn, pages.sendCancellation)
sessionsRoutes.get('/live-sessions/:id/close', requireSignIn, pages.close)
sessionsRoutes.get('/live-sessions/:id/entries/:number/redact', requireSignIn, redactions.redact)
sessionsRoutes.post('/live-sessions/:id/entries/:number/redact', requireSignIn, redactions.sendRedaction)
for (const [name, handler] of Object.entries(room.messages))
  sessionsRoutes.post(`/live-sessions/:id/${name}`, requireSignIn, handler)
