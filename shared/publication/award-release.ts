import type { Day } from '../coaching/law/law.ts'
import type { JsonObject } from './json.ts'
import { anObject, type Release } from './ocds.ts'
import { inPounds } from './release-parts.ts'
import { noticeUrl, type ReleaseFacts } from './statement.ts'

/** Money of an award or contract, in pence. */
interface ToldValue {
  netPence: number
  grossPence: number
}

/** A supplier that is told of: one that won. Nobody else is named in open data. */
export interface ToldSupplier {
  id: string
  name: string
  companyNumber: string | null
  isSme: boolean | null
  isVcse: boolean | null
}

/** An award as everybody may know it, as its record stood when the release was made. */
export interface ToldAward {
  /** 1 for the first record of it; later ones correct it. */
  number: number
  title: string
  decidedAt: Date
  summariesSentAt: Date | null
  publishedOn: Day
  /** Empty where the law wants no notice. */
  noticeId: string
  isAbove: boolean
  /** The last day of the standstill; null where there is none. */
  standstillEndsOn: Day | null
  winners: { id: string; supplier: ToldSupplier; value: ToldValue }[]
}

/** A contract that was entered into. */
export interface ToldContract {
  /** The same as that of the award that it follows. */
  id: string
  title: string
  isAbove: boolean
  signedOn: Day
  startsOn: Day
  endsOn: Day
  value: ToldValue
  supplier: ToldSupplier
  noKpisReason: string
}

/** That nothing is awarded. */
export interface ToldEnd {
  /** True where the proposals are why. */
  isUnsuccessful: boolean
  reason: string
  /** Of awards that were public before. */
  awardIds: string[]
}

const supplierId = ({ id, companyNumber }: ToldSupplier): string =>
  companyNumber ? `GB-COH-${companyNumber}` : `foothold-${id}`

function supplierParty(supplier: ToldSupplier): JsonObject {
  const { name, companyNumber, isSme, isVcse } = supplier
  return anObject({
    id: supplierId(supplier),
    name,
    identifier: companyNumber ? { scheme: 'GB-COH', id: companyNumber, legalName: name } : {},
    roles: ['supplier'],
    details: { scale: isSme === null ? '' : isSme ? 'sme' : 'large', vcse: isVcse ?? undefined },
  })
}

const money = ({ netPence, grossPence }: ToldValue): JsonObject => ({
  amount: inPounds(netPence),
  amountGross: inPounds(grossPence),
  currency: 'GBP',
})
const startOf = (day: Day): string => `${day}T00:00:00Z`
const endOf = (day: Day): string => `${day}T23:59:59Z`

/** The award: who gets it, for how much, and until when the standstill lasts. */
export function awardPart(facts: ReleaseFacts, award: ToldAward): Partial<Release> {
  const { noticeId, publishedOn, standstillEndsOn } = award
  const document = anObject({
    id: noticeId,
    documentType: 'awardNotice',
    noticeType: 'UK6',
    description: facts.isInvented ? 'A UK6 notice of a demonstration: its number is invented' : '',
    url: facts.isInvented ? '' : noticeUrl(noticeId),
    datePublished: startOf(publishedOn),
  })
  return {
    parties: award.winners.map(({ supplier }) => supplierParty(supplier)),
    tender: { id: facts.challengeId, status: 'complete', lots: [{ id: '1', status: 'complete' }] },
    awards: award.winners.map(({ id, supplier, value }) =>
      anObject({
        id,
        title: award.title,
        status: 'active',
        date: award.decidedAt.toISOString(),
        aboveThreshold: award.isAbove,
        value: money(value),
        suppliers: [{ id: supplierId(supplier), name: supplier.name }],
        relatedLots: ['1'],
        assessmentSummariesDateSent: award.summariesSentAt?.toISOString(),
        standstillPeriod: standstillEndsOn
          ? { startDate: startOf(publishedOn), endDate: endOf(standstillEndsOn) }
          : {},
        documents: noticeId ? [document] : [],
      }),
    ),
  }
}

/** The contract that follows an award. */
export function contractPart(facts: ReleaseFacts, contract: ToldContract): Partial<Release> {
  const { id, title, isAbove, signedOn, startsOn, endsOn, value, supplier, noKpisReason } = contract
  return {
    parties: [supplierParty(supplier)],
    tender: { id: facts.challengeId },
    contracts: [
      anObject({
        id,
        awardID: id,
        title,
        status: 'active',
        aboveThreshold: isAbove,
        dateSigned: startOf(signedOn),
        period: { startDate: startOf(startsOn), endDate: endOf(endsOn) },
        value: money(value),
        noAgreedMetricsRationale: noKpisReason,
      }),
    ],
  }
}

/** That it ended without an award. */
export function endPart(
  { challengeId }: ReleaseFacts,
  { isUnsuccessful, reason, awardIds }: ToldEnd,
  at: Date,
): Partial<Release> {
  const status = isUnsuccessful ? 'unsuccessful' : 'cancelled'
  const finalStatusDate = at.toISOString()
  return {
    tender: {
      id: challengeId,
      status,
      finalStatusDate,
      lots: [{ id: '1', status }],
      amendments: [
        { id: 'no-award', date: finalStatusDate, description: 'No contract is awarded', rationale: reason },
      ],
    },
    ...(awardIds.length > 0
      ? { awards: awardIds.map((id) => ({ id, status: 'cancelled', finalStatusDate })) }
      : {}),
  }
}
