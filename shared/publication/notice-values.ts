import type { ChallengeContent, ChallengeRecord } from '../challenges/challenge.ts'
import { kindFacts, kindLabel } from '../challenges/kinds.ts'
import { stagesText } from '../challenges/readable.ts'
import type { SectionName } from '../challenges/sections.ts'
import { namedCriteria } from '../challenges/sub-criteria.ts'
import { withoutVat } from '../challenges/vat.ts'
import { comparedPriceWords } from '../challenges/whole-life.ts'
import { formatDate, formatDateTime } from '../platform/dates.ts'
import { formatPence } from '../platform/money.ts'
import { awardWords, type NoticeAward } from './notice-award.ts'
import {
  buyerId,
  descriptionOf,
  fileOf,
  hasScaleUp,
  procurementCategory,
  totalPence,
} from './release-parts.ts'
import type { ReleaseFacts } from './statement.ts'

/** Where what a notice still lacks is to be found or written. */
export type NoticePlace = SectionName | 'platform' | 'award' | 'contract' | 'notice'

/** What is known for one field of a notice: the words, and what they leave open. */
export interface NoticeValue {
  text: string
  /** What is still to be said; empty where nothing is. */
  open: string
  place: NoticePlace
}

/** A challenge as a notice is filled from it. */
export interface NoticeSource {
  challenge: ChallengeRecord
  facts: ReleaseFacts
  /** Null, or left out, before an award and for those who may not know of it yet. */
  award?: NoticeAward | null
}

type Reader = (source: NoticeSource) => NoticeValue

const value = (text: string, place: NoticePlace, open = ''): NoticeValue => ({ text, place, open })
const nothing =
  (place: NoticePlace): Reader =>
  () =>
    value('', place)
const lines = (...given: string[]): string => given.filter(Boolean).join('\n')

/** What is said of who buys, in every notice (reg 13). */
const authority: Record<string, Reader> = {
  'authority-name': ({ facts }) => value(facts.buyer.name, 'platform'),
  'lead-authority': ({ facts: { buyer, coBuyers } }) =>
    value(
      coBuyers.length > 0 ? `${buyer.name} (lead), ${coBuyers.map(({ name }) => name).join(', ')}` : '',
      'platform',
    ),
  'authority-address': ({ challenge: { contact } }) =>
    value(contact.email, 'platform', 'The authority’s postal address'),
  'authority-identifier': ({ facts: { buyer } }) => {
    const id = buyerId(buyer)
    return value(
      id.startsWith('GB-') ? id : '',
      'platform',
      'The identifier on the central digital platform (PPON)',
    )
  },
  agent: nothing('notice'),
  'enquiry-contact': ({ challenge: { contact } }) =>
    contact.email
      ? value(lines(contact.name, contact.role, contact.email), 'notice', 'The contact’s postal address')
      : value('', 'contact'),
}

/** What is said of what is bought (reg 14). */
const subject: Record<string, Reader> = {
  title: ({ challenge }) => value(challenge.title, 'problem'),
  'procurement-identifier': ({ challenge: { findATender } }) => value(findATender?.ocid ?? '', 'platform'),
  'main-category': ({ challenge: { cpv } }) => value(procurementCategory(cpv) ?? '', 'category'),
  description: ({ challenge }) => value(descriptionOf(challenge), 'problem'),
  'how-supplied': ({ challenge }) => value(howSupplied(challenge), 'budget'),
  'contract-dates': ({ challenge }) => contractDates(challenge),
  // How many have the problem is on record, and is not how much is bought.
  quantity: nothing('notice'),
  'cpv-codes': ({ challenge: { cpv }, facts: { names } }) =>
    value(cpv.map((code) => `${code} ${names.category(code)}`).join('\n'), 'category'),
  places: ({ challenge: { regions }, facts: { names } }) =>
    value(regions.map((code) => `${names.noticeRegion(code)} ${names.region(code)}`).join('\n'), 'category'),
}

function howSupplied({ stages, budget }: ChallengeContent): string {
  const pilots =
    budget.pilots === null ? '' : `Up to ${budget.pilots} ${budget.pilots === 1 ? 'pilot' : 'pilots'}`
  return lines(stagesText(stages), pilots)
}

function contractDates(challenge: ChallengeContent): NoticeValue {
  const { pilotStart, pilotMonths } = challenge.timetable
  const length = pilotMonths === null ? '' : `${pilotMonths} ${pilotMonths === 1 ? 'month' : 'months'}`
  const from = pilotStart ? `From ${formatDate(pilotStart)}` : ''
  if (!hasScaleUp(challenge)) return value([from, length].filter(Boolean).join(', '), 'timetable')
  const words = [from, length && `pilot: ${length}`, 'scale-up: to be stated'].filter(Boolean).join('; ')
  return value(words, 'notice', 'How long the contract runs, scaling up and extensions included')
}

