import mongoose from 'mongoose'
import type { AwardsOf, Chart } from '../../shared/evidence/chart-rows.ts'
import { isUndrawn } from '../../shared/evidence/chart-rows.ts'
import { chartsOf } from '../../shared/evidence/charts.ts'
import type { EvidenceFilter } from '../../shared/evidence/evidence.schema.ts'
import type { AwardSums, ChallengeFact } from '../../shared/evidence/facts.ts'
import { type Figure, figuresOf } from '../../shared/evidence/figures.ts'
import { type ChosenSums, sumFrom, sumsOf } from '../../shared/evidence/sum-figures.ts'
import { regionName } from '../../shared/organisations/region-tree.ts'
import { categories, regions } from '../organisations/index.ts'
import { givingWay } from '../platform/made-once.ts'
import { oneOfFew } from '../platform/one-at-a-time.ts'
import { type Baseline, baselineOf } from './evidence.baseline.ts'
import { CountedChallenges, type CountedChallenge, type EvidenceState } from './evidence.model.ts'
import { type Drawing, drawChart } from './evidence.svg.ts'
import { evidenceState } from './evidence.state.service.ts'
import { readSums } from './evidence.sums.service.ts'

/** Everything that is said of a choice. */
export interface Evidence {
  state: EvidenceState
  filter: EvidenceFilter
  facts: ChallengeFact[]
  figures: Figure[]
  baseline: Baseline
  /** What is told of suppliers in sums alone; null for a choice of which none is. */
  sums: ChosenSums
  charts: (Chart & { drawing: Drawing | null })[]
}

/** How many choices are kept in memory, those that were asked for last; each is reckoned anew when any figure changed. */
const mostKept = 200
/** More choices than this do not wait for their turn: whoever comes then is asked to come again. */
export const mostWaiting = 30
const kept = new Map<string, Promise<Evidence>>()
// Many who ask for many choices hold up nobody who asks for anything else.
const inTurn = oneOfFew(mostWaiting, 'Many figures are being reckoned. Try again in half a minute.')
let keptRevision = ''
let known: { revision: string; facts: Promise<ChallengeFact[]> } | null = null

/**
 * What is said of a choice, as it stands; reckoned once for everybody until any figure changes.
 * @throws AppError busy while too many choices wait that nobody made before; never of everything, which most people read
 */
export async function readEvidence(filter: EvidenceFilter): Promise<Evidence> {
  const state = await evidenceState()
  if (state.revision !== keptRevision) kept.clear()
  keptRevision = state.revision
  const { authority, region, category, year } = filter
  const key = [authority, region, category, year].join(' ')
  const made = kept.get(key) ?? reckonInTurn(state, filter)
  kept.delete(key)
  kept.set(key, made)
  made.catch(() => kept.delete(key))
  const [oldest] = kept.keys()
  if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest)
  return made
}

function reckonInTurn(state: EvidenceState, filter: EvidenceFilter): Promise<Evidence> {
  const isEverything = Object.values(filter).every((chosen) => chosen === '')
  return inTurn(() => reckon(state, filter), isEverything)
}

/** Every public challenge as it is counted, the newest first. */
export async function allFacts({ revision }: Pick<EvidenceState, 'revision'>): Promise<ChallengeFact[]> {
  if (known?.revision === revision) return known.facts
  const facts = CountedChallenges.find({ fact: mongoose.trusted({ $ne: null }) })
    .sort({ 'fact.publishedAt': -1, _id: 1 })
    .lean<CountedChallenge[]>()
    .then((rows) => rows.flatMap(({ fact }) => (fact ? [fact] : [])))
  known = { revision, facts }
  facts.catch(() => (known = null))
  return facts
}

/** True for a challenge that a choice includes. */
export const isChosen = (
  { authority, region, divisions, year }: ChallengeFact,
  filter: EvidenceFilter,
): boolean =>
  (filter.authority === '' || authority === filter.authority) &&
  (filter.region === '' || region === filter.region) &&
  (filter.category === '' || divisions.includes(filter.category)) &&
  (filter.year === '' || String(year) === filter.year)

async function reckon(state: EvidenceState, filter: EvidenceFilter): Promise<Evidence> {
  const [all, baseline, told] = await Promise.all([
    allFacts(state),
    baselineOf(state.build, filter),
    readSums(),
  ])
  const facts = all.filter((fact) => isChosen(fact, filter))
  const sums = sumsOf(told, filter)
  const figures = figuresOf(facts, baseline.all, (id) => sumFrom(id, sums, facts, filter))
  const charts = chartsOf({
    chosen: filter,
    facts,
    factsOfAllYears: all.filter((fact) => isChosen(fact, { ...filter, year: '' })),
    figures,
    awards: baseline.all,
    byYear: everyYear(baseline.byYear),
    byRegion: named(baseline.byRegion, regionLabel),
    byCategory: named(baseline.byCategory, categoryLabel),
    sums: sumsOf(told, { ...filter, region: '' }),
    nameOfRegion: regionLabel,
  })
  const giveWay = givingWay()
  const drawn: Evidence['charts'] = []
  // What is not drawn is in no table either, and in no file: nobody gets from one what the other keeps.
  for (const chart of charts) {
    drawn.push(
      isUndrawn(chart)
        ? { ...chart, rows: [], drawing: null }
        : { ...chart, drawing: await drawChart(chart) },
    )
    await giveWay()
  }
  return { state, filter, facts, figures, baseline, sums, charts: drawn }
}

export const regionLabel = (code: string): string => {
  const region = regions().find(code)
  return region ? regionName(region) : code
}

export const categoryLabel = (code: string): string => categories().find(code)?.label ?? code

const named = (parts: Map<string, AwardSums>, labelOf: (code: string) => string): AwardsOf[] =>
  [...parts].map(([code, sums]) => ({ code, label: labelOf(code), sums }))

/** By year from the first to the last. */
const everyYear = (parts: Map<string, AwardSums>): AwardsOf[] =>
  named(new Map([...parts].sort(([a], [b]) => Number(a) - Number(b))), String)
