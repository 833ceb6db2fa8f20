import type { RequestHandler } from 'express'
import { queueNames } from '../../shared/operations/queues.ts'
import { AppError } from '../platform/errors.ts'
import { openBoard } from '../platform/queue-board.ts'

/** Where Bull Board is served. */
export const boardPath = '/operations/board'

/**
 * Bull Board, for looking into single jobs. It only ever reads: what is tried again or given up goes by our own page, so
 * that it is on record. Nothing of it is loaded before somebody opens it.
 */
export const board: RequestHandler = async (req, res, next) => {
  if (req.method !== 'GET' && req.method !== 'HEAD')
    throw new AppError(
      'forbidden',
      'Here queues are only looked at. Change them from the page of operations.',
    )
  const serve = await openBoard(queueNames, boardPath)
  // Its page styles itself inline, and asks another site for a typeface that it does not get. It runs no inline script.
  res.set('Content-Security-Policy', policy)
  serve(req, res, next)
}

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join(';')
