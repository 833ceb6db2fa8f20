import {
  evaluationScoresReturned,
  evaluationScoresSubmitted,
} from '../../shared/evaluation/evaluation.events.ts'
import { missingInScore, type ScoreInput } from '../../shared/evaluation/evaluation.schema.ts'
import { levelAt } from '../../shared/evaluation/scale.ts'
import { judgedCriteria } from '../../shared/evaluation/settings.ts'
import { type Named, namedCriteria } from '../../shared/challenges/sub-criteria.ts'
import type { Criterion } from '../../shared/challenges/challenge.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { record } from '../audit/index.ts'
import { now } from '../platform/clock.ts'
import { refuseDuplicate, transaction } from '../platform/database.ts'
import { AppError, allow, notFound } from '../platform/errors.ts'
import { unseenOwn } from '../platform/unseen-changes.ts'
import { isStanding } from '../proposals/index.ts'
import { type View, viewOf } from './evaluation.anonymous.ts'
import { Score, type ScoreRecord, ScoreSheet } from './evaluation.model.ts'
import { change, goOnIfAllIn, memberOf } from './evaluation.panel.service.ts'
import { evaluationPolicy } from './evaluation.policy.ts'
import { type OpenedProposal, openedProposals } from './evaluation.proposals.ts'
import { questionsIn } from './evaluation.questions.store.ts'
import { type Evaluated, facts, loadEvaluation, scaleOf } from './evaluation.service.ts'

type ScoreState = 'empty' | 'started' | 'complete'

const stateOf = (score: ScoreRecord | undefined): ScoreState => {
  if (!score) return 'empty'
  return Object.keys(missingInScore(score)).length === 0 ? 'complete' : 'started'
}

/** What an evaluator has to score, in the order in which to go. */
export interface OwnSheet {
  challenge: ReturnType<typeof facts>
  proposals: {
    submissionId: string
    supplierName: string
    scores: { criterion: Named<Criterion>; state: ScoreState; points: number | null }[]
  }[]
  done: number
  total: number
  hasSubmitted: boolean
  /** Why the moderator gave the scores back, the last time. */
  returned: { reason: string; at: Date } | null
  may: { score: boolean }
}

async function loadAsEvaluator(actor: Actor, challengeId: string): Promise<Evaluated> {
  const evaluated = await loadEvaluation(actor, challengeId)
  if (!evaluationPolicy.readSheet(actor, evaluated.standing)) throw notFound('Score sheet')
  return evaluated
}

/** The actor's own score sheet. @throws AppError not-found to everybody who scores nothing here */
export async function readOwnSheet(actor: Actor, challengeId: string): Promise<OwnSheet> {
  const { challenge, evaluation, settings, standing, own } = await loadAsEvaluator(actor, challengeId)
  const view = viewOf(actor, evaluation, standing)
  const [opened, scores] = await Promise.all([
    openedProposals(challenge),
    Score.find({ challengeId, userId: actor.userId }).lean<ScoreRecord[]>(),
  ])
  const criteria = judgedCriteria(namedCriteria(challenge.criteria), settings)
  const byPlace = new Map(scores.map((score) => [`${score.submissionId} ${score.criterionId}`, score]))
  const listed = view.listed(opened).map((proposal) => {
    const { submissionId, supplierName } = view.seen(proposal)
    return {
      submissionId,
      supplierName,
      scores: criteria.map((criterion) => {
        const score = byPlace.get(`${proposal.submissionId} ${criterion.id}`)
        return { criterion, state: stateOf(score), points: score?.points ?? null }
      }),
    }
  })
  const all = listed.flatMap((one) => one.scores)
  return {
    challenge: facts(challenge),
    proposals: listed,
    done: all.filter(({ state }) => state === 'complete').length,
    total: all.length,
    hasSubmitted: own?.submittedAt !== null,
    returned: own?.submittedAt === null ? (own.returns.at(-1) ?? null) : null,
    may: { score: evaluationPolicy.score(actor, standing) },
  }
}

