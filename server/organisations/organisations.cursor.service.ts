import mongoose from 'mongoose'
import type { CursorPage, CursorQuery } from '../../shared/platform/pagination.ts'
import { isId } from '../../shared/platform/ids.ts'
import { wrongCursor } from '../platform/api-query.ts'
import {
  asQuery,
  type DirectoryFilter,
  type SupplierSummary,
  summary,
} from './organisations.directory.service.ts'
import {
  Award as Awards,
  type AwardRecord,
  Organisation as Organisations,
  type OrganisationRecord,
} from './organisations.model.ts'
import { asOrganisation, type Organisation } from './organisations.service.ts'

type Cursor = Pick<CursorQuery, 'limit'> & { cursor?: string | undefined }

// Ids are random and never change, so that walking by them misses and repeats nothing while others write.
function after({ cursor }: Cursor) {
  if (cursor === undefined) return {}
  if (!isId(cursor)) throw wrongCursor()
  return { _id: mongoose.trusted({ $gt: cursor }) }
}

function pageOf<Row extends { _id: string }, Item>(
  rows: Row[],
  limit: number,
  present: (row: Row) => Item,
): CursorPage<Item> {
  const shown = rows.slice(0, limit)
  return { items: shown.map(present), nextCursor: rows.length > limit ? (shown.at(-1)?._id ?? null) : null }
}

/** Authorities, and the suppliers that are in the directory, by id. @throws AppError bad-request for a cursor that is none */
export async function organisationsAfter(
  kind: 'authority' | 'supplier' | undefined,
  query: Cursor,
): Promise<CursorPage<Organisation>> {
  const rows = await Organisations.find({
    kind: kind ?? mongoose.trusted({ $in: ['authority', 'supplier'] }),
    $or: [{ kind: 'authority' }, { status: mongoose.trusted({ $in: ['unclaimed', 'verified'] }) }],
    ...after(query),
  })
    .sort({ _id: 1 })
    .limit(query.limit + 1)
    .lean<OrganisationRecord[]>()
  return pageOf(rows, query.limit, asOrganisation)
}

/** The suppliers that fit, by id. @throws AppError bad-request for a cursor that is none */
export async function suppliersAfter(
  filter: DirectoryFilter,
  query: Cursor,
): Promise<CursorPage<SupplierSummary>> {
  const rows = await Organisations.find({ ...asQuery(filter), ...after(query) })
    .sort({ _id: 1 })
    .limit(query.limit + 1)
    .lean<OrganisationRecord[]>()
  return pageOf(rows, query.limit, summary)
}

/** A supplier's awards, latest first. @throws AppError bad-request for a cursor that is none of them */
export async function awardsAfter(supplierId: string, query: Cursor): Promise<CursorPage<AwardRecord>> {
  const { cursor } = query
  const last = isId(cursor) ? await Awards.findOne({ _id: cursor, supplierId }).lean<AwardRecord>() : null
  if (cursor !== undefined && !last) throw wrongCursor()
  const older = last && [
    { date: mongoose.trusted({ $lt: last.date }) },
    { date: last.date, _id: mongoose.trusted({ $gt: last._id }) },
  ]
  const rows = await Awards.find({ supplierId, ...(older ? { $or: older } : {}) })
    .sort({ date: -1, _id: 1 })
    .limit(query.limit + 1)
    .lean<AwardRecord[]>()
  return pageOf(rows, query.limit, (row) => row)
}
