import { isAboveThreshold, noAwardReasons } from '../../shared/evaluation/award.ts'
import type {
  ToldAward,
  ToldContract,
  ToldEnd,
  ToldSupplier,
} from '../../shared/publication/award-release.ts'
import type { Challenge } from '../challenges/index.ts'
import { awardOnRecord } from '../evaluation/index.ts'
import { findOrganisation } from '../organisations/index.ts'

async function supplierOf(
  { id, name }: { id: string; name: string },
  size: { isSme: boolean | null; isVcse: boolean | null } = { isSme: null, isVcse: null },
): Promise<ToldSupplier> {
  const companyNumber = (await findOrganisation(id))?.supplier?.companyNumber ?? null
  return { id, name, companyNumber, ...size }
}

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
    winners: await Promise.all(
      decision.winners.map(async ({ submissionId: id, supplierId, supplierName: name }) => ({
        id,
        supplier: await supplierOf({ id: supplierId, name }),
        value: values[id] ?? { netPence: 0, grossPence: 0 },
      })),
    ),
  }
}

/** A contract that was entered into; null if it is not on record. */
export async function toldContract(challenge: Challenge, submissionId: string): Promise<ToldContract | null> {
  const decision = await awardOnRecord(challenge._id)
  const contract = decision?.contracts.find((one) => one.submissionId === submissionId)
  if (!contract) return null
  const { title, signedOn, startsOn, endsOn, netPence, grossPence, supplier, noKpisReason } = contract
  return {
    id: submissionId,
    title,
    isAbove: isAboveThreshold(challenge),
    signedOn,
    startsOn,
    endsOn,
    value: { netPence, grossPence },
    supplier: await supplierOf(supplier, supplier),
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
