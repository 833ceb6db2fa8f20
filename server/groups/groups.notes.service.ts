import { engagementNotesPublished } from '../../shared/groups/engagements.events.ts'
import type { NotesInput } from '../../shared/groups/engagements.schema.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { record } from '../audit/index.ts'
import { now } from '../platform/clock.ts'
import { allow } from '../platform/errors.ts'
import { refuseUnseen } from '../platform/unseen-changes.ts'
import { notesWords } from './groups.engagement-words.ts'
import { changeEngagement, changes, whyNot } from './groups.engagements.service.ts'
import { engagementPolicy } from './groups.policy.ts'

/**
 * Publishes what was said, or corrects it: everybody reads the same at the same time.
 * @throws AppError conflict where somebody else published meanwhile
 */
export async function publishNotes(
  actor: Actor,
  id: string,
  { notes: text, revision }: NotesInput,
): Promise<void> {
  await changes.consume(actor.userId)
  await changeEngagement(actor, id, async (changing) => {
    const { engagement, standing, session, ids } = changing
    allow(engagementPolicy.publishNotes(actor, standing), whyNot(actor, changing, 'notes'))
    const { notes: before, earlierNotes } = engagement.toObject()
    refuseUnseen(notesWords(before), revision)
    if (before?.text === text) return
    const number = (before?.number ?? 0) + 1
    const notes = { number, text, at: now(), byUserId: actor.userId }
    engagement.set({ notes, earlierNotes: before ? [...earlierNotes, before] : earlierNotes })
    await record(session, actor, engagementNotesPublished, { ...ids, number })
  })
}
