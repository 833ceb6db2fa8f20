import { tooManyAttachments } from '../../shared/challenges/amendment.ts'
import type { Attachment } from '../../shared/challenges/challenge.ts'
import { mostAttachments } from '../../shared/challenges/challenges.schema.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { transaction } from '../platform/database.ts'
import { AppError, notFound } from '../platform/errors.ts'
import { forgetFile, keepFile, keepingFiles, refuseAttached } from '../platform/stored-files.ts'
import { keep, loadForEditing } from './challenges.draft.service.ts'
import { ChallengeVersion } from './challenges.model.ts'
import { getVisibleChallenge } from './challenges.service.ts'

function refuseTooMany(count: number): void {
  if (count > mostAttachments)
    throw new AppError('invalid', 'Too many attachments', { files: tooManyAttachments })
}

/**
 * Attaches files to a draft, each under the description given.
 * @throws AppError wrong-type by content, invalid for too many or what is attached already; nothing is attached then
 * @returns what was attached
 */
export async function addAttachments(
  actor: Actor,
  id: string,
  files: Express.Multer.File[],
  description: string,
): Promise<Attachment[]> {
  // Nothing is kept for somebody who may not, nor what is too many.
  await transaction(async (session) => {
    const { attachments } = await loadForEditing(session, actor, id)
    refuseTooMany(attachments.length + files.length)
  })
  return keepingFiles(files, keepFile, async (kept) => {
    const added = kept.map((file) => ({ ...file, description }))
    await transaction(async (session) => {
      const challenge = await loadForEditing(session, actor, id)
      refuseTooMany(challenge.attachments.length + added.length)
      refuseAttached(challenge.attachments, added)
      challenge.attachments.push(...added)
      await keep(session, actor, challenge, ['attachments'])
    })
    return added
  })
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
  const wasPublic = await ChallengeVersion.exists({ challengeId: id, 'content.attachments.id': fileId })
  if (!wasPublic) await forgetFile(fileId)
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
