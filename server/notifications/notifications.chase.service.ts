import { addWorkingDays } from '../../shared/coaching/law/periods.ts'
import { dayIn } from '../../shared/notifications/times.ts'
import { formatDate, formatDateTime, zone } from '../../shared/platform/dates.ts'
import { type Challenge, findChallenges, listOpenChallenges } from '../challenges/index.ts'
import { listUnanswered, type Unanswered } from '../clarifications/index.ts'
import { listWaitingInterests, type WaitingInterest } from '../evaluation/index.ts'
import { type DeskItem, listWaiting } from '../moderation/index.ts'
import { bankHolidays } from '../organisations/index.ts'
import { now } from '../platform/clock.ts'
import { draftsOf } from '../proposals/index.ts'
import { momentBefore, tellOnce } from './notifications.once.service.ts'

const hour = 60 * 60_000

// Not those at which everybody concerned is reminded: nobody gets two e-mails of one deadline at once.
const draftMoments = [
  { name: '3h', beforeMs: 3 * hour, label: '3 hours' },
  { name: '72h', beforeMs: 72 * hour, label: '3 days' },
] as const
const dutyMoments = [
  { name: '24h', beforeMs: 24 * hour, label: '24 hours' },
  { name: '72h', beforeMs: 72 * hour, label: '3 days' },
] as const

/** After so many working days the first notice was not enough. */
const patience = 3

/** True once something has waited for three working days of the Act, whatever the hour it came at. */
export function hasWaitedTooLong(since: Date): boolean {
  return dayIn(zone, now()) >= addWorkingDays(dayIn(zone, since), patience, bankHolidays())
}

/**
 * Reminds people of what waits for them: proposals begun and not submitted, questions without an answer, what is on
 * the brokers' desk, interests to decide about; and tells others, once, of what has waited too long. Safe to repeat.
 */
export async function chaseWhatWaits(): Promise<void> {
  for (const challenge of await listOpenChallenges()) await chaseDrafts(challenge)
  await chaseQuestions(await listUnanswered())
  for (const item of await listWaiting()) await chaseItem(item)
  for (const interest of await listWaitingInterests()) await chaseInterest(interest)
}

/** Whoever may decide was told when it was declared; once more where nobody did. */
async function chaseInterest({ challengeId, userId, number, since }: WaitingInterest): Promise<void> {
  if (!hasWaitedTooLong(since)) return
  await tellOnce(`${challengeId}-interest-waiting-${userId}-${number}`, {
    name: 'notifications.interest-waiting',
    challengeId,
    userId,
    known: { since: formatDate(since) },
  })
}

async function chaseDrafts({ _id: challengeId, timetable: { respondBy } }: Challenge): Promise<void> {
  const moment = respondBy && momentBefore(respondBy, draftMoments)
  if (!moment) return
  const known = { left: moment.left, deadline: formatDateTime(respondBy) }
  for (const { proposalId, supplierId } of await draftsOf(challengeId)) {
    const id = `${proposalId}-proposal-unsent-${moment.name}-${respondBy.getTime()}`
    await tellOnce(id, { name: 'notifications.proposal-unsent', challengeId, proposalId, supplierId, known })
  }
}

async function chaseQuestions(unanswered: Unanswered[]): Promise<void> {
  const challenges = await findChallenges(unanswered.map(({ challengeId }) => challengeId))
  for (const { challengeId, count: waiting, oldestId, since } of unanswered) {
    const challenge = challenges.get(challengeId)
    if (!challenge || challenge.status === 'withdrawn') continue
    const { answerBy } = challenge.timetable
    const moment = answerBy && momentBefore(answerBy, dutyMoments)
    if (moment) {
      const id = `${challengeId}-questions-unanswered-${moment.name}-${answerBy.getTime()}`
      const known = { left: moment.left, deadline: formatDateTime(answerBy) }
      await tellOnce(id, { name: 'notifications.questions-unanswered', challengeId, waiting, known })
    }
    if (!hasWaitedTooLong(since)) continue
    await tellOnce(`${oldestId}-questions-escalated`, {
      name: 'notifications.questions-escalated',
      challengeId,
      organisationId: challenge.authorityId,
      waiting,
      known: { since: formatDate(since) },
    })
  }
}

async function chaseItem({ kind, id, title: item, since, by }: DeskItem): Promise<void> {
  // What comes back to the desk later waits anew.
  const key = `${kind}-${id}-${since.getTime()}`
  const moment = by && momentBefore(by, dutyMoments)
  if (moment) {
    const known = { item, since: formatDate(since), left: moment.left, deadline: formatDateTime(by) }
    await tellOnce(`${key}-desk-due-${moment.name}-${by.getTime()}`, {
      name: 'notifications.desk-due',
      known,
    })
  }
  if (hasWaitedTooLong(since))
    await tellOnce(`${key}-desk-escalated`, {
      name: 'notifications.desk-escalated',
      known: { item, since: formatDate(since) },
    })
}
