import type { Attachment } from '../../shared/challenges/challenge.ts'
import { mostAttachments } from '../../shared/challenges/challenges.schema.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { transaction } from '../platform/database.ts'
import { AppError, notFound } from '../platform/errors.ts'
import { forgetFile, keepFile, type StoredFile } from '../platform/uploads.ts'
import { keep, loadForEditing } from './challenges.draft.service.ts'
import { ChallengeVersion } from './challenges.model.ts'
import { getVisibleChallenge } from './challenges.service.ts'

/**
 * Attaches files to a draft, each under the description given.
 * @throws AppError wrong-type by content, invalid if there would be too many; nothing is attached then
 */
export async function addAttachments(
  actor: Actor,
  id: string,
  files: Express.Multer.File[],
  description: string,
): Promise<void> {
  const kept: StoredFile[] = []
  try {
    await transaction(async (session) => loadForEditing(session, actor, id))
    for (const file of files) kept.push(await keepFile(file))
    await transaction(async (session) => {
      const challenge = await loadForEditing(session, actor, id)
      if (challenge.attachments.length + kept.length > mostAttachments) {
        throw new AppError('invalid', 'Too many attachments', {
          files: `A challenge can have at most ${mostAttachments} attachments`,
        })
      }
      challenge.attachments.push(...kept.map((file) => ({ ...file, description })))
      await keep(session, actor, challenge, ['attachments'])
    })
  } catch (error) {
    for (const { id: fileId } of kept) await forgetFile(fileId)
    throw error
  }
}

/** Takes a file off a draft. The file itself stays while a version that was public once had it. */
export async function removeAttachment(actor: Actor, id: string, fileId: string): Promise<void> {
  await transaction(async (session) => {
    const challenge = await loadForEditing(session, actor, id)
    const rest = challenge.toObject().attachments.filter((file) => file.id !== fileId)
    if (rest.length === challenge.attachments.length) throw notFound('Attachment')
    challenge.set('attachments', rest)
    await keep(session, actor, challenge, ['attachments'])
  })
  await forgetFile(fileId)
}

/** A file of a challenge that the actor may read, or of one of its earlier public versions. */
export async function getAttachment(actor: Actor, id: string, fileId: string): Promise<Attachment> {
  const challenge = await getVisibleChallenge(actor, id)
  const current = challenge.attachments.find((file) => file.id === fileId)
  if (current) return current
  const versions = await ChallengeVersion.find({ challengeId: id, 'content.attachments.id': fileId }).lean()
  const earlier = versions.flatMap(({ content }) => content.attachments).find((file) => file.id === fileId)
  if (!earlier) throw notFound('Attachment')
  return earlier
}
