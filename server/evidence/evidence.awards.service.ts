import mongoose from 'mongoose'
import {
  type AwardFact,
  addAward,
  beginAwards,
  type CountingAwards,
  endAwards,
} from '../../shared/evidence/facts.ts'
import { procedureOf } from '../../shared/evidence/procedures.ts'
import { divisionOf } from '../../shared/organisations/category-tree.ts'
import { nationOf } from '../../shared/organisations/region-tree.ts'
import {
  authorities,
  awardSpans,
  type PublishedAward,
  streamPublishedAwards,
} from '../organisations/index.ts'
import { now } from '../platform/clock.ts'
import { AwardCells, any, CountedAwards } from './evidence.model.ts'
import { beginBuild, useBuild } from './evidence.state.service.ts'

const day = 86_400_000
const batchSize = 1000
/** A firm's first award is only known for its first once the record reaches so far back. */
const yearsBefore = 2
// More than this lies between a notice and an award by a slip of the pen only.
const mostDays = 3000

/**
 * Counts every award on public record anew, beside what is read now, and puts it in its place when it is whole. Of two
 * at once the one that began later stands: it read what is newer.
 */
export async function countAwards(): Promise<void> {
  const build = await beginBuild()
  const known = await awardSpans()
  const cells = new Map<string, CountingAwards>()
  let [awards, unplaced] = [0, 0]
  let batch: object[] = []
  const flush = async () => {
    // Past mongoose: what is written is made here, and casting a hundred thousand of them takes longer than all else.
    if (batch.length > 0) await CountedAwards.collection.insertMany(batch as never[], { ordered: false })
    batch = []
  }
  for await (const award of streamPublishedAwards()) {
    if (award.suppliers.length === 0) continue
    const fact = asFact(award, known)
    awards += 1
    if (fact.authority === '') unplaced += 1
    for (const key of cellsOf(fact)) {
      const cell = cells.get(key) ?? beginAwards()
      cells.set(key, cell)
      addAward(cell, fact)
    }
    batch.push({ _id: `${build} ${fact.sourceId}`, build, ...fact })
    if (batch.length >= batchSize) await flush()
  }
  await flush()
  await keepCells(build, cells)
  const { from, to } = known
  const before = await useBuild(build, { builtAt: now(), awards, from, to, unplaced })
  await forget(before === null ? { $eq: build } : { $lt: build, $ne: before })
}

type Spans = Awaited<ReturnType<typeof awardSpans>>

/** What several suppliers are together: one is enough; none only where each says no. */
const anyOf = (answers: (boolean | null)[]): boolean | null =>
  answers.includes(true) ? true : answers.length > 0 && answers.every((one) => one === false) ? false : null

const placed = new Map<string, { code: string; region: string }>()

/** The authority that a buyer's name means; the same names come again and again. */
function placeOf(buyer: string): { code: string; region: string } {
  const known = placed.get(buyer)
  if (known) return known
  const authority = authorities().findByName(buyer)
  const place = { code: authority?.code ?? '', region: authority?.itl1 ?? '' }
  placed.set(buyer, place)
  return place
}

function asFact(award: PublishedAward, { from, first }: Spans): AwardFact {
  const { sourceId, buyer, title, cpv, valuePence, date, tenderedOn, endsOn, url, suppliers } = award
  const { code, region } = placeOf(buyer)
  const days = tenderedOn ? Math.round((date.getTime() - tenderedOn.getTime()) / day) : null
  const isKnownForFirst =
    from !== null && date.getTime() >= new Date(from).setUTCFullYear(from.getUTCFullYear() + yearsBefore)
  return {
    sourceId,
    authority: code,
    buyer,
    title,
    // A council buys for where it is; of others we know what the notice says.
    regions: region ? [region] : [...new Set(award.regions.map(nationOf))].sort(),
    divisions: [...new Set(cpv.map(divisionOf))].sort(),
    // London keeps universal time at the turn of the year, and asking the calendar of zones takes long for so many.
    year: date.getUTCFullYear(),
    date,
    valuePence,
    days: days !== null && days >= 0 && days <= mostDays ? days : null,
    endsOn,
    procedure: procedureOf(award.procedure),
    url,
    suppliers: suppliers.map(({ id, name }) => ({ id, name })),
    sme: anyOf(suppliers.map(({ isSme }) => isSme)),
    vcse: anyOf(suppliers.map(({ isVcse }) => isVcse)),
    fresh: isKnownForFirst ? suppliers.some(({ id }) => first.get(id)?.getTime() === date.getTime()) : null,
  }
}

/** The cells that an award is counted in: each of its regions and divisions, its year, and any of each. */
function cellsOf({ regions, divisions, year }: AwardFact): string[] {
  const keys: string[] = []
  for (const region of [any, ...regions])
    for (const division of [any, ...divisions])
      for (const when of [any, String(year)]) keys.push(`${region} ${division} ${when}`)
  return keys
}

async function keepCells(build: number, cells: Map<string, CountingAwards>): Promise<void> {
  const rows = [...cells].map(([key, counting]) => {
    const [region, division, year] = key.split(' ')
    return { _id: `${build} ${key}`, build, region, division, year, sums: endAwards(counting) }
  })
  for (let start = 0; start < rows.length; start += batchSize)
    await AwardCells.collection.insertMany(rows.slice(start, start + batchSize) as never[], {
      ordered: false,
    })
}

async function forget(which: { $lt: number; $ne: number } | { $eq: number }): Promise<void> {
  const build = mongoose.trusted(which)
  await CountedAwards.deleteMany({ build })
  await AwardCells.deleteMany({ build })
}
