import mongoose, { type ClientSession, type HydratedDocument } from 'mongoose'
import { effectiveStatus } from '../../shared/challenges/effective-status.ts'
import { namedCriteria } from '../../shared/challenges/sub-criteria.ts'
import { formOf } from '../../shared/proposals/form.ts'
import { clearanceOf } from '../../shared/evaluation/panel.ts'
import { levelsOf, mostPoints } from '../../shared/evaluation/scale.ts'
import {
  type EvaluationSettings,
  judgedCriteria,
  settingsWithin,
  usualSettings,
} from '../../shared/evaluation/settings.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { isId } from '../../shared/platform/ids.ts'
import { buyersOf, type Challenge, findChallenge, findChallenges } from '../challenges/index.ts'
import { membershipsOf } from '../organisations/index.ts'
import { now } from '../platform/clock.ts'
import { AppError, notFound } from '../platform/errors.ts'
import { namesIn, type View, viewOf } from './evaluation.anonymous.ts'
import { Evaluation, type EvaluationRecord, type PanelMember, Score } from './evaluation.model.ts'
import { evaluationPolicy, type EvaluationStanding } from './evaluation.policy.ts'
import { areProposalsOpen, openedProposals } from './evaluation.proposals.ts'

/** A challenge under evaluation, as the rules of this room see it for one actor. */
export interface Evaluated {
  challenge: Challenge
  evaluation: HydratedDocument<EvaluationRecord>
  /** The actor's own part; null without one. */
  own: PanelMember | null
  standing: EvaluationStanding
  settings: EvaluationSettings
}

/** Those who take part now. */
export const present = ({ panel }: Pick<EvaluationRecord, 'panel'>): PanelMember[] =>
  panel.filter(({ removedAt }) => removedAt === null)

/** Where a member stands with their interests. */
export const clearanceIn = ({ declarations }: PanelMember) => clearanceOf(declarations.at(-1) ?? null)

/** Somebody's part now; of those who were taken out, only that they were barred goes on. */
export const partOf = ({ panel }: Pick<EvaluationRecord, 'panel'>, userId: string): PanelMember | null => {
  const last = panel.findLast((one) => one.userId === userId)
  return last && (last.removedAt === null || clearanceIn(last) === 'barred') ? last : null
}

/** Those whose scores the panel waits for or has: evaluators who take part and are not barred. */
export const evaluatorsOf = (evaluation: Pick<EvaluationRecord, 'panel'>): PanelMember[] =>
  present(evaluation).filter((one) => one.role === 'evaluator' && clearanceIn(one) !== 'barred')

async function standingOf(
  challenge: Challenge,
  evaluation: EvaluationRecord,
  own: PanelMember | null,
): Promise<EvaluationStanding> {
  return {
    buyerIds: buyersOf(challenge),
    isPublished: challenge.publishedAt !== null,
    isOpen: await areProposalsOpen(challenge),
    state: evaluation.state,
    hasSettings: evaluation.settings !== null,
    isAnonymous:
      evaluation.settings?.isAnonymous === true && ['preparing', 'scoring'].includes(evaluation.state),
    own: own && {
      role: own.role,
      clearance: clearanceIn(own),
      hasSubmitted: own.submittedAt !== null,
      hasSeenNames: own.declarations.some(({ againstNames }) => againstNames === true),
      isGuest: own.isGuest === true && !(await isOfSupplier(own.userId)),
    },
  }
}

// Whoever took an invitation up and joined a supplier since is no guest, whomever they act for.
const isOfSupplier = async (userId: string): Promise<boolean> =>
  (await membershipsOf(userId)).some(({ organisation }) => organisation.kind === 'supplier')

/**
 * The evaluation of a challenge, a new one that is not kept yet if there is none.
 * @throws AppError not-found to everybody who may not know of it
 */
