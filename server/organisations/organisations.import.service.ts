import mongoose, { type AnyBulkWriteOperation, type ClientSession } from 'mongoose'
import { record } from '../audit/index.ts'
import { now } from '../platform/clock.ts'
import { transaction } from '../platform/database.ts'
import { system } from '../../shared/platform/actor.ts'
import { newId } from '../../shared/platform/ids.ts'
import type { AwardEntry } from '../../shared/organisations/award-entry.ts'
import { suppliersImported } from '../../shared/organisations/organisations.events.ts'
import { readAwardFile } from './award-files.ts'
import { makeListing } from './organisations.listing.ts'
import {
  Award as Awards,
  type AwardRecord,
  Organisation as Organisations,
  type OrganisationRecord,
} from './organisations.model.ts'
import { regions } from './regions.reference.ts'
import { openSupplierIndex, type SupplierIndex } from './supplier-index.ts'

/** What an import did, for the report at its end. */
export interface ImportReport {
  /** Rows and releases read. */
  read: number
  /** Those of them that had no award in them, such as a release of a tender. */
  passedOver: number
  awards: { new: number; same: number; changed: number }
  suppliers: { new: number; known: number }
  refused: { file: string; place: string; what: string; reason: string }[]
}

/** What notices say of a firm, beside its awards. */
interface Learnt {
  isSme?: boolean
  isVcse?: boolean
  companyNumber?: string | null
}

const { trusted } = mongoose
const batchSize = 100

/**
 * Reads public award records into the directory. Each supplier is found by its company number, then by its
 * name, or made as a profile "from public records". Safe to repeat and to break off: what is there already
 * is counted as the same. The ranking is told once, at the end, if anything changed.
 * @param onBytes told how much of all files has been read
 */
export async function importAwards(
  files: string[],
  onBytes: (bytes: number) => void = () => undefined,
): Promise<ImportReport> {
  const report: ImportReport = {
    read: 0,
    passedOver: 0,
    awards: { new: 0, same: 0, changed: 0 },
    suppliers: { new: 0, known: 0 },
    refused: [],
  }
  const index = await openSupplierIndex()
  const touched = new Set<string>()
  let batch: AwardEntry[] = []
  const flush = async () => {
    if (batch.length > 0) await keep(batch, index, report, touched)
    batch = []
  }
  try {
    for (const file of files) {
      for await (const { place, entries, refused } of readAwardFile(file, onBytes)) {
        report.read += 1
        if (entries.length === 0 && refused.length === 0) report.passedOver += 1
        report.refused.push(...refused.map((one) => ({ file, place, ...one })))
        batch.push(...entries)
        if (batch.length >= batchSize) await flush()
      }
    }
  } finally {
    // A file that breaks off in the middle loses nothing of what was read before.
    await flush()
    report.suppliers.known = touched.size - report.suppliers.new
    await tell(report)
  }
  return report
}

async function tell({ suppliers, awards }: ImportReport): Promise<void> {
  if (awards.new + awards.changed === 0) return
  const payload = { importId: newId(), suppliers: suppliers.new, awards: awards.new + awards.changed }
  await transaction((session) => record(session, system, suppliersImported, payload))
}

async function keep(
  batch: AwardEntry[],
  index: SupplierIndex,
  report: ImportReport,
  touched: Set<string>,
): Promise<void> {
  const made: OrganisationRecord[] = []
  const wanted = new Map<string, Omit<AwardRecord, '_id'>>()
  const learnt = new Map<string, Learnt>()
  for (const entry of batch) {
    for (const named of entry.suppliers) {
      const found = index.find(named) ?? index.add(named, made)
      const key = `${entry.sourceId} ${found}`
      const known = wanted.get(key)
      if (!known || known.recordedAt < entry.recordedAt) wanted.set(key, asAward(entry, found))
      const number = index.learnNumber(found, named) ? { companyNumber: named.companyNumber } : {}
      learnt.set(found, { ...learnt.get(found), ...said(named), ...number })
      touched.add(found)
    }
  }
  const { operations, counts } = await compare([...wanted.values()])
  await transaction(async (session) => {
    if (made.length > 0) await Organisations.insertMany(made, { session })
    if (operations.length > 0) await Awards.bulkWrite(operations, { session })
    if (operations.length > 0 || made.length > 0) await relistAll([...learnt.keys()], learnt, session)
  })
  report.suppliers.new += made.length
  report.awards.new += counts.new
  report.awards.changed += counts.changed
  report.awards.same += counts.same
}

