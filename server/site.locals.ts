import type { RequestHandler } from 'express'
import { countIntroductions } from './matching/index.ts'
import { queueLength } from './moderation/index.ts'
import { unreadCount } from './notifications/index.ts'
import { now } from './platform/clock.ts'
import { config } from './platform/config.ts'
import { csrfToken } from './platform/csrf.ts'
import { canSendMail } from './platform/mail.ts'
import { readOnly } from './platform/read-only.ts'
import { actorOf } from './platform/request.ts'
import { isDemo } from './platform/site.ts'

/** What every page's template may ask for; see docs/look.md. */
export const pageLocals: RequestHandler = async (req, res, next) => {
  const actor = actorOf(req)
  // A form that is refused comes back as a page too.
  const isShown = (req.method === 'GET' || req.method === 'POST') && req.accepts('html')
  Object.assign(res.locals, {
    actor,
    path: req.path,
    // Previews are for what anybody can open; whoever is signed in reads pages that nobody links to.
    siteUrl: actor.kind === 'person' ? '' : config().publicUrl,
    requestId: req.requestId,
    now: now(),
    demo: await isDemo(),
    readOnly: await readOnly(),
    hasMailbox: !canSendMail(),
    csrfToken: () => {
      // A page with somebody's token is theirs alone, though they have no account.
      res.set('Cache-Control', 'private, no-store')
      return csrfToken(req)
    },
    unread: actor.userId && isShown ? await unreadCount(actor.userId) : 0,
    queueLength: isShown ? await queueLength(actor) : 0,
    introductions: isShown ? await countIntroductions(actor) : null,
  })
  if (actor.kind === 'person') res.set('Cache-Control', 'private, no-store')
  next()
}