export async function loadEvaluation(
  actor: Actor,
  challengeId: string,
  session: ClientSession | null = null,
): Promise<Evaluated> {
  const challenge = isId(challengeId) ? await findChallenge(challengeId, session ?? undefined) : null
  if (!challenge) throw notFound('Evaluation')
  const evaluation =
    (await Evaluation.findById(challengeId).session(session)) ?? new Evaluation({ _id: challengeId })
  const own = actor.kind === 'person' ? partOf(evaluation, actor.userId) : null
  const standing = await standingOf(challenge, evaluation, own)
  if (!evaluationPolicy.enter(actor, standing)) throw notFound('Evaluation')
  return { challenge, evaluation, own, standing, settings: settingsIn(challenge, evaluation) }
}

/** The settings that hold for a challenge: those that were chosen, or the usual ones, for the criteria that it has. */
export const settingsIn = (
  { criteria }: Pick<Challenge, 'criteria'>,
  { settings }: Pick<EvaluationRecord, 'settings'>,
): EvaluationSettings => settingsWithin(settings ?? usualSettings, criteria)

/** The settings of a challenge, for everybody who may see the challenge. */
interface ToldSettings {
  settings: EvaluationSettings
  isChosen: boolean
  chosenAt: Date | null
  /** The criterion that the price was to score was taken out since, so that the price decides nothing. */
  isPriceLeftOut: boolean
}

/** The settings that hold for a challenge, for everybody who may see the challenge. */
export async function settingsOf(challengeId: string): Promise<ToldSettings> {
  const known = await Evaluation.findById(challengeId).lean<EvaluationRecord>()
  const challenge = await findChallenge(challengeId)
  const chosen = known?.settings ?? null
  const settings = settingsIn(challenge ?? { criteria: [] }, { settings: chosen })
  return {
    settings,
    isChosen: chosen !== null,
    chosenAt: known?.settingsAt ?? null,
    isPriceLeftOut: chosen !== null && chosen.price.formula !== settings.price.formula,
  }
}

/** What everybody in the panel may know of a member. */
export interface PresentedMember {
  userId: string
  name: string
  role: PanelMember['role']
  clearance: ReturnType<typeof clearanceIn>
  hasSubmitted: boolean
  isGuest: boolean
  isOwn: boolean
  /** For whoever decides about it, and the person; else empty. */
  declarations: PanelMember['declarations']
  returns: PanelMember['returns']
  mayRule: boolean
}

function presentMember(actor: Actor, standing: EvaluationStanding, one: PanelMember): PresentedMember {
  const isOwn = one.userId === actor.userId
  const mayRule = evaluationPolicy.rule(actor, standing, one.userId)
  return {
    userId: one.userId,
    name: one.name,
    role: one.role,
    clearance: clearanceIn(one),
    hasSubmitted: one.submittedAt !== null,
    isGuest: one.isGuest === true,
    isOwn,
    declarations: isOwn || mayRule ? one.declarations : [],
    returns: isOwn || evaluationPolicy.returnScores(actor, standing) ? one.returns : [],
    mayRule,
  }
}

/** What an actor may do in an evaluation now. */
const mayIn = (actor: Actor, standing: EvaluationStanding) => ({
  organise: evaluationPolicy.organise(actor, standing),
  chooseSettings: evaluationPolicy.chooseSettings(actor, standing),
  begin: evaluationPolicy.begin(actor, standing),
  readProposals: evaluationPolicy.readProposals(actor, standing),
  seeNames: evaluationPolicy.seeNames(actor, standing),
  readSheet: evaluationPolicy.readSheet(actor, standing),
  score: evaluationPolicy.score(actor, standing),
  returnScores: evaluationPolicy.returnScores(actor, standing),
  readScores: evaluationPolicy.readScores(actor, standing),
  agree: evaluationPolicy.agree(actor, standing),
  readRanking: evaluationPolicy.readRanking(actor, standing),
  readReport: evaluationPolicy.readReport(actor, standing),
})

