import MongoStore from 'connect-mongo'
import type { RequestHandler } from 'express'
import session from 'express-session'
import mongoose from 'mongoose'
import { config } from './config.ts'
import { newSessionId } from './known-callers.ts'
import { absoluteLimitMs, sessionCookie } from './session-limits.ts'

/** The collection in which sessions live, so that losing Redis signs nobody out. */
export const sessionCollection = 'sessions'

/** Sessions of pages and sockets alike. Nothing is stored for a visitor until a form needs a token. */
export function sessions(): RequestHandler {
  const store = MongoStore.create({
    client: mongoose.connection.getClient() as never,
    dbName: mongoose.connection.name,
    collectionName: sessionCollection,
    stringify: false,
    touchAfter: 60,
    ttl: absoluteLimitMs / 1000,
    autoRemove: 'native',
  })
  // An unanswered index build must not end the process: the error comes back with the next request.
  store.on('error', () => undefined)
  return session({
    name: sessionCookie,
    genid: newSessionId,
    secret: config().sessionSecret,
    store,
    resave: false,
    saveUninitialized: false,
    rolling: false,
    cookie: {
      httpOnly: true,
      sameSite: 'lax',
      secure: config().publicUrl.startsWith('https:'),
      maxAge: absoluteLimitMs,
    },
  })
}
