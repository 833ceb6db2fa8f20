import mongoose from 'mongoose'
import { now } from '../platform/clock.ts'
import { newId } from '../../shared/platform/ids.ts'
import type { NamedSupplier } from '../../shared/organisations/award-entry.ts'
import { normaliseName } from '../../shared/organisations/organisation-name.ts'
import { emptyProfile } from '../../shared/organisations/supplier-profile.ts'
import { makeListing } from './organisations.listing.ts'
import { Organisation as Organisations, type OrganisationRecord } from './organisations.model.ts'

/** The suppliers that an award can belong to, by company number and by name. */
export interface SupplierIndex {
  find: (named: NamedSupplier) => string | null
  /** Notes the number of a firm that was known by its name only; false if it has one or another firm has this. */
  learnNumber: (id: string, named: NamedSupplier) => boolean
  /** Makes a profile from public records, puts it into `made` for the caller to save, and gives its id. */
  add: (named: NamedSupplier, made: OrganisationRecord[]) => string
}

interface Known {
  id: string
  companyNumber: string | null
}

/**
 * Reads the directory's names. A firm that registered itself is only found by a number that a broker has
 * confirmed, never by its name: anybody may register under the name of a firm with a fine track record.
 * While another name or number waits for a broker, a firm is found by what was confirmed before.
 */
export async function openSupplierIndex(): Promise<SupplierIndex> {
  const byNumber = new Map<string, string>()
  const byName = new Map<string, Known[]>()
  const remember = (id: string, name: string, companyNumber: string | null) => {
    if (companyNumber) byNumber.set(companyNumber, id)
    const namesakes = byName.get(name)
    if (namesakes) namesakes.push({ id, companyNumber })
    else byName.set(name, [{ id, companyNumber }])
  }
  const known = Organisations.find(
    { kind: 'supplier', status: mongoose.trusted({ $ne: 'refused' }) },
    { normalisedName: 1, knownAs: 1, confirmedAs: 1, source: 1, status: 1, 'supplier.companyNumber': 1 },
  ).lean<OrganisationRecord>()
  for await (const firm of known.cursor()) {
    const { _id, knownAs, confirmedAs, source, status } = firm
    const companyNumber = confirmedAs ? confirmedAs.companyNumber : (firm.supplier?.companyNumber ?? null)
    if (source === 'public-records') {
      const name = confirmedAs ? normaliseName(confirmedAs.name) : firm.normalisedName
      for (const one of [name, ...(knownAs ?? [])]) remember(_id, one, companyNumber)
    }
    if (source === 'sign-up' && status === 'verified' && companyNumber) byNumber.set(companyNumber, _id)
  }
  return {
    find({ name, companyNumber }) {
      const numbered = companyNumber ? byNumber.get(companyNumber) : undefined
      if (numbered) return numbered
      const namesakes = byName.get(normaliseName(name)) ?? []
      // Two firms of one name with different numbers are two firms.
      return namesakes.find((one) => !companyNumber || !one.companyNumber)?.id ?? null
    },
    learnNumber(id, { name, companyNumber }) {
      const known = byName.get(normaliseName(name))?.find((one) => one.id === id)
      if (!known || known.companyNumber || !companyNumber || byNumber.has(companyNumber)) return false
      known.companyNumber = companyNumber
      byNumber.set(companyNumber, id)
      return true
    },
    add(named, made) {
      const supplier = fromPublicRecords(named)
      made.push(supplier)
      remember(supplier._id, supplier.normalisedName, named.companyNumber)
      return supplier._id
    },
  }
}

function fromPublicRecords({ name, companyNumber }: NamedSupplier): OrganisationRecord {
  const identifiers = companyNumber ? [{ scheme: 'GB-COH', id: companyNumber }] : []
  const profile = { ...emptyProfile(), companyNumber, identifiers }
  const at = now()
  return {
    _id: newId(),
    kind: 'supplier',
    name,
    normalisedName: normaliseName(name),
    status: 'unclaimed',
    isExample: false,
    source: 'public-records',
    authority: null,
    supplier: profile,
    listing: makeListing(name, profile, []),
    knownAs: [],
    confirmedAs: null,
    emailDomains: [],
    decision: null,
    submittedAt: null,
    createdAt: at,
    updatedAt: at,
    version: 0,
  }
}
