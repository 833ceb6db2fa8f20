import mongoose, { type ClientSession, type HydratedDocument } from 'mongoose'
import type { ChallengeRecord } from '../../shared/challenges/challenge.ts'
import { effectiveStatus } from '../../shared/challenges/effective-status.ts'
import {
  clarificationAnswered,
  clarificationAsked,
} from '../../shared/clarifications/clarifications.events.ts'
import type { AnswerFile } from '../../shared/clarifications/answer-files.ts'
import { drawLetter } from '../../shared/clarifications/letters.ts'
import { formatDateTime } from '../../shared/platform/dates.ts'
import { isId, newId } from '../../shared/platform/ids.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { record } from '../audit/index.ts'
import { buyersOf, findChallenge } from '../challenges/index.ts'
import { now } from '../platform/clock.ts'
import { joinTransaction } from '../platform/database.ts'
import { AppError, allow, notFound } from '../platform/errors.ts'
import { refuseGivingAway } from './clarifications.giving-away.service.ts'
import { countFor } from './clarifications.limits.ts'
import { Letter, Log, Question, type QuestionRecord } from './clarifications.model.ts'
import { settingsOf } from './clarifications.settings.read.service.ts'
import { type ClarifiedChallenge, clarificationPolicy, type QuestionFacts } from './clarifications.policy.ts'
import { chosenFiles, settleDraft } from './clarifications.files.ts'
import { append, noteAnswer } from './clarifications.sessions.record.ts'
import { refusePart } from './clarifications.topics.check.ts'

export interface ClarifiedFacts extends ClarifiedChallenge {
  id: string
  title: string
  authorityName: string
}

/** What the rules of this room need to know of a challenge, at this moment. */
export function clarifiedFacts(challenge: ChallengeRecord): ClarifiedFacts {
  return {
    id: challenge._id,
    title: challenge.title,
    buyerIds: buyersOf(challenge),
    authorityName: challenge.authorityName,
    status: effectiveStatus(challenge, now()),
    isPublished: challenge.publishedAt !== null,
    askBy: challenge.timetable.askBy,
    answerBy: challenge.timetable.answerBy,
  }
}

/** The challenge, if its clarifications are public. @throws AppError not-found */
export async function getClarified(actor: Actor, challengeId: string): Promise<ClarifiedFacts> {
  const challenge = isId(challengeId) ? await findChallenge(challengeId) : null
  const facts = challenge && clarifiedFacts(challenge)
  if (!facts || !clarificationPolicy.readLog(actor, facts)) throw notFound('Challenge')
  return facts
}

/** What the rules of this room need to know of a question. */
export const questionFacts = (question: QuestionRecord): QuestionFacts & { isShown: boolean } => ({
  askerOrganisationId: question.askerOrganisationId,
  status: question.status,
  isReported: question.reports.length > 0,
  isFromSession: question.liveSessionId !== null,
  isShown: question.status === 'answered' || question.shownAt !== null,
})

export type QuestionDocument = HydratedDocument<QuestionRecord>

/** A question that the actor may read, with its challenge. @throws AppError not-found */
export async function loadQuestion(
  actor: Actor,
  questionId: string,
  session: ClientSession | null = null,
): Promise<{ question: QuestionDocument; challenge: ClarifiedFacts }> {
  const question = isId(questionId) ? await Question.findById(questionId).session(session) : null
  if (!question) throw notFound('Question')
  const challenge = await getClarified(actor, question.challengeId)
  const isReadable =
    question.status === 'answered' ||
    clarificationPolicy.readWaiting(actor, challenge, questionFacts(question))
  if (!isReadable) throw notFound('Question')
  return { question, challenge }
}

async function letterFor(
  challengeId: string,
  organisationId: string,
  session: ClientSession,
): Promise<string> {
  const known = await Letter.findOne({ challengeId, organisationId }).session(session).lean()
  if (known) return known.letter
  const taken = new Set(await Letter.find({ challengeId }).session(session).distinct('letter'))
  const random = () => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32
  const letter = drawLetter(taken, random)
  await Letter.create([{ challengeId, organisationId, letter }], { session })
  return letter
}

/** What somebody asks, on the way into the room. */
export interface NewQuestion {
  challengeId: string
  askerOrganisationId: string
  askerUserId: string
  text: string
  /** The part of the challenge that it is about. */
  partKey?: string
  askedAt: Date
  /** The live session that it was asked in. */
  liveSessionId?: string | null
}

/** Puts a question into the room under the supplier's letter, and tells of it. @returns its id */
export async function enterQuestion(
  session: ClientSession,
  actor: Actor,
  question: NewQuestion,
  id = newId(),
): Promise<string> {
  const { challengeId, askerOrganisationId } = question
  const letter = await letterFor(challengeId, askerOrganisationId, session)
  const isShownAtOnce = (await settingsOf(challengeId, session)).display === 'at-once'
  const shownAt = isShownAtOnce ? now() : null
  await Question.create([{ ...question, _id: id, letter, shownAt }], { session })
  // One that enters in agreed words after an early closing opens the log again: it is closed, or blocked, anew.
  const isClosed = { _id: challengeId, closedAt: mongoose.trusted({ $ne: null }) }
  await Log.updateOne(isClosed, { $set: { closedAt: null } }, { session })
  await record(session, actor, clarificationAsked, { challengeId, questionId: id })
  return id
}

