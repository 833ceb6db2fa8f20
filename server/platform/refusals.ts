import { randomUUID } from 'node:crypto'
import type { NextFunction, Request, Response } from 'express'
import mongoose from 'mongoose'
import { hasHungUp } from './database.ts'
import { AppError, type ErrorCode, errorCodes, type FieldErrors } from './errors.ts'
import { formPage, type HeldWords, heldWords } from './held-words.ts'
import { renderRefusal } from './language.requests.ts'
import { logContext, logger, pathForLogs } from './logger.ts'

/** Gives each request an id that its log lines, its answer and its error page carry. */
export function identifyRequest(req: Request, res: Response, next: NextFunction): void {
  req.requestId = randomUUID()
  res.set('X-Request-Id', req.requestId)
  logContext.run({ requestId: req.requestId }, next)
}

// What the driver says of a fault that was none of the request's: a node that went away, in the middle or at the end.
const passingLabels = ['TransientTransactionError', 'UnknownTransactionCommitResult', 'RetryableWriteError']

// A node that shuts down, starts, or takes no writes for now, by MongoDB's numbers.
const awayCodes: ReadonlySet<unknown> = new Set([91, 189, 10107, 11600, 11602, 13435, 13436])

// What MongoDB says of a question that kept it busy for longer than it was allowed.
const tookTooLong = 50

// The driver wraps some of them in errors of its own, and only their words are left.
const awayWords =
  /buffering timed out|interrupted at shutdown|not primary|connection \d+ to \S+ (?:closed|timed out)|connect ECONNREFUSED/i

const isDatabaseAway = (error: unknown): boolean =>
  error instanceof mongoose.mongo.MongoNetworkError ||
  error instanceof mongoose.mongo.MongoServerSelectionError ||
  error instanceof mongoose.mongo.MongoNotConnectedError ||
  error instanceof mongoose.mongo.MongoTopologyClosedError ||
  error instanceof mongoose.Error.MongooseServerSelectionError ||
  (error instanceof mongoose.mongo.MongoServerError && awayCodes.has(error.code)) ||
  (error instanceof mongoose.mongo.MongoError && passingLabels.some((label) => error.hasErrorLabel(label))) ||
  (error instanceof Error && awayWords.test(error.message)) ||
  hasHungUp(error)

/** Turns whatever was thrown into a refusal that can be shown, or null for a fault of ours. */
export function asRefusal(error: unknown): AppError | null {
  if (error instanceof AppError) return error
  if (isDatabaseAway(error)) {
    return new AppError(
      'unavailable',
      'Our database is away for a moment. Nothing you saved is lost. Try again shortly.',
      {},
      5,
    )
  }
  if (error instanceof mongoose.mongo.MongoServerError && error.code === tookTooLong) {
    return new AppError('busy', 'This search took too long. Search for less, or try again shortly.', {}, 10)
  }
  if (error instanceof mongoose.Error.CastError || error instanceof mongoose.Error.StrictModeError) {
    return new AppError('bad-request', 'The request has a value that cannot be read.')
  }
  const http = error as { status?: number; type?: string; limit?: number }
  if (http.type === 'entity.too.large')
    return new AppError('too-large', `The request is larger than ${http.limit} bytes.`)
  if (http.type === 'parameters.too.many') return new AppError('too-large', 'The form has too many fields.')
  if (http.type === 'encoding.unsupported' || http.type === 'charset.unsupported') {
    return new AppError('wrong-type', 'This encoding is not accepted. Send UTF-8.')
  }
  if (
    error instanceof URIError ||
    (typeof http.status === 'number' && http.status >= 400 && http.status < 500)
  ) {
    return new AppError('bad-request', 'The request could not be read.')
  }
  return null
}

/** RFC 9457 problem details; `errors` point at fields as JSON Pointers (RFC 6901). */
export function problemDetails(refusal: AppError | null, requestId: string): object {
  const status = refusal?.status ?? 500
  return {
    type: 'about:blank',
    title: refusal ? errorCodes[refusal.code].title : 'Something went wrong',
    status,
    detail: refusal?.message ?? 'A fault of ours. It has been logged under this request id.',
    code: refusal?.code ?? 'unexpected',
    requestId,
    ...pointers(refusal?.fields ?? {}),
  }
}

function pointers(fields: FieldErrors): object {
  const errors = Object.entries(fields).map(([path, detail]) => ({
    pointer: `/${path.replaceAll('.', '/')}`,
    detail,
  }))
  return errors.length > 0 ? { errors } : {}
}

// What somebody typed and nobody acted on.
const isHeld: ReadonlySet<ErrorCode> = new Set(['busy', 'read-only', 'unavailable', 'unauthenticated'])

/** What came with a refused form: to be sent again where that can help, to be copied from where it cannot. */
function heldFor(req: Request, refusal: AppError | null): HeldWords | null {
  const held = refusal && heldWords(req)
  if (!held) return null
  if (isHeld.has(refusal.code) || req.isStaleForm) return held
  // Nobody else's page has words of its choice shown on ours.
  return formPage(req) ? { ...held, fields: [] } : null
}

function titleOf(req: Request, refusal: AppError | null): string {
  // Whoever was signed out while they typed did nothing that they may not do.
  if (req.isStaleForm) return 'Your session has ended'
  return refusal ? errorCodes[refusal.code].title : 'Something went wrong'
}

/** The way to sign in and back to the form, for whoever was signed out while they typed; null for everybody else. */
function signInFor(req: Request, refusal: AppError | null): string | null {
  const isOver = refusal?.code === 'unauthenticated' || req.isStaleForm === true
  if (!isOver || req.actor?.kind === 'person') return null
  const page = formPage(req)
  return page ? `/sign-in?returnTo=${encodeURIComponent(page)}` : '/sign-in'
}

/** The one error handler: problem details for programs, a calm page for people, the log for what was not expected. */
export function answerError(error: unknown, req: Request, res: Response, next: NextFunction): void {
  const refusal = asRefusal(error)
  if (!refusal) logger('platform').error({ err: error, path: pathForLogs(req.path) }, 'Unexpected error')
  if (refusal?.code === 'unavailable')
    logger('platform').warn({ path: pathForLogs(req.path) }, 'Answered that the database is away')
  if (res.headersSent) return next(error)
  res.status(refusal?.status ?? 500)
  if (refusal?.retryAfter) res.set('Retry-After', String(refusal.retryAfter))
  res.set('Cache-Control', 'no-store')
  const wantsJson = req.originalUrl.startsWith('/api/') || req.accepts(['html', 'json']) === 'json'
  if (wantsJson) {
    res.type('application/problem+json').send(JSON.stringify(problemDetails(refusal, req.requestId ?? '')))
    return
  }
  renderRefusal(req, res, {
    status: refusal?.status ?? 500,
    title: titleOf(req, refusal),
    message: refusal?.message ?? 'This is our fault, not yours. It has been logged.',
    held: heldFor(req, refusal),
    signIn: signInFor(req, refusal),
  })
}
