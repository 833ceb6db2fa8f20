import type { ClientSession } from 'mongoose'
import { type AnswerFile, mostAnswerFiles } from '../../shared/clarifications/answer-files.ts'
import { clarificationRedacted } from '../../shared/clarifications/clarifications.events.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { record } from '../audit/index.ts'
import { now } from '../platform/clock.ts'
import { transaction } from '../platform/database.ts'
import { AppError, allow, notFound } from '../platform/errors.ts'
import { forgetFile, keepFile, keepingFiles, refuseAttached } from '../platform/stored-files.ts'
import { Draft, type DraftRecord } from './clarifications.drafts.model.ts'
import { filesInHand, filesOfAnswer, plainFile } from './clarifications.files.ts'
import type { QuestionRecord } from './clarifications.model.ts'
import { clarificationPolicy } from './clarifications.policy.ts'
import { loadQuestion, type QuestionDocument, questionFacts } from './clarifications.service.ts'

function refuseTooMany(count: number): void {
  const words = `An answer can have at most ${mostAnswerFiles} files`
  if (count > mostAnswerFiles) throw new AppError('invalid', 'Too many files', { files: words })
}

/**
 * Attaches files to the draft of an answer, for whoever may write it; nobody else sees them before it is published.
 * The words have to be put before a second officer anew.
 * @throws AppError not-found, forbidden, wrong-type by content, invalid for too many or what is attached already
 * @returns what was attached
 */
export async function attachToDraft(
  actor: Actor,
  questionId: string,
  sent: Express.Multer.File[],
): Promise<AnswerFile[]> {
  if (sent.length === 0) return []
  // Nothing is kept for somebody who may not, nor what is too many.
  await transaction(async (session) => {
    const { question, draft } = await loadWithDraft(session, actor, questionId)
    refuseTooMany(filesInHand(question, draft).length + sent.length)
  })
  return keepingFiles(sent, keepFile, (added) =>
    transaction(async (session) => {
      const { question, draft } = await loadWithDraft(session, actor, questionId)
      const before = filesInHand(question, draft)
      refuseTooMany(before.length + added.length)
      refuseAttached(before, added)
      await keepFiles(session, actor, question, [...before, ...added])
      return added
    }),
  )
}

async function loadWithDraft(session: ClientSession, actor: Actor, questionId: string) {
  const { question, challenge } = await loadQuestion(actor, questionId, session)
  const mayDraft = clarificationPolicy.draft(actor, challenge, questionFacts(question), now())
  allow(mayDraft, 'Only the authority or a broker can write an answer, while it can still be published')
  return { question, draft: await Draft.findById(questionId).session(session) }
}

async function keepFiles(
  session: ClientSession,
  actor: Actor,
  question: QuestionDocument,
  files: AnswerFile[],
): Promise<void> {
  const words = question.answer?.text ?? ''
  const known = await Draft.findById(question._id).session(session)
  const draft =
    known ?? new Draft({ _id: question._id, revision: 0, writtenBy: actor.userId, savedAt: now() })
  if (draft.text === '') draft.set({ text: words })
  draft.set({ files, revision: draft.revision + 1, writtenBy: actor.userId, savedAt: now(), askedBy: null })
  await draft.save({ session })
}

/** Takes a file off a draft; it is forgotten unless a published answer has it. @throws AppError not-found, forbidden */
export async function removeFromDraft(actor: Actor, questionId: string, fileId: string): Promise<void> {
  const gone = await transaction(async (session) => {
    const { question, draft } = await loadWithDraft(session, actor, questionId)
    const before = filesInHand(question, draft)
    const rest = before.filter(({ id }) => id !== fileId)
    if (rest.length === before.length) throw notFound('File')
    await keepFiles(session, actor, question, rest)
    return unpublished(question, before, rest)
  })
  await forgetAll(gone)
}

/** Keeps of a draft's files only these; the others are forgotten. @throws AppError not-found, forbidden */
export async function keepOnly(actor: Actor, questionId: string, ids: string[]): Promise<void> {
  const gone = await transaction(async (session) => {
    const { question, draft } = await loadWithDraft(session, actor, questionId)
    const before = filesInHand(question, draft)
    const rest = before.filter(({ id }) => ids.includes(id))
    if (rest.length === before.length) return []
    await keepFiles(session, actor, question, rest)
    return unpublished(question, before, rest)
  })
  await forgetAll(gone)
}

/** Those of `before` that neither `after` nor a published answer has. */
function unpublished(question: QuestionRecord, before: AnswerFile[], after: AnswerFile[]): AnswerFile[] {
  const wanted = new Set([...after, ...filesOfAnswer(question)].map(({ id }) => id))
  return before.filter(({ id }) => !wanted.has(id))
}

/** Forgets files that nobody can come to any more. */
async function forgetAll(files: AnswerFile[]): Promise<void> {
  for (const { id } of files) await forgetFile(id)
}

/**
 * A file of an answer for whoever can read it; of a draft for whoever may write it; one that was taken out for
 * brokers alone.
 * @throws AppError not-found
 */
export async function getAnswerFile(actor: Actor, questionId: string, fileId: string): Promise<AnswerFile> {
  const { question, challenge } = await loadQuestion(actor, questionId)
  const isIt = ({ id }: AnswerFile) => id === fileId
  const published = filesOfAnswer(question).find(isIt)
  if (published) return published
  if (clarificationPolicy.draft(actor, challenge, questionFacts(question), now())) {
    const drafted = (await Draft.findById(questionId).lean<DraftRecord>())?.files?.find(isIt)
    if (drafted) return drafted
  }
  const takenOut = question.redactions.find(({ file }) => file?.id === fileId)?.file
  if (takenOut && clarificationPolicy.seeAsker(actor)) return takenOut
  throw notFound('File')
}

/**
 * A broker takes a file out of an answer and of those before it: it stays in the record with the reason, for
 * brokers alone.
 * @throws AppError not-found, forbidden
 */
export async function redactFile(
  actor: Actor,
  questionId: string,
  { fileId, reason }: { fileId: string; reason: string },
): Promise<{ challengeId: string }> {
  return transaction(async (session) => {
    const { question, challenge } = await loadQuestion(actor, questionId, session)
    allow(clarificationPolicy.redact(actor, challenge, questionFacts(question)), 'Only a broker can redact')
    const file = filesOfAnswer(question).find(({ id }) => id === fileId)
    if (!file) throw notFound('File')
    const without = (files: AnswerFile[] = []) => files.filter(({ id }) => id !== fileId).map(plainFile)
    question.set({ 'answer.files': without(question.answer?.files), reports: [] })
    for (const [index, { files }] of question.corrections.entries())
      question.set({ [`corrections.${index}.files`]: without(files) })
    question.redactions.push({ part: 'file', original: file.name, reason, at: now(), by: actor.userId, file })
    await question.save({ session })
    // A correction that is being written must not bring it back.
    await Draft.updateOne({ _id: questionId }, { $pull: { files: { id: fileId } } }, { session })
    const { id: challengeId } = challenge
    await record(session, actor, clarificationRedacted, { challengeId, questionId, part: 'file' })
    return { challengeId }
  })
}
