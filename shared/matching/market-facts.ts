import { buyerKey } from './buyer-name.ts'
import { holdsAccreditation } from './accreditations.ts'
import type { MarketCondition } from './market-conditions.ts'
import { regionCloseness } from './region-closeness.ts'
import type { Stage } from '../challenges/kinds.ts'
import type { StatedFacts } from '../organisations/stated-facts.ts'

/** What the draft says that a fact is held against. */
export interface MarketSetting {
  /** ITL codes; empty for anywhere. */
  regions: string[]
  buyer: string
  /** The present year. */
  year: number
}

/** `unsaid`: neither profile nor public record state the fact. */
export type Verdict = 'yes' | 'no' | 'unsaid'

const verdict = (fact: boolean | null): Verdict => (fact === null ? 'unsaid' : fact ? 'yes' : 'no')
/** What is on record shows that something was done, never that it wasn't. */
const shown = (isOnRecord: boolean): Verdict => (isOnRecord ? 'yes' : 'unsaid')
const atLeast = (stated: number | null, floor: number): Verdict =>
  verdict(stated === null ? null : stated >= floor)

/** Whether a supplier meets a condition, by what is stated of it alone. */
export function judge(condition: MarketCondition, facts: StatedFacts, setting: MarketSetting): Verdict {
  switch (condition.kind) {
    case 'turnover':
      return atLeast(facts.turnoverPence, condition.pence)
    case 'staff':
      return atLeast(facts.staff, condition.least)
    case 'accreditation':
      return facts.accreditations.length === 0
        ? 'unsaid'
        : verdict(holdsAccreditation(facts.accreditations, condition.id))
    case 'seat':
      return judgeSeat(facts, setting)
    case 'experience':
      return shown(facts.past.some(({ year }) => year !== null && setting.year - year >= condition.years))
    case 'examples':
      return shown(countRecent(facts, condition.years, setting.year) >= condition.count)
    case 'worked-for':
      return shown(
        condition.whom === 'buyer' ? hasWorkedFor(facts, setting.buyer) : facts.past.some(isPublic),
      )
    case 'reserved':
      return verdict(condition.whom === 'sme' ? facts.isSme : facts.isVcse)
  }
}

// A case study may be for anybody; an award on public record is of a public buyer.
const isPublic = ({ isAward }: StatedFacts['past'][number]): boolean => isAward

const countRecent = ({ past }: StatedFacts, years: number | null, thisYear: number): number =>
  years === null ? past.length : past.filter(({ year }) => year !== null && thisYear - year <= years).length

/** True if public awards or its case studies name this buyer, however it is spelt. */
export function hasWorkedFor({ past }: StatedFacts, buyer: string): boolean {
  const key = buyerKey(buyer)
  return past.some((project) => buyerKey(project.buyer) === key)
}

/** Profiles say where a firm works, not where it sits: only who names other regions alone is known to be elsewhere. */
function judgeSeat({ regions }: StatedFacts, setting: MarketSetting): Verdict {
  if (regions.length === 0 || setting.regions.length === 0) return 'unsaid'
  return regionCloseness(setting.regions, regions, []).tie === 'elsewhere' ? 'no' : 'unsaid'
}

/** Whether a supplier serves the area, or works or has worked near it. */
export function isNear({ regions, workedIn }: StatedFacts, setting: MarketSetting): Verdict {
  const { tie } = regionCloseness(setting.regions, regions, workedIn)
  return tie === 'unknown' ? 'unsaid' : tie === 'elsewhere' ? 'no' : 'yes'
}

/**
 * The technology readiness level that a product must have reached for a stage to begin. By the levels of
 * ISO 16290: 3 proof of concept, 6 shown in a relevant environment, 8 complete and qualified.
 */
export const readinessOf: Record<Exclude<Stage, 'engagement'>, number> = { prototype: 3, pilot: 6, scale: 8 }

/** Whether something that a supplier offers has reached a level of readiness. */
export const isReady = ({ trlFrom, trlTo }: StatedFacts, level: number): Verdict =>
  atLeast(trlTo ?? trlFrom, level)
