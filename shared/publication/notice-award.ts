import type { Day } from '../coaching/law/law.ts'
import { inWords } from '../coaching/law/lookups.ts'
import { formatDate } from '../platform/dates.ts'
import { formatPence } from '../platform/money.ts'
import type { ToldSupplier } from './award-release.ts'

/** What is known of an award for those who fill its notices. */
export interface NoticeAward {
  suppliers: ToldSupplier[]
  decidedAt: Date
  summariesSentAt: Date | null
  standstillEndsOn: Day | null
  /** Of all contracts together; null before anybody stated it. */
  value: { netPence: number; grossPence: number } | null
  assessed: number
  /** Named above £5 million only, and null below. */
  unsuccessful: string[] | null
  contracts: {
    reference: string
    signedOn: Day
    startsOn: Day
    endsOn: Day
    netPence: number
    grossPence: number
    kpis: string[]
    noKpisReason: string
  }[]
  /** Why nothing is awarded; null where something is. */
  end: { reason: string; at: Date } | null
}

/** Words for a field, and what they leave open. */
export interface AwardWords {
  text: string
  open: string
}

type Reader = (award: NoticeAward) => AwardWords | null

const said = (text: string, open = ''): AwardWords | null => (text === '' ? null : { text, open })
const lines = (given: string[]): string => given.filter(Boolean).join('\n')
const money = ({ netPence, grossPence }: { netPence: number; grossPence: number }): string =>
  `${formatPence(grossPence)} with VAT, ${formatPence(netPence)} without`

function supplierWords({ name, companyNumber, isSme, isVcse }: ToldSupplier): string {
  const size = [isSme ? 'SME' : '', isVcse ? 'VCSE' : ''].filter(Boolean).join(', ')
  return [name, companyNumber ? `GB-COH ${companyNumber}` : '', size].filter(Boolean).join(', ')
}

const ofAward: Record<string, Reader> = {
  suppliers: ({ suppliers }) =>
    said(lines(suppliers.map(supplierWords)), 'Each supplier’s postal address, and who is connected with it'),
  'decision-date': ({ decidedAt }) => said(formatDate(decidedAt)),
  'summaries-sent': ({ summariesSentAt }) =>
    said(summariesSentAt ? `Sent to every supplier on ${formatDate(summariesSentAt)}.` : ''),
  'estimated-value': ({ value }) => said(value ? money(value) : ''),
  'tender-numbers': ({ assessed }) =>
    said(assessed > 0 ? `Assessed: ${assessed}` : '', 'How many of them are from SMEs and VCSEs'),
  unsuccessful: ({ unsuccessful }) =>
    said(unsuccessful ? lines(unsuccessful) : '', 'Addresses and identifiers of each'),
  'standstill-end': ({ standstillEndsOn }) => said(standstillEndsOn ? inWords(standstillEndsOn) : ''),
}

const ofContracts: Record<string, Reader> = {
  suppliers: (award) => ofAward['suppliers']?.(award) ?? null,
  'contract-identifier': ({ contracts }) => said(lines(contracts.map(({ reference }) => reference))),
  'signed-on': ({ contracts }) => said(lines(contracts.map(({ signedOn }) => inWords(signedOn)))),
  'contract-dates': ({ contracts }) =>
    said(lines(contracts.map(({ startsOn, endsOn }) => `${inWords(startsOn)} to ${inWords(endsOn)}`))),
  'estimated-value': ({ contracts }) => said(lines(contracts.map(money))),
  kpis: ({ contracts }) => said(lines(contracts.flatMap(({ kpis }) => kpis))),
  'no-kpis-reason': ({ contracts }) => said(lines(contracts.map(({ noKpisReason }) => noKpisReason))),
}

const ofEnd: Record<string, Reader> = {
  statement: ({ end }) => said(end ? `The contract will not be awarded. ${end.reason}` : ''),
  'decision-date': ({ end }) => said(end ? formatDate(end.at) : ''),
}

/** What an award says for a field of a notice; null where it says nothing, or the notice is of something else. */
export function awardWords(notice: string, field: string, award: NoticeAward): AwardWords | null {
  if (notice === 'uk12') return ofEnd[field]?.(award) ?? null
  if (notice === 'uk6') return ofAward[field]?.(award) ?? null
  const isOfContract = notice.startsWith('uk7') && award.contracts.length > 0
  return isOfContract ? (ofContracts[field]?.(award) ?? null) : null
}
