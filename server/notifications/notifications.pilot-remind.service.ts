import { inWords } from '../../shared/coaching/law/lookups.ts'
import { addDays, dayOf } from '../../shared/coaching/law/periods.ts'
import { endDaysBefore, milestoneDaysBefore } from '../../shared/outcomes/pilot.ts'
import { londonParts } from '../../shared/platform/dates.ts'
import { listPilotDeadlines, type PilotDeadline } from '../outcomes/index.ts'
import { now } from '../platform/clock.ts'
import { tellOnce } from './notifications.once.service.ts'

const events = { milestone: 'notifications.milestone-due', end: 'notifications.pilot-ends' } as const
const daysBefore = { milestone: milestoneDaysBefore, end: endDaysBefore } as const

// Nobody is told in the night.
const officesOpen = 8

/** Reminds both sides of a contract of milestones and of the end of their pilot. Safe to repeat. */
export async function remindOfPilots(): Promise<void> {
  if (londonParts(now()).hour < officesOpen) return
  for (const deadline of await listPilotDeadlines(dayOf(now()))) await remind(deadline)
}

async function remind(deadline: PilotDeadline): Promise<void> {
  const { what, on, challengeId, pilotId, supplierId, milestoneId, milestone } = deadline
  if (dayOf(now()) < addDays(on, -daysBefore[what])) return
  const known = { deadline: inWords(on), milestone }
  await tellOnce(`${pilotId}-${what}-${milestoneId}-${on}`, {
    name: events[what],
    challengeId,
    supplierId,
    known,
  })
}
