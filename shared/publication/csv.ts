import { csvCell } from '../platform/csv.ts'
import { isObject, type Json, type JsonObject } from './json.ts'
import type { Release } from './ocds.ts'

const at = (value: Json | undefined, ...path: (string | number)[]): Json | undefined =>
  path.reduce<Json | undefined>((now, step) => {
    if (typeof step === 'number') return Array.isArray(now) ? now[step] : undefined
    return isObject(now) ? now[step] : undefined
  }, value)

const codes = (item: Json | undefined): string =>
  [at(item, 'classification'), ...list(at(item, 'additionalClassifications'))]
    .map((code) => at(code, 'id'))
    .filter((id) => id !== undefined)
    .join(' ')

const list = (value: Json | undefined): Json[] => (Array.isArray(value) ? value : [])
const regions = (item: Json | undefined): string =>
  list(at(item, 'deliveryAddresses'))
    .map((address) => at(address, 'region'))
    .join(' ')

type Column = [name: string, read: (release: JsonObject, releases: number) => Json | undefined]

/** The table beside the bulk files: one row for each process, the columns that people sort and count by. */
const columns: Column[] = [
  ['ocid', (release) => release['ocid']],
  ['title', (release) => at(release, 'tender', 'title')],
  ['buyer_id', (release) => at(release, 'buyer', 'id')],
  ['buyer', (release) => at(release, 'buyer', 'name')],
  ['status', (release) => at(release, 'tender', 'status')],
  ['procedure', (release) => at(release, 'tender', 'procurementMethodDetails')],
  ['category', (release) => at(release, 'tender', 'mainProcurementCategory')],
  ['cpv', (release) => codes(at(release, 'tender', 'items', 0))],
  ['regions', (release) => regions(at(release, 'tender', 'items', 0))],
  ['value_gbp', (release) => at(release, 'tender', 'value', 'amount')],
  ['value_with_vat_gbp', (release) => at(release, 'tender', 'value', 'amountGross')],
  ['questions_until', (release) => at(release, 'tender', 'enquiryPeriod', 'endDate')],
  ['responses_until', (release) => at(release, 'tender', 'tenderPeriod', 'endDate')],
  ['questions_answered', (release) => list(at(release, 'tender', 'enquiries')).length],
  ['first_published', (release) => at(release, 'tender', 'enquiryPeriod', 'startDate')],
  ['last_changed', (release) => release['date']],
  ['releases', (_release, releases) => releases],
  ['page', (release) => pageOf(release)],
]

/** The challenge's own page, among the documents of its stage. */
function pageOf(release: JsonObject): Json | undefined {
  const documents = ['tender', 'planning'].flatMap((stage) => list(at(release, stage, 'documents')))
  const own = documents.find((document) => at(document, 'id') === 'challenge')
  return at(own, 'url')
}

/** The first line of the table. */
export const csvHeader = `${columns.map(([name]) => name).join(',')}\r\n`

/** The line of one process, from its compiled release. */
export const csvRow = (compiled: Release, releases: number): string =>
  `${columns.map(([, read]) => csvCell(read(compiled as unknown as JsonObject, releases))).join(',')}\r\n`
