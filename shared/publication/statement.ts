import type { ChallengeContent } from '../challenges/challenge.ts'
import { type ChallengeKind, kindFacts } from '../challenges/kinds.ts'
import { socialValueShare } from '../challenges/social-value.ts'
import { weightsInLine } from '../challenges/sub-criteria.ts'
import { standardVat } from '../challenges/vat.ts'
import { comparedPriceName } from '../challenges/whole-life.ts'
import type { JsonObject } from './json.ts'
import { anObject, type Release } from './ocds.ts'
import {
  awardCriteriaOf,
  type Buyer,
  buyerId,
  buyerParty,
  descriptionOf,
  fileOf,
  hasScaleUp,
  itemsOf,
  type PublicationNames,
  procedures,
  procurementCategory,
  reservationOf,
  valueOf,
} from './release-parts.ts'

/** What every release of one challenge is made with; none of it changes once the challenge is public. */
export interface ReleaseFacts {
  ocidPrefix: string
  /** Without a slash at the end. */
  publicUrl: string
  challengeId: string
  /** Null for a draft, of which only notices are made. */
  publishedAt: Date | null
  buyer: Buyer
  /** Those that it is written with; empty for a challenge of one authority. */
  coBuyers: Buyer[]
  names: PublicationNames
  /** The notice on the central digital platform; `ocid` is that platform's own. */
  notice: { noticeId: string; ocid?: string } | null
  /** True in a demonstration, whose notice numbers nobody finds on the real platform. */
  isInvented: boolean
  /** Why the Act doesn't regulate the contract, in the words on record; null where it does. */
  unregulated: string | null
}

/** True where nothing is bought yet. */
export const isPlanning = (kind: ChallengeKind): boolean => kindFacts(kind).regime === 'before-procurement'

/** Everything that a challenge says, as parties, planning and tender. */
export function wholeStatement(facts: ReleaseFacts, content: ChallengeContent): Partial<Release> {
  const planning = planningOf(facts, content)
  const relatedProcesses = relatedProcessesOf(facts)
  return {
    parties: [
      buyerParty(facts.buyer, content.contact),
      ...facts.coBuyers.map((coBuyer) => buyerParty(coBuyer)),
    ],
    buyer: { id: buyerId(facts.buyer), name: facts.buyer.name },
    ...(Object.keys(planning).length > 0 ? { planning } : {}),
    tender: tenderOf(facts, content),
    ...(relatedProcesses.length > 0 ? { relatedProcesses } : {}),
  }
}

function planningOf(facts: ReleaseFacts, content: ChallengeContent): JsonObject {
  const value = valueOf(content.budget)
  const { held, noticeId, reason } = fileOf(content).engagement
  const engagement = {
    id: 'engagement',
    type: 'engagement',
    title: 'Early engagement with the market',
    description: content.asks,
    dueDate: content.timetable.respondBy?.toISOString(),
    status: 'scheduled',
  }
  return anObject({
    rationale: content.problem,
    budget: value && { amount: value, description: budgetWords(content) },
    noEngagementNoticeRationale: held === 'yes' && noticeId === '' ? reason : '',
    documents: [
      ...(isPlanning(content.kind) ? documentsOf(facts, content) : []),
      ...(noticeId && !isPlanning(content.kind)
        ? [noticeDocument(facts, noticeId, 'UK2', 'marketEngagementNotice')]
        : []),
    ],
    milestones: isPlanning(content.kind) ? [engagement] : [],
  })
}

function budgetWords(content: ChallengeContent): string {
  const forWhat = hasScaleUp(content) ? 'pilots and scaling up together' : 'pilots'
  return `The most that the authority says it may spend on ${forWhat}. ${vatWords[content.budget.vat]}`
}
const vatWords = {
  '': 'Whether VAT is in it is not stated.',
  standard: `amountGross has VAT at ${standardVat.percent}% in it.`,
  none: 'No VAT is due.',
}

function tenderOf(facts: ReleaseFacts, content: ChallengeContent): JsonObject {
  const planning = isPlanning(content.kind)
  const status = planning ? 'planning' : 'active'
  const value = valueOf(content.budget)
  const { askBy } = content.timetable
  const { decision, note } = fileOf(content).lots
  const startDate = facts.publishedAt?.toISOString()
  // The Procurement Act 2023 does not regulate devolved Scottish authorities, nor exempted contracts.
  const isUnderAct = facts.buyer.register?.nation !== 'Scotland' && facts.unregulated === null
  const act = { scheme: 'UKPGA', id: '2023/54', description: 'Procurement Act 2023' }
  return anObject({
    id: facts.challengeId,
    title: content.title,
    description: descriptionOf(content),
    status,
    legalBasis: isUnderAct ? act : {},
    mainProcurementCategory: procurementCategory(content.cpv),
    value,
    enquiryPeriod: { startDate, endDate: askBy?.toISOString() },
    hasEnquiries: false,
    ...(planning ? {} : competitionOf(facts, content)),
    items: itemsOf(content, facts.names),
    lotDetails: { noLotsDivisionRationale: decision === 'one-contract' ? note : '' },
    lots: [
      {
        id: '1',
        status,
        value,
        contractPeriod: contractPeriodOf(content),
        awardCriteria: planning ? {} : awardCriteriaOf(content),
        otherRequirements: planning ? {} : reservationOf(content),
      },
    ],
  })
}

