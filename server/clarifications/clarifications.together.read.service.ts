import mongoose from 'mongoose'
import { Question, type QuestionRecord } from './clarifications.model.ts'

/** Another question that was given its answer together with one. */
export interface AnsweredTogether {
  id: string
  number: number
  text: string
  /** Its answer is the one's own of today; otherwise it is one that the one's correction replaced. */
  isSame: boolean
}

/** The questions that carry the answer of this one, or one it had before, since they were answered together. */
export async function answeredTogether(questionId: string): Promise<AnsweredTogether[]> {
  const question = await Question.findById(questionId).lean<QuestionRecord>()
  if (!question?.answer?.isTogether) return []
  const { text: current } = question.answer
  const found = await Question.find({
    challengeId: question.challengeId,
    status: 'answered',
    _id: mongoose.trusted({ $ne: questionId }),
    'answer.isTogether': true,
    'answer.text': mongoose.trusted({ $in: [current, ...question.corrections.map(({ text }) => text)] }),
  })
    .sort({ number: 1 })
    .lean<QuestionRecord[]>()
  return found.map(({ _id: id, number, text, answer }) => ({
    id,
    number: number ?? 0,
    text,
    isSame: answer?.text === current,
  }))
}
