import mongoose, { type QueryFilter } from 'mongoose'
import { escapePattern, longestSearchMs } from '../platform/database.ts'
import { type Paged, paged } from '../../shared/platform/pagination.ts'
import type { DirectoryQuery } from '../../shared/organisations/directory.schema.ts'
import {
  emptyProfile,
  saysNothing,
  type SupplierProfile,
} from '../../shared/organisations/supplier-profile.ts'
import type { OrganisationStatus } from '../../shared/organisations/status.ts'
import { type MeasuredPilot, measuredPilotsOf } from './organisations.measured.service.ts'
import { wordsOf } from './organisations.listing.ts'
import {
  Award as Awards,
  type AwardRecord,
  Organisation as Organisations,
  type OrganisationRecord,
} from './organisations.model.ts'

export type { AwardRecord } from './organisations.model.ts'

const { trusted } = mongoose
const inDirectory: OrganisationStatus[] = ['unclaimed', 'verified']

/** A supplier as a line of the directory. */
export interface SupplierSummary {
  id: string
  name: string
  status: OrganisationStatus
  isExample: boolean
  isSme: boolean | null
  isVcse: boolean | null
  whatWeDo: string
  regions: string[]
  divisions: string[]
  awards: number
  lastAward: Date | null
  /** Nothing is known of what it does. */
  saysNothing: boolean
}

const sorts = {
  name: { normalisedName: 1 },
  awards: { 'listing.awards': -1, normalisedName: 1 },
  recent: { 'listing.lastAward': -1, normalisedName: 1 },
} as const

const perPage = 20

/** A page of the supplier directory: those on public record or confirmed, that fit every facet chosen. */
export async function listSuppliers(
  filter: Omit<DirectoryQuery, 'page'>,
  page = 1,
): Promise<Paged<SupplierSummary>> {
  const wanted = asQuery(filter)
  const [records, total] = await Promise.all([
    Organisations.find(wanted)
      .sort({ ...sorts[filter.sort], _id: 1 })
      .skip((page - 1) * perPage)
      .limit(perPage)
      .maxTimeMS(longestSearchMs)
      .lean<OrganisationRecord[]>(),
    Organisations.countDocuments(wanted).maxTimeMS(longestSearchMs),
  ])
  return paged(records.map(summary), total, page, perPage)
}

/** The lines of these suppliers, by id, whatever their status; ids that nobody has are left out. */
export async function supplierSummaries(ids: string[]): Promise<Map<string, SupplierSummary>> {
  const records = await Organisations.find({ _id: trusted({ $in: ids }), kind: 'supplier' }).lean<
    OrganisationRecord[]
  >()
  return new Map(records.map((record) => [record._id, summary(record)]))
}

/** How many suppliers each choice of each facet would leave, given the other choices. */
export async function countFacets(filter: Omit<DirectoryQuery, 'page'>) {
  const count = async (without: Partial<DirectoryQuery>, path: string, isList: boolean) => {
    const rows = await Organisations.aggregate<{ _id: string; count: number }>([
      { $match: asQuery({ ...filter, ...without }) },
      ...(isList ? [{ $unwind: `$${path}` }] : []),
      { $group: { _id: `$${path}`, count: { $sum: 1 } } },
    ]).option({ maxTimeMS: longestSearchMs })
    return new Map(rows.map((row) => [String(row._id), row.count]))
  }
  const [region, category, sme, vcse, status] = await Promise.all([
    count({ region: [] }, 'listing.regions', true),
    count({ category: [] }, 'listing.divisions', true),
    count({ sme: false }, 'supplier.isSme', false),
    count({ vcse: false }, 'supplier.isVcse', false),
    count({ claimed: 'any' }, 'status', false),
  ])
  return { region, category, sme, vcse, status }
}

/** What of the directory is asked for, without order and place. */
export type DirectoryFilter = Omit<DirectoryQuery, 'page' | 'sort'>

/** The directory's filter as a query. */
export function asQuery(filter: DirectoryFilter): QueryFilter<OrganisationRecord> {
  const statuses = {
    any: inDirectory,
    yes: ['verified' as const],
    no: ['unclaimed' as const],
  }[filter.claimed]
  // Each word typed begins a word of the listing; a pattern tied to the beginning can use the index.
  const words = wordsOf(filter.q).map((word) => ({
    'listing.words': trusted({ $regex: `^${escapePattern(word)}` }),
  }))
  return {
    kind: 'supplier',
    status: trusted({ $in: statuses }),
    ...(filter.region.length > 0 ? { 'listing.regions': trusted({ $in: filter.region }) } : {}),
    ...(filter.category.length > 0 ? { 'listing.divisions': trusted({ $in: filter.category }) } : {}),
    ...(filter.sme ? { 'supplier.isSme': true } : {}),
    ...(filter.vcse ? { 'supplier.isVcse': true } : {}),
    ...(words.length > 0 ? { $and: words } : {}),
  }
}