/** The evaluation as its first page and the API show it. @throws AppError not-found */
export async function readEvaluation(actor: Actor, challengeId: string) {
  const { challenge, evaluation, standing, settings } = await loadEvaluation(actor, challengeId)
  const record = evaluation.toObject()
  const may = mayIn(actor, standing)
  return {
    id: challengeId,
    challenge: facts(challenge),
    state: record.state,
    isOpen: standing.isOpen,
    settings,
    isChosen: standing.hasSettings,
    own: standing.own,
    isAnonymous: standing.isAnonymous,
    /** Everybody who answered, to declare interests against; null where that is not wanted, or not yet. */
    names: evaluationPolicy.declareAgainstNames(actor, standing)
      ? namesIn(await openedProposals(challenge))
      : null,
    panel: present(record).map((one) => presentMember(actor, standing, one)),
    progress: may.score
      ? await progressOf(actor.userId, { challenge, settings }, viewOf(actor, evaluation, standing))
      : null,
    may,
  }
}

/** What pages of this room say of the challenge. */
export const facts = (challenge: Challenge) => ({
  id: challenge._id,
  title: challenge.title,
  authorityName: challenge.authorityName,
  status: effectiveStatus(challenge, now()),
  respondBy: challenge.timetable.respondBy,
  criteria: namedCriteria(challenge.criteria),
  form: formOf(challenge),
  outcomes: challenge.outcomes,
  pilotPence: challenge.budget.pilotPence,
  wholeLifeYears: challenge.wholeLifeYears ?? null,
})

/** How many scores an evaluator has finished, of how many. */
export async function progressOf(
  userId: string,
  { challenge, settings }: Pick<Evaluated, 'challenge' | 'settings'>,
  view: View,
): Promise<{ done: number; total: number }> {
  const proposals = view.listed(await openedProposals(challenge))
  const criteria = judgedCriteria(challenge.criteria, settings)
  const done = await Score.countDocuments({
    challengeId: challenge._id,
    userId,
    submissionId: mongoose.trusted({ $in: proposals.map(({ submissionId }) => submissionId) }),
    criterionId: mongoose.trusted({ $in: criteria.map(({ id }) => id) }),
    points: mongoose.trusted({ $ne: null }),
    reasons: mongoose.trusted({ $regex: /\S/ }),
  })
  return { done, total: proposals.length * criteria.length }
}

/** The scale of an evaluation, for pages and checks. */
export const scaleOf = ({ settings }: Pick<Evaluated, 'settings'>) => ({
  levels: levelsOf(settings),
  most: mostPoints(settings.scale),
})

/** The evaluations that a person takes part in, those under way first; not those they are barred from. */
export async function listOwnEvaluations(actor: Actor) {
  if (actor.kind !== 'person') return []
  const found = await Evaluation.find({ 'panel.userId': actor.userId }).limit(200).lean<EvaluationRecord[]>()
  const challenges = await findChallenges(found.map(({ _id }) => _id))
  const each = found.map(async (evaluation) => {
    const challenge = challenges.get(evaluation._id)
    const own = present(evaluation).find(({ userId }) => userId === actor.userId)
    if (!challenge || !own) return []
    const standing = await standingOf(challenge, evaluation, own)
    if (!evaluationPolicy.enter(actor, standing)) return []
    const { own: mine, isOpen, state } = standing
    return [
      {
        ...facts(challenge),
        state,
        isOpen,
        role: own.role,
        clearance: clearanceIn(own),
        hasSubmitted: mine?.hasSubmitted ?? false,
      },
    ]
  })
  const listed = (await Promise.all(each)).flat()
  return listed.sort((a, b) => Number(a.state === 'agreed') - Number(b.state === 'agreed'))
}

/**
 * Keeps those of a buyer from the proposals who have not declared their interests, and in an anonymous first look
 * everybody but those who lead.
 * @throws AppError forbidden to them, not-found to whoever was barred
 */
export async function refuseUndeclared(actor: Actor, challengeId: string): Promise<void> {
  const { standing } = await loadEvaluation(actor, challengeId)
  if (evaluationPolicy.seeNames(actor, standing)) return
  const message = evaluationPolicy.readProposals(actor, standing)
    ? 'Until everybody’s scores are in, only those who lead know who wrote which proposal. Evaluators read them on their score sheets.'
    : 'Declare your interests on the page of the evaluation first; an interest has to be decided about before you go on.'
  throw new AppError('forbidden', message)
}
