import { isAboveThreshold, noAwardReasons } from '../../shared/evaluation/award.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import type { NoticeAward } from '../../shared/publication/notice-award.ts'
import type {
  ToldAward,
  ToldContract,
  ToldEnd,
  ToldSupplier,
} from '../../shared/publication/award-release.ts'
import type { Challenge } from '../challenges/index.ts'
import { awardForNotices, awardOnRecord, tellsUnsuccessful, type Winner } from '../evaluation/index.ts'
import { findOrganisation } from '../organisations/index.ts'

const supplierOf = (
  { supplierId: id, supplierName: name, companyNumber }: Winner,
  size?: { isSme: boolean | null; isVcse: boolean | null } | null,
): ToldSupplier => ({ id, name, companyNumber, isSme: size?.isSme ?? null, isVcse: size?.isVcse ?? null })

/** The award as its so-many-th record has it; null if there is none. */
export async function toldAward(challenge: Challenge, number: number): Promise<ToldAward | null> {
  const decision = await awardOnRecord(challenge._id)
  const awards = decision ? [...decision.earlierAwards, ...(decision.award ? [decision.award] : [])] : []
  const award = awards.find((one) => one.number === number)
  if (!decision || !award) return null
  const { publishedOn, noticeId, endsOn: standstillEndsOn, values } = award
  return {
    number,
    title: challenge.title,
    decidedAt: decision.decidedAt,
    summariesSentAt: decision.releasedAt,
    publishedOn,
    noticeId,
    isAbove: isAboveThreshold(challenge),
    standstillEndsOn,
    winners: decision.winners.map((winner) => ({
      id: winner.submissionId,
      supplier: supplierOf(winner),
      value: values[winner.submissionId] ?? { netPence: 0, grossPence: 0 },
    })),
  }
}

/** A contract that was entered into; null if it is not on record. */
export async function toldContract(challenge: Challenge, submissionId: string): Promise<ToldContract | null> {
  const decision = await awardOnRecord(challenge._id)
  const contract = decision?.contracts.find((one) => one.submissionId === submissionId)
  const winner = decision?.winners.find((one) => one.submissionId === submissionId)
  if (!contract || !winner) return null
  const { title, signedOn, startsOn, endsOn, netPence, grossPence, supplier, noKpisReason } = contract
  return {
    id: submissionId,
    title,
    isAbove: isAboveThreshold(challenge),
    signedOn,
    startsOn,
    endsOn,
    value: { netPence, grossPence },
    supplier: supplierOf(winner, supplier),
    noKpisReason,
  }
}

/** That and why nothing is awarded; null while that is not public. */
export async function toldEnd(challengeId: string): Promise<ToldEnd | null> {
  const decision = await awardOnRecord(challengeId)
  if (!decision?.noAward || !decision.endedAt) return null
  const { label, isUnsuccessful } = noAwardReasons[decision.noAward.because]
  return {
    isUnsuccessful,
    reason: `${label}. ${decision.noAward.words}`,
    awardIds: decision.award ? decision.winners.map(({ submissionId }) => submissionId) : [],
  }
}

/** What fills the notices of an award, for somebody who may know of it; null for others, and before. */
export async function noticeAward(actor: Actor, challenge: Challenge): Promise<NoticeAward | null> {
  const decision = await awardForNotices(actor, challenge._id)
  if (!decision) return null
  const { award, winners, contracts, noAward, endedAt } = decision
  const values = Object.values(award?.values ?? {})
  const sum = (of: 'netPence' | 'grossPence') => values.reduce((all, value) => all + value[of], 0)
  const sizeOf = new Map(contracts.map(({ submissionId, supplier }) => [submissionId, supplier]))
  const end = await toldEnd(challenge._id)
  return {
    suppliers: await Promise.all(
      winners.map(async (winner) =>
        supplierOf(
          winner,
          sizeOf.get(winner.submissionId) ?? (await findOrganisation(winner.supplierId))?.supplier,
        ),
      ),
    ),
    decidedAt: decision.decidedAt,
    summariesSentAt: decision.releasedAt,
    standstillEndsOn: award?.endsOn ?? null,
    value: award ? { netPence: sum('netPence'), grossPence: sum('grossPence') } : null,
    assessed: decision.assessed,
    unsuccessful: tellsUnsuccessful(decision) ? decision.unsuccessful : null,
    contracts,
    end: noAward && endedAt && end ? { reason: end.reason, at: endedAt } : null,
  }
}

/** Which notices of an award have their numbers on record, and whether it ended without one. */
export async function filedWithAward(challenge: Challenge): Promise<{ filed: string[]; isEnded: boolean }> {
  const decision = await awardOnRecord(challenge._id)
  if (!decision) return { filed: [], isEnded: false }
  const details = isAboveThreshold(challenge) ? 'uk7-above' : 'uk7-below'
  const hasAll = decision.contracts.length > 0 && decision.contracts.every(({ notice }) => notice !== null)
  const filed = [
    decision.award?.noticeId ? 'uk6' : '',
    hasAll ? details : '',
    decision.noAward?.notice ? 'uk12' : '',
  ]
  return { filed: filed.filter(Boolean), isEnded: decision.endedAt !== null }
}
