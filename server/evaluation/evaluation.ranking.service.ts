import type { Criterion } from '../../shared/challenges/challenge.ts'
import { type Named, namedCriteria } from '../../shared/challenges/sub-criteria.ts'
import { dayOf } from '../../shared/coaching/law/periods.ts'
import { inDecimals, roughly } from '../../shared/evaluation/fraction.ts'
import { lowPriceRuleOn, unusuallyLow } from '../../shared/evaluation/low-price.ts'
import {
  earnedIn,
  type JudgedProposal,
  rank,
  type RankedProposal,
  rankingRules,
  soleWinner,
} from '../../shared/evaluation/ranking.ts'
import { betweenFormulas, leavingOneOut, weightIntervals } from '../../shared/evaluation/robustness.ts'
import { formulaNames } from '../../shared/evaluation/settings.ts'
import { comparedPence } from '../../shared/proposals/whole-life.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import type { Challenge } from '../challenges/index.ts'
import { now } from '../platform/clock.ts'
import { notFound } from '../platform/errors.ts'
import { agreementsOf, standingAgreements, submittedSheets } from './evaluation.consensus.service.ts'
import { disregardedIn } from './evaluation.exclusions.read.service.ts'
import { lowPriceRules } from './low-prices.data.ts'
import { evaluationPolicy } from './evaluation.policy.ts'
import { recordPolicy } from './evaluation.record.policy.ts'
import { type OpenedProposal, readable } from './evaluation.proposals.ts'
import { type Evaluated, evaluatorsOf, facts, loadEvaluation, scaleOf } from './evaluation.service.ts'

/** What a ranking is made from. */
export type Ranked = Pick<Evaluated, 'challenge' | 'evaluation' | 'settings'>

/** A ranking with what it was made from. */
interface Ranking {
  proposals: JudgedProposal[]
  rules: ReturnType<typeof rankingRules>
  ranking: RankedProposal[]
}

async function judged(evaluated: Ranked, proposals: OpenedProposal[]): Promise<JudgedProposal[]> {
  const challengeId = evaluated.challenge._id
  const agreed = standingAgreements(await agreementsOf(challengeId))
  const disregarded = await disregardedIn(challengeId)
  return proposals.map(({ submissionId, content }) => ({
    id: submissionId,
    points: Object.fromEntries(
      evaluated.challenge.criteria.flatMap(({ id }) => {
        const one = agreed.get(`${submissionId} ${id}`)
        return one ? [[id, one.points]] : []
      }),
    ),
    pricePence: comparedPence(content, evaluated.challenge.wholeLifeYears ?? null),
    isDisregarded: disregarded.has(submissionId),
  }))
}

/**
 * The ranking with everything that says how robust it is.
 * @throws AppError not-found before every score stands, and to everybody who may not read the proposals
 */
export async function readRanking(actor: Actor, challengeId: string) {
  const evaluated = await loadEvaluation(actor, challengeId)
  if (!evaluationPolicy.readRanking(actor, evaluated.standing)) throw notFound('Ranking')
  return {
    ...(await rankingOf(evaluated)),
    mayTakeRecord: recordPolicy.take(actor, evaluated.standing),
    mayReadReport: evaluationPolicy.readReport(actor, evaluated.standing),
  }
}

/** The same for whoever has checked already who reads it. */
export async function rankingOf(evaluated: Ranked) {
  const { challenge, evaluation, settings } = evaluated
  const { proposals: opened, unreadable } = await readable(challenge)
  const proposals = await judged(evaluated, opened)
  const rules = rankingRules(challenge.criteria, settings, scaleOf(evaluated).most)
  const ranking = rank(proposals, rules)
  const openedOf = new Map(opened.map((one) => [one.submissionId, one]))
  const nameOf = (id: string | null): string => (id === null ? '' : (openedOf.get(id)?.supplierName ?? ''))
  const priceOf = new Map(proposals.map(({ id, pricePence }) => [id, pricePence]))
  const criteria = namedCriteria(challenge.criteria)
  const titleOf = new Map(criteria.map(({ id, name }) => [id, name]))
  const winner = soleWinner(ranking)
  return {
    challenge: facts(challenge),
    settings,
    agreedAt: evaluation.agreedAt,
    /** References of those that are left out, since they cannot be read. */
    unreadable,
    winner: winner && { submissionId: winner.id, supplierName: nameOf(winner.id) },
    ranking: ranking.map((ranked) => {
      const { id, rank: place, unranked, total, tie } = ranked
      return {
        submissionId: id,
        reference: openedOf.get(id)?.reference ?? '',
        receivedAt: openedOf.get(id)?.receivedAt ?? null,
        supplierName: nameOf(id),
        rank: place,
        unranked: unranked && { ...unranked, criteria: criteriaIn(unranked, titleOf) },
        total: inDecimals(total),
        tie,
        pricePence: priceOf.get(id) ?? null,
        parts: partsOf(ranked, criteria),
      }
    }),
    robustness: await robustnessOf(evaluated, { proposals, rules, ranking }, nameOf),
    lowPrices: lowPricesAmong(proposals, nameOf),
  }
}

