import mongoose from 'mongoose'
import { scoreTexts } from '../../shared/matching/alike-texts.ts'
import { stemsOf } from '../../shared/matching/words.ts'
import { type Actor, belongsTo } from '../../shared/platform/actor.ts'
import { Question, type QuestionRecord } from './clarifications.model.ts'
import { clarificationPolicy } from './clarifications.policy.ts'
import { listPrivate } from './clarifications.private.read.service.ts'
import { getClarified, questionFacts } from './clarifications.service.ts'

/** A question that somebody may be about to ask again, as far as this reader may see it. */
export interface SimilarQuestion {
  id: string
  text: string
  /** Null while it waits for one. */
  answer: string | null
  /** Its asker's firm is the reader's own. */
  isOwn: boolean
  /** It has confidential parts: its own firm and the brokers alone know of it. */
  isConfidential: boolean
}

const mostSimilar = 3

/**
 * Questions that share most of their telling words with what somebody is about to ask: answered ones, and of those
 * that wait the ones that this reader can read anyway. An answered one comes first where two are as like.
 * @throws AppError not-found
 */
export async function findSimilar(
  actor: Actor,
  challengeId: string,
  text: string,
): Promise<SimilarQuestion[]> {
  const words = [...stemsOf(text)]
  const challenge = await getClarified(actor, challengeId)
  if (words.length === 0) return []
  const asked = await Question.find({
    challengeId,
    status: mongoose.trusted({ $in: ['answered', 'waiting'] }),
  })
    .sort({ status: 1, number: -1, askedAt: 1, _id: 1 })
    .lean<QuestionRecord[]>()
  const readable = asked.filter(
    (question) =>
      question.status === 'answered' ||
      clarificationPolicy.readWaiting(actor, challenge, questionFacts(question)),
  )
  const known = [
    ...readable.map((one) => similarTo(actor, one)),
    ...(await ownConfidential(actor, challenge)),
  ]
  const texts = known.map((question) => `${question.text} ${question.answer ?? ''}`)
  const scores = scoreTexts(texts, words)
  return known
    .map((question, i) => ({ question, score: scores[i] ?? 0, shared: countShared(texts[i] ?? '', words) }))
    .filter(({ score, shared }) => score > 0 && shared >= Math.min(2, words.length))
    .sort((a, b) => b.score - a.score)
    .slice(0, mostSimilar)
    .map(({ question }) => question)
}

const similarTo = (actor: Actor, question: QuestionRecord): SimilarQuestion => ({
  id: question._id,
  text: question.text,
  answer: question.answer?.text ?? null,
  isOwn: belongsTo(actor, question.askerOrganisationId),
  isConfidential: false,
})

async function ownConfidential(
  actor: Actor,
  challenge: Parameters<typeof listPrivate>[1],
): Promise<SimilarQuestion[]> {
  const found = await listPrivate(actor, challenge)
  return found
    .filter(({ isOwn, status }) => isOwn && (status === 'with-brokers' || status === 'to-agree'))
    .map(({ id, text }) => ({ id, text, answer: null, isOwn: true, isConfidential: true }))
}

function countShared(text: string, words: string[]): number {
  const stems = stemsOf(text)
  return words.filter((word) => stems.has(word)).length
}