const procedureWords: Record<ChallengeRecord['kind'], string> = {
  engagement: '',
  'below-threshold': 'Below-threshold competition, open to every supplier.',
  open: 'This is an open procedure under section 20(2)(a) of the Procurement Act 2023.',
  'competitive-flexible':
    'This is a competitive flexible procedure under section 20(2)(b) of the Procurement Act 2023.',
  'prototype-direct-award': 'Direct award under section 41 of the Procurement Act 2023.',
}

const page = ({ facts: { publicUrl, challengeId } }: NoticeSource): string =>
  `${publicUrl}/challenges/${challengeId}`
const until = ({ timetable: { respondBy } }: ChallengeContent): string =>
  respondBy ? `, until ${formatDateTime(respondBy)} (London)` : ''

/** What is said of how it goes on, before the award (regs 16 to 19, 24 and 26). */
const process: Record<string, Reader> = {
  'engagement-closes': ({ challenge: { timetable } }) =>
    value(timetable.respondBy ? formatDateTime(timetable.respondBy) : '', 'timetable'),
  'engagement-process': (source) => value(engagementWords(source), 'judging'),
  'estimated-notice-date': nothing('notice'),
  'estimated-deadline': ({ challenge: { timetable } }) =>
    value(timetable.respondBy ? formatDateTime(timetable.respondBy) : '', 'timetable'),
  procedure: ({ challenge: { kind }, facts: { unregulated } }) =>
    value(
      unregulated === null
        ? procedureWords[kind]
        : lines(`${kindLabel(kind, 'not-regulated')}.`, unregulated),
      'budget',
    ),
  'dynamic-market': () => value('No dynamic market is used.', 'notice'),
  'award-date': nothing('notice'),
  documents: (source) => value(documentsWords(source), 'attachments'),
  'express-interest': (source) =>
    value(`On Foothold: ${page(source)}${until(source.challenge)}`, 'timetable'),
  'tender-information': (source) => value(`The challenge statement on Foothold: ${page(source)}`, 'problem'),
  'special-regime': nothing('notice'),
  'estimated-value': ({ challenge: { budget } }) => {
    const pence = totalPence(budget)
    if (pence === null) return value('', 'budget')
    const net = withoutVat(pence, budget)
    return net === null
      ? value(formatPence(pence), 'budget', 'Whether VAT is in it: the notice wants both')
      : value(`${formatPence(pence)} with VAT, ${formatPence(net)} without`, 'budget')
  },
  'electronic-auction': () => value('There is no electronic auction.', 'notice'),
  submission: (source) =>
    value(
      source.challenge.timetable.respondBy ? `On Foothold: ${page(source)}${until(source.challenge)}` : '',
      'timetable',
    ),
  'award-criteria': ({ challenge }) => value(criteriaWords(challenge), 'judging'),
  languages: ({ facts: { buyer } }) =>
    buyer.register?.nation === 'Wales'
      ? value('English', 'notice', 'Whether Welsh is taken too')
      : value('English', 'notice'),
  specifications: (source) =>
    value(`The outcomes wanted are in the challenge statement: ${page(source)}`, 'outcomes'),
  conditions: ({ challenge: { kind }, facts: { unregulated } }) =>
    kindFacts(kind).regime === 'below-threshold' && unregulated === null
      ? value('None are looked at before tenders are assessed (s.85(1)).', 'notice')
      : value('', 'notice'),
  'shortened-period': ({ challenge: { shortTime } }) =>
    value(shortTime?.ground ? lines(grounds[shortTime.ground] ?? '', shortTime.reason) : '', 'timetable'),
}

const grounds: Record<string, string> = {
  'planned-notice': 'A qualifying planned procurement notice was published (s.54(4)).',
  urgency: 'A state of urgency makes the longer period impractical (s.54(4)).',
}

function engagementWords({ challenge, facts }: NoticeSource): string {
  const { askBy } = challenge.timetable
  return lines(
    challenge.asks,
    challenge.asks && `Responses on Foothold: ${facts.publicUrl}/challenges/${facts.challengeId}`,
    askBy ? `Questions until ${formatDateTime(askBy)}; every answer is published.` : '',
  )
}

const documentsWords = (source: NoticeSource): string =>
  lines(
    `The challenge statement: ${page(source)}`,
    ...source.challenge.attachments.map(({ id, name }) => `${name}: ${page(source)}/attachments/${id}`),
  )

