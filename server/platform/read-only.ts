import type { NextFunction, Request, RequestHandler, Response } from 'express'
import mongoose, { type ClientSession } from 'mongoose'
import { formatDateTime } from '../../shared/platform/dates.ts'
import { closeAtEnd } from './closing.ts'
import { now } from './clock.ts'
import { config } from './config.ts'
import { AppError } from './errors.ts'
import { canShowAgain } from './shown-again.ts'

/** Why nothing can be changed, and until when that is expected to last. */
export interface ReadOnly {
  /** For everybody to read. */
  reason: string
  /** Null if nobody knows. */
  until: Date | null
  since: Date
}

interface ReadOnlyRow extends ReadOnly {
  _id: 'read-only'
}

const schema = new mongoose.Schema<ReadOnlyRow>(
  {
    _id: String,
    reason: { type: String, required: true },
    until: { type: Date, default: null },
    since: { type: Date, required: true },
  } as never,
  // Beside the note that the data are seeded: both are of the installation, and stay when records are deleted.
  { collection: 'settings', versionKey: false },
)
const Switch = mongoose.model('ReadOnly', schema)

/** So long an answer of the database is taken for granted, in milliseconds; every process hears within twice that. */
const freshMs = 1000

let known: { at: number; value: ReadOnly | null } | undefined

/** The switch as it is set; null if things can be changed. A process that began with READ_ONLY=1 stays so. */
export async function readOnly(): Promise<ReadOnly | null> {
  const { isReadOnly } = config()
  if (isReadOnly) return { reason: 'Foothold is being looked after', until: null, since: startedAt }
  const at = performance.now()
  if (!known || at - known.at >= freshMs) {
    const row = await Switch.findById('read-only').lean<ReadOnlyRow>()
    known = { at, value: row && { reason: row.reason, until: row.until, since: row.since } }
  }
  return known.value
}
const startedAt = new Date()

/** True while nothing may be changed. */
export const isReadOnly = async (): Promise<boolean> => (await readOnly()) !== null

/** Sets the switch, in the transaction that records who did. */
export async function setReadOnly(
  session: ClientSession,
  value: Pick<ReadOnly, 'reason' | 'until'> | null,
): Promise<void> {
  if (value) {
    const row = { reason: value.reason, until: value.until, since: now() }
    await Switch.updateOne({ _id: 'read-only' }, { $set: row }, { upsert: true, session })
  } else await Switch.deleteOne({ _id: 'read-only' }, { session })
}

/** This process reads the switch again at its next look, instead of within a second. */
export function forgetReadOnly(): void {
  known = undefined
}

/** Calls back with whether nothing may be changed, now and whenever that changes, within about a second. */
export function followReadOnly(changed: (isOn: boolean) => Promise<void>): void {
  let last = false
  let running = Promise.resolve()
  const look = () => {
    running = running
      .then(async () => {
        const isOn = await isReadOnly()
        if (isOn !== last) await changed(isOn)
        last = isOn
      })
      .catch(() => undefined)
  }
  const timer = setInterval(look, freshMs)
  look()
  const end = async () => {
    clearInterval(timer)
    await running
    known = undefined
  }
  closeAtEnd('look at the read-only switch', end, true)
}

const longestWaitSeconds = 3600

/** @param hasForm what was typed stands in a form again */
function refusal({ reason, until }: ReadOnly, hasForm = false): AppError {
  const left = until ? Math.ceil((until.getTime() - now().getTime()) / 1000) : 0
  const wait = left > 0 ? Math.min(left, longestWaitSeconds) : 300
  const end = until && left > 0 ? ` We expect that to last until ${formatDateTime(until)}.` : ''
  const kept = hasForm ? ', and what you typed is still in the form' : ''
  const words = `Nothing can be changed for now: ${reason}.${end} Nothing was lost${kept}.`
  return new AppError('read-only', words, {}, wait)
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/** What changes nothing of ours: reading by a form, signing in and out; and what the operators need. */
const stillDone = [
  /^\/(sign-in|sign-out|demo|account\/organisation|coach)$/,
  /^\/operations(\/|$)/,
  /^\/api\/v1\/(coaching|routes|operations\/.+|challenges\/[^/]+\/matches\/try-weights)$/,
]

/** What refuses this request; null if it may go on. */
async function refusing(req: Request): Promise<ReadOnly | null> {
  if (safeMethods.has(req.method)) return null
  const path = `${req.baseUrl}${req.path}`
  if (stillDone.some((pattern) => pattern.test(path))) return null
  return readOnly()
}

/** Refuses every change that a program asks for while nothing may be changed. @throws AppError read-only */
export const refuseChanges: RequestHandler = async (req, _res, next) => {
  const state = await refusing(req)
  if (state) throw refusal(state)
  next()
}

/**
 * The same for pages. A form that can show itself again is let through to do so, with everything that was typed in it:
 * it asks `refusedChange` before it acts.
 * @throws AppError read-only
 */
export function refuseChangesOfPages(pages: readonly RequestHandler[]): RequestHandler {
  return async (req: Request, _res: Response, next: NextFunction) => {
    const state = await refusing(req)
    if (state) {
      const refused = refusal(state, true)
      if (!canShowAgain(pages, req)) throw refused
      req.refusedChange = refused
    }
    next()
  }
}
