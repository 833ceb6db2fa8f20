import { type QuestionState, questionState } from '../../shared/evaluation/questions.ts'
import { findPeople } from '../identity/index.ts'
import { asBuffer } from '../platform/bytes.ts'
import { now } from '../platform/clock.ts'
import { openOurs, sealForUs } from '../platform/sealed-value.ts'
import { ProposalQuestion, type ProposalQuestionRecord } from './evaluation.questions.model.ts'

const use = 'questions about proposals'

/** Seals one side of a question; it opens for that side of that question only. */
export const sealWords = (id: string, side: 'question' | 'answer', words: string): Promise<Buffer> =>
  sealForUs(use, `${id} ${side}`, words)

const openWords = async (
  id: string,
  side: 'question' | 'answer',
  sealed: ProposalQuestionRecord['question'],
): Promise<string> => String(await openOurs(use, `${id} ${side}`, asBuffer(sealed)))

/** A question as those read it who may. */
export interface AskedQuestion {
  submissionId: string
  number: number
  question: string
  askedAt: Date
  askedBy: string
  answerBy: Date
  answer: string
  answeredAt: Date | null
  state: QuestionState
}

/** Questions with their words, in the order in which they were asked. For services that checked who reads. */
export async function questionsIn(
  where: { challengeId: string; submissionId?: string } | { proposalId: string },
): Promise<AskedQuestion[]> {
  const found = await ProposalQuestion.find(where)
    .sort({ submissionId: 1, number: 1 })
    .lean<ProposalQuestionRecord[]>()
  const people = await findPeople([...new Set(found.map(({ askedBy }) => askedBy))])
  return Promise.all(
    found.map(
      async ({ _id, submissionId, number, question, askedAt, askedBy, answerBy, answer, answeredAt }) => ({
        submissionId,
        number,
        question: await openWords(_id, 'question', question),
        askedAt,
        askedBy: people.get(askedBy)?.name ?? '',
        answerBy,
        answer: answer ? await openWords(_id, 'answer', answer) : '',
        answeredAt,
        state: questionState({ answerBy, answeredAt }, now()),
      }),
    ),
  )
}
