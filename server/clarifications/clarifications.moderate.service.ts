import mongoose from 'mongoose'
import {
  clarificationMerged,
  clarificationRedacted,
  clarificationReportDismissed,
  clarificationReported,
} from '../../shared/clarifications/clarifications.events.ts'
import { clarificationShown } from '../../shared/clarifications/clarifications.votes.events.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { record } from '../audit/index.ts'
import { now } from '../platform/clock.ts'
import { transaction } from '../platform/database.ts'
import { AppError, allow } from '../platform/errors.ts'
import { countFor } from './clarifications.limits.ts'
import { Question, type QuestionRecord } from './clarifications.model.ts'
import { clarificationPolicy } from './clarifications.policy.ts'
import { loadQuestion, type QuestionDocument, questionFacts } from './clarifications.service.ts'
import { moveVotes } from './clarifications.votes.service.ts'

/**
 * A broker replaces words that must not stand in public; the original and the reason stay in the record,
 * for brokers alone. It settles the reports of the question.
 * @throws AppError not-found, forbidden, invalid if there is no answer to redact
 */
export async function redactQuestion(
  actor: Actor,
  questionId: string,
  input: { part: 'question' | 'answer'; text: string; reason: string },
): Promise<{ challengeId: string }> {
  return transaction(async (session) => {
    const { question, challenge } = await loadQuestion(actor, questionId, session)
    allow(clarificationPolicy.redact(actor, challenge, questionFacts(question)), 'Only a broker can redact')
    if (input.part === 'answer' && !question.answer) {
      throw new AppError('invalid', 'There is no answer yet', { part: 'There is no answer to redact yet' })
    }

    const original = input.part === 'answer' ? question.answer?.text : question.text
    question.redactions.push({
      part: input.part,
      original: original ?? '',
      reason: input.reason,
      at: now(),
      by: actor.userId,
    })
    question.set(input.part === 'answer' ? { 'answer.text': input.text } : { text: input.text })
    if (input.part === 'answer') redactEarlier(question, input, actor)
    question.set({ reports: [] })
    await question.save({ session })
    await record(session, actor, clarificationRedacted, {
      challengeId: challenge.id,
      questionId,
      part: input.part,
    })
    return { challengeId: challenge.id }
  })
}

/** What must not stand in public stands in no earlier answer either. */
function redactEarlier(
  question: QuestionDocument,
  { text, reason }: { text: string; reason: string },
  { userId: by }: Actor,
): void {
  for (const [index, { text: original }] of question.corrections.entries()) {
    question.redactions.push({ part: 'answer', original, reason, at: now(), by })
    question.set({ [`corrections.${index}.text`]: text })
  }
}

/**
 * A broker folds a waiting question into another that asks the same; the answer to that one is the answer
 * to both, and both askers are told.
 * @throws AppError not-found, forbidden, invalid if the other is not of this challenge or was itself merged
 */
export async function mergeQuestion(
  actor: Actor,
  questionId: string,
  intoId: string,
): Promise<{ challengeId: string }> {
  return transaction(async (session) => {
    const { question, challenge } = await loadQuestion(actor, questionId, session)
    allow(
      clarificationPolicy.merge(actor, challenge, questionFacts(question)),
      'Only a broker can merge waiting questions',
    )
    const into = await Question.findOne({ _id: intoId, challengeId: challenge.id }).session(session)
    if (!into || into._id === questionId || into.status === 'merged') {
      throw new AppError('invalid', 'Choose another question', {
        into: 'Choose another question of this challenge',
      })
    }

    question.set({ status: 'merged', mergedInto: intoId })
    await question.save({ session })
    await moveVotes(session, question, into)
    // Whatever was folded into this one follows it, so that every asker hears of the one answer.
    await Question.updateMany({ mergedInto: questionId }, { $set: { mergedInto: intoId } }, { session })
    await record(session, actor, clarificationMerged, { challengeId: challenge.id, questionId, intoId })
    return { challengeId: challenge.id }
  })
}

/** A broker shows a waiting question to everybody. @throws AppError not-found, forbidden */
export async function showQuestion(actor: Actor, questionId: string): Promise<{ challengeId: string }> {
  return transaction(async (session) => {
    const { question, challenge } = await loadQuestion(actor, questionId, session)
    const mayShow = clarificationPolicy.show(actor, challenge, questionFacts(question))
    allow(mayShow, 'Only a broker can show a question that waits unseen')

    question.set({ shownAt: now() })
    await question.save({ session })
    await record(session, actor, clarificationShown, { challengeId: challenge.id, questionId })
    return { challengeId: challenge.id }
  })
}

/**
 * Asks the brokers to look at a question; whoever asked them before, and waits still, replaces what they said.
 * @throws AppError not-found, forbidden, too-many
 */
export async function reportQuestion(
  actor: Actor,
  questionId: string,
  reason: string,
): Promise<{ challengeId: string }> {
  return transaction(async (session) => {
    const { question, challenge } = await loadQuestion(actor, questionId, session)
    const mayReport = clarificationPolicy.report(actor, challenge, questionFacts(question))
    allow(mayReport, 'Only somebody who acts for an organisation can report a question')
    await countFor('reporting', actor)

    const place = question.reports.findIndex(({ by }) => by === actor.userId)
    if (place < 0) question.reports.push({ reason, at: now(), by: actor.userId })
    else question.set({ [`reports.${place}.reason`]: reason })
    await question.save({ session })
    // The brokers have been told of it already.
    if (place >= 0) return { challengeId: challenge.id }
    await record(session, actor, clarificationReported, { challengeId: challenge.id, questionId })
    return { challengeId: challenge.id }
  })
}

/** A broker lets a reported question stand. @throws AppError not-found, forbidden */
export async function dismissReports(actor: Actor, questionId: string): Promise<{ challengeId: string }> {
  return transaction(async (session) => {
    const { question, challenge } = await loadQuestion(actor, questionId, session)
    const mayDismiss = clarificationPolicy.dismissReport(actor, challenge, questionFacts(question))
    allow(mayDismiss, 'Only a broker can settle reports')

    question.set({ reports: [] })
    await question.save({ session })
    await record(session, actor, clarificationReportDismissed, { challengeId: challenge.id, questionId })
    return { challengeId: challenge.id }
  })
}

const reported = { 'reports.0': mongoose.trusted({ $exists: true }) }

/** Reported questions, for the brokers' desk. */
export async function listReported(): Promise<QuestionRecord[]> {
  return Question.find(reported).sort({ 'reports.at': 1 }).lean<QuestionRecord[]>()
}

/** How many questions wait so; for whoever shows only the number. */
export async function countReported(): Promise<number> {
  return Question.countDocuments(reported)
}
