import { inWords } from '../../shared/coaching/law/lookups.ts'
import { addDays, dayOf } from '../../shared/coaching/law/periods.ts'
import { endDaysBefore, milestoneDaysBefore } from '../../shared/outcomes/pilot.ts'
import { scaleUpDaysBefore } from '../../shared/outcomes/papers.ts'
import { formatDateTime, londonParts } from '../../shared/platform/dates.ts'
import {
  listPilotDeadlines,
  listReviewDeadlines,
  listScaleUps,
  listUnplanned,
  type PilotDeadline,
  type ReviewDeadline,
  type ScaleUpDeadline,
  type UnplannedPilot,
} from '../outcomes/index.ts'
import { now } from '../platform/clock.ts'
import { tellOnce } from './notifications.once.service.ts'

const events = { milestone: 'notifications.milestone-due', end: 'notifications.pilot-ends' } as const
const daysBefore = { milestone: milestoneDaysBefore, end: endDaysBefore } as const

// Nobody is told in the night.
const officesOpen = 8

/**
 * Reminds buyers of pilots that nobody planned, and both sides of a contract of milestones, of the end of their pilot,
 * of scale-up proposals and of reviews. Safe to repeat.
 */
export async function remindOfPilots(): Promise<void> {
  if (londonParts(now()).hour < officesOpen) return
  for (const deadline of await listPilotDeadlines(dayOf(now()))) await remind(deadline)
  for (const deadline of await listScaleUps()) await remindOfScaleUp(deadline)
  for (const unplanned of await listUnplanned()) await remindToPlan(unplanned)
  for (const deadline of latestOfEach(await listReviewDeadlines())) await remindOfReview(deadline)
}

/** Only the latest of each side: it says all of the pilot, and an old award asks nobody for three reviews on one day. */
const latestOfEach = (deadlines: ReviewDeadline[]): ReviewDeadline[] =>
  deadlines.filter(
    ({ pilotId, side, months }) =>
      !deadlines.some((later) => later.pilotId === pilotId && later.side === side && later.months > months),
  )

/** Before the pilot begins, and once more while it runs. */
async function remindToPlan({ challengeId, pilotId, which, startsOn }: UnplannedPilot): Promise<void> {
  await tellOnce(`${pilotId}-unplanned-${which}`, {
    name: 'notifications.pilot-unplanned',
    challengeId,
    known: { deadline: inWords(startsOn) },
  })
}

/** Each side of its own review, once when it opens and once when it is late; what was skipped or submitted is no deadline. */
async function remindOfReview({
  challengeId,
  pilotId,
  supplierId,
  months,
  side,
  state,
  dueOn,
}: ReviewDeadline): Promise<void> {
  const when = state === 'late' ? 'late' : 'due'
  await tellOnce(`${pilotId}-review-${months}-${side}-${when}`, {
    name: `notifications.review-${when}-${side}`,
    challengeId,
    supplierId,
    known: { deadline: inWords(dueOn), number: String(months) },
  })
}

/** The supplier before the time is over, where nothing is submitted; the buyers when it is, whatever was submitted. */
async function remindOfScaleUp({
  challengeId,
  pilotId,
  supplierId,
  respondBy,
  isSubmitted,
}: ScaleUpDeadline): Promise<void> {
  const known = { deadline: formatDateTime(respondBy) }
  const until = respondBy.getTime()
  if (now() >= respondBy) {
    // One notice for all of a challenge: they have the same time.
    const id = `${challengeId}-scale-up-over-${until}`
    await tellOnce(id, { name: 'notifications.scale-up-over', challengeId, known })
  } else if (!isSubmitted && dayOf(now()) >= addDays(dayOf(respondBy), -scaleUpDaysBefore)) {
    const id = `${pilotId}-scale-up-due-${until}`
    await tellOnce(id, { name: 'notifications.scale-up-due', challengeId, supplierId, known })
  }
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
