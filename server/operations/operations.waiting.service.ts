import type { ItemKind } from '../../shared/moderation/moderation.schema.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { findChallenges } from '../challenges/index.ts'
import { listUnanswered } from '../clarifications/index.ts'
import { listWaiting } from '../moderation/index.ts'
import { hasWaitedTooLong } from '../notifications/index.ts'
import { now } from '../platform/clock.ts'
import { insistOnSeeing } from './operations.service.ts'

/** Something that waits for a person, not for a program. */
export interface WaitingForPeople {
  kind: ItemKind | 'unanswered'
  /** What it is about; empty for a question, whose words may tell who asks. */
  title: string
  /** How many wait: of one challenge's questions perhaps several. */
  count: number
  since: Date
  /** The time to answer is over. */
  isLate: boolean
  /** It has waited for so long that others than those whose work it is were told. */
  isEscalated: boolean
  href: string
}

const questionKinds: ReadonlySet<string> = new Set<ItemKind>([
  'question',
  'question-to-show',
  'private-question',
])

/**
 * What waits for a person, the longest waiting first: every question that a broker is to look at, questions without an
 * answer once the time for answers is over, and whatever else has waited for too long. Nothing of it says who asks.
 * @throws AppError not-found
 */
export async function lookAtWaiting(actor: Actor): Promise<WaitingForPeople[]> {
  insistOnSeeing(actor)
  const found = [...(await onTheDesk()), ...(await unanswered())]
  return found.sort((one, other) => one.since.getTime() - other.since.getTime())
}

async function onTheDesk(): Promise<WaitingForPeople[]> {
  const items = (await listWaiting()).map(({ kind, title, since, by, href }) => ({
    kind,
    title: questionKinds.has(kind) ? '' : title,
    count: 1,
    since,
    isLate: by !== null && by < now(),
    isEscalated: hasWaitedTooLong(since),
    href,
  }))
  return items.filter(({ kind, isEscalated }) => isEscalated || questionKinds.has(kind))
}

async function unanswered(): Promise<WaitingForPeople[]> {
  const waiting = await listUnanswered()
  const challenges = await findChallenges(waiting.map(({ challengeId }) => challengeId))
  return waiting.flatMap(({ challengeId, count, since }): WaitingForPeople[] => {
    const challenge = challenges.get(challengeId)
    if (!challenge || challenge.status === 'withdrawn') return []
    const { answerBy } = challenge.timetable
    const isLate = answerBy !== null && answerBy < now()
    const isEscalated = hasWaitedTooLong(since)
    if (!isLate && !isEscalated) return []
    const href = `/challenges/${challengeId}/questions`
    return [{ kind: 'unanswered', title: challenge.title, count, since, isLate, isEscalated, href }]
  })
}
