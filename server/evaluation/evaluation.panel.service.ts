import type { ClientSession } from 'mongoose'
import {
  evaluationAllScoresIn,
  evaluationBegun,
  evaluationInterestRuled,
  evaluationInterestsDeclared,
  evaluationPersonRemoved,
  evaluationScoringAsked,
} from '../../shared/evaluation/evaluation.events.ts'
import type { DeclareInput, RulingInput } from '../../shared/evaluation/evaluation.schema.ts'
import { leastEvaluators } from '../../shared/evaluation/panel.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { record } from '../audit/index.ts'
import { personName } from '../identity/index.ts'
import { now } from '../platform/clock.ts'
import { refuseDuplicate, transaction } from '../platform/database.ts'
import { AppError, allow, notFound } from '../platform/errors.ts'
import { drawLetters } from './evaluation.anonymous.ts'
import type { Declaration, PanelMember } from './evaluation.model.ts'
import { evaluationPolicy } from './evaluation.policy.ts'
import { openedProposals } from './evaluation.proposals.ts'
import { type Evaluated, clearanceIn, evaluatorsOf, loadEvaluation, present } from './evaluation.service.ts'

const crossed = 'Somebody else has just changed this evaluation. Look at it again.'

/** Loads, changes and keeps an evaluation in one transaction. */
export async function change<Result>(
  actor: Actor,
  challengeId: string,
  work: (evaluated: Evaluated, session: ClientSession) => Promise<Result>,
): Promise<Result> {
  return refuseDuplicate(
    transaction(async (session) => {
      const evaluated = await loadEvaluation(actor, challengeId, session)
      const result = await work(evaluated, session)
      await evaluated.evaluation.save({ session })
      return result
    }),
    crossed,
  )
}

/** True for a part in which somebody may have read the names of those who answered; a guest reads none. */
export const couldSeeNames = ({ role, declarations, isGuest }: PanelMember): boolean =>
  role !== 'evaluator' && declarations.length > 0 && !isGuest

/** A part that begins now. Whoever comes back brings along what they declared, and how often they submitted. */
export const newMember = (
  person: Pick<PanelMember, 'userId' | 'name' | 'organisationId' | 'role' | 'invitedBy'>,
  before: PanelMember | undefined,
): PanelMember => ({
  ...person,
  invitedAt: now(),
  declarations: before?.declarations ?? [],
  sheets: before?.sheets ?? 0,
  submittedAt: null,
  returns: [],
  removedAt: null,
  removedReason: '',
})

/** Ends somebody's part in the panel; what they wrote stays on record. @throws AppError not-found, forbidden */
export async function removeFromPanel(
  actor: Actor,
  challengeId: string,
  userId: string,
  reason: string,
): Promise<void> {
  await change(actor, challengeId, async (evaluated, session) => {
    const { evaluation, standing } = evaluated
    allow(evaluationPolicy.organise(actor, standing), 'Only somebody who acts for a buyer makes the panel')
    const member = memberOf(evaluated, userId)
    if (standing.state === 'consensus' && member.role === 'evaluator')
      throw new AppError('conflict', 'All scores are in: an evaluator’s scores can’t be taken out any more.')
    Object.assign(member, { removedAt: now(), removedReason: reason })
    evaluation.markModified('panel')
    await record(session, actor, evaluationPersonRemoved, { challengeId, userId })
    await goOnIfAllIn(actor, evaluated, session)
  })
}

/** Somebody who takes part now. @throws AppError not-found */
export function memberOf({ evaluation }: Pick<Evaluated, 'evaluation'>, userId: string): PanelMember {
  const member = present(evaluation).find((one) => one.userId === userId)
  if (!member) throw notFound('Person')
  return member
}

/**
 * Says which interests somebody has. Whoever has no part yet becomes an observer by it: nobody looks undeclared.
 * @throws AppError not-found; forbidden to who was taken out; conflict for taking back what nobody has decided about
 */
export async function declareInterests(
  actor: Actor,
  challengeId: string,
  { interest, what, suppliers }: DeclareInput,
): Promise<void> {
  await change(actor, challengeId, async ({ evaluation, own, standing }, session) => {
    if (!evaluationPolicy.declare(actor, standing)) throw notFound('Evaluation')
    if (!own) {
      const { userId } = actor
      allow(
        evaluation.panel.every((one) => one.userId !== userId),
        'You were taken out of this panel. Somebody who acts for a buyer can invite you again.',
      )
      const name = await personName(userId)
      const organisationId = actor.organisation?.id ?? ''
      const person = { userId, name, organisationId, role: 'observer' as const, invitedBy: userId }
      evaluation.panel.push(newMember(person, undefined))
    }
    if (own && clearanceIn(own) === 'waiting' && interest === 'none')
      throw new AppError(
        'conflict',
        'You declared an interest. It stands until somebody has decided about it.',
      )
    const member = memberOf({ evaluation }, actor.userId)
    const hasInterest = interest === 'some'
    const number = member.declarations.length + 1
    member.declarations.push({
      number,
      hasInterest,
      what: hasInterest ? what : '',
      suppliers: hasInterest ? suppliers : '',
      ...(evaluationPolicy.declareAgainstNames(actor, standing) && { againstNames: true }),
      at: now(),
      ruling: null,
      rulingWords: '',
      ruledAt: null,
      ruledBy: '',
    })
    await record(session, actor, evaluationInterestsDeclared, {
      challengeId,
      userId: actor.userId,
      number,
      hasInterest,
    })
  })
}

