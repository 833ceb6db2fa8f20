import mongoose, { type QueryFilter } from 'mongoose'
import type { BoardQuery, BoardStatus } from '../../shared/matching/board.schema.ts'
import { isId } from '../../shared/platform/ids.ts'
import { type CursorPage, type CursorQuery, type Paged, paged } from '../../shared/platform/pagination.ts'
import { type SupplierSummary, supplierSummaries } from '../organisations/index.ts'
import { escapePattern, longestSearchMs } from '../platform/database.ts'
import { wrongCursor } from '../platform/api-query.ts'
import { Match, type MatchRecord } from './matching.model.ts'
import { matchingSettings } from './matching.settings.service.ts'

const { trusted } = mongoose
const perPage = 25

type Filter = QueryFilter<MatchRecord>

function ofStatus(status: BoardStatus, proposeFrom: number): Filter {
  if (status === 'waiting') {
    const reaching = { score: trusted({ $gte: proposeFrom }) }
    return { status: 'proposed', $or: [reaching, { isAddedPlace: true }] }
  }
  if (status === 'below-line') {
    const below = trusted({ $lt: proposeFrom })
    return { status: 'proposed', score: below, isAddedPlace: trusted({ $ne: true }) }
  }
  return { status }
}

/**
 * What of a challenge's matches is wanted, as a query. The index by challenge leaves about two hundred to look
 * at; regions are the directory's, as they are today.
 */
async function asFilter(challengeId: string, query: BoardQuery): Promise<Filter> {
  const { proposeFrom } = await matchingSettings()
  const statuses = query.status.map((status) => ofStatus(status, proposeFrom))
  return {
    challengeId,
    ...(statuses.length > 0 ? { $or: statuses } : {}),
    ...(query.sme ? { 'supplier.isSme': true } : {}),
    ...(query.vcse ? { 'supplier.isVcse': true } : {}),
    ...(query.claimed === 'any' ? {} : { 'supplier.isClaimed': query.claimed === 'yes' }),
    ...(query.newToBuyer ? { 'reasons.kind': 'new-to-buyer' } : {}),
    ...(query.q ? { 'supplier.name': trusted({ $regex: escapePattern(query.q), $options: 'i' }) } : {}),
    ...(query.region.length > 0
      ? { supplierId: trusted({ $in: await suppliersIn(challengeId, query.region) }) }
      : {}),
  }
}

/** The suppliers of a challenge's matches as the directory has them today, by id. */
export async function suppliersOfMatches(challengeId: string): Promise<Map<string, SupplierSummary>> {
  return supplierSummaries(await Match.distinct('supplierId', { challengeId }))
}

async function suppliersIn(challengeId: string, regions: string[]): Promise<string[]> {
  const suppliers = [...(await suppliersOfMatches(challengeId)).values()]
  return suppliers
    .filter((supplier) => supplier.regions.some((region) => regions.includes(region)))
    .map(({ id }) => id)
}

/** A page of the matches wanted: who was added by hand and has no place yet, then the best first. */
export async function listBoard(
  challengeId: string,
  query: BoardQuery,
  page: number,
): Promise<Paged<MatchRecord>> {
  const filter = await asFilter(challengeId, query)
  const [items, total] = await Promise.all([
    Match.find(filter)
      .sort({ rank: 1, _id: 1 })
      .skip((page - 1) * perPage)
      .limit(perPage)
      .maxTimeMS(longestSearchMs)
      .lean<MatchRecord[]>(),
    Match.countDocuments(filter).maxTimeMS(longestSearchMs),
  ])
  return paged(items, total, page, perPage)
}

/** The same for programs: what follows a cursor. @throws AppError bad-request for a cursor that is none */
export async function listBoardAfter(
  challengeId: string,
  query: BoardQuery,
  { cursor, limit }: CursorQuery,
): Promise<CursorPage<MatchRecord>> {
  const [rank = '', id = ''] = cursor?.split('_') ?? []
  if (cursor && !(/^\d{1,9}$/.test(rank) && isId(id))) throw wrongCursor()
  const below = { rank: trusted({ $gt: Number(rank) }) }
  const beside = { rank: Number(rank), _id: trusted({ $gt: id }) }
  const after: Filter = cursor ? { $or: [below, beside] } : {}
  const found = await Match.find({ $and: [await asFilter(challengeId, query), after] })
    .sort({ rank: 1, _id: 1 })
    .limit(limit + 1)
    .maxTimeMS(longestSearchMs)
    .lean<MatchRecord[]>()
  const items = found.slice(0, limit)
  const last = items.at(-1)
  return { items, nextCursor: found.length > limit && last ? `${last.rank}_${last._id}` : null }
}

/** These matches of this challenge, in the order of the ids; those of other challenges are left out. */
export async function findMatches(challengeId: string, matchIds: string[]): Promise<MatchRecord[]> {
  const found = await Match.find({
    _id: trusted({ $in: matchIds.filter(isId) }),
    challengeId,
  }).lean<MatchRecord[]>()
  const byId = new Map(found.map((match) => [match._id, match]))
  return [...new Set(matchIds)].flatMap((id) => byId.get(id) ?? [])
}

/** The match of a supplier with a challenge, whatever became of it; null if it has none. */
export async function findMatchOf(challengeId: string, supplierId: string): Promise<MatchRecord | null> {
  return isId(supplierId) ? Match.findOne({ challengeId, supplierId }).lean<MatchRecord>() : null
}
