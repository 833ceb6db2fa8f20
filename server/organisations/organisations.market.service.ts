import mongoose from 'mongoose'
import type { StatedFacts } from '../../shared/organisations/stated-facts.ts'
import { emptyProfile } from '../../shared/organisations/supplier-profile.ts'
import {
  Award as Awards,
  type AwardRecord,
  Organisation as Organisations,
  type OrganisationRecord,
} from './organisations.model.ts'

const { trusted } = mongoose

const stated = Object.fromEntries(
  [
    'isSme',
    'isVcse',
    'staff',
    'turnoverPence',
    'accreditations',
    'regions',
    'trlFrom',
    'trlTo',
    'caseStudies.buyer',
    'caseStudies.year',
  ].map((path) => [`supplier.${path}`, 1]),
)

/** What these suppliers state, for counting: in no order, and of those still in the directory. */
export async function statedFacts(supplierIds: string[]): Promise<StatedFacts[]> {
  const among = trusted({ $in: supplierIds })
  const [suppliers, awards] = await Promise.all([
    Organisations.find(
      { _id: among, kind: 'supplier', status: trusted({ $in: ['unclaimed' as const, 'verified' as const] }) },
      stated,
    ).lean<OrganisationRecord[]>(),
    Awards.find({ supplierId: among }, { _id: 0, supplierId: 1, buyer: 1, date: 1, regions: 1 }).lean<
      AwardRecord[]
    >(),
  ])
  const bySupplier = new Map<string, AwardRecord[]>(suppliers.map(({ _id }) => [_id, []]))
  for (const award of awards) bySupplier.get(award.supplierId)?.push(award)
  return suppliers.map(({ _id, supplier }) => factsOf(supplier, bySupplier.get(_id) ?? []))
}

function factsOf(supplier: OrganisationRecord['supplier'], awards: AwardRecord[]): StatedFacts {
  const profile = { ...emptyProfile(), ...supplier }
  const { isSme, isVcse, staff, turnoverPence, accreditations, regions, trlFrom, trlTo } = profile
  return {
    isSme,
    isVcse,
    staff,
    turnoverPence,
    accreditations,
    regions,
    trlFrom,
    trlTo,
    workedIn: [...new Set(awards.flatMap((award) => award.regions))],
    past: [
      ...profile.caseStudies.map(({ buyer, year }) => ({
        buyer: buyer ?? '',
        year: year ?? null,
        isAward: false,
      })),
      ...awards.map(({ buyer, date }) => ({ buyer, year: date.getFullYear(), isAward: true })),
    ],
  }
}
