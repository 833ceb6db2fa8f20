import type { ClientSession } from 'mongoose'
import { clarificationSignOffAsked } from '../../shared/clarifications/clarifications.drafts.events.ts'
import { clarificationShown } from '../../shared/clarifications/clarifications.votes.events.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { record } from '../audit/index.ts'
import { now } from '../platform/clock.ts'
import { transaction } from '../platform/database.ts'
import { AppError, allow } from '../platform/errors.ts'
import { putForward } from './clarifications.drafts.service.ts'
import { clarificationPolicy } from './clarifications.policy.ts'
import {
  type ClarifiedFacts,
  loadQuestion,
  type QuestionDocument,
  questionFacts,
  refuseLate,
} from './clarifications.service.ts'
import { settingsOf } from './clarifications.settings.read.service.ts'
import { publishToAll } from './clarifications.sign-off.service.ts'

/** Questions of one challenge that wait. @throws AppError not-found, conflict naming one that waits no more */
async function loadWaiting(
  session: ClientSession,
  actor: Actor,
  challengeId: string,
  questionIds: string[],
): Promise<{ questions: QuestionDocument[]; challenge: ClarifiedFacts }> {
  const questions: QuestionDocument[] = []
  let ofAll: ClarifiedFacts | undefined
  for (const id of questionIds) {
    const { question, challenge } = await loadQuestion(actor, id, session)
    if (challenge.id !== challengeId)
      throw new AppError('invalid', 'Not of this challenge', {
        questionIds: 'Choose from the questions shown',
      })
    if (question.status !== 'waiting') {
      const words = `“${question.text.slice(0, 60)}” has been dealt with in the meantime: choose without it`
      throw new AppError('conflict', words, { questionIds: words })
    }
    questions.push(question)
    ofAll = challenge
  }
  if (!ofAll) throw new AppError('invalid', 'No question is chosen', { questionIds: 'Choose the questions' })
  return { questions, challenge: ofAll }
}

/**
 * Answers several questions with one text, at the same moment and each under a number of its own; where answers need
 * a sign-off, it is put before a second officer for all of them.
 * @returns the first number; null if it waits for the sign-off
 * @throws AppError not-found, forbidden, too-late, conflict; nothing is answered then
 */
export async function answerSeveral(
  actor: Actor,
  challengeId: string,
  { questionIds, text }: { questionIds: string[]; text: string },
): Promise<{ number: number | null }> {
  return transaction(async (session) => {
    const { questions, challenge } = await loadWaiting(session, actor, challengeId, questionIds)
    const isRunning = challenge.status === 'open' || challenge.status === 'clarifications-closed'
    refuseLate(challenge.answerBy, isRunning, 'Answers')
    for (const question of questions)
      allow(
        clarificationPolicy.answer(actor, challenge, questionFacts(question), now()),
        'Only the authority or a broker can answer',
      )
    if (!(await settingsOf(challengeId, session)).signOff)
      return { number: await publishToAll(session, actor, questions, { text }) }
    await putForward(session, actor, questionIds, { text, why: '', files: [] })
    const questionId = questionIds[0] ?? ''
    await record(session, actor, clarificationSignOffAsked, { challengeId, questionId })
    return { number: null }
  })
}

/**
 * Leaves several questions without an answer, for one reason that is published with each.
 * @throws AppError not-found, forbidden, conflict; nothing is done then
 */
export async function leaveSeveral(
  actor: Actor,
  challengeId: string,
  { questionIds, reason }: { questionIds: string[]; reason: string },
): Promise<{ number: number }> {
  return transaction(async (session) => {
    const { questions, challenge } = await loadWaiting(session, actor, challengeId, questionIds)
    for (const question of questions)
      allow(
        clarificationPolicy.leave(actor, challenge, questionFacts(question)),
        'Only the authority or a broker can leave a waiting question unanswered',
      )
    const text = `Not answered. ${reason}`
    return { number: await publishToAll(session, actor, questions, { text, isLeft: true }) }
  })
}

/** A broker shows several waiting questions to everybody, as they were asked. @throws AppError not-found, forbidden */
export async function showSeveral(
  actor: Actor,
  challengeId: string,
  { questionIds }: { questionIds: string[] },
): Promise<{ challengeId: string }> {
  return transaction(async (session) => {
    const { questions, challenge } = await loadWaiting(session, actor, challengeId, questionIds)
    for (const question of questions) {
      const mayShow = clarificationPolicy.show(actor, challenge, questionFacts(question))
      allow(mayShow, 'Only a broker can show a question that waits unseen')
      question.set({ shownAt: now() })
      await question.save({ session })
      await record(session, actor, clarificationShown, { challengeId, questionId: question._id })
    }
    return { challengeId }
  })
}
