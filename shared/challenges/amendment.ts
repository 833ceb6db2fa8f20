import { formatDateTime } from '../platform/dates.ts'
import type { Attachment, ChallengeContent } from './challenge.ts'
import { mostAttachments } from './challenges.schema.ts'
import { isPast } from './effective-status.ts'

const deadlines = [
  ['askBy', 'The last time for questions'],
  ['answerBy', 'The last time for answers'],
  ['respondBy', 'The deadline for responses'],
] as const

/**
 * What an amendment may not do, by field: a deadline moves only later, and only before it has passed, so that
 * nobody who planned by it is worse off; and a competition doesn't turn into something else on the way.
 */
export function amendmentRefusals(
  before: ChallengeContent,
  after: ChallengeContent,
  now: Date,
): Record<string, string> {
  const refusals: Record<string, string> = {}
  for (const [field, name] of deadlines) {
    const was = before.timetable[field]
    const is = after.timetable[field]
    if (was?.getTime() === is?.getTime()) continue
    if (was && isPast(was, now))
      refusals[`timetable.${field}`] = `${name} was ${formatDateTime(was)} and can no longer move`
    else if (was && is && is < was)
      refusals[`timetable.${field}`] = `${name} can only move later than ${formatDateTime(was)}`
  }
  if (before.kind !== after.kind)
    refusals['kind'] = 'What a public challenge leads to can’t change: withdraw it and copy it'
  return refusals
}

/** The words for more files than a challenge may have. */
export const tooManyAttachments = `A challenge can have at most ${mostAttachments} attachments`

/** What an amendment may not do with files, by field: take away what isn't there, or leave too many. */
export function attachmentRefusals(
  before: Pick<Attachment, 'id'>[],
  removed: string[],
  added: number,
): Record<string, string> {
  const kept = before.filter(({ id }) => !removed.includes(id))
  const refusals: Record<string, string> = {}
  if (removed.some((id) => !before.some((file) => file.id === id)))
    refusals['removeAttachments'] = 'Choose from the attachments that the challenge has now'
  if (kept.length + added > mostAttachments) refusals['files'] = tooManyAttachments
  return refusals
}

/** True if nothing that anybody reads is different. */
export const isSame = (before: unknown, after: unknown): boolean =>
  JSON.stringify(plain(before)) === JSON.stringify(plain(after))

// Keys in one order, so that where a value came from makes no difference.
function plain(value: unknown): unknown {
  if (value instanceof Date || typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(plain)
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, inner]) => [key, plain(inner)]))
}