/**
 * The challenge, if this actor may ask about it now; it counts as a try of the supplier and the person.
 * @param isCounted it was counted already
 * @throws AppError not-found, forbidden, too-many, too-late once the time for asking is over
 */
export async function getToAsk(
  actor: Actor,
  challengeId: string,
  isCounted = false,
): Promise<ClarifiedFacts> {
  const challenge = await getClarified(actor, challengeId)
  refuseLate(challenge.askBy, challenge.status === 'open', 'Questions')
  allow(
    clarificationPolicy.ask(actor, challenge, now()),
    'Only somebody who acts for a supplier can ask a question',
  )
  if (!isCounted) await countFor('asking', actor)
  return challenge
}

/**
 * Asks the authority a question. Nobody but the brokers sees who asked; others see a letter drawn at random
 * for this supplier and challenge.
 * @param running the transaction, and the live session that it is asked in; whoever gives that has counted it
 * @param partKey the part of the challenge that it is about
 * @throws AppError not-found, forbidden, invalid, too-many, too-late once the time for asking is over
 */
export async function askQuestion(
  actor: Actor,
  challengeId: string,
  text: string,
  running?: { session: ClientSession; liveSessionId?: string },
  partKey = '',
): Promise<{ id: string }> {
  const id = newId()
  const liveSessionId = running?.liveSessionId ?? null
  return joinTransaction(running?.session, async (session) => {
    await getToAsk(actor, challengeId, liveSessionId !== null)
    await refuseGivingAway(actor, text)
    await refusePart(challengeId, partKey)
    const asker = { askerOrganisationId: actor.organisation?.id ?? '', askerUserId: actor.userId }
    const said = { text, partKey, askedAt: now(), liveSessionId }
    const question = { challengeId, ...asker, ...said }
    await enterQuestion(session, actor, question, id)
    if (liveSessionId) await append(session, actor, liveSessionId, { kind: 'asked', questionId: id })
    return { id }
  })
}

/** @throws AppError too-late with the deadline and the time, unless it is open and in time */
export function refuseLate(deadline: Date | null, isOpen: boolean, what: string): void {
  const at = now()
  if (isOpen && (!deadline || at <= deadline)) return
  const closed = deadline
    ? ` closed ${formatDateTime(deadline)}; it is ${formatDateTime(at)} now`
    : ' are closed'
  throw new AppError('too-late', `${what}${closed}.`)
}

/**
 * Publishes the answer to a question, to everybody at the same moment, under the next number of the log.
 * @param fileIds which files of its draft go with it
 * @throws AppError not-found, forbidden, too-late, conflict if it was answered meanwhile or needs a sign-off
 */
export async function answerQuestion(
  actor: Actor,
  questionId: string,
  text: string,
  running?: ClientSession,
  fileIds: string[] = [],
): Promise<{ challengeId: string; number: number }> {
  return joinTransaction(running, async (session) => {
    const { question, challenge } = await loadQuestion(actor, questionId, session)
    if (question.status !== 'waiting')
      throw new AppError('conflict', 'This question has been dealt with in the meantime')
    const isRunning = challenge.status === 'open' || challenge.status === 'clarifications-closed'
    refuseLate(challenge.answerBy, isRunning, 'Answers')
    const mayAnswer = clarificationPolicy.answer(actor, challenge, questionFacts(question), now())
    allow(mayAnswer, 'Only the authority or a broker can answer')
    await refuseUnsigned(session, challenge.id)

    const files = await chosenFiles(session, question, fileIds)
    const number = await publishAnswer(session, actor, question, { text, files })
    return { challengeId: question.challengeId, number }
  })
}

/** @throws AppError conflict where answers are published by a second officer's sign-off alone */
export async function refuseUnsigned(session: ClientSession, challengeId: string): Promise<void> {
  if (!(await settingsOf(challengeId, session)).signOff) return
  const mend = 'Ask for the sign-off of a second officer: it is published then'
  throw new AppError('conflict', `Answers to this challenge need a sign-off. ${mend}.`)
}

/** What is published as an answer. */
export interface NewAnswer {
  text: string
  files?: AnswerFile[]
  /** It says why there is none. */
  isLeft?: boolean
  /** Several questions have it at once. */
  isTogether?: boolean
}

/** Puts an answer into the log under its next number, and tells of it. @returns the number */
export async function publishAnswer(
  session: ClientSession,
  actor: Actor,
  question: QuestionDocument,
  { text, files = [], isLeft = false, isTogether = false }: NewAnswer,
): Promise<number> {
  const { challengeId, _id: questionId } = question
  const number = await nextNumber(challengeId, session)
  const by = { byUserId: actor.userId, byOrganisationId: actor.organisation?.id ?? '' }
  const answer = { text, files, at: now(), ...by, isLeft, isTogether }
  question.set({ status: 'answered', number, answer })
  await question.save({ session })
  await settleDraft(session, questionId, text)
  await record(session, actor, clarificationAnswered, { challengeId, questionId, number })
  await noteAnswer(session, actor, question, number)
  return number
}

async function nextNumber(challengeId: string, session: ClientSession): Promise<number> {
  const log = await Log.findOneAndUpdate(
    { _id: challengeId },
    { $inc: { length: 1 } },
    { upsert: true, returnDocument: 'after', session },
  ).lean()
  return log?.length ?? 1
}
