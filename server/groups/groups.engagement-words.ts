import { createHash } from 'node:crypto'
import { formatDateTime } from '../../shared/platform/dates.ts'
import { type Difference, differencesAmong } from '../platform/compare-words.ts'
import type { Shown } from '../platform/unseen-changes.ts'
import type { AgreedWords, EngagementNotes, EngagementRecord } from './groups.engagements.model.ts'

/** What an authority stands behind: neither where it is nor until when one registers. */
export const agreedWords = ({ title, learn, questions, startsAt, minutes }: AgreedWords): AgreedWords => ({
  title,
  learn,
  questions,
  startsAt,
  minutes,
})

/** Names these words, so that a form can say which of them its reader saw. */
export function wordsKey(words: AgreedWords): string {
  const { title, learn, questions, startsAt, minutes } = words
  const told = JSON.stringify([title, learn, questions, startsAt.toISOString(), minutes])
  return createHash('sha256').update(told).digest('base64url').slice(0, 22)
}

const readable = ({ title, learn, questions, startsAt, minutes }: AgreedWords): [string, string][] => [
  ['Title', title],
  ['What we want to learn', learn],
  ['Our questions to the market', questions.join('\n')],
  ['Starts', formatDateTime(startsAt)],
  ['Minutes', String(minutes)],
]

/** What changed since the words that somebody saw; empty where nothing did, or nobody knows what they saw. */
export function changedSince(
  current: AgreedWords,
  earlier: readonly AgreedWords[],
  seen: string,
): Difference[] {
  const before = earlier.findLast((one) => wordsKey(one) === seen)
  if (!before) return []
  const after = readable(current)
  return differencesAmong(
    readable(before).map(([label, from], index) => ({ label, from, to: after[index]?.[1] ?? '' })),
  )
}

/** Everything that is planned of an engagement, as its form shows it. */
export const plannedWords = (
  engagement: AgreedWords & Pick<EngagementRecord, 'place' | 'registerBy'>,
): Shown => {
  const { title, learn, questions, startsAt, minutes, place, registerBy } = engagement
  return [
    ['Title', title],
    ['What we want to learn', learn],
    ['Our questions to the market', questions.join('\n')],
    ['Starts', formatDateTime(startsAt), startsAt.toISOString()],
    ['Minutes', String(minutes)],
    ['Where is it?', place],
    ['Register by', formatDateTime(registerBy), registerBy.toISOString()],
  ]
}

/** What a firm says as it registers, as its form shows it; empty before it does. */
export const registrationWords = (registration: { note: string } | null): Shown => [
  ['A note', registration?.note ?? ''],
]

/** The notes of an engagement, as their form shows them. */
export const notesWords = (notes: Pick<EngagementNotes, 'text'> | null): Shown => [
  ['Notes', notes?.text ?? ''],
]
