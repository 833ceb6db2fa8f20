import { namedCriteria } from '../../shared/challenges/sub-criteria.ts'
import type { AgreeInput } from '../../shared/evaluation/evaluation.schema.ts'
import { evaluationAgreed, evaluationScoreAgreed } from '../../shared/evaluation/evaluation.events.ts'
import { inDecimals } from '../../shared/evaluation/fraction.ts'
import { levelAt } from '../../shared/evaluation/scale.ts'
import { judgedCriteria } from '../../shared/evaluation/settings.ts'
import { spreadOf } from '../../shared/evaluation/spread.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { record } from '../audit/index.ts'
import { findPeople } from '../identity/index.ts'
import { now } from '../platform/clock.ts'
import { refuseDuplicate } from '../platform/database.ts'
import { AppError, allow, notFound } from '../platform/errors.ts'
import { Agreement, type AgreementRecord, type ScoreSheetRecord, ScoreSheet } from './evaluation.model.ts'
import { change } from './evaluation.panel.service.ts'
import { evaluationPolicy } from './evaluation.policy.ts'
import { openedProposals } from './evaluation.proposals.ts'
import { questionsIn } from './evaluation.questions.store.ts'
import { findPlace, refuseNoPlace } from './evaluation.scores.service.ts'
import { type Evaluated, evaluatorsOf, facts, loadEvaluation, scaleOf } from './evaluation.service.ts'

/** The last submitted sheet of each evaluator of the panel. */
export async function submittedSheets({ evaluation }: Pick<Evaluated, 'evaluation'>) {
  const sheets = await ScoreSheet.find({ challengeId: evaluation._id }).lean<ScoreSheetRecord[]>()
  return evaluatorsOf(evaluation).flatMap((one) => {
    const sheet = sheets.find(({ userId, number }) => userId === one.userId && number === one.sheets)
    return sheet ? [{ userId: one.userId, name: one.name, scores: sheet.scores }] : []
  })
}

type Sheets = Awaited<ReturnType<typeof submittedSheets>>

/** Every agreed score of a challenge in the order in which it was agreed. */
export async function agreementsOf(challengeId: string): Promise<AgreementRecord[]> {
  return Agreement.find({ challengeId }).sort({ number: 1 }).lean<AgreementRecord[]>()
}

/** The one that stands, for each place. */
export const standingAgreements = (all: readonly AgreementRecord[]): Map<string, AgreementRecord> =>
  new Map(all.map((one) => [`${one.submissionId} ${one.criterionId}`, one]))

function placeIn(sheets: Sheets, submissionId: string, criterionId: string) {
  const given = sheets.flatMap(({ userId, name, scores }) => {
    const score = scores.find((one) => one.submissionId === submissionId && one.criterionId === criterionId)
    return score && score.points !== null
      ? [{ userId, name, points: score.points, reasons: score.reasons, evidence: score.evidence }]
      : []
  })
  const spread = spreadOf(given)
  return {
    given,
    spread: spread && {
      least: spread.least,
      most: spread.most,
      mean: inDecimals(spread.mean),
      farthest: given.filter(({ userId }) => spread.farthest.includes(userId)).map(({ name }) => name),
    },
  }
}

async function loadScored(actor: Actor, challengeId: string): Promise<Evaluated> {
  const evaluated = await loadEvaluation(actor, challengeId)
  if (!evaluationPolicy.readScores(actor, evaluated.standing)) throw notFound('Scores')
  return evaluated
}

/** Every place with how far the evaluators are apart and what was agreed. @throws AppError not-found before all are in */
export async function readConsensus(actor: Actor, challengeId: string) {
  const evaluated = await loadScored(actor, challengeId)
  const { challenge, settings, standing } = evaluated
  const [proposals, sheets, agreements] = await Promise.all([
    openedProposals(challenge),
    submittedSheets(evaluated),
    agreementsOf(challengeId),
  ])
  const agreed = standingAgreements(agreements)
  const criteria = judgedCriteria(namedCriteria(challenge.criteria), settings)
  const listed = proposals.map(({ submissionId, supplierName }) => ({
    submissionId,
    supplierName,
    places: criteria.map((criterion) => ({
      criterion,
      spread: placeIn(sheets, submissionId, criterion.id).spread,
      agreed: agreed.get(`${submissionId} ${criterion.id}`)?.points ?? null,
    })),
  }))
  const places = listed.flatMap((one) => one.places)
  return {
    challenge: facts(challenge),
    state: standing.state,
    most: scaleOf(evaluated).most,
    proposals: listed,
    done: places.filter((place) => place.agreed !== null).length,
    total: places.length,
    may: {
      agree: evaluationPolicy.agree(actor, standing),
      readRanking: evaluationPolicy.readRanking(actor, standing),
    },
  }
}

