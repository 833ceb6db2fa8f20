import mongoose, { type QueryFilter } from 'mongoose'
import type { EvidenceFilter, RecordSource, RecordsQuery } from '../../shared/evidence/evidence.schema.ts'
import type { AwardFact, ChallengeFact } from '../../shared/evidence/facts.ts'
import { countsIn, type FigureId } from '../../shared/evidence/figures.ts'
import { countIn, findLine, type Line } from '../../shared/evidence/lines.ts'
import { isSum, type ToldSum } from '../../shared/evidence/told-sums.ts'
import { type Paged, paged } from '../../shared/platform/pagination.ts'
import { longestSearchMs } from '../platform/database.ts'
import { AppError } from '../platform/errors.ts'
import { type CountedAward, CountedAwards } from './evidence.model.ts'
import { readEvidence } from './evidence.read.service.ts'

const { trusted } = mongoose
const perPage = 20

/** Which records of a figure are asked for: all of a choice, or of these one line of a drawing, one supplier's. */
export type RecordsAsked = Pick<RecordsQuery, 'figure' | 'line' | 'supplier'> & { filter: EvidenceFilter }

const pageOf = <Item>(items: readonly Item[], page: number, size: number): Paged<Item> =>
  paged(items.slice((page - 1) * size, page * size), items.length, page, size)

/** The challenges that a figure is reckoned from, or that one line of its drawing counts, the newest first. */
export async function challengesBehind(
  { figure, line: id = '', filter }: RecordsAsked,
  page = 1,
  size = perPage,
): Promise<Paged<ChallengeFact>> {
  const { facts } = await readEvidence(filter)
  const line = findLine(id)
  if (line && 'countOf' in line)
    return pageOf(
      facts.filter((fact) => line.countOf(fact) > 0),
      page,
      size,
    )
  const counts = figure in countsIn ? countsIn[figure as keyof typeof countsIn] : () => false
  return pageOf(facts.filter(counts), page, size)
}

/** The sums of a figure that are told of together: what lies behind it and may be told. */
async function sumsBehind({ figure, filter }: RecordsAsked, page: number): Promise<Paged<ToldSum>> {
  const { sums } = await readEvidence(filter)
  return pageOf(
    (sums ?? []).filter((one) => one.figure === figure),
    page,
    perPage,
  )
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

const procedureOf = (line: Line | undefined) => (line && 'procedure' in line ? line.procedure : null)

/** The awards on public record that a figure is reckoned from, the latest first. */
export async function awardsBehind(
  asked: RecordsAsked,
  page = 1,
  size = perPage,
): Promise<Paged<AwardFact & { _id: string }>> {
  const { figure, line = '', supplier, filter } = asked
  const { authority, region, category, year } = filter
  const { state } = await readEvidence(filter)
  const procedure = procedureOf(findLine(line))
  const which = {
    build: state.build,
    ...said[figure],
    ...(authority ? { authority } : {}),
    ...(region ? { regions: region } : {}),
    ...(category ? { divisions: category } : {}),
    ...(year ? { year: Number(year) } : {}),
    ...(procedure ? { procedure } : {}),
    ...(supplier ? { 'suppliers.id': supplier } : {}),
  } as QueryFilter<CountedAward>
  const [items, total] = await Promise.all([
    CountedAwards.find(which)
      .sort({ date: -1, _id: 1 })
      .skip((page - 1) * size)
      .limit(size)
      .maxTimeMS(longestSearchMs)
      .lean<CountedAward[]>(),
    supplier ? CountedAwards.countDocuments(which).maxTimeMS(longestSearchMs) : awardsCounted(asked),
  ])
  return paged(items, total, page, size)
}

/** How many awards the figure, or the line, says that there are: to count a hundred thousand anew takes long. */
async function awardsCounted({ figure, line = '', filter }: RecordsAsked): Promise<number> {
  const { figures, baseline } = await readEvidence(filter)
  const procedure = procedureOf(findLine(line))
  if (procedure) return baseline.all.procedures[procedure] ?? 0
  return figures.find(({ id }) => id === figure)?.public?.of ?? 0
}

/** True if a figure is reckoned from awards on public record, too. */
export const hasPublicRecords = (figure: FigureId): boolean => figure in said

const refused = (field: keyof RecordsQuery, words: string) =>
  new AppError('not-found', words, { [field]: words })

/** Whose records are asked for: those of Foothold first, where nobody says. @throws AppError not-found */
function sourceOf({ figure, from, line: id, supplier }: RecordsQuery): RecordSource {
  const line = id === undefined ? undefined : findLine(id)
  if (line && line.figure !== figure) throw refused('line', 'This line is of the drawing of another figure.')
  const ofLine = line && ('procedure' in line ? 'public' : 'here')
  const has = { here: figure in countsIn || isSum(figure), public: hasPublicRecords(figure) }
  const source = from ?? ofLine ?? (supplier ? 'public' : has.here ? 'here' : 'public')
  if (ofLine && ofLine !== source) throw refused('line', 'This line is of the drawing of other records.')
  if (supplier && source === 'here') throw refused('supplier', 'Only public record is told by supplier.')
  if (has[source]) return source
  throw refused(
    'from',
    source === 'here'
      ? 'This figure is reckoned from public record alone: there are no records of Foothold behind it.'
      : 'Public record does not have this figure: there are only records of Foothold behind it.',
  )
}

/** A page of records that there is. @throws AppError not-found */
function thatIs<Item, List extends Paged<Item>>(list: List): List {
  if (list.page <= list.pages) return list
  throw refused('page', `There is no page ${list.page} of these records: the last is page ${list.pages}.`)
}

/** How many of what a line counts its records have together; null where it is no line of challenges. */
export async function countOfLine({ line: id, filter }: RecordsAsked): Promise<number | null> {
  const line = id === undefined ? undefined : findLine(id)
  return line && 'countOf' in line ? countIn(line, (await readEvidence(filter)).facts) : null
}

/**
 * What is behind a figure: challenges of Foothold, awards on public record, or sums that are told of together; all
 * lists but one are empty.
 * @throws AppError not-found for records, or a page of them, that there are not
 */
export async function readRecords(query: RecordsQuery) {
  const { figure, from: _, page, line, supplier, ...filter } = query
  const source = sourceOf(query)
  const asked = { figure, line, supplier, filter }
  const nothing = { awards: [], challenges: [], sums: [] }
  if (source === 'public') {
    const { items: awards, ...place } = thatIs(await awardsBehind(asked, page))
    if (supplier && awards.length === 0) throw refused('supplier', 'No such award names this supplier.')
    return { from: 'public' as const, ...place, ...nothing, awards }
  }
  if (isSum(figure)) {
    const { items: sums, ...place } = thatIs(await sumsBehind(asked, page))
    return { from: 'here' as const, ...place, ...nothing, sums }
  }
  const { items: challenges, ...place } = thatIs(await challengesBehind(asked, page))
  return { from: 'here' as const, ...place, ...nothing, challenges }
}