/** A supplier's line from its record. */
export const summary = ({
  _id,
  name,
  status,
  isExample,
  supplier,
  listing,
}: OrganisationRecord): SupplierSummary => ({
  id: _id,
  name,
  status,
  isExample,
  isSme: supplier?.isSme ?? null,
  isVcse: supplier?.isVcse ?? null,
  whatWeDo: supplier?.whatWeDo ?? '',
  regions: listing.regions,
  divisions: listing.divisions,
  awards: listing.awards,
  lastAward: listing.lastAward,
  saysNothing: saysNothing({ ...emptyProfile(), ...supplier }, listing.awards),
})

/** A supplier's public track record, the latest first. */
export async function listAwards(supplierId: string, page = 1, size = 20): Promise<Paged<AwardRecord>> {
  const [items, total] = await Promise.all([
    Awards.find({ supplierId })
      .sort({ date: -1, _id: 1 })
      .skip((page - 1) * size)
      .limit(size)
      .lean<AwardRecord[]>(),
    Awards.countDocuments({ supplierId }),
  ])
  return paged(items, total, page, size)
}

/** What the ranking knows of one supplier. */
export interface SupplierForRanking {
  id: string
  name: string
  status: OrganisationStatus
  isExample: boolean
  isSme: boolean | null
  isVcse: boolean | null
  /** As `streamSupplierVersions` tells it. */
  version: string
  profile: SupplierProfile
  awards: AwardRecord[]
  measured: MeasuredPilot[]
}

/**
 * Every supplier that can be ranked, claimed or not, one after the other, so that a large directory never
 * lies in memory as a whole. Those that wait for a broker or were refused are left out.
 */
export async function* streamSuppliersForRanking(): AsyncGenerator<SupplierForRanking> {
  const cursor = Organisations.find({
    kind: 'supplier',
    status: trusted({ $in: inDirectory }),
  })
    .sort({ _id: 1 })
    .lean<OrganisationRecord>()
    .cursor({ batchSize: 100 })
  let batch: OrganisationRecord[] = []
  for await (const supplier of cursor) {
    batch.push(supplier as unknown as OrganisationRecord)
    if (batch.length < 100) continue
    yield* await withAwards(batch)
    batch = []
  }
  yield* await withAwards(batch)
}

/** These suppliers as the ranking sees them; those that are not in the directory are left out. */
export async function suppliersForRanking(ids: string[]): Promise<SupplierForRanking[]> {
  const found = await Organisations.find({
    _id: trusted({ $in: ids }),
    kind: 'supplier',
    status: trusted({ $in: inDirectory }),
  }).lean<OrganisationRecord[]>()
  return withAwards(found)
}

async function withAwards(suppliers: OrganisationRecord[]): Promise<SupplierForRanking[]> {
  const ids = suppliers.map(({ _id }) => _id)
  const [awards, measured] = await Promise.all([
    Awards.find({ supplierId: trusted({ $in: ids }) })
      .sort({ date: -1, _id: 1 })
      .lean<AwardRecord[]>(),
    measuredPilotsOf(ids),
  ])
  const bySupplier = new Map<string, AwardRecord[]>(suppliers.map(({ _id }) => [_id, []]))
  for (const award of awards) bySupplier.get(award.supplierId)?.push(award)
  return suppliers.map((record) => ({
    id: record._id,
    name: record.name,
    status: record.status,
    isExample: record.isExample,
    isSme: record.supplier?.isSme ?? null,
    isVcse: record.supplier?.isVcse ?? null,
    version: versionOf(record),
    profile: record.supplier ?? emptyProfile(),
    awards: bySupplier.get(record._id) ?? [],
    measured: measured.get(record._id) ?? [],
  }))
}

/** Whether a supplier has changed since somebody read it. */
export interface SupplierVersion {
  id: string
  /** Another one after each change, also of its awards; null if it can't be ranked (any more). */
  version: string | null
}

const versionOf = ({ status, updatedAt, listing }: OrganisationRecord): string =>
  `${status} ${updatedAt.getTime()} ${listing.awards}`

/**
 * What tells whether suppliers have changed, one after the other: of all, or of those touched since an instant.
 * An import that adds awards touches the supplier too.
 */
export async function* streamSupplierVersions(since: Date | null): AsyncGenerator<SupplierVersion> {
  const touched = since ? { updatedAt: trusted({ $gte: since }) } : {}
  const cursor = Organisations.find(
    { kind: 'supplier', ...touched },
    { status: 1, updatedAt: 1, 'listing.awards': 1 },
  )
    .lean<OrganisationRecord>()
    .cursor({ batchSize: 1000 })
  for await (const row of cursor) {
    const record = row as unknown as OrganisationRecord
    const canBeRanked = inDirectory.includes(record.status)
    yield { id: record._id, version: canBeRanked ? versionOf(record) : null }
  }
}
