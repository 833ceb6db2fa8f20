import { z } from 'zod'
import { type AwardEntry, type NamedSupplier, type ReadAwards, webAddress } from './award-entry.ts'
import { parseCompanyNumber } from './company-number.ts'
import { repairText } from './repaired-text.ts'
import { whyNoFirm } from './supplier-names.ts'

const text = z.string().catch('')
const list = <Item extends z.ZodType>(item: Item) => z.array(item).catch([])
const reference = z.object({ id: text, name: text }).catch({ id: '', name: '' })
const classification = z
  .object({ scheme: text, id: text, description: text })
  .catch({ scheme: '', id: '', description: '' })
const money = z.object({ amount: z.number().nonnegative(), currency: text }).optional().catch(undefined)
const item = z.object({
  classification,
  additionalClassifications: list(classification),
  deliveryAddresses: list(z.object({ region: text })),
})

const party = z.object({
  id: text,
  name: text,
  identifier: z.object({ scheme: text, id: text }).catch({ scheme: '', id: '' }),
  details: z
    .object({ scale: text, vcse: z.boolean().nullable().catch(null) })
    .catch({ scale: '', vcse: null }),
  roles: list(text),
})

const period = z.object({ startDate: text, endDate: text }).catch({ startDate: '', endDate: '' })

const award = z.object({
  id: text,
  title: text,
  description: text,
  status: text,
  date: text,
  datePublished: text,
  value: money,
  contractPeriod: period,
  suppliers: list(reference),
  items: list(item),
  documents: list(z.object({ documentType: text, url: text })),
})
type Award = z.output<typeof award>

const tender = z.object({
  title: text,
  description: text,
  classification,
  items: list(item),
  datePublished: text,
  procurementMethodDetails: text,
})
const noTender = tender.parse({})

/** What is read of an OCDS 1.1 release. People (contact points, e-mails, telephone numbers) are never looked at. */
const release = z.object({
  ocid: z.string().min(1),
  date: z.iso.datetime({ offset: true }),
  parties: list(party),
  buyer: reference,
  tender: tender.catch(noTender),
  awards: list(award),
})
type Release = z.output<typeof release>

/** Reads the awards of one release of an OCDS 1.1 package; a release without any gives nothing and no complaint. */
export function parseAwardRelease(value: unknown): ReadAwards {
  const parsed = release.safeParse(value)
  if (!parsed.success) {
    const ocid = (value as { ocid?: unknown } | null)?.ocid
    const missing = parsed.error.issues.map((issue) => issue.path.join('.') || 'release').join(', ')
    return {
      entries: [],
      refused: [{ what: String(ocid ?? '(no ocid)'), reason: `Not an OCDS release: ${missing}` }],
    }
  }
  const read = parsed.data.awards.map((one) => readAward(parsed.data, one))
  return { entries: read.flatMap(({ entries }) => entries), refused: read.flatMap(({ refused }) => refused) }
}

function readAward(from: Release, one: Award): ReadAwards {
  const what = one.id || from.ocid
  const refuse = (reason: string): ReadAwards => ({ entries: [], refused: [{ what, reason }] })
  if (['cancelled', 'unsuccessful', 'pending'].includes(one.status))
    return refuse(`The award is ${one.status}`)
  const title = repairText(one.title || from.tender.title)
  const buyer = repairText(
    from.buyer.name || (from.parties.find(({ roles }) => roles.includes('buyer'))?.name ?? ''),
  )
  if (!title) return refuse('The title is missing')
  if (!buyer) return refuse('The buyer is missing')
  if (one.suppliers.length === 0) return refuse('No supplier is named')

  const named = one.suppliers.map((reference) => readSupplier(from, reference))
  const refused = named.flatMap(({ name }) => {
    const reason = whyNoFirm(name)
    return reason ? [{ what: name ? `${what}: ${name}` : what, reason }] : []
  })
  const suppliers = named.filter(({ name }) => !whyNoFirm(name))
  if (suppliers.length === 0) return { entries: [], refused }
  return { entries: [{ ...facts(from, one), title, buyer, suppliers }], refused }
}

function facts(from: Release, one: Award): Omit<AwardEntry, 'title' | 'buyer' | 'suppliers'> {
  const items = [...one.items, ...from.tender.items]
  const codes = [
    from.tender.classification,
    ...items.flatMap((each) => [each.classification, ...each.additionalClassifications]),
  ]
  const cpv = codes.filter(({ scheme, id }) => scheme === 'CPV' && /^\d{8}$/.test(id))
  const notice = one.documents.find(({ documentType }) => documentType === 'awardNotice') ?? one.documents[0]
  // Buyers who don't want to say type 0.
  const isValue = one.value?.currency === 'GBP' && one.value.amount > 0
  return {
    source: from.ocid.startsWith('ocds-h6vhtk') ? 'find-a-tender' : 'contracts-finder',
    sourceId: from.awards.length > 1 ? `${from.ocid}/${one.id}` : from.ocid,
    text: repairText(one.description || from.tender.description),
    cpv: [...new Set(cpv.map(({ id }) => id))],
    cpvLabel: repairText(cpv[0]?.description ?? ''),
    region: [...new Set(items.flatMap((each) => each.deliveryAddresses.map(({ region }) => region)))].join(
      '|',
    ),
    valuePence: one.value && isValue ? Math.round(one.value.amount * 100) : null,
    date: new Date(validDate(one.date) ?? validDate(one.datePublished) ?? from.date),
    tenderedOn: dateOf(from.tender.datePublished),
    startsOn: dateOf(one.contractPeriod.startDate),
    endsOn: dateOf(one.contractPeriod.endDate),
    procedure: repairText(from.tender.procurementMethodDetails),
    recordedAt: new Date(from.date),
    url: webAddress(notice?.url),
  }
}

const validDate = (value: string): string | null => (Number.isNaN(Date.parse(value)) ? null : value)

const dateOf = (value: string): Date | null => {
  const valid = validDate(value)
  return valid === null ? null : new Date(valid)
}

function readSupplier(from: Release, { id, name }: { id: string; name: string }): NamedSupplier {
  const found = from.parties.find((one) => one.id === id && id !== '')
  const isCompany = found?.identifier.scheme === 'GB-COH'
  const scale = found?.details.scale
  return {
    name: repairText(name || found?.name || ''),
    companyNumber: isCompany ? parseCompanyNumber(found.identifier.id) : null,
    isSme:
      scale === 'sme' || scale === 'micro' || scale === 'small' || scale === 'medium'
        ? true
        : scale === 'large'
          ? false
          : null,
    isVcse: found?.details.vcse ?? null,
  }
}
