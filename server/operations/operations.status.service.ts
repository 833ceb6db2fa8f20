import { sendEmails } from '../../shared/notifications/notifications.jobs.ts'
import { closeAtEnd } from '../platform/closing.ts'
import { now } from '../platform/clock.ts'
import { config } from '../platform/config.ts'
import { databaseAnswers, redisAnswers } from '../platform/health.ts'
import { canSendMail } from '../platform/mail.ts'
import { listProcesses } from '../platform/processes.ts'
import { queueFigures } from '../platform/queue-desk.ts'
import { queueOf } from '../platform/queue.ts'
import { type ReadOnly, readOnly } from '../platform/read-only.ts'

/** `kept`: this installation sends no mail, but shows it; `unknown`: what would tell does not answer. */
export const partStates = ['works', 'late', 'away', 'kept', 'unknown'] as const
export type PartState = (typeof partStates)[number]

export const partNames = ['database', 'redis', 'workers', 'mail'] as const
export type PartName = (typeof partNames)[number]

export interface Status {
  /** `down`: nothing can be read; `limited`: something is away, late or stopped. */
  overall: 'works' | 'limited' | 'down'
  parts: { name: PartName; state: PartState; since: Date }[]
  /** The stop of all changes that holds now; null if none, or if nobody knows. */
  stop: ReadOnly | null
  at: Date
}

/** So long nobody waits for what does not answer, in milliseconds. */
const patienceMs = 1500
/** So long a look is good for everybody: this page may be asked for most when there is least to spare. */
const freshMs = 5000
/** An e-mail that waits longer is late. */
const mailLateMs = 15 * 60_000
const lookEveryMs = 30_000

async function within<Result>(work: () => Promise<Result>, otherwise: Result): Promise<Result> {
  let timer: NodeJS.Timeout | undefined
  const over = new Promise<Result>((resolve) => {
    timer = setTimeout(() => resolve(otherwise), patienceMs)
  })
  try {
    return await Promise.race([work().catch(() => otherwise), over])
  } finally {
    clearTimeout(timer)
  }
}

async function mailState(hasRedis: boolean, hasWorkers: boolean): Promise<PartState> {
  if (!canSendMail()) return 'kept'
  if (!hasRedis) return 'unknown'
  if (!hasWorkers) return 'late'
  const [queue] = await within(() => queueFigures([queueOf(sendEmails.name)]), [])
  if (!queue) return 'unknown'
  return (queue.oldestMs ?? 0) > mailLateMs ? 'late' : 'works'
}

/** Since when each part is as it is, as this process has seen it. */
const seen = new Map<PartName, { state: PartState; since: Date }>()

function noted(
  name: PartName,
  state: PartState,
  at: Date,
): { name: PartName; state: PartState; since: Date } {
  const before = seen.get(name)
  const since = before?.state === state ? before.since : at
  seen.set(name, { state, since })
  return { name, state, since }
}

async function look(): Promise<Status> {
  const at = now()
  const [database, redis] = await Promise.all([within(databaseAnswers, false), within(redisAnswers, false)])
  const processes = database ? await within<object[] | null>(workersAlive, null) : null
  const hasWorkers = (processes?.length ?? 0) > 0
  const workers: PartState = processes === null ? 'unknown' : hasWorkers ? 'works' : 'away'
  const stop = database || config().isReadOnly ? await within(readOnly, null) : null
  const states: Record<PartName, PartState> = {
    database: database ? 'works' : 'away',
    redis: redis ? 'works' : 'away',
    workers,
    mail: await mailState(redis, hasWorkers),
  }
  const parts = partNames.map((name) => noted(name, states[name], at))
  const isWhole = parts.every(({ state }) => state === 'works' || state === 'kept')
  return { overall: database ? (isWhole && !stop ? 'works' : 'limited') : 'down', parts, stop, at }
}

const workersAlive = async () => (await listProcesses()).filter(({ kind }) => kind === 'worker')

let known: { at: number; status: Promise<Status> } | undefined

/** What works at this moment. It asks what may be away, and needs none of it. */
export function statusNow(): Promise<Status> {
  const at = performance.now()
  if (!known || at - known.at >= freshMs) known = { at, status: look() }
  return known.status
}

/** For tests: the next look is a new one. */
export function forgetStatus(): void {
  known = undefined
}

/** Looks every half minute, so that since when something is away is known before somebody asks. */
export function watchStatus(): void {
  const timer = setInterval(() => void statusNow(), lookEveryMs)
  void statusNow()
  closeAtEnd(
    'watch of the status',
    async () => {
      clearInterval(timer)
      await known?.status
    },
    true,
  )
}
