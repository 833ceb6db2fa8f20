import mongoose from 'mongoose'
import { dayOf } from '../../shared/coaching/law/periods.ts'
import { isAboveThreshold, leastStandstill, noAwardReasons, stageOf } from '../../shared/evaluation/award.ts'
import { type ComingStep, comingSteps } from '../../shared/evaluation/coming-steps.ts'
import { withoutVat } from '../../shared/challenges/vat.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { findChallenges, getVisibleChallenge } from '../challenges/index.ts'
import { law } from '../coaching/index.ts'
import { now } from '../platform/clock.ts'
import { AppError, notFound } from '../platform/errors.ts'
import { isDemo } from '../platform/site.ts'
import {
  type ContractRecord,
  Decision,
  type DecisionRecord,
  Feedback,
  type FeedbackRecord,
} from './evaluation.award.model.ts'
import { awardPolicy } from './evaluation.award.policy.ts'
import { isAbove } from './evaluation.award.service.ts'
import { type Awarding, loadAwarding, mayAward, mostWinners } from './evaluation.decision.service.ts'
import { incompleteAmong } from './evaluation.exclusions.read.service.ts'
import { summarySource } from './evaluation.feedback.service.ts'
import { openedProposals } from './evaluation.proposals.ts'
import { rankingOf } from './evaluation.ranking.service.ts'
import { facts } from './evaluation.service.ts'
import { findingsOf } from './evaluation.summaries.ts'

/** What comes after the ranking, for whoever may see it; empty before. @throws AppError not-found */
export async function readComingSteps(actor: Actor, challengeId: string): Promise<ComingStep[]> {
  const awarding = await loadAwarding(actor, challengeId)
  const { challenge, decision, standing } = awarding
  const isKnown = awardPolicy.read(actor, standing) || standing.stage === 'ended'
  if (!isKnown || !awardPolicy.readAward(actor, standing)) return []
  const contracts = decision?.contracts ?? []
  return comingSteps({
    isAbove: isAboveThreshold(challenge),
    stage: standing.stage,
    exclusions: await exclusionFacts(awarding),
    hasWinners: (decision?.winners.length ?? 0) > 0,
    isReleased: standing.isReleased,
    toMend: await countToMend(actor, awarding),
    standstillEndsOn: decision?.award?.endsOn ?? null,
    isPublished: Boolean(decision?.award),
    contracts: (decision?.winners ?? []).map(({ submissionId, supplierName }) => {
      const contract = contracts.find((one) => one.submissionId === submissionId)
      return {
        supplierName,
        submissionId,
        isEntered: contract !== undefined,
        noticeDueOn: contract?.noticeDueOn ?? null,
        hasNotice: Boolean(contract?.notice),
      }
    }),
    hasEndNotice: Boolean(decision?.noAward?.notice),
    today: dayOf(now()),
  })
}

/** How far the checks are of whoever was decided on, or would win by the ranking. */
async function exclusionFacts(awarding: Awarding) {
  const { challenge, decision, standing } = awarding
  if (standing.state !== 'agreed' || decision?.noAward) return null
  const { ranking } = await rankingOf(awarding)
  const first = decision?.winners.length
    ? decision.winners
    : ranking.filter(({ rank }) => rank !== null && rank <= mostWinners(challenge))
  if (first.length === 0) return null
  const ids = first.map(({ submissionId }) => submissionId)
  const open = await incompleteAmong(challenge._id, ids)
  return { suppliers: first.map(({ supplierName }) => supplierName), isDone: open.length === 0 }
}

async function countToMend(actor: Actor, awarding: Awarding): Promise<number> {
  if (awarding.standing.stage !== 'decided') return 0
  const feedback = await Feedback.find({ challengeId: awarding.challenge._id }).lean<FeedbackRecord[]>()
  const findings = await findingsOf(await summarySource(actor, awarding, feedback))
  return findings.filter(({ isKept }) => !isKept).length
}

/** The award as those who record it see it. @throws AppError not-found */
export async function readAward(actor: Actor, challengeId: string) {
  const { challenge, decision, standing } = await loadAwarding(actor, challengeId)
  if (!awardPolicy.readAward(actor, standing)) throw notFound('Award')
  const isMandatory = isAboveThreshold(challenge)
  const today = dayOf(now())
  const prices = new Map(
    (await openedProposals(challenge)).map(({ submissionId, content }) => [
      submissionId,
      content.pilotPricePence ?? 0,
    ]),
  )
  return {
    challenge: facts(challenge),
    stage: standing.stage,
    isMandatory,
    today,
    leastDays: leastStandstill(law(), isMandatory ? 'mandatory' : 'voluntary', today),
    releasedAt: decision?.releasedAt ?? null,
    award: decision?.award ?? null,
    noAward: decision?.noAward ?? null,
    endedAt: decision?.endedAt ?? null,
    winners: (decision?.winners ?? []).map((winner) => {
      const grossPence = prices.get(winner.submissionId) ?? 0
      const expected = { grossPence, netPence: withoutVat(grossPence, challenge.budget) ?? 0 }
      return {
        ...winner,
        value: decision?.award?.values[winner.submissionId] ?? expected,
        contract:
          decision?.contracts.find(({ submissionId }) => submissionId === winner.submissionId) ?? null,
      }
    }),
    may: mayAward(actor, standing),
  }
}

export type ReadAward = Awaited<ReturnType<typeof readAward>>

