import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { RequestHandler, Response } from 'express'
import staticFiles from 'express-static-gzip'
import helmet from 'helmet'
import { config } from './config.ts'
import { isDatabaseReady } from './database.ts'
import { AppError } from './errors.ts'
import { logger, pathForLogs } from './logger.ts'
import { projectRoot } from './paths.ts'

/** Headers that tell browsers what a page of ours may load and do; inline scripts need the page's nonce. */
export function securityHeaders(): RequestHandler {
  const isSecure = config().publicUrl.startsWith('https:')
  const withNonce: RequestHandler = (_req, res, next) => {
    res.locals['nonce'] = randomBytes(16).toString('base64')
    next()
  }
  const headers = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: [
          "'self'",
          (_req, res) => `'nonce-${(res as { locals?: { nonce?: string } }).locals?.nonce ?? ''}'`,
        ],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        manifestSrc: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        ...(isSecure ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    strictTransportSecurity: isSecure ? { maxAge: 63_072_000, includeSubDomains: true } : false,
    referrerPolicy: { policy: 'same-origin' },
    crossOriginEmbedderPolicy: false,
  })
  return (req, res, next) => withNonce(req, res, (error) => (error ? next(error) : headers(req, res, next)))
}

/** One line for each request that ends: method, path without its query, status, milliseconds. */
export function logRequests(): RequestHandler {
  const log = logger('web')
  return (req, res, next) => {
    const startedAt = performance.now()
    const path = pathForLogs(req.path)
    res.on('finish', () => {
      const facts = {
        method: req.method,
        path,
        status: res.statusCode,
        ms: Math.round(performance.now() - startedAt),
      }
      if (res.statusCode >= 500) log.error(facts, 'Answered')
      else if (path.startsWith('/health/')) log.debug(facts, 'Answered')
      else log.info(facts, 'Answered')
    })
    next()
  }
}

/** What Vite built and compressed: names carry their content's hash, so browsers may keep them for a year. */
export function assets(): RequestHandler {
  return staticFiles(join(projectRoot, 'dist/public/assets'), {
    enableBrotli: true,
    orderPreference: ['br', 'gz'],
    index: false,
    serveStatic: { immutable: true, maxAge: '1y', index: false },
  })
}

/** While MongoDB is away every page says so at once, instead of waiting for a time-out. */
export const refuseWithoutDatabase: RequestHandler = (_req, _res, next) => {
  if (isDatabaseReady()) return next()
  throw new AppError(
    'unavailable',
    'Our database is away for a moment. Nothing you saved is lost. Try again shortly.',
    {},
    5,
  )
}

/** The longest that a request may take to arrive, in milliseconds; one with files has five minutes. */
export const longestRequestMs = 60_000
/** What `http.createServer` is given: the longest that headers, and any request, may take. */
export const serverLimits = { headersTimeout: 10_000, requestTimeout: 300_000 }

/** Ends a request without files whose body has not come in time, so that slow ones can't keep all places taken. */
export function refuseSlowBodies(longestMs = longestRequestMs): RequestHandler {
  return (req, res, next) => {
    if (req.method === 'GET' || req.method === 'HEAD' || req.is('multipart/form-data')) return next()
    const timer = setTimeout(() => {
      if (req.complete) return
      if (!res.headersSent) res.status(408).set('Connection', 'close').end()
      req.destroy()
    }, longestMs)
    res.on('close', () => clearTimeout(timer))
    next()
  }
}

/**
 * What says the same to everybody may be kept by whoever stands between, also for somebody who is signed in: so nobody's
 * cookie goes with it.
 */
export const forEverybody = (
  res: Response,
  seconds: number,
  type: string,
  content: string | Buffer,
): void => {
  res.removeHeader('Set-Cookie')
  res.set('Cache-Control', `public, max-age=${seconds}`)
  res.type(type).send(content)
}
