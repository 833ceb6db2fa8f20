import { parseCpvCodes } from '../organisations/category-tree.ts'
import { markCut, repairText } from '../organisations/repaired-text.ts'
import { webAddress } from '../organisations/award-entry.ts'
import { readDay } from '../organisations/award-row.ts'

/** A public notice of something wanted, as the start of a draft challenge. */
export interface NoticeEntry {
  /** The notice's id: importing the same one again makes no second draft. */
  ref: string
  buyer: string
  title: string
  text: string
  status: 'open' | 'closed' | 'withdrawn'
  noticeType: string
  publishedAt: Date | null
  deadline: Date | null
  /** Null where no value was published: the source writes 0 for that. */
  valueFromPence: number | null
  valueToPence: number | null
  cpv: string[]
  /** As written: `North West`. */
  region: string
  isForSmes: boolean | null
  url: string
}

/** The columns that a list of notices must have. */
export const noticeColumns = [
  'ref',
  'buyer',
  'title',
  'description',
  'status',
  'notice_type',
  'published',
  'deadline',
]

/** Reads one row of a notice list, or says why it can't be used. */
export function parseNoticeRow(
  row: Record<string, string>,
): { entry: NoticeEntry } | { refused: { what: string; reason: string } } {
  const ref = row.ref?.trim() ?? ''
  const refuse = (reason: string) => ({ refused: { what: ref || '(no reference)', reason } })
  if (!/^[\w-]{6,100}$/.test(ref)) return refuse('The reference is missing or unreadable')
  const title = repairText(row.title ?? '')
  const buyer = repairText(row.buyer ?? '')
  const status = row.status?.trim()
  if (!title) return refuse('The title is missing')
  if (!buyer) return refuse('The buyer is missing')
  if (status !== 'open' && status !== 'closed' && status !== 'withdrawn')
    return refuse(`Unknown status: “${status ?? ''}”`)
  const low = pence(row.value_low)
  const high = pence(row.value_high)
  const entry: NoticeEntry = {
    ref,
    buyer,
    title,
    text: markCut(repairText(row.description ?? '')),
    status,
    noticeType: row.notice_type?.trim() ?? '',
    publishedAt: readDay(row.published ?? ''),
    deadline: readDay(row.deadline ?? ''),
    valueFromPence: low !== null && high !== null ? Math.min(low, high) : (low ?? high),
    valueToPence: low !== null && high !== null ? Math.max(low, high) : (high ?? low),
    cpv: parseCpvCodes(row.cpv ?? ''),
    region: row.region ?? '',
    isForSmes: { true: true, false: false }[row.sme_suitable?.trim().toLowerCase() ?? ''] ?? null,
    url: webAddress(row.url?.trim()),
  }
  return { entry }
}

/** Pounds as written in the list, in pence; null where it says nothing or 0. */
function pence(text: string | undefined): number | null {
  const pounds = Number(text?.trim() || Number.NaN)
  return Number.isFinite(pounds) && pounds > 0 ? Math.round(pounds * 100) : null
}