/** The whole record, for rooms that tell of what is public in it; null while there is none. */
export const awardOnRecord = (challengeId: string): Promise<DecisionRecord | null> =>
  Decision.findById(challengeId).lean<DecisionRecord>()

/**
 * What somebody is to a contract that was awarded: inside, unless they may not know of the evaluation or were kept out
 * of it for an interest, and whether they lead.
 */
export async function partInAward(
  actor: Actor,
  challengeId: string,
): Promise<{ isInside: boolean; leads: boolean }> {
  try {
    const { standing } = await loadAwarding(actor, challengeId)
    return { isInside: true, leads: awardPolicy.recordNotice(actor, standing) }
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-found') return { isInside: false, leads: false }
    throw error
  }
}

/** The record for those who fill the notices of an award: whoever may see the ranking once the feedback is out, others once it is public. */
export async function awardForNotices(actor: Actor, challengeId: string): Promise<DecisionRecord | null> {
  const decision = await awardOnRecord(challengeId)
  if (!decision || decision.award || decision.endedAt) return decision
  if (!decision.releasedAt) return null
  try {
    const { standing } = await loadAwarding(actor, challengeId)
    return awardPolicy.read(actor, standing) ? decision : null
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-found') return null
    throw error
  }
}

/** True where the award is large enough that those who won nothing are named (reg 27(2)(o)). */
export function tellsUnsuccessful({ award }: Pick<DecisionRecord, 'award'>): boolean {
  const value = Object.values(award?.values ?? {}).reduce((sum, { grossPence }) => sum + grossPence, 0)
  return award !== null && isAbove('unsuccessful-names', value, award.publishedOn)
}

/** What of a decision everybody may know; null before anything of it is public. */
export async function publicAwardOf(challengeId: string) {
  const decision = await Decision.findById(challengeId).lean<DecisionRecord>()
  if (!decision || (!decision.award && !decision.endedAt)) return null
  const { award, noAward, contracts, releasedAt } = decision
  return {
    isAwarded: decision.endedAt === null,
    decidedAt: decision.decidedAt,
    summariesSentAt: releasedAt,
    endedAt: decision.endedAt,
    noAward:
      decision.endedAt && noAward ? { ...noAward, label: noAwardReasons[noAward.because].label } : null,
    award: award && withoutRecorder(award),
    assessed: decision.assessed,
    unsuccessful: tellsUnsuccessful(decision) ? decision.unsuccessful : null,
    winners: award
      ? decision.winners.map(({ submissionId, supplierId, supplierName }) => ({
          submissionId,
          supplierId,
          supplierName,
          value: award.values[submissionId] ?? null,
          contract: withoutRecorder(contracts.find((one) => one.submissionId === submissionId) ?? null),
        }))
      : [],
  }
}

/** Who recorded it is the buyer's business. */
function withoutRecorder<Recorded extends { recordedBy: string }>(
  recorded: Recorded | null,
): Omit<Recorded, 'recordedBy'> | null {
  if (!recorded) return null
  const { recordedBy: _, ...told } = recorded
  return told
}

export type PublicAward = NonNullable<Awaited<ReturnType<typeof publicAwardOf>>>

/** The public award of a challenge. @throws AppError not-found before it is public */
export async function readPublicAward(actor: Actor, challengeId: string) {
  const challenge = await getVisibleChallenge(actor, challengeId)
  const found = await publicAwardOf(challengeId)
  if (!found) throw notFound('Award')
  return {
    challenge: { ...facts(challenge), authorityId: challenge.authorityId },
    isAbove: isAboveThreshold(challenge),
    isInvented: challenge.isExample || (await isDemo()),
    ...found,
  }
}

/** Every contract on record, of challenges that are not withdrawn. */
export async function listContracts(): Promise<{ challengeId: string; contract: ContractRecord }[]> {
  const awarded = await Decision.find({ 'contracts.0': mongoose.trusted({ $exists: true }) }).lean<
    DecisionRecord[]
  >()
  const challenges = await findChallenges(awarded.map(({ _id }) => _id))
  return awarded
    .filter(({ _id }) => challenges.has(_id) && challenges.get(_id)?.status !== 'withdrawn')
    .flatMap(({ _id: challengeId, contracts }) => contracts.map((contract) => ({ challengeId, contract })))
}

/** A clock that runs for a buyer. */
export interface AwardDeadline {
  challengeId: string
  what: 'standstill' | 'contract-notice'
  /** The last day. */
  on: string
  /** What tells one from another of the same challenge. */
  key: string
}

/** Every clock of an award that runs, of challenges that are not withdrawn. */
export async function listAwardDeadlines(): Promise<AwardDeadline[]> {
  const running = await Decision.find({ isSettled: false, endedAt: null }).lean<DecisionRecord[]>()
  const challenges = await findChallenges(running.map(({ _id }) => _id))
  return running
    .filter(({ _id }) => challenges.get(_id)?.status !== 'withdrawn' && challenges.has(_id))
    .flatMap((decision): AwardDeadline[] => {
      const { _id: challengeId, award, contracts } = decision
      const waits = award?.endsOn && stageOf(decision) === 'published' && contracts.length === 0
      return [
        ...(waits && award.endsOn
          ? [{ challengeId, what: 'standstill' as const, on: award.endsOn, key: String(award.number) }]
          : []),
        ...contracts
          .filter(({ notice }) => notice === null)
          .map(({ submissionId, noticeDueOn: on }) => ({
            challengeId,
            what: 'contract-notice' as const,
            on,
            key: submissionId,
          })),
      ]
    })
}