/** What the notice says of size and purpose, left out where it says nothing. */
const said = ({ isSme, isVcse }: { isSme: boolean | null; isVcse: boolean | null }) => ({
  ...(isSme === null ? {} : { isSme }),
  ...(isVcse === null ? {} : { isVcse }),
})

const asAward = (entry: AwardEntry, supplierId: string): Omit<AwardRecord, '_id'> => ({
  supplierId,
  source: entry.source,
  sourceId: entry.sourceId,
  buyer: entry.buyer,
  title: entry.title,
  text: entry.text,
  cpv: entry.cpv,
  cpvLabel: entry.cpvLabel,
  regions: regions().read(entry.region),
  valuePence: entry.valuePence,
  suppliers: entry.suppliers.length,
  date: entry.date,
  tenderedOn: entry.tenderedOn,
  startsOn: entry.startsOn,
  endsOn: entry.endsOn,
  procedure: entry.procedure,
  recordedAt: entry.recordedAt,
  url: entry.url,
})

/** What of the awards is new, and what a later publication than the one kept. */
async function compare(awards: Omit<AwardRecord, '_id'>[]) {
  const kept = await Awards.find({ sourceId: trusted({ $in: awards.map(({ sourceId }) => sourceId) }) }).lean<
    AwardRecord[]
  >()
  const byKey = new Map(kept.map((award) => [`${award.sourceId} ${award.supplierId}`, award]))
  const counts = { new: 0, same: 0, changed: 0 }
  const operations: AnyBulkWriteOperation<AwardRecord>[] = []
  for (const award of awards) {
    const known = byKey.get(`${award.sourceId} ${award.supplierId}`)
    if (!known) {
      counts.new += 1
      operations.push({ insertOne: { document: { _id: newId(), ...award } } })
    } else if (known.recordedAt < award.recordedAt || (known.endsOn === undefined && award.endsOn)) {
      counts.changed += 1
      operations.push({ updateOne: { filter: { _id: known._id }, update: { $set: award } } })
    } else counts.same += 1
  }
  return { operations, counts }
}

async function relistAll(ids: string[], learnt: Map<string, Learnt>, session: ClientSession): Promise<void> {
  const [suppliers, awards] = [
    await Organisations.find({ _id: trusted({ $in: ids }) })
      .session(session)
      .lean<OrganisationRecord[]>(),
    await Awards.find({ supplierId: trusted({ $in: ids }) })
      .sort({ date: -1 })
      .session(session)
      .lean<AwardRecord[]>(),
  ]
  const operations = suppliers.map(({ _id, name, status, supplier }) => {
    const own = awards.filter(({ supplierId }) => supplierId === _id)
    // What its owner has said of a firm stands; notices only speak for a firm that nobody has claimed.
    const facts = status === 'unclaimed' ? (learnt.get(_id) ?? {}) : {}
    const identifiers = facts.companyNumber
      ? { identifiers: [{ scheme: 'GB-COH', id: facts.companyNumber }] }
      : {}
    return {
      updateOne: {
        filter: { _id },
        update: {
          $set: {
            listing: makeListing(name, supplier, own),
            updatedAt: now(),
            ...Object.fromEntries(
              Object.entries({ ...facts, ...identifiers }).map(([fact, value]) => [
                `supplier.${fact}`,
                value,
              ]),
            ),
          },
        },
      },
    }
  })
  await Organisations.bulkWrite(operations, { session })
}
