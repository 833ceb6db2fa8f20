import { type ChallengeContent, type ChallengeKind, emptyContent } from '../challenges/challenge.ts'
import { namedCriteria } from '../challenges/sub-criteria.ts'
import { withoutVat } from '../challenges/vat.ts'
import { quantity } from '../challenges/readable.ts'
import type { CodeNames } from '../challenges/readable.ts'
import type { Authority } from '../organisations/authority-register.ts'
import type { JsonObject } from './json.ts'
import { anObject } from './ocds.ts'

/** What an authority is called and known by in open data. */
export interface Buyer {
  id: string
  name: string
  /** What the register of UK authorities says; null for one that isn't in it. */
  register: Pick<Authority, 'code' | 'nation' | 'type' | 'website'> | null
  /** The region in the NUTS style of notices: `UKD41`; empty if not known. */
  region: string
}

/** Names and codes from reference data. */
export interface PublicationNames extends CodeNames {
  /** The NUTS-style code that notices use for an ITL region: `UKD41` for `TLD41`. */
  noticeRegion: (code: string) => string
}

const devolved: Record<string, string> = { Scotland: 'GB-SCT', Wales: 'GB-WLS', 'Northern Ireland': 'GB-NIR' }
// The register of local authorities for England knows these; not combined authorities, nor another nation's.
const inEnglishRegister = new Set(['NMD', 'UA', 'MD', 'LBO', 'CTY', 'CC', 'SRA'])

/** `GB-LAE-BBD`; authorities of no such register have an id of ours. */
export function buyerId({ id, register }: Buyer): string {
  const isEnglish = register?.nation === 'England' && inEnglishRegister.has(register.type)
  return isEnglish ? `GB-LAE-${register.code}` : `foothold-${id}`
}

/** The authority as a party of the process. */
export function buyerParty(buyer: Buyer, contact?: ChallengeContent['contact']): JsonObject {
  const { register } = buyer
  const id = buyerId(buyer)
  const regulations = devolved[register?.nation ?? '']
  return anObject({
    id,
    name: buyer.name,
    identifier: id.startsWith('GB-LAE-')
      ? { scheme: 'GB-LAE', id: register?.code, legalName: buyer.name }
      : {},
    address: { region: buyer.region, countryName: 'United Kingdom' },
    contactPoint: { name: contact?.name, email: contact?.email },
    roles: ['buyer'],
    details: {
      url: register?.website,
      classifications: [
        {
          scheme: 'UK_CA_TYPE',
          id: 'publicAuthoritySubCentralGovernment',
          description: 'Public authority - sub-central government',
        },
        ...(regulations ? [{ scheme: 'UK_CA_DEVOLVED_REGULATIONS', id: regulations }] : []),
      ],
    },
  })
}

/** Pence as an amount of OCDS: pounds with their pence. */
export const inPounds = (pence: number): number => Math.round(pence) / 100

/** True where scaling up is bought in the same contract, and so is part of its value and its term. */
export const hasScaleUp = ({ stages, budget }: ChallengeContent): boolean =>
  stages.includes('scale') || (budget.scalePence ?? 0) > 0

/** The most that the authority says it may spend on all of it, in pence; null if it names no money. */
export function totalPence({ pilotPence, pilots, scalePence }: ChallengeContent['budget']): number | null {
  if (pilotPence === null && scalePence === null) return null
  return (pilotPence ?? 0) * (pilots ?? 1) + (scalePence ?? 0)
}

/**
 * The value: `amountGross` with VAT and `amount` without, as the UK extension has them. Of a budget from before
 * anybody was asked for its VAT, `amount` is the sum as it was given.
 */
export function valueOf(budget: ChallengeContent['budget']): JsonObject | undefined {
  const pence = totalPence(budget)
  if (pence === null) return undefined
  const net = withoutVat(pence, budget)
  return net === null
    ? { amount: inPounds(pence), currency: 'GBP' }
    : { amount: inPounds(net), amountGross: inPounds(pence), currency: 'GBP' }
}