/** A proposal and criterion of this evaluation that people score. @throws AppError not-found */
export async function findPlace(
  { challenge, settings }: Pick<Evaluated, 'challenge' | 'settings'>,
  submissionId: string,
  criterionId: string,
): Promise<{
  proposal: OpenedProposal
  criterion: Named<Criterion>
  proposals: OpenedProposal[]
  criteria: Named<Criterion>[]
}> {
  const proposals = await openedProposals(challenge)
  const criteria = judgedCriteria(namedCriteria(challenge.criteria), settings)
  const proposal = proposals.find((one) => one.submissionId === submissionId)
  const criterion = criteria.find(({ id }) => id === criterionId)
  if (!proposal || !criterion) throw notFound('Score')
  return { proposal, criterion, proposals, criteria }
}

/**
 * Refuses what is no place of this evaluation, and opens no proposal for it: whoever saves has it open already.
 * @throws AppError not-found
 */
export async function refuseNoPlace(
  { challenge, settings, standing }: Pick<Evaluated, 'challenge' | 'settings' | 'standing'>,
  submissionId: string,
  criterionId: string,
): Promise<void> {
  const isJudged = judgedCriteria(challenge.criteria, settings).some(({ id }) => id === criterionId)
  if (!standing.isOpen || !isJudged || !(await isStanding(challenge._id, submissionId)))
    throw notFound('Score')
}

/** The submission that a reader means. @throws AppError not-found */
function submissionIn(view: View, id: string): string {
  const submissionId = view.submissionOf(id)
  if (submissionId === null) throw notFound('Score')
  return submissionId
}

/** One score of the actor's with the proposal that it is about. @throws AppError not-found */
export async function readOwnScore(
  actor: Actor,
  challengeId: string,
  submissionId: string,
  criterionId: string,
) {
  const evaluated = await loadAsEvaluator(actor, challengeId)
  const view = viewOf(actor, evaluated.evaluation, evaluated.standing)
  const meant = submissionIn(view, submissionId)
  const { proposal, criterion, proposals, criteria } = await findPlace(evaluated, meant, criterionId)
  const score = await Score.findOne({
    challengeId,
    userId: actor.userId,
    submissionId: meant,
    criterionId,
  }).lean<ScoreRecord>()
  const places = view
    .listed(proposals)
    .flatMap((one) =>
      criteria.map(({ id }) => ({ submissionId: view.idOf(one.submissionId), criterionId: id })),
    )
  const at = places.findIndex((one) => one.submissionId === submissionId && one.criterionId === criterionId)
  const challenge = facts(evaluated.challenge)
  const questions = await questionsIn({ challengeId, submissionId: meant })
  return {
    challenge: { ...challenge, form: view.form(challenge.form) },
    proposal: view.seen(proposal),
    isAnonymous: view.isAnonymous,
    questions: questions.map((one) => ({ ...one, submissionId })),
    criterion,
    levels: scaleOf(evaluated).levels,
    score: score && {
      points: score.points,
      reasons: score.reasons,
      evidence: score.evidence,
      revision: score.revision,
      savedAt: score.savedAt,
    },
    number: at + 1,
    total: places.length,
    before: places[at - 1] ?? null,
    next: places[at + 1] ?? null,
    may: { score: evaluationPolicy.score(actor, evaluated.standing) },
  }
}

/**
 * Saves one score, complete or not.
 * @param input.revision the revision that was shown; an older one means that it was saved elsewhere in between
 * @throws AppError not-found, forbidden once it is submitted, invalid, conflict
 */
