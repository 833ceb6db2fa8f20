import { isSkewed } from '../../shared/platform/clock-skew.ts'
import { formatTime, instantInLondon } from '../../shared/platform/dates.ts'
import { findKind } from '../../shared/notifications/kinds.ts'
import type { DomainEvent } from '../audit/index.ts'
import { findPeople } from '../identity/index.ts'
import { emailFates, type EmailFate, type KindFigures } from '../notifications/index.ts'
import type { QueueFigures, ScheduleFigures } from '../platform/queue-desk.ts'
import type { Overview, PersonsEmails } from './operations.look.service.ts'

/** A length of time as one would say it: `12 s`, `5 min`, `3 h`, `2 days`. */
export function inWords(ms: number): string {
  const seconds = Math.round(ms / 1000)
  if (seconds < 120) return `${seconds} s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 120) return `${minutes} min`
  const hours = Math.round(minutes / 60)
  return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} days`
}

const totalOf = (queues: QueueFigures[], figure: 'waiting' | 'failed' | 'lastHour'): number =>
  queues.reduce((sum, queue) => sum + queue[figure], 0)

/** The overview with lengths of time in words and sums. */
export function presentOverview(overview: Overview) {
  const { outbox, queues, processes } = overview
  return {
    ...overview,
    outbox: { ...outbox, overdue: outbox.overdueMs > 0 ? inWords(outbox.overdueMs) : null },
    queues: queues?.map((queue) => ({
      ...queue,
      oldest: queue.oldestMs === null ? null : inWords(queue.oldestMs),
    })),
    totals: queues && {
      waiting: totalOf(queues, 'waiting'),
      failed: totalOf(queues, 'failed'),
      lastHour: totalOf(queues, 'lastHour'),
    },
    hasWorker: processes.some(({ kind }) => kind === 'worker'),
    skewed: processes.flatMap(({ kind, pid, host, aheadMs = 0 }) =>
      isSkewed(aheadMs) ? [{ kind, pid, host, seconds: Math.round(Math.abs(aheadMs) / 1000) }] : [],
    ),
  }
}

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']

const clockWords = (hour: string, minute: string): string => {
  const at = instantInLondon(2026, 1, 1, Number(hour), Number(minute))
  return at ? formatTime(at) : `${hour}:${minute}`
}

/** `30 3 * * 1` → `each Monday at 3:30am`; what has none of the shapes of our schedules stays as it is. */
export function patternWords(pattern: string): string {
  const [minute = '', hour = '', day, month, weekday = ''] = pattern.split(' ')
  const [, step] = /^\*\/(\d+)$/.exec(minute) ?? []
  const [, from, to] = /^(\d+)-(\d+)$/.exec(hour) ?? []
  if (day !== '*' || month !== '*') return pattern
  if (hour === '*' && weekday === '*' && step) return `each ${step} min`
  if (hour === '*' && weekday === '*' && minute === '*') return 'each minute'
  if (!/^\d+$/.test(minute)) return pattern
  const days = weekday === '*' ? 'each day' : weekdays[Number(weekday)] && `each ${weekdays[Number(weekday)]}`
  if (!days) return pattern
  if (from && to) return `${days}, each hour from ${clockWords(from, minute)} to ${clockWords(to, minute)}`
  return /^\d+$/.test(hour) ? `${days} at ${clockWords(hour, minute)}` : pattern
}

/** Schedules with how often they run in words. */
export const presentSchedules = (schedules: ScheduleFigures[] | null) =>
  schedules?.map((one) => ({
    ...one,
    often: one.every ? `each ${inWords(one.every)}` : patternWords(one.pattern ?? ''),
  })) ?? null

/** What each end of an e-mail is called, in the order of the table. */
export const fateNames: Record<EmailFate, string> = {
  sent: 'Taken by the mail server',
  kept: 'Kept here, not sent',
  digest: 'In a digest',
  waiting: 'Waiting',
  muted: 'Muted',
  'turned-off': 'Turned off',
  dropped: 'Not needed any more',
  unknown: 'Perhaps taken',
  failed: 'Not delivered',
}

/** What a kind of e-mail is about; one that the table no longer has is named as such. */
const labelOf = (kind: string): string =>
  kind === 'digest' ? 'Digest' : (findKind(kind)?.label ?? `A notice of an earlier kind (${kind})`)

/** A person's e-mails in words. */
export const presentPersonsEmails = (found: PersonsEmails | null) =>
  found && {
    ...found,
    deliveries: found.deliveries.map((one) => ({
      ...one,
      label: labelOf(one.kind),
      became: fateNames[one.fate],
      // What was kept says so already.
      reason: one.fate === 'kept' ? '' : one.reason,
    })),
  }

/** E-mails by kind, each with what it is about, and the sum of all. */
export function presentKinds(kinds: KindFigures[]) {
  const totals = emailFates.map((fate) => kinds.reduce((sum, { fates }) => sum + fates[fate], 0))
  return {
    names: emailFates.map((fate) => fateNames[fate]),
    rows: kinds.map(({ kind, fates }) => ({
      kind,
      label: labelOf(kind),
      hasPreview: findKind(kind) !== undefined,
      figures: emailFates.map((fate) => fates[fate]),
    })),
    totals,
  }
}

type Facts = Record<string, unknown>

/** What an operator did, in words; the names are those of the events. */
const actWords: Record<string, (facts: Facts) => string> = {
  'operations.read-only-began': ({ reason }) => `Stopped all changes: ${String(reason)}`,
  'operations.read-only-ended': () => 'Allowed changes again',
  'operations.job-retried': ({ job }) => `Had a failed job tried again: ${String(job)}`,
  'operations.jobs-retried': ({ queue, count }) =>
    `Had ${String(count)} failed jobs of ${String(queue)} tried again`,
  'operations.job-discarded': ({ job, reason }) => `Gave a failed job up: ${String(job)}. ${String(reason)}`,
  'operations.record-verification-asked': () => 'Had the record verified',
  'operations.deliveries-looked-up': ({ userId }) =>
    userId ? 'Looked up the e-mails of a person' : 'Looked up the e-mails of an address that nobody has',
}

/** What operators did, with their names. */
export async function presentActs(acts: DomainEvent[]) {
  const people = await findPeople([...new Set(acts.map(({ actor }) => actor.userId))])
  return acts.map(({ name, at, actor, payload }) => ({
    at,
    by: people.get(actor.userId)?.name ?? 'somebody who has left',
    words: actWords[name]?.(payload as Facts) ?? name,
  }))
}
