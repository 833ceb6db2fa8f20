import mongoose from 'mongoose'
import { effectiveStatus } from '../../shared/challenges/effective-status.ts'
import { openStatuses } from '../../shared/challenges/life-cycle.ts'
import { type Actor, belongsTo } from '../../shared/platform/actor.ts'
import { findChallenges } from '../challenges/index.ts'
import { now } from '../platform/clock.ts'
import { clarificationPolicy } from './clarifications.policy.ts'
import { PrivateQuestion, type PrivateQuestionRecord } from './clarifications.private.model.ts'
import { privatePolicy } from './clarifications.private.policy.ts'
import { loadPrivate } from './clarifications.private.service.ts'
import type { ClarifiedFacts } from './clarifications.service.ts'

/** A question with confidential parts, as its supplier or the brokerage may see it. */
export interface PresentedPrivate {
  id: string
  text: string
  confidential: string
  askedAt: Date
  status: PrivateQuestionRecord['status']
  isOwn: boolean
  /** The newest last; its place in the list, from 1, is what a decision names. */
  wordings: { text: string; note: string; at: Date; declined: string | null }[]
  withdrawn: PrivateQuestionRecord['withdrawn']
  questionId: string | null
  /** Brokers alone. */
  asker: { organisationId: string } | null
  may: { proposeWording: boolean; decideWording: boolean; withdraw: boolean }
}

/** As this actor may see it; only for somebody who may read it. */
export function presentPrivate(
  question: PrivateQuestionRecord,
  challenge: ClarifiedFacts,
  actor: Actor,
): PresentedPrivate {
  const { _id: id, text, confidential, askedAt, status, withdrawn, questionId } = question
  const at = now()
  return {
    id,
    text,
    confidential,
    askedAt,
    status,
    withdrawn,
    questionId,
    isOwn: belongsTo(actor, question.askerOrganisationId),
    wordings: question.wordings.map((one) => ({
      text: one.text,
      note: one.note,
      at: one.at,
      declined: one.declined,
    })),
    asker: clarificationPolicy.seeAsker(actor) ? { organisationId: question.askerOrganisationId } : null,
    may: {
      proposeWording: privatePolicy.proposeWording(actor, challenge, question, at),
      decideWording: privatePolicy.decideWording(actor, challenge, question, at),
      withdraw: privatePolicy.withdraw(actor, challenge, question),
    },
  }
}

/** One of them. @throws AppError not-found to everybody but its supplier and the brokerage */
export async function readPrivate(
  actor: Actor,
  id: string,
): Promise<{ question: PresentedPrivate; challenge: ClarifiedFacts }> {
  const { question, challenge } = await loadPrivate(actor, id)
  return { question: presentPrivate(question.toObject(), challenge, actor), challenge }
}

/** Those of a challenge that this actor may read, the oldest first: a supplier's own, or all for the brokerage. */
export async function listPrivate(actor: Actor, challenge: ClarifiedFacts): Promise<PresentedPrivate[]> {
  const own = actor.organisation?.kind === 'supplier' ? { askerOrganisationId: actor.organisation.id } : null
  if (!own && !clarificationPolicy.seeAsker(actor)) return []
  const found = await PrivateQuestion.find({ challengeId: challenge.id, ...own })
    .sort({ askedAt: 1, _id: 1 })
    .lean<PrivateQuestionRecord[]>()
  return found.map((question) => presentPrivate(question, challenge, actor))
}

/** Those that wait for a broker's wording while answers can still come of it, for the desk. */
export async function listPrivateForBrokers(): Promise<PrivateQuestionRecord[]> {
  const waiting = await PrivateQuestion.find({ status: 'with-brokers' })
    .sort({ askedAt: 1 })
    .lean<PrivateQuestionRecord[]>()
  const challenges = await findChallenges(waiting.map(({ challengeId }) => challengeId))
  const at = now()
  return waiting.filter(({ challengeId }) => {
    const challenge = challenges.get(challengeId)
    if (!challenge || !openStatuses.includes(effectiveStatus(challenge, at))) return false
    const { answerBy } = challenge.timetable
    return answerBy === null || at <= answerBy
  })
}

/** How many of a challenge are not settled yet: while there is one, its clarifications are not closed. */
export async function countUnsettled(challengeId: string): Promise<number> {
  return PrivateQuestion.countDocuments({
    challengeId,
    status: mongoose.trusted({ $in: ['with-brokers', 'to-agree'] }),
  })
}
