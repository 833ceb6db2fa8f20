import { addDays, dayOf, standstillEnd } from '../../shared/coaching/law/periods.ts'
import {
  type ProposalQuestionInput,
  proposalQuestionAnswered,
  proposalQuestionAsked,
  questionState,
} from '../../shared/evaluation/questions.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { instantInLondon } from '../../shared/platform/dates.ts'
import { isId, newId } from '../../shared/platform/ids.ts'
import { record } from '../audit/index.ts'
import { findChallenge } from '../challenges/index.ts'
import { bankHolidays } from '../organisations/index.ts'
import { now } from '../platform/clock.ts'
import { refuseDuplicate, transaction } from '../platform/database.ts'
import { AppError, allow, notFound } from '../platform/errors.ts'
import { changeAwarding, loadAwarding } from './evaluation.decision.service.ts'
import { openedProposals } from './evaluation.proposals.ts'
import { ProposalQuestion, type ProposalQuestionRecord } from './evaluation.questions.model.ts'
import { askedPolicy, askingPolicy } from './evaluation.questions.policy.ts'
import { questionsIn, sealWords } from './evaluation.questions.store.ts'
import { facts, settingsOf } from './evaluation.service.ts'

const endsAt = 17

/** 5pm in London on the last of so many working days, the first of them after today. */
function answerTime(workingDays: number): Date {
  const last = standstillEnd(addDays(dayOf(now()), 1), workingDays, bankHolidays())
  const [year = 0, month = 0, day = 0] = last.split('-').map(Number)
  return instantInLondon(year, month, day, endsAt) ?? now()
}

/** Every proposal with what was asked and answered of it. @throws AppError not-found to whoever may not read the proposals */
export async function listQuestions(actor: Actor, challengeId: string) {
  const { challenge, standing } = await loadAwarding(actor, challengeId)
  if (!askingPolicy.read(actor, standing)) throw notFound('Questions')
  const [proposals, questions] = await Promise.all([openedProposals(challenge), questionsIn({ challengeId })])
  return {
    challenge: facts(challenge),
    isAnonymous: standing.isAnonymous,
    proposals: proposals.map(({ submissionId, supplierName, reference }) => ({
      submissionId,
      supplierName,
      reference,
      questions: questions.filter((one) => one.submissionId === submissionId),
    })),
    may: { ask: askingPolicy.ask(actor, standing) },
  }
}

/** The same of one proposal. @throws AppError not-found */
export async function readQuestions(actor: Actor, challengeId: string, submissionId: string) {
  const { proposals, ...rest } = await listQuestions(actor, challengeId)
  const proposal = proposals.find((one) => one.submissionId === submissionId)
  if (!proposal) throw notFound('Proposal')
  return { ...rest, proposal }
}

/**
 * Asks one supplier about its proposal, in writing; one question waits at a time. No other supplier is told.
 * @throws AppError not-found, forbidden once the feedback is out, conflict while one waits
 */
export async function askSupplier(
  actor: Actor,
  challengeId: string,
  submissionId: string,
  { question, workingDays, number }: ProposalQuestionInput,
): Promise<{ number: number; answerBy: Date }> {
  return changeAwarding(actor, challengeId, async ({ challenge, standing }, session) => {
    if (!askingPolicy.read(actor, standing)) throw notFound('Questions')
    allow(
      askingPolicy.ask(actor, standing),
      'Somebody who acts for a buyer and has declared asks, until the feedback is out',
    )
    const proposal = (await openedProposals(challenge)).find((one) => one.submissionId === submissionId)
    if (!proposal) throw notFound('Proposal')
    const last = await ProposalQuestion.findOne({ challengeId, submissionId })
      .sort({ number: -1 })
      .session(session)
    if ((last?.number ?? 0) !== number)
      throw new AppError(
        'conflict',
        'Somebody else has just asked this supplier. Look at the question first.',
      )
    if (last && questionState(last, now()) === 'waiting')
      throw new AppError('conflict', 'A question to this supplier waits for its answer: one waits at a time.')
    const { proposalId, supplierId } = proposal
    const place = { challengeId, submissionId, proposalId, supplierId, number: number + 1 }
    const id = newId()
    const answerBy = answerTime(workingDays)
    const asked = { askedAt: now(), askedBy: actor.userId, answerBy }
    const sealed = await sealWords(id, 'question', question)
    await ProposalQuestion.create([{ _id: id, ...place, ...asked, question: sealed }], { session })
    await record(session, actor, proposalQuestionAsked, place)
    return { number: number + 1, answerBy }
  })
}

/** What the buyer asked about a proposal of the actor's own supplier. @throws AppError not-found to everybody else, and where nothing was asked */
export async function readOwnQuestions(actor: Actor, proposalId: string) {
  const known = isId(proposalId)
    ? await ProposalQuestion.findOne({ proposalId }).lean<ProposalQuestionRecord>()
    : null
  if (!known || !askedPolicy.read(actor, known)) throw notFound('Questions')
  const challenge = await findChallenge(known.challengeId)
  const { supplierId } = known
  const questions = await questionsIn({ proposalId })
  return {
    proposalId,
    challengeId: known.challengeId,
    title: challenge?.title ?? '',
    authorityName: challenge?.authorityName ?? '',
    isAnonymous: (await settingsOf(known.challengeId)).settings.isAnonymous === true,
    // Who of the buyer asked is the buyer's business.
    questions: questions.map(({ number, question, askedAt, answerBy, answer, answeredAt, state }) => ({
      number,
      question,
      askedAt,
      answerBy,
      answer,
      answeredAt,
      state,
      may: { answer: askedPolicy.answer(actor, { supplierId, state }) },
    })),
  }
}

/** How many questions a supplier was asked about a proposal of its own, and how many wait; null to everybody else. */
export async function countOwnQuestions(actor: Actor, proposalId: string) {
  const found = await ProposalQuestion.find(
    { proposalId },
    { supplierId: 1, answerBy: 1, answeredAt: 1 },
  ).lean()
  if (found.length === 0 || found.some((one) => !askedPolicy.read(actor, one))) return null
  const waiting = found.filter((one) => questionState(one, now()) === 'waiting').length
  return { asked: found.length, waiting }
}

/**
 * Answers a question, once and in its time. It changes nothing of what was proposed.
 * @throws AppError not-found, forbidden, conflict once it is answered or its time is over
 */
export async function answerAboutProposal(
  actor: Actor,
  proposalId: string,
  number: number,
  answer: string,
): Promise<void> {
  const crossed = 'Somebody of your firm has just answered it. Look at it again.'
  const work = transaction(async (session) => {
    const asked =
      isId(proposalId) && Number.isInteger(number)
        ? await ProposalQuestion.findOne({ proposalId, number }).session(session)
        : null
    if (!asked || !askedPolicy.read(actor, asked)) throw notFound('Question')
    const state = questionState(asked, now())
    if (state === 'answered') throw new AppError('conflict', 'This question is answered already.')
    if (state === 'unanswered')
      throw new AppError('conflict', 'The time to answer is over. The buyer reads your proposal as it is.')
    const { challengeId, submissionId, supplierId } = asked
    allow(
      askedPolicy.answer(actor, { supplierId, state }),
      'Members of the supplier who may change something answer; viewers read it',
    )
    asked.set({
      answer: await sealWords(asked._id, 'answer', answer),
      answeredAt: now(),
      answeredBy: actor.userId,
    })
    await asked.save({ session })
    await record(session, actor, proposalQuestionAnswered, {
      challengeId,
      submissionId,
      proposalId,
      supplierId,
      number,
    })
  })
  await refuseDuplicate(work, crossed)
}
