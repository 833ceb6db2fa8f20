import mongoose, { type ClientSession } from 'mongoose'
import { clarificationVoted } from '../../shared/clarifications/clarifications.votes.events.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { record } from '../audit/index.ts'
import { now } from '../platform/clock.ts'
import { transaction } from '../platform/database.ts'
import { allow } from '../platform/errors.ts'
import { countFor } from './clarifications.limits.ts'
import { Question, type QuestionRecord } from './clarifications.model.ts'
import { clarificationPolicy } from './clarifications.policy.ts'
import { loadQuestion, questionFacts } from './clarifications.service.ts'
import { Vote } from './clarifications.votes.model.ts'

/**
 * Says that the actor's supplier wants to know the answer to a waiting question, or takes it back. One voice a
 * supplier, however many of its people say so; saying it twice changes nothing.
 * @throws AppError not-found, forbidden, too-many
 */
export async function vote(
  actor: Actor,
  questionId: string,
  wants: boolean,
): Promise<{ challengeId: string; votes: number }> {
  return transaction(async (session) => {
    const { question, challenge } = await loadQuestion(actor, questionId, session)
    const mayVote = clarificationPolicy.vote(actor, challenge, questionFacts(question), now())
    allow(mayVote, 'Only other suppliers can say that they want to know this too, while it waits')
    const organisationId = actor.organisation?.id ?? ''
    await countFor('voting', actor)

    const key = { questionId, organisationId }
    const wanted = await Vote.exists(key).session(session)
    if (Boolean(wanted) === wants) return { challengeId: challenge.id, votes: question.votes }
    if (wants) await Vote.create([key], { session })
    else await Vote.deleteOne(key).session(session)
    const votes = await countVotes(session, questionId)
    await record(session, actor, clarificationVoted, { challengeId: challenge.id, questionId })
    return { challengeId: challenge.id, votes }
  })
}

/** Counts anew and keeps the count with the question: two votes at once then meet there, and one tries again. */
async function countVotes(session: ClientSession, questionId: string): Promise<number> {
  const votes = await Vote.countDocuments({ questionId }).session(session)
  await Question.updateOne({ _id: questionId }, { $set: { votes } }, { session })
  return votes
}

/**
 * A question was folded into another: whoever asked or wanted it wants the other now. Its own asker needs no
 * voice, and nobody gets two.
 */
export async function moveVotes(
  session: ClientSession,
  from: QuestionRecord,
  into: QuestionRecord,
): Promise<void> {
  const [wantFrom, wantInto] = [
    await Vote.find({ questionId: from._id }).session(session).distinct('organisationId'),
    await Vote.find({ questionId: into._id }).session(session).distinct('organisationId'),
  ]
  const wanting = new Set([...wantFrom, from.askerOrganisationId])
  for (const organisationId of [...wantInto, into.askerOrganisationId]) wanting.delete(organisationId)
  const rows = [...wanting].map((organisationId) => ({ questionId: into._id, organisationId }))
  if (rows.length > 0) await Vote.create(rows, { session, ordered: true })
  await Vote.deleteMany({ questionId: from._id }).session(session)
  await countVotes(session, into._id)
}

/** Those of these questions that the actor's supplier wants to know too. */
export async function wantedBy(actor: Actor, questionIds: string[]): Promise<Set<string>> {
  if (actor.organisation?.kind !== 'supplier' || questionIds.length === 0) return new Set()
  const found = await Vote.find({
    organisationId: actor.organisation.id,
    questionId: mongoose.trusted({ $in: questionIds }),
  }).distinct('questionId')
  return new Set(found)
}