/** Nobody says how long scaling up takes, and the pilot's months are not the contract's where it is part of that. */
function contractPeriodOf(content: ChallengeContent): JsonObject {
  if (hasScaleUp(content)) return {}
  const { pilotStart, pilotMonths } = content.timetable
  return anObject({ startDate: pilotStart?.toISOString(), durationInMonths: pilotMonths ?? undefined })
}

/** What is there once it is more than listening: how to respond, by when, and how it is judged. */
function competitionOf(facts: ReleaseFacts, content: ChallengeContent): JsonObject {
  return anObject({
    ...procedureOf(facts, content),
    submissionMethod: ['electronicSubmission'],
    submissionMethodDetails: pageOf(facts),
    tenderPeriod: {
      startDate: facts.publishedAt?.toISOString(),
      endDate: content.timetable.respondBy?.toISOString(),
    },
    awardCriteriaDetails: criteriaDetails(content),
    documents: documentsOf(facts, content),
  })
}

/** Weights in a line, with the share of social value and the price that is compared, for which the standard has no field. */
function criteriaDetails({ criteria, wholeLifeYears }: ChallengeContent): string {
  const social = socialValueShare(criteria)
  const share = social > 0 ? [`Social value: ${social}% of the total`] : []
  const compared = wholeLifeYears ? [`Price that is compared: ${comparedPriceName(wholeLifeYears)}`] : []
  return [...weightsInLine(criteria), ...share, ...compared].join('; ')
}

/** The procedure of the Act; a contract that the Act doesn't regulate has none, and stands on no side of a threshold. */
function procedureOf({ unregulated }: ReleaseFacts, { kind }: ChallengeContent): JsonObject {
  const { method, details } = procedures[kind]
  if (unregulated === null) {
    const aboveThreshold = kindFacts(kind).regime === 'above-threshold'
    return { procurementMethod: method, procurementMethodDetails: details, aboveThreshold }
  }
  return {
    procurementMethod: method,
    procurementMethodDetails: `Exempted contract, or other law applies - ${kindFacts(kind).runAs.toLowerCase()}`,
    procurementMethodRationale: unregulated,
  }
}

const pageOf = ({ publicUrl, challengeId }: ReleaseFacts): string => `${publicUrl}/challenges/${challengeId}`

function documentsOf(facts: ReleaseFacts, content: ChallengeContent): JsonObject[] {
  const page = pageOf(facts)
  const documentType = isPlanning(content.kind) ? 'marketEngagementNotice' : 'tenderNotice'
  const own = anObject({
    id: 'challenge',
    documentType,
    title: content.title,
    description: 'The challenge statement on Foothold',
    url: page,
    datePublished: facts.publishedAt?.toISOString(),
    format: 'text/html',
    language: 'en',
  })
  const attached = content.attachments.map(({ id, name, description, type }) =>
    anObject({ id, title: name, description, url: `${page}/attachments/${id}`, format: type }),
  )
  const filed = facts.notice
    ? [noticeDocument(facts, facts.notice.noticeId, kindFacts(content.kind).notice, documentType)]
    : []
  return [own, ...filed, ...attached]
}

function noticeDocument(
  { isInvented }: ReleaseFacts,
  noticeId: string,
  noticeType: string,
  documentType: string,
): JsonObject {
  const known = { id: noticeId, documentType, noticeType }
  return isInvented
    ? { ...known, description: `A ${noticeType} notice of a demonstration: its number is invented` }
    : {
        ...known,
        description: `The ${noticeType} notice on Find a Tender`,
        url: noticeUrl(noticeId),
        format: 'text/html',
      }
}

/** A notice's page on the central digital platform. */
export const noticeUrl = (noticeId: string): string =>
  `https://www.find-tender.service.gov.uk/Notice/${noticeId}`

/** No code of the standard says "the same procurement elsewhere", and a wrong one would mislead: none is given. */
function relatedProcessesOf({ notice, isInvented }: ReleaseFacts): JsonObject[] {
  if (!notice?.ocid) return []
  return [
    {
      id: 'find-a-tender',
      title: isInvented
        ? 'The same procurement on Find a Tender (a demonstration: the number is invented)'
        : 'The same procurement on Find a Tender',
      scheme: 'ocid',
      identifier: notice.ocid,
      ...(isInvented ? {} : { uri: noticeUrl(notice.noticeId) }),
    },
  ]
}
