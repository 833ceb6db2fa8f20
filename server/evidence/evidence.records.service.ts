import mongoose, { type QueryFilter } from 'mongoose'
import type { EvidenceFilter, RecordsQuery } from '../../shared/evidence/evidence.schema.ts'
import type { AwardFact, ChallengeFact } from '../../shared/evidence/facts.ts'
import { countsIn, type FigureId } from '../../shared/evidence/figures.ts'
import { type Paged, paged, pageThatIs } from '../../shared/platform/pagination.ts'
import { longestSearchMs } from '../platform/database.ts'
import { type CountedAward, CountedAwards } from './evidence.model.ts'
import { readEvidence } from './evidence.read.service.ts'

const { trusted } = mongoose
const perPage = 20

/** The challenges that a figure is reckoned from, the newest first. */
export async function challengesBehind(
  figure: FigureId,
  filter: EvidenceFilter,
  page = 1,
  size = perPage,
): Promise<Paged<ChallengeFact>> {
  const { facts } = await readEvidence(filter)
  const counts = figure in countsIn ? countsIn[figure as keyof typeof countsIn] : () => false
  const behind = facts.filter(counts)
  return paged(behind.slice((page - 1) * size, page * size), behind.length, page, size)
}

// What an award must say to be among those that a figure of public record is reckoned from.
const said: Partial<Record<FigureId, QueryFilter<CountedAward>>> = {
  sme: { sme: trusted({ $ne: null }) },
  vcse: { vcse: trusted({ $ne: null }) },
  fresh: { fresh: trusted({ $ne: null }) },
  'notice-to-award': { days: trusted({ $ne: null }) },
  spend: { valuePence: trusted({ $ne: null }) },
  awards: {},
}

/** The awards on public record that a figure is reckoned from, the latest first. How many there are the figure says. */
export async function awardsBehind(
  figure: FigureId,
  filter: EvidenceFilter,
  page = 1,
  size = perPage,
): Promise<Paged<AwardFact & { _id: string }>> {
  const { authority, region, category, year } = filter
  const { state, figures } = await readEvidence(filter)
  const total = figures.find(({ id }) => id === figure)?.public?.of ?? 0
  const items = await CountedAwards.find({
    build: state.build,
    ...said[figure],
    ...(authority ? { authority } : {}),
    ...(region ? { regions: region } : {}),
    ...(category ? { divisions: category } : {}),
    ...(year ? { year: Number(year) } : {}),
  })
    .sort({ date: -1, _id: 1 })
    .skip((page - 1) * size)
    .limit(size)
    .maxTimeMS(longestSearchMs)
    .lean<CountedAward[]>()
  return paged(items, total, page, size)
}

/** True if a figure is reckoned from awards on public record, too. */
export const hasPublicRecords = (figure: FigureId): boolean => figure in said

/** What is behind a figure: challenges of Foothold, or awards on public record; one of the two lists is empty. */
export async function readRecords({ figure, from, page, ...filter }: RecordsQuery) {
  const isPublic = hasPublicRecords(figure) && (from === 'public' || !(figure in countsIn))
  if (isPublic) {
    const { items: awards, ...place } = await pageThatIs(page, (wanted) =>
      awardsBehind(figure, filter, wanted),
    )
    return { from: 'public' as const, ...place, awards, challenges: [] }
  }
  const { items: challenges, ...place } = await pageThatIs(page, (wanted) =>
    challengesBehind(figure, filter, wanted),
  )
  return { from: 'here' as const, ...place, awards: [], challenges }
}
