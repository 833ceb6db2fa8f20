import type { Day, Law } from '../law/law.ts'
import { findThreshold, isQualifyingNotice, type PeriodCase, reaches } from '../law/lookups.ts'
import type { Valuation } from './advice.ts'
import type { Answers } from './answers.ts'
import { hasPartSix, valuationOf } from './valuation.ts'

/** A need as the routes see it: what was answered, the law on that day, and what follows from both. */
export interface Case {
  answers: Answers
  law: Law
  /** When the procurement begins. */
  on: Day
  valuation: Valuation
  /** Devolved Scottish authorities are not regulated (s.2(5)). */
  isRegulated: boolean
  isLightTouch: boolean
  /** Part 6 of the Act, on contracts below the threshold, applies to this buyer. */
  hasPartSix: boolean
  /** More than £5 million: indicators, a copy of the contract, the names of who did not win. */
  hasIndicators: boolean
  hasContractCopy: boolean
}

/** @throws RangeError where no threshold is known for the day */
export function caseOf(answers: Answers, law: Law, on: Day): Case {
  const valuation = valuationOf(answers, law, on)
  const { nation, buyer, contract } = answers
  const jurisdiction = nation === 'scotland' ? 'england' : nation
  const passes = (subject: 'kpis' | 'contract-copy') => {
    const row = findThreshold(law, { subject, authority: buyer, contract, jurisdiction }, on)
    return row !== null && valuation.pence !== null && reaches(valuation.pence, row)
  }
  const isLightTouch = contract === 'light-touch'
  return {
    answers,
    law,
    on,
    valuation,
    isRegulated: nation !== 'scotland',
    isLightTouch,
    hasPartSix: hasPartSix(answers),
    hasIndicators: passes('kpis') && !isLightTouch,
    hasContractCopy: passes('contract-copy'),
  }
}

/** What s.54 asks, for an invitation on a day. */
export function periodCase(given: Case, invitedOn: Day, more: Partial<PeriodCase> = {}): PeriodCase {
  const { buyer, urgency, electronic, allDocuments, plannedNoticeOn } = given.answers
  return {
    isLightTouch: given.isLightTouch,
    isCentral: buyer === 'central',
    isUrgent: urgency === 'urgent',
    isPreSelected: false,
    isNegotiated: false,
    isDynamicMarket: false,
    hasPlannedNotice: plannedNoticeOn !== null && isQualifyingNotice(given.law, plannedNoticeOn, invitedOn),
    electronic,
    allDocuments,
    ...more,
  }
}
