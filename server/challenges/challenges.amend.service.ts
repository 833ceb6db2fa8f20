import type { ClientSession } from 'mongoose'
import { amendmentRefusals, attachmentRefusals, isSame } from '../../shared/challenges/amendment.ts'
import { type Attachment, contentOf } from '../../shared/challenges/challenge.ts'
import { challengeAmended } from '../../shared/challenges/challenges.events.ts'
import type { AmendChallenge } from '../../shared/challenges/challenges.schema.ts'
import { gateRefusals } from '../../shared/challenges/gates.ts'
import { openStatuses } from '../../shared/challenges/life-cycle.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { record } from '../audit/index.ts'
import { now } from '../platform/clock.ts'
import { transaction } from '../platform/database.ts'
import { AppError, allow } from '../platform/errors.ts'
import { keepFile, keepingFiles, refuseAttached } from '../platform/stored-files.ts'
import { setFields } from './challenges.content.ts'
import { gatesOf } from './challenges.gates.ts'
import type { ChallengeDocument } from './challenges.model.ts'
import { challengePolicy } from './challenges.policy.ts'
import { keepVersion } from './challenges.review.service.ts'
import { loadForChange, standingOf } from './challenges.service.ts'

/**
 * Changes a public challenge: a new version for everybody at the same moment, with what changed and why. The
 * version before stays readable, and its files with it.
 * A change of terms needs the notice published anew and the deadline reconsidered (s.31).
 * @param files that come with the amendment, in temporary places
 * @throws AppError too-late after the deadline; invalid for a deadline moved forward, or nothing changed;
 *   wrong-type for a file
 * @returns the new version's number
 */
export async function amendChallenge(
  actor: Actor,
  id: string,
  input: AmendChallenge,
  files: Express.Multer.File[] = [],
): Promise<number> {
  // Nothing is kept for somebody who may not, nor what is too many.
  if (files.length > 0) {
    await transaction(async (session) => {
      const { attachments } = await loadForAmending(session, actor, id, now(), input.revision)
      refuseAny(attachmentRefusals(attachments, input.removeAttachments, files.length))
    })
  }
  return keepingFiles(files, keepFile, (kept) => {
    const added = kept.map((file) => ({ ...file, description: input.filesDescription }))
    return transaction((session) => amend(session, actor, id, input, added))
  })
}

function refuseAny(refusals: Record<string, string>): void {
  if (Object.keys(refusals).length > 0)
    throw new AppError('invalid', 'The amendment can’t stand as it is', refusals)
}

/** An open challenge, for amending. @throws AppError saying why it can't be, or not by this actor, or not from here */
async function loadForAmending(
  session: ClientSession,
  actor: Actor,
  id: string,
  at: Date,
  revision: number | undefined,
): Promise<ChallengeDocument> {
  const challenge = await loadForChange(session, actor, id)
  const standing = standingOf(challenge.toObject(), at)
  if (standing.status === 'closed')
    throw new AppError('too-late', 'The challenge has closed, so it can’t be amended')
  if (!openStatuses.includes(standing.status))
    throw new AppError('conflict', 'Only a challenge that is open can be amended')
  allow(
    challengePolicy.take('amend', actor, standing),
    'Only members of this authority can amend the challenge',
  )
  if (revision !== undefined && revision !== challenge.revision) {
    throw new AppError(
      'conflict',
      'Somebody else amended the challenge while you were writing. Your words are still below: compare them with the public page, then try again.',
    )
  }
  return challenge
}

async function amend(
  session: ClientSession,
  actor: Actor,
  id: string,
  input: AmendChallenge,
  added: Attachment[],
): Promise<number> {
  const { whatChanged, why, isSubstantial, noticeId, deadlineReview, deadlineReason, ...others } = input
  const { removeAttachments, filesDescription: _, revision, ...fields } = others
  const at = now()
  const challenge = await loadForAmending(session, actor, id, at, revision)
  const before = contentOf(challenge.toObject())
  setFields(challenge, fields)
  const kept = before.attachments.filter((file) => !removeAttachments.includes(file.id))
  refuseAttached(kept, added)
  challenge.set('attachments', [...kept, ...added])
  const after = contentOf(challenge.toObject())
  // What isn't there can't be taken out either: that is said below, at its field.
  if (isSame(before, after) && removeAttachments.length === 0)
    throw new AppError('invalid', 'Nothing is different from the public version yet')
  const respondByBefore = before.timetable.respondBy
  const amendment = { isSubstantial, noticeId, deadlineReview, deadlineReason, respondByBefore }
  refuseAny({
    ...gateRefusals(gatesOf(challenge.toObject(), 'amend', { amendment }, at)),
    ...amendmentRefusals(before, after, at),
    ...attachmentRefusals(before.attachments, removeAttachments, added.length),
  })

  challenge.set({ version: challenge.version + 1, updatedAt: at, updatedBy: actor.userId })
  if (isSubstantial && noticeId) challenge.set('findATender.noticeId', noticeId)
  await challenge.save({ session })
  const newTerms =
    isSubstantial && deadlineReview !== '' ? { noticeId, deadlineReview, deadlineReason } : null
  await keepVersion(session, actor, challenge, { whatChanged, why, newTerms })
  await record(session, actor, challengeAmended, { challengeId: id, version: challenge.version })
  return challenge.version
}
