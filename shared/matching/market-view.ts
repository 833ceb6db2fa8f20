import type { StatedFacts } from '../organisations/stated-facts.ts'
import { band, type Band, bandSplit, fewestShown, isExact, type Split } from './bands.ts'
import type { DraftCondition } from './market-reading.ts'
import {
  hasWorkedFor,
  isNear,
  isReady,
  judge,
  type MarketSetting,
  readinessOf,
  type Verdict,
} from './market-facts.ts'
import type { MarketView, ReadinessStage } from './market.questions.ts'

/** What is counted: suppliers whose score reaches the line, and the draft's conditions. */
export interface Market {
  candidates: StatedFacts[]
  /** More reached the line than were read. */
  isCapped: boolean
  setting: MarketSetting
  conditions: Pick<DraftCondition, 'id' | 'condition'>[]
  /** Ids of the conditions that the reader leaves out to see what changes. */
  dropped: string[]
  /** Those who reach the line when the work may be anywhere; null where nobody asks. */
  anywhere: StatedFacts[] | null
}

/** Exact counts of one group of firms, which never leave the worker. */
export interface Tally {
  firms: number
  smes: number
}

/**
 * How many could answer: all whom no stated fact rules out. Whoever doesn't say may well meet a condition, so a
 * condition costs only those who say that they don't.
 * @param kept ids of the conditions that count
 */
export function tally(
  candidates: StatedFacts[],
  { conditions, setting }: Market,
  kept: ReadonlySet<string>,
): Tally {
  const counted = conditions.filter(({ id }) => kept.has(id))
  const left = candidates.filter((facts) =>
    counted.every(({ condition }) => judge(condition, facts, setting) !== 'no'),
  )
  return { firms: left.length, smes: left.filter(({ isSme }) => isSme === true).length }
}

/** How a question divides the candidates; the three parts add up to all of them. */
export function split(candidates: StatedFacts[], ask: (facts: StatedFacts) => Verdict): Split {
  const parts: Split = { yes: 0, no: 0, unsaid: 0 }
  for (const facts of candidates) parts[ask(facts)] += 1
  return parts
}

const known = (fact: boolean | null): Verdict => (fact === null ? 'unsaid' : fact ? 'yes' : 'no')

/** The market of a draft in numbers that can't point at one firm (docs/decisions/0013); no id or name is in it. */
export function viewMarket(market: Market): MarketView {
  const { candidates, isCapped, conditions, dropped } = market
  const total = candidates.length
  if (total < fewestShown) return tinyMarket(total)
  const all = new Set(conditions.map(({ id }) => id))
  const without = (ids: string[], among = candidates) =>
    tally(among, market, new Set([...all].filter((id) => !ids.includes(id))))
  const verdicts = conditions.map(({ condition }) =>
    split(candidates, (facts) => judge(condition, facts, market.setting)),
  )
  const counts = countsBeside(total, verdicts)
  const whole = counts.of(tally(candidates, market, new Set()))
  const standing = counts.of(without([]))
  const whatIf = dropped.length > 0 ? counts.of(without(dropped)) : null
  return {
    isCapped,
    whole,
    standing,
    whatIf,
    conditions: conditions.map(({ id }, index) => {
      const { firms, smes } = counts.of(without([id]))
      return { id, ...counts.answers(verdicts[index] as Split), without: { firms, smes } }
    }),
    anywhere: market.anywhere && counts.of(without(dropped, market.anywhere)),
    facts: factsOf(market),
  }
}

/** So few that any number beside theirs would point at one: that there are some is all that is said. */
function tinyMarket(total: number): MarketView {
  const most = total === 0 ? 0 : fewestShown - 1
  const some = { firms: { least: Math.min(total, 1), most }, smes: { least: 0, most } }
  // Whether a condition leaves any of them is not said either.
  const rest = { firms: { least: 0, most }, smes: { least: 0, most } }
  return {
    isCapped: false,
    whole: some,
    standing: rest,
    whatIf: null,
    conditions: [],
    anywhere: null,
    facts: null,
  }
}

/** Makes bands of counts of the same firms, each with an eye on those that were shown before. */
function countsBeside(total: number, verdicts: Split[]) {
  const shown = [total]
  const shownSmes: number[] = []
  const remember = (list: number[], count: number, made: Band): Band => {
    if (isExact(made)) list.push(count)
    return made
  }
  // Who is left when one condition alone counts can be reckoned out from those who don't meet it.
  const answers = (verdict: Split) => {
    const left = band(total - verdict.no, [total])
    const no = { least: total - left.most, most: total - left.least }
    const unsaid = band(verdict.unsaid, isExact(no) ? [total, total - verdict.no] : [total])
    return { no, unsaid, yes: remainingYes(total, no, unsaid) }
  }
  for (const verdict of verdicts) if (isExact(answers(verdict).no)) shown.push(total - verdict.no)
  const of = (counted: Tally) => {
    const firms = remember(shown, counted.firms, band(counted.firms, shown))
    return { firms, smes: smesAmong(firms, counted) }
  }
  const smesAmong = (firms: Band, { firms: all, smes }: Tally): Band => {
    if (isExact(firms)) return remember(shownSmes, smes, band(smes, [all, ...shownSmes]))
    // A number so near to one that isn't shown would give it away.
    if (all - smes < fewestShown)
      return { least: Math.max(0, firms.least - fewestShown + 1), most: firms.most }
    return remember(shownSmes, smes, band(smes, shownSmes))
  }
  return { answers, of }
}

const remainingYes = (total: number, no: Band, unsaid: Band): Band => ({
  least: Math.max(0, total - no.most - unsaid.most),
  most: Math.max(0, total - no.least - unsaid.least),
})

const readinessStages = Object.keys(readinessOf) as ReadinessStage[]

/** Who the candidates are, whatever the conditions. */
function factsOf({ candidates, setting }: Market): MarketView['facts'] {
  const count = (ask: (facts: StatedFacts) => Verdict) => bandSplit(split(candidates, ask))
  const readiness = readinessStages.map((stage) => ({
    stage,
    level: readinessOf[stage],
    ...count((facts) => isReady(facts, readinessOf[stage])),
  }))
  return {
    sme: count(({ isSme }) => known(isSme)),
    vcse: count(({ isVcse }) => known(isVcse)),
    near: setting.regions.length > 0 ? count((facts) => isNear(facts, setting)) : null,
    newToBuyer: count((facts) => (hasWorkedFor(facts, setting.buyer) ? 'no' : 'yes')),
    readiness,
  }
}
