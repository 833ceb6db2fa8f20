import { AsyncLocalStorage } from 'node:async_hooks'
import { createHash } from 'node:crypto'
import type { ClientSession } from 'mongoose'
import { AppError } from './errors.ts'

/** What one transaction of a request gave, kept in that same transaction. */
export interface Step {
  /** Of the code that did it: another code's result is no answer. */
  source: string
  /** False for a result that cannot be kept, such as a document of the database. */
  isPlain: boolean
  result?: unknown
}

/** Keeps a step in its transaction. @throws AppError conflict if somebody else does the request now */
type Keep = (session: ClientSession, step: Step) => Promise<void>

interface Repeatable {
  earlier: Step[]
  keep: Keep
  begun: number
}

const current = new AsyncLocalStorage<Repeatable>()

/**
 * Does work that was perhaps done before, wholly or in part: each of its transactions that was is not done again, and
 * gives what it gave then.
 */
export function repeatable<Result>(
  earlier: Step[],
  keep: Keep,
  work: () => Promise<Result>,
): Promise<Result> {
  return current.run({ earlier, keep, begun: 0 }, work)
}

const isPlain = (value: unknown): boolean => {
  if (value === null || typeof value !== 'object') return typeof value !== 'function'
  if (value instanceof Date) return true
  if (Array.isArray(value)) return value.every(isPlain)
  return Object.getPrototypeOf(value) === Object.prototype && Object.values(value).every(isPlain)
}

interface Stepping<Result> {
  /** There if this step was done before. */
  done?: { result: Result }
  /** To be called in the transaction, at its end. */
  keep: (session: ClientSession, result: Result) => Promise<void>
}

/**
 * The next transaction of the request under way, if the request may come again.
 * @throws AppError conflict if it was done before and what it gave is not known
 */
export function nextStep<Result>(work: (session: ClientSession) => Promise<Result>): Stepping<Result> | null {
  const request = current.getStore()
  if (!request) return null
  const source = createHash('sha256').update(work.toString()).digest('base64url')
  const earlier = request.earlier[request.begun]
  request.begun += 1
  const keep: Stepping<Result>['keep'] = async (session, result) => {
    const step = { source, isPlain: isPlain(result) }
    await request.keep(session, step.isPlain && result !== undefined ? { ...step, result } : step)
  }
  if (!earlier) return { keep }
  if (!earlier.isPlain || earlier.source !== source) {
    const message = 'This was done when you first asked, and its answer was lost. Look at what there is.'
    throw new AppError('conflict', message)
  }
  return { done: { result: earlier.result as Result }, keep }
}
