import { engagementAnnounced } from '../../shared/groups/engagements.events.ts'
import type { AnnounceInput } from '../../shared/groups/engagements.schema.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { record } from '../audit/index.ts'
import { now } from '../platform/clock.ts'
import { AppError, allow } from '../platform/errors.ts'
import { refuseUnseen } from '../platform/unseen-changes.ts'
import { agreedWords, plannedWords, wordsKey } from './groups.engagement-words.ts'
import { changeEngagement, inTime, whoLeads } from './groups.engagements.service.ts'
import { engagementPolicy } from './groups.policy.ts'

/**
 * Lets everybody read it and suppliers register: the words that whoever announces it read, and no others.
 * @throws AppError not-found, forbidden, conflict where somebody changed them meanwhile, invalid for times that passed
 */
export async function announceEngagement(
  actor: Actor,
  id: string,
  { words, revision, ...input }: AnnounceInput,
): Promise<void> {
  await changeEngagement(actor, id, async ({ engagement, standing, session, ids }) => {
    allow(engagementPolicy.announce(actor, standing), whoLeads)
    const planned = engagement.toObject()
    refuseUnseen(plannedWords(planned), revision)
    if (words !== undefined && words !== wordsKey(agreedWords(planned)))
      throw new AppError(
        'conflict',
        'The words changed after you read them. Read them again, then announce them.',
      )
    inTime(planned)
    engagement.set({ ...input, status: 'announced', announcedAt: now() })
    await record(session, actor, engagementAnnounced, ids)
  })
}