/**
 * Decides what follows from somebody's declared interest; a bar ends their access at once.
 * @throws AppError not-found, forbidden, conflict if there is a later declaration or nothing to decide
 */
export async function ruleOnInterest(
  actor: Actor,
  challengeId: string,
  userId: string,
  { number, ruling, words }: RulingInput,
): Promise<void> {
  await change(actor, challengeId, async (evaluated, session) => {
    const { evaluation, standing } = evaluated
    const member = memberOf(evaluated, userId)
    allow(
      evaluationPolicy.rule(actor, standing, userId),
      'The moderator, or somebody else who acts for the buyer, decides about an interest',
    )
    const declaration = member.declarations.at(-1)
    if (!declaration?.hasInterest || declaration.number !== number)
      throw new AppError('conflict', 'They have declared anew since. Read it, then decide.')
    const decided = decidedOn(member, declaration, {
      ruling,
      rulingWords: words,
      ruledAt: now(),
      ruledBy: actor.userId,
    })
    evaluation.markModified('panel')
    await record(session, actor, evaluationInterestRuled, { challengeId, userId, number: decided, ruling })
    await goOnIfAllIn(actor, evaluated, session)
  })
}

/** Puts a decision beside a declaration; a later one follows it with the declaration again. @returns its number */
function decidedOn(
  member: PanelMember,
  declaration: Declaration,
  decision: Pick<Declaration, 'ruling' | 'rulingWords' | 'ruledAt' | 'ruledBy'>,
): number {
  if (declaration.ruling === null) {
    Object.assign(declaration, decision)
    return declaration.number
  }
  const { hasInterest, what, suppliers, againstNames, at } = declaration
  const number = declaration.number + 1
  const said = { hasInterest, what, suppliers, ...(againstNames && { againstNames }), at }
  member.declarations.push({ number, ...said, ...decision })
  return number
}

/** From now on evaluators score, and are told. @throws AppError not-found, forbidden, conflict naming who is missing */
export async function beginScoring(actor: Actor, challengeId: string): Promise<void> {
  await change(actor, challengeId, async ({ challenge, evaluation, standing, settings }, session) => {
    if (standing.state !== 'preparing') throw new AppError('conflict', 'Scoring has begun already.')
    if (!standing.isOpen) throw new AppError('conflict', 'The proposals are not open yet.')
    allow(evaluationPolicy.begin(actor, standing), 'Only somebody who acts for a buyer lets scoring begin')
    if (evaluatorsOf(evaluation).length < leastEvaluators)
      throw new AppError('conflict', 'Scoring needs two evaluators at least. Invite them first.')
    const moderator = present(evaluation).find(({ role }) => role === 'moderator')
    if (!moderator || clearanceIn(moderator) === 'barred')
      throw new AppError('conflict', 'Scoring needs a moderator. Name one first.')
    if (settings.isAnonymous) {
      const opened = await openedProposals(challenge)
      evaluation.set({ letters: drawLetters(opened.map(({ submissionId }) => submissionId)) })
    }
    evaluation.set({ state: 'scoring', begunAt: now() })
    await record(session, actor, evaluationBegun, { challengeId })
    for (const { userId } of evaluatorsOf(evaluation))
      await record(session, actor, evaluationScoringAsked, { challengeId, userId })
  })
}

/** Opens the scores to the panel once the last of them is in, and tells the moderator; never those of one alone. */
export async function goOnIfAllIn(
  actor: Actor,
  { evaluation }: Pick<Evaluated, 'evaluation'>,
  session: ClientSession,
): Promise<void> {
  const evaluators = evaluatorsOf(evaluation)
  const areAllIn =
    evaluators.length >= leastEvaluators && evaluators.every(({ submittedAt }) => submittedAt !== null)
  if (evaluation.state !== 'scoring' || !areAllIn) return
  evaluation.set({ state: 'consensus' })
  const moderator = present(evaluation).find(({ role }) => role === 'moderator')
  const challengeId = evaluation._id
  await record(session, actor, evaluationAllScoresIn, { challengeId, userId: moderator?.userId ?? '' })
}
