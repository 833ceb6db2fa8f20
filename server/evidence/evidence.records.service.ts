import mongoose, { type QueryFilter } from 'mongoose'
import type { EvidenceFilter, RecordSource, RecordsQuery } from '../../shared/evidence/evidence.schema.ts'
import type { AwardFact, ChallengeFact } from '../../shared/evidence/facts.ts'
import { countsIn, type FigureId } from '../../shared/evidence/figures.ts'
import { type Paged, paged } from '../../shared/platform/pagination.ts'
import { longestSearchMs } from '../platform/database.ts'
import { AppError } from '../platform/errors.ts'
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

/** Whose records are asked for: those of Foothold first, where nobody says. @throws AppError not-found */
function sourceOf(figure: FigureId, from: RecordSource | undefined): RecordSource {
  const has = { here: figure in countsIn, public: hasPublicRecords(figure) }
  const source = from ?? (has.here ? 'here' : 'public')
  if (has[source]) return source
  const words =
    source === 'here'
      ? 'This figure is reckoned from public record alone: there are no records of Foothold behind it.'
      : 'Public record does not have this figure: there are only records of Foothold behind it.'
  throw new AppError('not-found', words, { from: words })
}

/** A page of records that there is. @throws AppError not-found */
function thatIs<Item, List extends Paged<Item>>(list: List): List {
  if (list.page <= list.pages) return list
  const words = `There is no page ${list.page} of these records: the last is page ${list.pages}.`
  throw new AppError('not-found', words, { page: words })
}

/**
 * What is behind a figure: challenges of Foothold, or awards on public record; one of the two lists is empty.
 * @throws AppError not-found for records, or a page of them, that there are not
 */
export async function readRecords({ figure, from, page, ...filter }: RecordsQuery) {
  if (sourceOf(figure, from) === 'public') {
    const { items: awards, ...place } = thatIs(await awardsBehind(figure, filter, page))
    return { from: 'public' as const, ...place, awards, challenges: [] }
  }
  const { items: challenges, ...place } = thatIs(await challengesBehind(figure, filter, page))
  return { from: 'here' as const, ...place, awards: [], challenges }
}