/** How the order changes as weights move, as each evaluator is left out, and between price formulas. */
async function robustnessOf(
  evaluated: Ranked,
  { proposals, rules, ranking }: Ranking,
  nameOf: (id: string | null) => string,
) {
  const { challenge } = evaluated
  const titleOf = new Map(namedCriteria(challenge.criteria).map(({ id, name }) => [id, name]))
  return {
    weights: weightIntervals(proposals, rules, ranking).map(({ criterionId, weight, ...one }) => ({
      criterionId,
      title: titleOf.get(criterionId) ?? '',
      weight,
      from: inDecimals(one.from, 1),
      to: inDecimals(one.to, 1),
      drawnFrom: roughly(one.from),
      drawnTo: roughly(one.to),
      firstBelow: nameOf(one.firstBelow),
      firstAbove: nameOf(one.firstAbove),
    })),
    evaluators: await withoutEach(evaluated, proposals, rules, nameOf),
    formulas: betweenFormulas(proposals, rules, budgetOf(challenge)).map((one) => ({
      formula: one.formula,
      title: formulaNames[one.formula].title,
      isPublished: one.isPublished,
      first: one.first.map(nameOf),
    })),
  }
}

/** What a proposal earns in each criterion, with what that is a part of and what it earns there. */
function partsOf(ranked: RankedProposal, criteria: readonly Named<Criterion>[]) {
  const rules = criteria.map(({ id, weight }) => ({ id, weight: weight ?? 0 }))
  return criteria.map(({ id, title, name, weight, group }) => {
    const earned = earnedIn(ranked, [{ id, weight: weight ?? 0 }])
    const own = rules.filter((_, index) => group && criteria[index]?.group?.title === group.title)
    return {
      criterionId: id,
      title: name,
      ownTitle: title,
      weight: weight ?? 0,
      /** Of 100, for drawing. */
      drawn: roughly(earned),
      earned: inDecimals(earned),
      group: group && { ...group, earned: inDecimals(earnedIn(ranked, own)) },
    }
  })
}

/** What a fixed budget would be; a challenge names none for the whole life. */
const budgetOf = ({ wholeLifeYears, budget }: Challenge): number | null =>
  wholeLifeYears ? null : budget.pilotPence

const criteriaIn = (unranked: { because: string; criterionIds?: string[] }, titleOf: Map<string, string>) =>
  (unranked.criterionIds ?? []).map((id) => titleOf.get(id) ?? '')

async function withoutEach(
  evaluated: Ranked,
  proposals: JudgedProposal[],
  rules: ReturnType<typeof rankingRules>,
  nameOf: (id: string) => string,
) {
  const sheets = await submittedSheets(evaluated)
  const names = new Map(evaluatorsOf(evaluated.evaluation).map(({ userId, name }) => [userId, name]))
  const scores = sheets.map(({ userId, scores: given }) => {
    const points: Record<string, Record<string, number>> = {}
    for (const one of given) (points[one.submissionId] ??= {})[one.criterionId] = one.points ?? 0
    return { userId, points }
  })
  return leavingOneOut(proposals, rules, scores).map(({ userId, first, moved }) => ({
    without: userId === null ? null : (names.get(userId) ?? ''),
    first: first.map(nameOf),
    moved,
  }))
}

function lowPricesAmong(proposals: JudgedProposal[], nameOf: (id: string) => string) {
  const rule = lowPriceRuleOn(lowPriceRules(), dayOf(now()))
  const ranked = proposals.filter(({ isDisregarded }) => !isDisregarded)
  return rule ? { rule, suppliers: unusuallyLow(ranked, rule).map(nameOf) } : null
}

export type ReadRanking = Awaited<ReturnType<typeof readRanking>>
