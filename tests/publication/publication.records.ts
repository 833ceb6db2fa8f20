import { answerQuestion, askQuestion } from '../../server/clarifications/index.ts'
import { aChallenge, inDays } from '../challenges/challenges.factory.ts'
import { actor } from '../platform/actors.ts'
import { record } from '../../server/audit/index.ts'
import { transaction } from '../../server/platform/database.ts'
import type { ChallengeRecord } from '../../shared/challenges/challenge.ts'
import { challengePublished } from '../../shared/challenges/challenges.events.ts'
import { system } from '../../shared/platform/actor.ts'
import { newId } from '../../shared/platform/ids.ts'

/** A challenge that was published by the usual way, as far as its record and its events tell. */
export async function aPublishedChallenge(changes: Partial<ChallengeRecord> = {}): Promise<ChallengeRecord> {
  const challenge = await aChallenge({ status: 'open', ...changes })
  const { _id: challengeId, authorityId } = challenge
  await transaction((session) =>
    record(session, system, challengePublished, { challengeId, authorityId, version: 1 }),
  )
  return challenge
}

/** A question to it, and the authority's answer. @returns the question's id */
export async function anAnswer(
  { _id, authorityId }: ChallengeRecord,
  question: string,
  answer: string,
): Promise<string> {
  const { id } = await askQuestion(actor('supplier', newId()), _id, question)
  await answerQuestion(actor('authority', authorityId), id, answer)
  return id
}

/** An amendment that changes nothing but the title. */
export const amendmentOf = (title: string) => ({
  title,
  whatChanged: 'The title',
  why: 'It was too narrow',
  isSubstantial: false,
  noticeId: '',
  deadlineReview: '' as const,
  deadlineReason: '',
  removeAttachments: [],
  filesDescription: '',
})

export { inDays }
