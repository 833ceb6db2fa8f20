import { type Actor, belongsTo } from '../../shared/platform/actor.ts'
import type { Category } from '../../shared/organisations/category-tree.ts'
import { nationName } from '../../shared/organisations/region-tree.ts'
import { emptyProfile } from '../../shared/organisations/supplier-profile.ts'
import { categories } from './categories.reference.ts'
import type { AwardRecord } from './organisations.model.ts'
import type { SupplierSummary } from './organisations.directory.service.ts'
import { maySeeContact } from './organisations.contact.ts'
import { organisationPolicy } from './organisations.policy.ts'
import type { Organisation } from './organisations.service.ts'
import { codeNames } from './code-names.ts'
import { regions } from './regions.reference.ts'

/** The names of regions by their codes; all nine English ones are England, and all twelve the whole UK. */
export function regionNames(codes: string[]): string[] {
  const nations = regions().nations()
  if (nations.every(({ code }) => codes.includes(code))) return [nationName('The whole UK')]
  const english = nations.filter(({ code }) => !['TLL', 'TLM', 'TLN'].includes(code)).map(({ code }) => code)
  if (!english.every((code) => codes.includes(code))) return codes.map(codeNames.region)
  return [nationName('England'), ...codes.filter((code) => !english.includes(code)).map(codeNames.region)]
}

/** The categories with these codes; a code that the vocabulary lacks keeps its digits for a label. */
export const categoriesOf = (codes: string[]): Category[] =>
  codes.map((code) => categories().find(code) ?? { code, label: code, level: '', parent: '' })

/** A line of the directory, with names for codes. */
export const presentSummary = ({ regions: codes, divisions, ...summary }: SupplierSummary) => ({
  ...summary,
  isClaimed: summary.status === 'verified',
  regions: regionNames(codes),
  categories: categoriesOf(divisions).map(({ label }) => label),
})

/** A supplier as this actor may see it: everybody the profile, some the contact, its own people all. */
export async function presentSupplier(supplier: Organisation, actor: Actor) {
  const profile = supplier.supplier ?? emptyProfile()
  const isOwn = belongsTo(actor, supplier.id)
  const {
    staff,
    turnoverPence,
    balanceSheetPence,
    contact,
    isContactPublic,
    cpv,
    regions: codes,
    identifiers: _,
    ...open
  } = profile
  return {
    id: supplier.id,
    name: supplier.name,
    status: supplier.status,
    isClaimed: supplier.status === 'verified',
    isExample: supplier.isExample,
    ...open,
    categories: categoriesOf(cpv).map(({ code, label }) => ({ code, label })),
    regions: codes.map((code) => ({ code, name: codeNames.region(code) })),
    contact: (await maySeeContact(actor, supplier)) ? contact : null,
    isContactPublic: isOwn ? isContactPublic : null,
    // Figures are asked for the size test only: others see its result.
    figures: isOwn ? { staff, turnoverPence, balanceSheetPence } : null,
    updatedAt: supplier.updatedAt,
    may: {
      edit: organisationPolicy.editProfile(actor, supplier),
      claim: supplier.status === 'unclaimed' && actor.kind !== 'system' && !isOwn,
    },
  }
}

/** One line of a track record, as it was published. */
export const presentAward = ({
  _id,
  supplierId: _,
  recordedAt: __,
  regions: codes,
  ...award
}: AwardRecord) => ({
  ...award,
  id: _id,
  regions: codes,
  places: regionNames(codes),
})

/** An organisation in general, as the API lists it. */
export const presentOrganisation = (organisation: Organisation) => ({
  id: organisation.id,
  kind: organisation.kind,
  name: organisation.name,
  status: organisation.status,
  isExample: organisation.isExample,
  authority: organisation.authority && {
    code: organisation.authority.code,
    gss: organisation.authority.gss,
    nation: organisation.authority.nation,
    region: organisation.authority.itl1,
  },
})