/** One place: what each evaluator gave and why, and every agreed score with who recorded it when. @throws AppError not-found */
export async function readPlace(
  actor: Actor,
  challengeId: string,
  submissionId: string,
  criterionId: string,
) {
  const evaluated = await loadScored(actor, challengeId)
  const { proposal, criterion, proposals, criteria } = await findPlace(evaluated, submissionId, criterionId)
  const history = (await agreementsOf(challengeId)).filter(
    (one) => one.submissionId === submissionId && one.criterionId === criterionId,
  )
  const people = await findPeople(history.map(({ byUserId }) => byUserId))
  const order = proposals.flatMap((one) => criteria.map(({ id }) => `${one.submissionId}/${id}`))
  return {
    challenge: facts(evaluated.challenge),
    proposal,
    questions: await questionsIn({ challengeId, submissionId }),
    criterion,
    levels: scaleOf(evaluated).levels,
    ...placeIn(await submittedSheets(evaluated), submissionId, criterionId),
    history: history.map(({ number, points, reason, at, byUserId }) => ({
      number,
      points,
      reason,
      at,
      by: people.get(byUserId)?.name ?? '',
    })),
    next: order[order.indexOf(`${submissionId}/${criterionId}`) + 1] ?? null,
    may: { agree: evaluationPolicy.agree(actor, evaluated.standing) },
  }
}

/**
 * Records the panel's score for one place; the one before stays on record.
 * @param input.number how often it was agreed before, as was shown
 * @throws AppError not-found, forbidden, invalid, conflict if it was agreed anew in between
 */
export async function agreeScore(
  actor: Actor,
  challengeId: string,
  submissionId: string,
  criterionId: string,
  { points, reason, number }: AgreeInput,
): Promise<{ number: number }> {
  const crossed = 'This score has just been agreed anew. Look at it again.'
  const work = change(actor, challengeId, async (evaluated, session) => {
    if (!evaluationPolicy.readScores(actor, evaluated.standing)) throw notFound('Scores')
    allow(evaluationPolicy.agree(actor, evaluated.standing), 'The moderator records what the panel agrees')
    await refuseNoPlace(evaluated, submissionId, criterionId)
    if (!levelAt(evaluated.settings, points))
      throw new AppError('invalid', 'Choose a level of the scale', { points: 'Choose a level of the scale' })
    const place = { challengeId, submissionId, criterionId }
    const known = await Agreement.countDocuments(place).session(session)
    if (known !== number) throw new AppError('conflict', crossed)
    const added = { ...place, number: number + 1, points, reason, at: now(), byUserId: actor.userId }
    await Agreement.create([added], { session })
    // Whoever lets the scores stand at the same moment writes the same record: one of the two begins again.
    evaluated.evaluation.markModified('agreedAt')
    await record(session, actor, evaluationScoreAgreed, { ...place, number: number + 1 })
    return { number: number + 1 }
  })
  return refuseDuplicate(work, crossed)
}

/** Ends the evaluation: every agreed score stands and the ranking follows. @throws AppError not-found, forbidden, conflict */
export async function finishConsensus(actor: Actor, challengeId: string): Promise<void> {
  await change(actor, challengeId, async ({ challenge, evaluation, settings, standing }, session) => {
    if (!evaluationPolicy.readScores(actor, standing)) throw notFound('Scores')
    if (standing.state === 'agreed') throw new AppError('conflict', 'The scores stand already.')
    allow(evaluationPolicy.agree(actor, standing), 'The moderator records what the panel agrees')
    const all = await Agreement.find({ challengeId }).session(session).lean<AgreementRecord[]>()
    const agreed = standingAgreements(all)
    const criteria = judgedCriteria(challenge.criteria, settings)
    const missing = (await openedProposals(challenge)).reduce(
      (count, { submissionId }) =>
        count + criteria.filter(({ id }) => !agreed.has(`${submissionId} ${id}`)).length,
      0,
    )
    if (missing > 0)
      throw new AppError('conflict', `Scores that are not agreed yet: ${missing}. Agree them first.`)
    evaluation.set({ state: 'agreed', agreedAt: now() })
    await record(session, actor, evaluationAgreed, { challengeId })
  })
}
