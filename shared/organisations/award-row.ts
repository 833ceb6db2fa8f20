import { type ReadAwards, webAddress } from './award-entry.ts'
import { parseCpvCodes } from './category-tree.ts'
import { markCut, repairText } from './repaired-text.ts'
import { readSupplierNames } from './supplier-names.ts'

/** The columns that an award list must have. */
export const awardColumns = [
  'ref',
  'buyer',
  'title',
  'description',
  'cpv',
  'cpv_description',
  'region',
  'date',
  'suppliers',
  'url',
]

/** Reads one row of an award list. The list has no values: they stay unknown, not zero. */
export function parseAwardRow(row: Record<string, string>): ReadAwards {
  const ref = row.ref?.trim() ?? ''
  const refuse = (reason: string): ReadAwards => ({
    entries: [],
    refused: [{ what: ref || '(no reference)', reason }],
  })
  if (!/^[\w-]{6,100}$/.test(ref)) return refuse('The reference is missing or unreadable')
  const title = repairText(row.title ?? '')
  const buyer = repairText(row.buyer ?? '')
  if (!title) return refuse('The title is missing')
  if (!buyer) return refuse('The buyer is missing')
  const date = readDay(row.date ?? '')
  if (!date) return refuse(`The date is not a day: “${(row.date ?? '').slice(0, 30)}”`)

  const { names, refused } = readSupplierNames(row.suppliers ?? '')
  const named = refused.map(({ what, reason }) => ({ what: what ? `${ref}: ${what}` : ref, reason }))
  if (names.length === 0) return { entries: [], refused: named }
  const entry = {
    source: 'contracts-finder',
    sourceId: ref,
    buyer,
    title,
    text: markCut(repairText(row.description ?? '')),
    cpv: parseCpvCodes(row.cpv ?? ''),
    cpvLabel: repairText(row.cpv_description ?? ''),
    region: row.region ?? '',
    valuePence: null,
    date,
    // Nor has it these.
    tenderedOn: null,
    startsOn: null,
    endsOn: null,
    procedure: '',
    recordedAt: date,
    url: webAddress(row.url?.trim()),
    suppliers: names.map((name) => ({ name, companyNumber: null, isSme: null, isVcse: null })),
  }
  return { entries: [entry], refused: named }
}

/** A day as `2025-01-23`; null if there is no such day or it lies outside what a notice can mean. */
export function readDay(text: string): Date | null {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text.trim()) ?? []
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  const isReal = date.getUTCDate() === Number(day) && date.getUTCMonth() === Number(month) - 1
  return isReal && date.getUTCFullYear() >= 1990 && date.getUTCFullYear() < 2100 ? date : null
}
