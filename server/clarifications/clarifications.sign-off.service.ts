import mongoose, { type ClientSession } from 'mongoose'
import type { Actor } from '../../shared/platform/actor.ts'
import { record } from '../audit/index.ts'
import { clarificationAnsweredTogether } from '../../shared/clarifications/clarifications.several.events.ts'
import { now } from '../platform/clock.ts'
import { transaction } from '../platform/database.ts'
import { AppError, allow } from '../platform/errors.ts'
import { publishCorrection } from './clarifications.correct.service.ts'
import { Draft, type DraftRecord } from './clarifications.drafts.model.ts'
import { filesInHand } from './clarifications.files.ts'
import { Question, type QuestionRecord } from './clarifications.model.ts'
import { clarificationPolicy } from './clarifications.policy.ts'
import {
  type ClarifiedFacts,
  loadQuestion,
  publishAnswer,
  type QuestionDocument,
  questionFacts,
} from './clarifications.service.ts'

const { trusted } = mongoose
const onlyOthers =
  'Only another officer of the authority than those who wrote it can sign it off, while it can still be published'

/** The other drafts that were put forward with this one and still say the same. */
async function draftsTogether(
  { _id, text, together }: DraftRecord,
  session: ClientSession | null = null,
): Promise<DraftRecord[]> {
  if (together.length === 0) return []
  return Draft.find({
    _id: trusted({ $in: together.filter((id) => id !== _id) }),
    text,
    together: _id,
    askedBy: trusted({ $ne: null }),
  })
    .session(session)
    .lean<DraftRecord[]>()
}

/** The other questions that wait and would be answered by this draft's sign-off. */
export async function questionsTogether(draft: DraftRecord): Promise<{ id: string; text: string }[]> {
  const ids = (await draftsTogether(draft)).map(({ _id }) => _id)
  if (ids.length === 0) return []
  const found = await Question.find({ _id: trusted({ $in: ids }), status: 'waiting' })
    .sort({ _id: 1 })
    .lean<QuestionRecord[]>()
  return found.map(({ _id, text }) => ({ id: _id, text }))
}

/**
 * Signs off what a colleague put forward: it is published as it stands, to everybody at the same moment; to all
 * the questions for which it was put forward together.
 * @param revision the one that was read
 * @returns the first number of the log that it has
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
    // Whoever else asks must not learn whether an answer is on its way.
    const mayDraft = clarificationPolicy.draft(actor, challenge, questionFacts(question), now())
    allow(mayDraft, onlyOthers)
    if (!draft?.askedBy) throw new AppError('conflict', 'Nobody has asked for a sign-off of this draft')
    refuseSigning(actor, question, challenge, draft)
    if (draft.revision !== revision)
      throw new AppError('conflict', 'The draft has changed in the meantime: read it again')
    const { text, why } = draft
    const files = filesInHand(question, draft)
    if (question.status === 'answered') {
      const number = await publishCorrection(session, actor, question, { text, why, files })
      return { challengeId: challenge.id, number }
    }
    const others = await othersToPublish(session, actor, draft.toObject())
    const number = await publishToAll(session, actor, [question, ...others], { text, files })
    return { challengeId: challenge.id, number }
  })
}

function refuseSigning(
  actor: Actor,
  question: QuestionDocument,
  challenge: ClarifiedFacts,
  draft: DraftRecord,
): void {
  allow(clarificationPolicy.signOff(actor, challenge, questionFacts(question), draft, now()), onlyOthers)
}

async function othersToPublish(
  session: ClientSession,
  actor: Actor,
  draft: DraftRecord,
): Promise<QuestionDocument[]> {
  const others: QuestionDocument[] = []
  for (const other of await draftsTogether(draft, session)) {
    const { question, challenge } = await loadQuestion(actor, other._id, session)
    if (question.status !== 'waiting') continue
    refuseSigning(actor, question, challenge, other)
    others.push(question)
  }
  return others
}

/**
 * Gives all these questions one answer, each under a number of its own; whoever is concerned hears of it once.
 * @returns the first number
 */
export async function publishToAll(
  session: ClientSession,
  actor: Actor,
  questions: QuestionDocument[],
  answer: { text: string; files?: DraftRecord['files']; isLeft?: boolean },
): Promise<number> {
  // By their ids, which are drawn at random: the numbers must not say who asked before whom.
  const inOrder = [...questions].sort((one, other) => (one._id < other._id ? -1 : 1))
  const isTogether = inOrder.length > 1
  const numbers: number[] = []
  const { files = [], ...words } = answer
  for (const question of inOrder)
    numbers.push(await publishAnswer(session, actor, question, { ...words, files, isTogether }))
  const number = numbers[0] ?? 0
  const challengeId = inOrder[0]?.challengeId ?? ''
  if (isTogether)
    await record(session, actor, clarificationAnsweredTogether, { challengeId, number, numbers })
  return number
}
