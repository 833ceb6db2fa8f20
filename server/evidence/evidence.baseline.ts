import {
  type AwardFact,
  type AwardSums,
  addAward,
  beginAwards,
  type CountingAwards,
  endAwards,
  noAwards,
} from '../../shared/evidence/facts.ts'
import type { EvidenceFilter } from '../../shared/evidence/evidence.schema.ts'
import mongoose from 'mongoose'
import { AwardCells, any, type AwardCell, CountedAwards, type CountedAward } from './evidence.model.ts'

/** Awards of a choice, and the same by year, region and division; each of these without the choice of its own. */
export interface Baseline {
  all: AwardSums
  byYear: Map<string, AwardSums>
  byRegion: Map<string, AwardSums>
  byCategory: Map<string, AwardSums>
}

const { trusted } = mongoose

/** The baseline of a building: of one authority from its awards, of all from what is counted together. */
export const baselineOf = (build: number, filter: EvidenceFilter): Promise<Baseline> =>
  filter.authority ? ofAuthority(build, filter) : ofCells(build, filter)

async function ofCells(build: number, { region, category, year }: EvidenceFilter): Promise<Baseline> {
  const chosen = { region: region || any, division: category || any, year: year || any }
  const others = trusted({ $ne: any })
  const find = (part: object) => AwardCells.find({ build, ...chosen, ...part }).lean<AwardCell[]>()
  const [all, years, regions, divisions] = await Promise.all([
    find({}),
    find({ year: others }),
    find({ region: others }),
    find({ division: others }),
  ])
  return {
    all: all[0]?.sums ?? noAwards(),
    byYear: new Map(years.map((cell) => [cell.year, cell.sums])),
    byRegion: new Map(regions.map((cell) => [cell.region, cell.sums])),
    byCategory: new Map(divisions.map((cell) => [cell.division, cell.sums])),
  }
}

async function ofAuthority(build: number, filter: EvidenceFilter): Promise<Baseline> {
  const awards = await CountedAwards.find({ build, authority: filter.authority }).lean<CountedAward[]>()
  const all = beginAwards()
  const parts = { byYear: new Map(), byRegion: new Map(), byCategory: new Map() } as Record<
    'byYear' | 'byRegion' | 'byCategory',
    Map<string, CountingAwards>
  >
  for (const award of awards) {
    const isOf = fits(award, filter)
    if (isOf.region && isOf.category && isOf.year) addAward(all, award)
    if (isOf.region && isOf.category) addTo(parts.byYear, [String(award.year)], award)
    if (isOf.category && isOf.year) addTo(parts.byRegion, award.regions, award)
    if (isOf.region && isOf.year) addTo(parts.byCategory, award.divisions, award)
  }
  const ended = (map: Map<string, CountingAwards>) =>
    new Map([...map].map(([key, sums]) => [key, endAwards(sums)]))
  return {
    all: endAwards(all),
    byYear: ended(parts.byYear),
    byRegion: ended(parts.byRegion),
    byCategory: ended(parts.byCategory),
  }
}

const fits = ({ regions, divisions, year }: AwardFact, filter: EvidenceFilter) => ({
  region: filter.region === '' || regions.includes(filter.region),
  category: filter.category === '' || divisions.includes(filter.category),
  year: filter.year === '' || String(year) === filter.year,
})

function addTo(map: Map<string, CountingAwards>, keys: string[], award: AwardFact): void {
  for (const key of keys) {
    const sums = map.get(key) ?? beginAwards()
    map.set(key, sums)
    addAward(sums, award)
  }
}
