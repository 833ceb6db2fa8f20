import type { ClientSession, HydratedDocument } from 'mongoose'
import type { z } from 'zod'
import {
  clarificationAskedPrivately,
  clarificationPrivateWithdrawn,
  clarificationWordingAgreed,
  clarificationWordingDeclined,
  clarificationWordingProposed,
} from '../../shared/clarifications/clarifications.private.events.ts'
import type { proposeWordingSchema } from '../../shared/clarifications/clarifications.private.schema.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import type { EventDefinition } from '../../shared/platform/event.ts'
import { isId, newId } from '../../shared/platform/ids.ts'
import { record } from '../audit/index.ts'
import { now } from '../platform/clock.ts'
import { joinTransaction, transaction } from '../platform/database.ts'
import { AppError, allow, notFound } from '../platform/errors.ts'
import { refuseWordingThatGivesAway } from './clarifications.giving-away.service.ts'
import { type ClarifiedFacts, enterQuestion, getClarified, getToAsk } from './clarifications.service.ts'
import { PrivateQuestion, type PrivateQuestionRecord } from './clarifications.private.model.ts'
import { privatePolicy } from './clarifications.private.policy.ts'

/**
 * Asks with confidential parts: only the brokers read it, until the supplier has agreed to words for everybody.
 * @throws AppError not-found, forbidden, too-many, too-late once the time for asking is over
 */
export async function askPrivately(
  actor: Actor,
  challengeId: string,
  { text, confidential }: { text: string; confidential: string },
  running?: ClientSession,
): Promise<{ id: string }> {
  const id = newId()
  return joinTransaction(running, async (session) => {
    await getToAsk(actor, challengeId)
    const askerOrganisationId = actor.organisation?.id ?? ''
    const asked = { askerOrganisationId, askerUserId: actor.userId, text, confidential, askedAt: now() }
    await PrivateQuestion.create([{ _id: id, challengeId, ...asked }], { session })
    const ids = { challengeId, privateQuestionId: id, supplierId: askerOrganisationId }
    await record(session, actor, clarificationAskedPrivately, ids)
    return { id }
  })
}

type PrivateDocument = HydratedDocument<PrivateQuestionRecord>

/** One that the actor may read, with its challenge. @throws AppError not-found to everybody else */
export async function loadPrivate(
  actor: Actor,
  id: string,
  session: ClientSession | null = null,
): Promise<{ question: PrivateDocument; challenge: ClarifiedFacts }> {
  const question = isId(id) ? await PrivateQuestion.findById(id).session(session) : null
  if (!question || !privatePolicy.read(actor, question)) throw notFound('Question')
  return { question, challenge: await getClarified(actor, question.challengeId) }
}

type PrivateEvent = EventDefinition<{ challengeId: string; privateQuestionId: string; supplierId: string }>

/** Loads, lets `act` change it, saves, and tells; all in one transaction. */
async function change(
  actor: Actor,
  id: string,
  event: PrivateEvent,
  act: (question: PrivateDocument, challenge: ClarifiedFacts, session: ClientSession) => Promise<void> | void,
): Promise<{ challengeId: string }> {
  return transaction(async (session) => {
    const { question, challenge } = await loadPrivate(actor, id, session)
    await act(question, challenge, session)
    await question.save({ session })
    const { challengeId, askerOrganisationId: supplierId } = question
    await record(session, actor, event, { challengeId, privateQuestionId: id, supplierId })
    return { challengeId }
  })
}

/**
 * A broker proposes the words that everybody would read: others than the supplier's, or those as they are.
 * @throws AppError not-found, forbidden, invalid for words that give the supplier away
 */
export async function proposeWording(
  actor: Actor,
  id: string,
  input: z.output<typeof proposeWordingSchema>,
): Promise<{ challengeId: string }> {
  return change(actor, id, clarificationWordingProposed, async (question, challenge) => {
    allow(
      privatePolicy.proposeWording(actor, challenge, question, now()),
      'Only a broker can propose a wording, while answers can still be published',
    )
    const text = input.how === 'as-it-is' ? question.text : input.text
    await refuseWordingThatGivesAway(question, text)
    question.wordings.push({ text, note: input.note, at: now(), by: actor.userId, declined: null })
    question.set({ status: 'to-agree' })
  })
}

/**
 * The supplier agrees to the broker's words: they enter the room as any question does, under its letter.
 * @param wording the place of the wording that was read, from 1, so that nobody agrees to words they did not see
 * @throws AppError not-found, forbidden, conflict if a broker has proposed other words since
 */
export async function agreeWording(
  actor: Actor,
  id: string,
  wording: number,
): Promise<{ challengeId: string }> {
  return change(actor, id, clarificationWordingAgreed, async (question, challenge, session) => {
    refuseUndecidable(actor, question, challenge, wording)
    const { challengeId, askerOrganisationId, askerUserId, askedAt } = question
    const text = question.wordings.at(-1)?.text ?? ''
    const asked = { challengeId, askerOrganisationId, askerUserId, text, askedAt }
    const questionId = await enterQuestion(session, actor, asked)
    question.set({ status: 'entered', questionId })
  })
}

/** The supplier will not have the broker's words read. @throws AppError as agreeing does */
export async function declineWording(
  actor: Actor,
  id: string,
  wording: number,
  note: string,
): Promise<{ challengeId: string }> {
  return change(actor, id, clarificationWordingDeclined, (question, challenge) => {
    refuseUndecidable(actor, question, challenge, wording)
    question.set({ [`wordings.${wording - 1}.declined`]: note, status: 'with-brokers' })
  })
}

function refuseUndecidable(
  actor: Actor,
  question: PrivateDocument,
  challenge: ClarifiedFacts,
  wording: number,
): void {
  const mayDecide = privatePolicy.decideWording(actor, challenge, question, now())
  allow(
    mayDecide,
    'Only the supplier who asked can decide on a wording, while answers can still be published',
  )
  if (wording !== question.wordings.length)
    throw new AppError('conflict', 'A broker has proposed another wording in the meantime: read it first')
}

/**
 * The question goes no further; it stays on record for the supplier and the brokers.
 * @throws AppError not-found, forbidden, invalid for a broker without a reason
 */
export async function withdrawPrivate(
  actor: Actor,
  id: string,
  reason: string,
): Promise<{ challengeId: string }> {
  return change(actor, id, clarificationPrivateWithdrawn, (question, challenge) => {
    const mayWithdraw = privatePolicy.withdraw(actor, challenge, question)
    allow(
      mayWithdraw,
      'Only the supplier who asked, or a broker, can withdraw a question that is not settled',
    )
    const by = actor.organisation?.kind === 'brokerage' ? 'broker' : 'asker'
    if (by === 'broker' && !reason) {
      const mend = 'Say why it can’t be answered to everybody: the supplier reads it'
      throw new AppError('invalid', 'The supplier needs a reason', { reason: mend })
    }
    question.set({ status: 'withdrawn', withdrawn: { reason, at: now(), by } })
  })
}
