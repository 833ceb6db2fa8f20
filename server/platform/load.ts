import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Request, RequestHandler } from 'express'
import {
  calm,
  isRefused,
  type LoadLevel,
  type LoadState,
  nextLoad,
  type RequestClass,
} from '../../shared/platform/load.ts'
import { classOf } from '../../shared/platform/request-class.ts'
import { closeAtEnd } from './closing.ts'
import { config } from './config.ts'
import { AppError } from './errors.ts'
import { isKnownCaller } from './known-callers.ts'
import { logger } from './logger.ts'

const sampleMs = 1000
const resolutionMs = 10
const askQueueMs = 5000

let state: LoadState = calm
let delayMs = 0
let queueMs = 0
const turnedAway: Record<RequestClass, number> = { browse: 0, read: 0, write: 0, vital: 0 }

/** How this process does, for the operators' page. */
export const loadNow = (): {
  level: LoadLevel
  delayMs: number
  queueMs: number
  turnedAway: Record<RequestClass, number>
} => ({ level: state.level, delayMs, queueMs, turnedAway: { ...turnedAway } })

/**
 * Watches how long the event loop of this process is held up, and how long work that is due has waited.
 * @param oldestWork milliseconds; asked for every five seconds. Where nobody knows, the last answer stands
 */
export function watchLoad(oldestWork: () => Promise<number>): void {
  const delays = monitorEventLoopDelay({ resolution: resolutionMs })
  delays.enable()
  const sample = () => {
    delayMs = Math.max(0, Math.round(delays.max / 1e6) - resolutionMs)
    delays.reset()
    const before = state.level
    state = nextLoad(state, { at: performance.now(), delayMs, queueMs }, config().load)
    if (state.level !== before)
      logger('platform').warn({ from: before, to: state.level, delayMs, queueMs }, 'The load changed')
  }
  let asking = Promise.resolve()
  const ask = () => {
    asking = asking
      .then(async () => {
        queueMs = await oldestWork()
      })
      .catch(() => undefined)
  }
  const timers = [setInterval(sample, sampleMs), setInterval(ask, askQueueMs)]
  ask()
  closeAtEnd(
    'watch of the load',
    async () => {
      for (const timer of timers) clearInterval(timer)
      delays.disable()
      await asking
      state = calm
      delayMs = queueMs = 0
    },
    true,
  )
}

/** Seconds after which whoever was turned away may try again; spread, so that not all come back at once. */
const retryAfter = (): number => 10 + Math.floor(Math.random() * 20)

const busy = 'Nothing that you saved is lost. Try again in half a minute.'

/**
 * Turns requests away while there are too many for this process: those first that can best wait.
 * @throws AppError busy
 */
export const shedLoad: RequestHandler = (req, _res, next) => {
  if (!isForm(req)) refuseIfTooMany(req)
  next()
}

/** The same for forms, once what was typed has been read: it is shown again with the refusal. @throws AppError busy */
export const shedForms: RequestHandler = (req, _res, next) => {
  if (isForm(req)) refuseIfTooMany(req)
  next()
}

const isForm = (req: Request): boolean =>
  req.method === 'POST' && !req.path.startsWith('/api/') && !req.is('multipart/form-data')

function refuseIfTooMany(req: Request): void {
  if (state.level === 'calm') return
  const kind = classOf({ method: req.method, path: req.path, isKnown: isKnownCaller(req) })
  if (!isRefused(state.level, kind)) return
  turnedAway[kind] += 1
  throw new AppError('busy', busy, {}, retryAfter())
}

/**
 * Refuses what makes much work for later while work that is due waits too long already.
 * @param what begins the sentence: `Ranking again`
 * @param lateMs how late the work that waits longest is; as this process was told last, unless said
 * @throws AppError busy
 */
export function refuseWhileBehind(what: string, lateMs = queueMs): void {
  if (lateMs < config().load.queueMs) return
  const minutes = Math.max(1, Math.round(lateMs / 60_000))
  throw new AppError(
    'busy',
    `${what} has to wait: other work is ${minutes === 1 ? 'a minute' : `${minutes} minutes`} late. Nothing is lost. Try again in some minutes.`,
    {},
    120,
  )
}
