import type { ClientSession } from 'mongoose'
import { clarificationCorrected } from '../../shared/clarifications/clarifications.drafts.events.ts'
import type { AnswerFile } from '../../shared/clarifications/answer-files.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { record } from '../audit/index.ts'
import { now } from '../platform/clock.ts'
import { transaction } from '../platform/database.ts'
import { AppError, allow } from '../platform/errors.ts'
import { chosenFiles, settleDraft } from './clarifications.files.ts'
import { countFor } from './clarifications.limits.ts'
import { clarificationPolicy } from './clarifications.policy.ts'
import {
  loadQuestion,
  type QuestionDocument,
  questionFacts,
  refuseUnsigned,
} from './clarifications.service.ts'

/**
 * Corrects a published answer: everybody reads the new one, the earlier one with its time stays beside it, and
 * everybody is told.
 * @throws AppError not-found, forbidden, too-many, conflict where answers need a sign-off, invalid if nothing is different
 */
export async function correctAnswer(
  actor: Actor,
  questionId: string,
  { text, why, fileIds = [] }: { text: string; why: string; fileIds?: string[] },
): Promise<{ challengeId: string; number: number }> {
  return transaction(async (session) => {
    const { question, challenge } = await loadQuestion(actor, questionId, session)
    const mayCorrect = clarificationPolicy.correct(actor, challenge, questionFacts(question))
    allow(mayCorrect, 'Only the authority or a broker can correct an answer, while the challenge is open')
    await refuseUnsigned(session, challenge.id)
    await countFor('telling', actor)
    const files = await chosenFiles(session, question, fileIds)
    const number = await publishCorrection(session, actor, question, { text, why, files })
    return { challengeId: challenge.id, number }
  })
}

/** Puts the correction into the log and tells of it. @returns the question's number */
export async function publishCorrection(
  session: ClientSession,
  actor: Actor,
  question: QuestionDocument,
  { text, why, files }: { text: string; why: string; files: AnswerFile[] },
): Promise<number> {
  const { answer, number, challengeId, _id: questionId } = question
  if (!answer || number === null) throw new AppError('conflict', 'There is no answer to correct')
  const before = (answer.files ?? []).map(({ id }) => id)
  const isSameFiles = before.join() === files.map(({ id }) => id).join()
  if (answer.text === text && isSameFiles) {
    const mend = 'This is what is published already: change the words or the files'
    throw new AppError('invalid', 'Nothing is different from the published answer', { text: mend })
  }
  const at = now()
  question.corrections.push({
    text: answer.text,
    files: answer.files ?? [],
    at: answer.at,
    why,
    correctedAt: at,
    by: actor.userId,
  })
  const by = { byUserId: actor.userId, byOrganisationId: actor.organisation?.id ?? '' }
  question.set({ answer: { text, files, at, ...by, isTogether: answer.isTogether } })
  await question.save({ session })
  await settleDraft(session, questionId, text)
  const correction = question.corrections.length
  await record(session, actor, clarificationCorrected, { challengeId, questionId, number, correction })
  return number
}
