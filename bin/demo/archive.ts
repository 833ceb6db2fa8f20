import { newestEvents } from '../../server/audit/index.ts'
import { recipientsOf } from '../../server/notifications/notifications.audience.ts'
import { causeOf } from '../../server/notifications/notifications.cause.ts'
import { factsFor } from '../../server/notifications/notifications.facts.ts'
import { lookAround } from '../../server/notifications/notifications.look.ts'
import { Notice } from '../../server/notifications/notifications.model.ts'
import { fillLink, type NoticeKind } from '../../shared/notifications/kind.ts'
import { findKind } from '../../shared/notifications/kinds.ts'
import { now } from '../../server/platform/clock.ts'
import { actorOf } from './organisations.ts'

/** Who has put what kind of old news away. */
const readers = [
  {
    email: 'farah.siddiqui@damson-sensing.example',
    kinds: ['match-sent', 'answer-published', 'challenge-amended'],
  },
  { email: 'amina.rahman@blackburn-with-darwen.example', kinds: ['question-asked', 'challenge-published'] },
  { email: 'miriam.osei@ipec-brokers.example', kinds: ['challenge-submitted'] },
]
const mostOfAKind = 2
const dayMs = 24 * 60 * 60 * 1000
/** What is so old has been dealt with. */
const oldMs = 4 * dayMs

/**
 * Puts some old news of the demonstration's people into their archives, as if they had read and archived it. What the
 * worker tells later leaves alone what is there; safe to repeat.
 */
export async function fillArchives(): Promise<void> {
  for (const { email, kinds } of readers) {
    const { userId } = await actorOf(email)
    for (const name of kinds) {
      const kind = findKind(name)
      if (!kind) throw new Error(`Nobody is told of ${name}`)
      await archiveOld(kind, userId)
    }
  }
}

async function archiveOld(kind: NoticeKind, userId: string): Promise<void> {
  const look = lookAround()
  let kept = 0
  const old = (await newestEvents(kind.event, 200)).filter(({ at }) => now().getTime() - at.getTime() > oldMs)
  for (const event of old.toReversed()) {
    if (kept === mostOfAKind) return
    const cause = causeOf(event)
    const recipients = await recipientsOf(kind.to, cause, look)
    const own = 'people' in recipients ? recipients.people.find((one) => one.userId === userId) : undefined
    if (!own || cause.actorUserId === userId) continue
    const facts = await factsFor(kind, cause, look)
    const of = { userId, eventId: cause.eventId, kind: kind.name }
    const readAt = new Date(cause.at.getTime() + dayMs)
    await Notice.updateOne(
      of,
      {
        $setOnInsert: {
          organisationId: own.organisationId,
          facts,
          link: fillLink(kind.link, facts),
          challengeId: cause.challengeId ?? null,
          isRead: true,
          readAt,
          archivedAt: readAt,
          createdAt: cause.at,
        },
      },
      { upsert: true },
    )
    kept += 1
  }
}
