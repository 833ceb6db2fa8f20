import mongoose from 'mongoose'
import { Award as Awards, type AwardRecord, Organisation as Organisations } from './organisations.model.ts'

const { trusted } = mongoose

/** Who won an award, with what is known of its size and purpose. */
export interface AwardWinner {
  id: string
  name: string
  isSme: boolean | null
  isVcse: boolean | null
}

/** One award as it was published, with all its suppliers: the record that counting goes by. */
export interface PublishedAward {
  sourceId: string
  buyer: string
  title: string
  cpv: string[]
  regions: string[]
  valuePence: number | null
  date: Date
  tenderedOn: Date | null
  startsOn: Date | null
  endsOn: Date | null
  procedure: string
  url: string
  suppliers: AwardWinner[]
}

const read = {
  _id: 0,
  supplierId: 1,
  sourceId: 1,
  buyer: 1,
  title: 1,
  cpv: 1,
  regions: 1,
  valuePence: 1,
  date: 1,
  tenderedOn: 1,
  startsOn: 1,
  endsOn: 1,
  procedure: 1,
  url: 1,
}

/** Every award on public record, one after the other, each once however many suppliers share it. */
export async function* streamPublishedAwards(): AsyncGenerator<PublishedAward> {
  const winners = await allWinners()
  const cursor = Awards.find({}, read)
    .sort({ sourceId: 1, supplierId: 1 })
    .lean<AwardRecord>()
    .cursor({ batchSize: 1000 })
  let current: PublishedAward | null = null
  for await (const row of cursor) {
    const record = row as unknown as AwardRecord
    const winner = winners.get(record.supplierId)
    if (current?.sourceId !== record.sourceId) {
      if (current) yield current
      current = asPublished(record)
    }
    if (winner) current.suppliers.push(winner)
  }
  if (current) yield current
}

const asPublished = (record: AwardRecord): PublishedAward => ({
  sourceId: record.sourceId,
  buyer: record.buyer,
  title: record.title,
  cpv: record.cpv,
  regions: record.regions,
  valuePence: record.valuePence,
  date: record.date,
  tenderedOn: record.tenderedOn ?? null,
  startsOn: record.startsOn ?? null,
  endsOn: record.endsOn ?? null,
  procedure: record.procedure ?? '',
  url: record.url,
  suppliers: [],
})

async function allWinners(): Promise<Map<string, AwardWinner>> {
  const found = await Organisations.find(
    { kind: 'supplier' },
    { name: 1, 'supplier.isSme': 1, 'supplier.isVcse': 1 },
  ).lean<
    { _id: string; name: string; supplier: { isSme?: boolean | null; isVcse?: boolean | null } | null }[]
  >()
  return new Map(
    found.map(({ _id: id, name, supplier }) => [
      id,
      { id, name, isSme: supplier?.isSme ?? null, isVcse: supplier?.isVcse ?? null },
    ]),
  )
}

/** When each of these suppliers first won an award on public record; those that never did are left out. */
export const firstAwardsOf = async (supplierIds: string[]): Promise<Map<string, Date>> =>
  new Map((await spans({ supplierId: trusted({ $in: supplierIds }) })).map(({ _id, first }) => [_id, first]))

/** From when to when the record of awards reaches, and when each supplier won its first. */
export async function awardSpans(): Promise<{
  from: Date | null
  to: Date | null
  first: Map<string, Date>
}> {
  const rows = await spans({})
  const first = new Map(rows.map((row) => [row._id, row.first]))
  const earliest = rows.reduce<Date | null>(
    (least, one) => (least && least < one.first ? least : one.first),
    null,
  )
  const latest = rows.reduce<Date | null>((most, one) => (most && most > one.last ? most : one.last), null)
  return { from: earliest, to: latest, first }
}

const spans = (which: object) =>
  Awards.aggregate<{ _id: string; first: Date; last: Date }>([
    { $match: which },
    { $group: { _id: '$supplierId', first: { $min: '$date' }, last: { $max: '$date' } } },
  ])