/** Goods, services or works, by the first category; the vocabulary parts them by division. */
export function procurementCategory(cpv: string[]): string | undefined {
  const division = Number(cpv[0]?.slice(0, 2))
  if (!division) return undefined
  return division === 45 ? 'works' : division >= 49 ? 'services' : 'goods'
}

/** What is wanted and where, in codes. */
export function itemsOf({ cpv, regions }: ChallengeContent, names: PublicationNames): JsonObject[] {
  const classify = (id: string): JsonObject => ({ scheme: 'CPV', id, description: names.category(id) })
  const [first, ...others] = cpv.map(classify)
  const deliveryAddresses = regions.map((code) => ({
    region: names.noticeRegion(code),
    description: names.region(code),
    countryName: 'United Kingdom',
  }))
  const item = { id: '1', classification: first, additionalClassifications: others, deliveryAddresses }
  return first || deliveryAddresses.length > 0 ? [anObject({ ...item, relatedLot: '1' })] : []
}

/** How the law calls what a kind of challenge leads to; codes and words as Find a Tender has them. */
export const procedures: Record<ChallengeKind, { method: string; details: string }> = {
  engagement: { method: '', details: '' },
  'below-threshold': { method: 'open', details: 'Below threshold - open competition' },
  open: { method: 'open', details: 'Open procedure' },
  'competitive-flexible': { method: 'selective', details: 'Competitive flexible procedure' },
  'prototype-direct-award': { method: 'direct', details: 'Direct award' },
}

/** What is on file; nothing for a version from before it was asked for. */
export const fileOf = (content: ChallengeContent): ChallengeContent['onFile'] =>
  content.onFile ?? emptyContent().onFile

/** Whom the competition is kept for (SI 2026/94). */
export function reservationOf(content: ChallengeContent): JsonObject {
  const { for: kept, areas } = fileOf(content).reserved
  const isForSmall = kept.includes('sme') || kept.includes('vcse')
  const place = kept.includes('local-area') ? areas : kept.includes('uk') ? 'United Kingdom' : ''
  return anObject({
    reservedParticipation: isForSmall ? ['smeVcse'] : [],
    reservedParticipationLocation: { description: place },
  })
}

/** What responses are judged by, as the extension for award criteria says it. */
export function awardCriteriaOf(content: ChallengeContent): JsonObject {
  const { criteria, assessmentMethod, wholeLifeYears } = content
  // What is paid over a whole life is a cost in the words of the extension, and no price.
  const money = wholeLifeYears ? 'cost' : 'price'
  return anObject({
    description: assessmentMethod,
    // The extension has no criteria of criteria: the name of a sub-criterion says what it is a part of.
    criteria: namedCriteria(criteria).map(({ title, name, description, weight, isSocialValue }) => ({
      type: /\bpric|\bcost/i.test(title) ? money : 'quality',
      name,
      description: isSocialValue ? `Social value. ${description}`.trim() : description,
      numbers: weight === null ? [] : [{ number: weight, weight: 'percentageExact' }],
    })),
  })
}

/** The whole statement in one text, since OCDS has one field for it. */
export function descriptionOf(content: ChallengeContent): string {
  const outcomes = content.outcomes.map(({ title, measure, baseline, target, unit, direction }) => {
    const now = baseline === null ? '' : `now ${quantity(baseline, unit)}`
    const bound = direction === 'lower' ? 'or less' : 'or more'
    const wanted = target === null ? '' : `wanted ${quantity(target, unit)} ${bound}`
    return `- ${[title, measure, now, wanted].filter(Boolean).join('; ')}`
  })
  const parts: [heading: string, text: string][] = [
    ['', content.summary],
    ['The problem', content.problem],
    ['Who has it', content.whoHasIt],
    ['The outcomes wanted', outcomes.join('\n')],
    ['What we ask for', content.asks],
  ]
  return parts
    .filter(([, text]) => text)
    .map(([heading, text]) => (heading ? `${heading}\n${text}` : text))
    .join('\n\n')
}