export async function saveScore(
  actor: Actor,
  challengeId: string,
  submissionId: string,
  criterionId: string,
  { points, reasons, evidence, revision }: ScoreInput,
): Promise<{ revision: number; savedAt: Date }> {
  const savedAt = now()
  const work = transaction(async (session) => {
    const evaluated = await loadEvaluation(actor, challengeId, session)
    if (!evaluationPolicy.readProposals(actor, evaluated.standing)) throw notFound('Score')
    allow(
      evaluationPolicy.score(actor, evaluated.standing),
      'Scores can be changed by an evaluator, while scoring goes on and before they are submitted',
    )
    const view = viewOf(actor, evaluated.evaluation, evaluated.standing)
    const meant = submissionIn(view, submissionId)
    const place = { challengeId, userId: actor.userId, submissionId: meant, criterionId }
    await refuseNoPlace(evaluated, meant, criterionId)
    if (points !== null && !levelAt(evaluated.settings, points))
      throw new AppError('invalid', 'Choose a level of the scale', { points: 'Choose a level of the scale' })
    const known = await Score.findOne(place).session(session)
    if (revision !== (known?.revision ?? 0)) throw new AppError('conflict', unseenOwn)
    const score = known ?? new Score(place)
    score.set({ points, reasons, evidence, revision: revision + 1, savedAt })
    await score.save({ session })
    return { revision: revision + 1, savedAt }
  })
  return refuseDuplicate(work, unseenOwn)
}

/**
 * Hands the actor's scores in, all of them; only the moderator can give them back. With the last of them the panel
 * sees everybody's.
 * @throws AppError not-found, forbidden, conflict if a level or reasons are missing somewhere
 */
export async function submitScores(actor: Actor, challengeId: string): Promise<void> {
  const { done, total } = await readOwnSheet(actor, challengeId)
  await change(actor, challengeId, async (evaluated, session) => {
    const { challenge, evaluation, standing, settings } = evaluated
    if (standing.own?.hasSubmitted) throw new AppError('conflict', 'Your scores are submitted already.')
    allow(evaluationPolicy.score(actor, standing), 'Only an evaluator submits scores, while scoring goes on')
    const wanted = new Set(judgedCriteria(challenge.criteria, settings).map(({ id }) => id))
    const listed = viewOf(actor, evaluation, standing).listed(await openedProposals(challenge))
    const proposals = new Set(listed.map(({ submissionId }) => submissionId))
    const all = await Score.find({ challengeId, userId: actor.userId }).session(session).lean<ScoreRecord[]>()
    const scores = all.filter((one) => wanted.has(one.criterionId) && proposals.has(one.submissionId))
    const complete = scores.filter((score) => stateOf(score) === 'complete')
    if (complete.length < wanted.size * proposals.size)
      throw new AppError(
        'conflict',
        `Scores that lack a level or reasons: ${total - done}. Finish them first.`,
      )
    const member = memberOf(evaluated, actor.userId)
    const number = member.sheets + 1
    Object.assign(member, { sheets: number, submittedAt: now() })
    evaluation.markModified('panel')
    await ScoreSheet.create([{ challengeId, userId: actor.userId, number, scores: complete, at: now() }], {
      session,
    })
    await record(session, actor, evaluationScoresSubmitted, { challengeId, userId: actor.userId, number })
    await goOnIfAllIn(actor, evaluated, session)
  })
}

/** Gives an evaluator's scores back, before all are in. @throws AppError not-found, forbidden, conflict */
export async function returnScores(
  actor: Actor,
  challengeId: string,
  userId: string,
  reason: string,
): Promise<void> {
  await change(actor, challengeId, async (evaluated, session) => {
    const message = 'Only the moderator gives scores back, and only until everybody’s are in'
    allow(evaluationPolicy.returnScores(actor, evaluated.standing), message)
    const member = memberOf(evaluated, userId)
    if (member.submittedAt === null) throw new AppError('conflict', 'These scores are not submitted.')
    member.submittedAt = null
    member.returns.push({ reason, at: now(), by: actor.userId })
    evaluated.evaluation.markModified('panel')
    await record(session, actor, evaluationScoresReturned, { challengeId, userId })
  })
}
