import type { ClientSession, HydratedDocument } from 'mongoose'
import type { AnswerFile } from '../../shared/clarifications/answer-files.ts'
import { clarificationSignOffAsked } from '../../shared/clarifications/clarifications.drafts.events.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { record } from '../audit/index.ts'
import { personName } from '../identity/index.ts'
import { now } from '../platform/clock.ts'
import { joinTransaction, transaction } from '../platform/database.ts'
import { AppError, allow, notFound } from '../platform/errors.ts'
import { Draft, type DraftRecord } from './clarifications.drafts.model.ts'
import { chosenFiles, filesInHand } from './clarifications.files.ts'
import type { QuestionRecord } from './clarifications.model.ts'
import { clarificationPolicy } from './clarifications.policy.ts'
import { loadQuestion, questionFacts } from './clarifications.service.ts'
import { questionsTogether } from './clarifications.sign-off.service.ts'

/** A draft as the officers of the authority and the brokers see it. */
export interface PresentedDraft {
  text: string
  why: string
  files: AnswerFile[]
  revision: number
  savedAt: Date
  isForSignOff: boolean
  /** Who put it before the others, and when; the name is empty for somebody who has left. */
  signOffAsked: { name: string; at: Date } | null
  /** The other questions that the same words answer, once they are signed off. */
  together: { id: string; text: string }[]
  earlier: { text: string; at: Date }[]
  may: { signOff: boolean }
}

type Words = Pick<DraftRecord, 'text' | 'why' | 'files'>

async function loadToDraft(session: ClientSession, actor: Actor, questionId: string) {
  const { question, challenge } = await loadQuestion(actor, questionId, session)
  const mayDraft = clarificationPolicy.draft(actor, challenge, questionFacts(question), now())
  allow(mayDraft, 'Only the authority or a broker can write an answer, while it can still be published')
  return { question, challenge }
}

const isSame = (kept: DraftRecord, { text, why, files }: Words): boolean =>
  kept.text === text &&
  kept.why === why &&
  (files === undefined || idsOf(files).join() === idsOf(kept.files).join())

const idsOf = (files: AnswerFile[] = []): string[] => files.map(({ id }) => id)

/** Keeps the words; those of somebody else stay among the earlier ones. Without files those in hand stay. */
async function keepWords(
  session: ClientSession,
  actor: Actor,
  questionId: string,
  words: Words,
): Promise<HydratedDocument<DraftRecord>> {
  const { text, why, files } = words
  const kept = await Draft.findById(questionId).session(session)
  const draft = kept ?? new Draft({ _id: questionId, revision: 0, writtenBy: actor.userId, savedAt: now() })
  if (kept && isSame(kept, words)) return kept
  if (kept?.text && kept.text !== text && kept.writtenBy !== actor.userId)
    draft.earlier.push({ text: kept.text, by: kept.writtenBy, at: kept.savedAt })
  // Words that changed have been put before nobody yet.
  const saved = { writtenBy: actor.userId, savedAt: now(), askedBy: null, askedAt: null, together: [] }
  draft.set({ text, why, revision: draft.revision + 1, ...saved, ...(files ? { files } : {}) })
  await draft.save({ session })
  return draft
}

/** Saves the draft of an answer or a correction; its files stay. @throws AppError not-found, forbidden */
export async function saveDraftAnswer(
  actor: Actor,
  questionId: string,
  words: { text: string; why: string },
): Promise<{ revision: number }> {
  return transaction(async (session) => {
    await loadToDraft(session, actor, questionId)
    return { revision: (await keepWords(session, actor, questionId, words)).revision }
  })
}

/**
 * Puts the words before the other officers of the authority: one of them signs them off, or changes them.
 * @param words with the ids of the files that go with them
 * @throws AppError not-found, forbidden, invalid for a correction without a reason, or a file that is not there
 */
export async function askSignOff(
  actor: Actor,
  questionId: string,
  { text, why, fileIds = [] }: { text: string; why: string; fileIds?: string[] },
  running?: ClientSession,
): Promise<{ challengeId: string; revision: number }> {
  return joinTransaction(running, async (session) => {
    const { question, challenge } = await loadToDraft(session, actor, questionId)
    if (question.status === 'answered' && !why)
      throw new AppError('invalid', 'A correction needs a reason', {
        why: 'Say why the answer changes: everybody reads it',
      })
    const files = await chosenFiles(session, question, fileIds)
    const revision = await putForward(session, actor, [questionId], { text, why, files })
    await record(session, actor, clarificationSignOffAsked, { challengeId: challenge.id, questionId })
    return { challengeId: challenge.id, revision }
  })
}

/** Puts the same words before a second officer for each of these questions. @returns the revision of the last */
export async function putForward(
  session: ClientSession,
  actor: Actor,
  questionIds: string[],
  words: Words,
): Promise<number> {
  let revision = 0
  for (const questionId of questionIds) {
    const draft = await keepWords(session, actor, questionId, words)
    draft.set({ askedBy: actor.userId, askedAt: now(), together: questionIds.length > 1 ? questionIds : [] })
    await draft.save({ session })
    revision = draft.revision
  }
  return revision
}

/** The draft of a question's answer; null where none is kept, or it is published. @throws AppError not-found */
export async function readDraft(actor: Actor, questionId: string): Promise<PresentedDraft | null> {
  const { question, challenge } = await loadQuestion(actor, questionId)
  const facts = questionFacts(question)
  if (!clarificationPolicy.draft(actor, challenge, facts, now())) throw notFound('Draft')
  const draft = await Draft.findById(questionId).lean<DraftRecord>()
  const files = filesInHand(question, draft)
  if (!draft || isSettled(draft) || (draft.text === question.answer?.text && isPublished(question, files)))
    return null
  const { text, why, revision, savedAt, askedBy, askedAt, earlier } = draft
  return {
    text,
    why,
    files,
    revision,
    savedAt,
    isForSignOff: askedBy !== null,
    signOffAsked: askedBy === null ? null : { name: await personName(askedBy), at: askedAt ?? savedAt },
    together: askedBy === null ? [] : await questionsTogether(draft),
    earlier: earlier.map((one) => ({ text: one.text, at: one.at })),
    may: {
      signOff: askedBy !== null && clarificationPolicy.signOff(actor, challenge, facts, draft, now()),
    },
  }
}

const isSettled = ({ text, files, askedBy }: DraftRecord): boolean =>
  text === '' && files === undefined && askedBy === null

const isPublished = ({ answer }: QuestionRecord, files: AnswerFile[]): boolean =>
  idsOf(files).join() === idsOf(answer?.files).join()
