import { inWords } from '../../shared/coaching/law/lookups.ts'
import { addDays, dayOf } from '../../shared/coaching/law/periods.ts'
import { londonParts } from '../../shared/platform/dates.ts'
import { type AwardDeadline, listAwardDeadlines } from '../evaluation/index.ts'
import { now } from '../platform/clock.ts'
import { tellOnce } from './notifications.once.service.ts'

const events = {
  standstill: 'notifications.standstill-ends',
  'contract-notice': 'notifications.contract-notice-due',
} as const

/** So many days before its last day each is told of, the nearest first; 0 is that day itself. */
const daysBefore = { standstill: [0], 'contract-notice': [1, 7] } as const

// What was due longer ago is no news: its page says so, and whoever imports old awards has no inbox full of them.
const latestAfterDays = 14

// Nobody is told in the night.
const officesOpen = 8

/** Reminds buyers of the end of a standstill and of contract details notices. Safe to repeat. */
export async function remindOfAwards(): Promise<void> {
  if (londonParts(now()).hour < officesOpen) return
  for (const deadline of await listAwardDeadlines()) await remind(deadline)
}

async function remind({ challengeId, what, on, key }: AwardDeadline): Promise<void> {
  const today = dayOf(now())
  if (today > addDays(on, latestAfterDays)) return
  const days = daysBefore[what].find((before) => today >= addDays(on, -before))
  if (days === undefined) return
  const known = { deadline: inWords(on) }
  await tellOnce(`${challengeId}-${what}-${key}-${on}-${days}`, { challengeId, name: events[what], known })
}
