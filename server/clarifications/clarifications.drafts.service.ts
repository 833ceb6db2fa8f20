import type { ClientSession, HydratedDocument } from 'mongoose'
import { clarificationSignOffAsked } from '../../shared/clarifications/clarifications.drafts.events.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { record } from '../audit/index.ts'
import { now } from '../platform/clock.ts'
import { transaction } from '../platform/database.ts'
import { AppError, allow, notFound } from '../platform/errors.ts'
import { publishCorrection } from './clarifications.correct.service.ts'
import { Draft, type DraftRecord } from './clarifications.drafts.model.ts'
import { clarificationPolicy } from './clarifications.policy.ts'
import {
  type ClarifiedFacts,
  loadQuestion,
  publishAnswer,
  type QuestionDocument,
  questionFacts,
} from './clarifications.service.ts'

/** A draft as the officers of the authority and the brokers see it. */
export interface PresentedDraft {
  text: string
  why: string
  revision: number
  savedAt: Date
  isForSignOff: boolean
  earlier: { text: string; at: Date }[]
  may: { signOff: boolean }
}

type Words = Pick<DraftRecord, 'text' | 'why'>

async function loadToDraft(session: ClientSession, actor: Actor, questionId: string) {
  const { question, challenge } = await loadQuestion(actor, questionId, session)
  const mayDraft = clarificationPolicy.draft(actor, challenge, questionFacts(question), now())
  allow(mayDraft, 'Only the authority or a broker can write an answer, while it can still be published')
  return { question, challenge }
}

/** Keeps the words; those of somebody else stay among the earlier ones. */
async function keepWords(
  session: ClientSession,
  actor: Actor,
  questionId: string,
  { text, why }: Words,
): Promise<HydratedDocument<DraftRecord>> {
  const kept = await Draft.findById(questionId).session(session)
  const draft = kept ?? new Draft({ _id: questionId, revision: 0, writtenBy: actor.userId, savedAt: now() })
  if (kept && kept.text === text && kept.why === why) return kept
  if (kept?.text && kept.writtenBy !== actor.userId)
    draft.earlier.push({ text: kept.text, by: kept.writtenBy, at: kept.savedAt })
  // Words that changed have been put before nobody yet.
  const saved = { writtenBy: actor.userId, savedAt: now(), askedBy: null }
  draft.set({ text, why, revision: draft.revision + 1, ...saved })
  await draft.save({ session })
  return draft
}

/** Saves the draft of an answer or a correction. @throws AppError not-found, forbidden */
export async function saveDraftAnswer(
  actor: Actor,
  questionId: string,
  words: Words,
): Promise<{ revision: number }> {
  return transaction(async (session) => {
    await loadToDraft(session, actor, questionId)
    return { revision: (await keepWords(session, actor, questionId, words)).revision }
  })
}

/**
 * Puts the words before the other officers of the authority: one of them signs them off, or changes them.
 * @throws AppError not-found, forbidden, invalid for a correction without a reason
 */
export async function askSignOff(
  actor: Actor,
  questionId: string,
  words: Words,
): Promise<{ challengeId: string; revision: number }> {
  return transaction(async (session) => {
    const { question, challenge } = await loadToDraft(session, actor, questionId)
    if (question.status === 'answered' && !words.why)
      throw new AppError('invalid', 'A correction needs a reason', {
        why: 'Say why the answer changes: everybody reads it',
      })
    const draft = await keepWords(session, actor, questionId, words)
    draft.set({ askedBy: actor.userId })
    await draft.save({ session })
    await record(session, actor, clarificationSignOffAsked, { challengeId: challenge.id, questionId })
    return { challengeId: challenge.id, revision: draft.revision }
  })
}

/**
 * Signs off what a colleague put forward: it is published as it stands, to everybody at the same moment.
 * @param revision the one that was read
 * @throws AppError not-found, forbidden to whoever wrote it or put it forward, conflict if the words have changed
 */
export async function signOff(
  actor: Actor,
  questionId: string,
  revision: number,
): Promise<{ challengeId: string; number: number }> {
  return transaction(async (session) => {
    const { question, challenge } = await loadQuestion(actor, questionId, session)
    const draft = await Draft.findById(questionId).session(session)
    if (!draft?.askedBy) throw new AppError('conflict', 'Nobody has asked for a sign-off of this draft')
    const at = now()
    allow(
      clarificationPolicy.signOff(actor, challenge, questionFacts(question), draft, at),
      'Only another officer of the authority than those who wrote it can sign it off, while it can still be published',
    )
    if (draft.revision !== revision)
      throw new AppError('conflict', 'The draft has changed in the meantime: read it again')
    return publishDraft(session, actor, question, challenge, draft)
  })
}

async function publishDraft(
  session: ClientSession,
  actor: Actor,
  question: QuestionDocument,
  challenge: ClarifiedFacts,
  { text, why }: Words,
): Promise<{ challengeId: string; number: number }> {
  const isCorrection = question.status === 'answered'
  const number = isCorrection
    ? await publishCorrection(session, actor, question, { text, why })
    : await publishAnswer(session, actor, question, text)
  return { challengeId: challenge.id, number }
}

/** The draft of a question's answer; null where none is kept, or it is published. @throws AppError not-found */
export async function readDraft(actor: Actor, questionId: string): Promise<PresentedDraft | null> {
  const { question, challenge } = await loadQuestion(actor, questionId)
  const facts = questionFacts(question)
  if (!clarificationPolicy.draft(actor, challenge, facts, now())) throw notFound('Draft')
  const draft = await Draft.findById(questionId).lean<DraftRecord>()
  if (!draft || draft.text === question.answer?.text) return null
  const { text, why, revision, savedAt, askedBy, earlier } = draft
  return {
    text,
    why,
    revision,
    savedAt,
    isForSignOff: askedBy !== null,
    earlier: earlier.map((one) => ({ text: one.text, at: one.at })),
    may: {
      signOff: askedBy !== null && clarificationPolicy.signOff(actor, challenge, facts, draft, now()),
    },
  }
}