const criteriaWords = ({ criteria, wholeLifeYears, assessmentMethod }: ChallengeContent): string =>
  lines(
    ...namedCriteria(criteria).map(({ name, group, weight, description }) =>
      [`${name}: ${weight ?? '?'}%`, group && `${group.title} comes to ${group.weight}%`, description]
        .filter(Boolean)
        .join('. '),
    ),
    criteria.length > 0 && wholeLifeYears ? comparedPriceWords(wholeLifeYears) : '',
    criteria.length > 0 ? assessmentMethod : '',
  )

/** What is on file, in the words of a notice. */
const onFile: Record<string, Reader> = {
  'conflicts-confirmed': ({ challenge }) => {
    const { conflictsOn } = fileOf(challenge)
    const words =
      conflictsOn && `A conflicts assessment was prepared, and last revised on ${formatDate(conflictsOn)}.`
    return value(words ?? '', 'on-file')
  },
  'no-engagement-reason': ({ challenge }) => {
    const { held, noticeId, reason } = fileOf(challenge).engagement
    return value(held === 'yes' && !noticeId ? reason : '', 'on-file')
  },
  'no-lots-reason': ({ challenge }) => {
    const { decision, note } = fileOf(challenge).lots
    return value(decision === 'one-contract' ? note : '', 'on-file')
  },
  lots: ({ challenge }) => {
    const { decision, note } = fileOf(challenge).lots
    return value(decision === 'lots' ? note : '', 'on-file')
  },
  'sme-vcse': ({ challenge }) => {
    const kept = fileOf(challenge).reserved.for.filter((one) => one === 'sme' || one === 'vcse')
    return value(
      kept.length > 0 ? `Suits ${kept.map((one) => one.toUpperCase()).join(' and ')}: it is reserved.` : '',
      'notice',
    )
  },
  reserved: () =>
    value('Not reserved to supported employment providers or public service mutuals.', 'notice'),
  'reserved-kind': ({ challenge }) => {
    const kept = fileOf(challenge).reserved.for.filter((one) => one === 'sme' || one === 'vcse')
    return value(
      kept.length > 0
        ? `Reserved to ${kept.map((one) => one.toUpperCase()).join(' and ')}.`
        : 'Not reserved.',
      'on-file',
    )
  },
  'reserved-place': ({ challenge }) => {
    const { for: kept, areas } = fileOf(challenge).reserved
    if (kept.includes('local-area'))
      return value(areas ? `Reserved to the local area: ${areas}` : '', 'on-file')
    return value(
      kept.includes('uk') ? 'Reserved to suppliers in the United Kingdom.' : 'Not reserved.',
      'on-file',
    )
  },
  justification: ({ challenge }) => {
    const { prototypeGround } = fileOf(challenge)
    const isDirect = challenge.kind === 'prototype-direct-award'
    return value(
      isDirect && prototypeGround ? `Schedule 5, paragraphs 2 and 3. ${prototypeGround}` : '',
      'on-file',
    )
  },
}

/** What is said when a procurement is given up (reg 37). */
const ending: Record<string, Reader> = {
  'uk12.statement': ({ challenge: { withdrawnReason } }) =>
    value(withdrawnReason ? `The contract will not be awarded. ${withdrawnReason}` : '', 'notice'),
  'uk12.decision-date': ({ challenge: { withdrawnAt } }) =>
    value(withdrawnAt ? formatDate(withdrawnAt) : '', 'notice'),
}

const beforeAward: Record<string, Reader> = { ...authority, ...subject, ...process, ...onFile }
// After the award only who buys and what is still what the challenge says: all else is the contract's.
const ofContract: Record<string, Reader> = {
  ...authority,
  ...subject,
  procedure: process['procedure'] ?? nothing('notice'),
  'special-regime': nothing('notice'),
  gpa: nothing('notice'),
  cptpp: nothing('notice'),
  'conflicts-confirmed': onFile['conflicts-confirmed'] ?? nothing('on-file'),
  justification: onFile['justification'] ?? nothing('on-file'),
  'contract-dates': nothing('contract'),
  quantity: nothing('contract'),
}
const contractNotices = /^uk(?:6|7|9|10|11)\b/

/** What is known for a field of a notice. Fields that nobody keeps on Foothold have no words and a place. */
export function noticeValue(notice: string, field: string, source: NoticeSource): NoticeValue {
  const isOfContract = contractNotices.test(notice)
  const place = notice.startsWith('uk6') ? 'award' : isOfContract ? 'contract' : 'notice'
  const awarded = source.award ? awardWords(notice, field, source.award) : null
  if (awarded) return value(awarded.text, place, awarded.open)
  const known = ending[`${notice}.${field}`] ?? (isOfContract ? ofContract : beforeAward)[field]
  if (known) return known(source)
  return value('', place)
}
