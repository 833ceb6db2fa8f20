import type { ClientSession } from 'mongoose'
import { record } from '../audit/index.ts'
import { now } from '../platform/clock.ts'
import { AppError, allow, notFound } from '../platform/errors.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import {
  organisationRegistered,
  supplierProfileChanged,
} from '../../shared/organisations/organisations.events.ts'
import { isSmallOrMedium } from '../../shared/organisations/sme.ts'
import { emptyProfile, type SupplierProfile } from '../../shared/organisations/supplier-profile.ts'
import { categories } from './categories.reference.ts'
import { makeListing } from './organisations.listing.ts'
import {
  Award as Awards,
  type AwardRecord,
  Organisation as Organisations,
  type OrganisationDocument,
} from './organisations.model.ts'
import { organisationPolicy } from './organisations.policy.ts'
import { asOrganisation, loadOrganisation, type Organisation, within } from './organisations.service.ts'
import { regions } from './regions.reference.ts'

/**
 * Saves what a supplier says about itself; what is not given stays. The SME test is done anew from the
 * figures, where they decide it. The ranking hears of the change. A confirmed firm that gives another
 * company number waits for a broker again, since award records are found by the number.
 * @param section what was edited, for the record
 * @throws AppError not-found, forbidden, conflict for another firm's company number
 */
export async function saveSupplierProfile(
  actor: Actor,
  supplierId: string,
  changes: Partial<SupplierProfile>,
  section = 'profile',
  session?: ClientSession,
): Promise<Organisation> {
  return within(session, async (inside) => {
    const organisation = await loadOrganisation(supplierId, inside)
    const facts = {
      id: organisation._id,
      kind: organisation.kind,
      status: organisation.status,
    }
    if (!organisationPolicy.see(actor, facts) || organisation.kind !== 'supplier') throw notFound('Supplier')
    allow(organisationPolicy.editProfile(actor, facts), 'Only people of the supplier can change its profile')
    refuseUnknownCodes(changes)
    if (changes.companyNumber) await refuseTaken(changes.companyNumber, supplierId, inside)

    const current = organisation.toObject().supplier ?? emptyProfile()
    const profile = changed(current, changes)
    const waits =
      actor.kind !== 'system' &&
      organisation.status === 'verified' &&
      profile.companyNumber !== current.companyNumber
    if (waits) waitAgain(organisation)
    organisation.set({ supplier: profile, updatedAt: now() })
    await relist(organisation, inside)
    await organisation.save({ session: inside })
    if (waits) {
      await record(inside, actor, organisationRegistered, { organisationId: supplierId, kind: 'supplier' })
    }
    await record(inside, actor, supplierProfileChanged, {
      organisationId: supplierId,
      section,
    })
    return asOrganisation(organisation.toObject())
  })
}

/** Takes a broker's word back before name or number change, and keeps what it was given for. */
export function waitAgain(organisation: OrganisationDocument): void {
  const { name, supplier } = organisation
  organisation.set({
    status: 'pending',
    submittedAt: now(),
    confirmedAs: { name, companyNumber: supplier?.companyNumber ?? null },
  })
}

function changed(current: SupplierProfile, changes: Partial<SupplierProfile>): SupplierProfile {
  const profile = { ...current, ...changes }
  const others = profile.identifiers.filter(({ scheme }) => scheme !== 'GB-COH')
  return {
    ...profile,
    isSme: isSmallOrMedium(profile) ?? (hasFigures(profile) ? null : profile.isSme),
    identifiers: profile.companyNumber
      ? [{ scheme: 'GB-COH', id: profile.companyNumber }, ...others]
      : others,
  }
}

const hasFigures = ({ staff, turnoverPence, balanceSheetPence }: SupplierProfile): boolean =>
  staff !== null || turnoverPence !== null || balanceSheetPence !== null

/** Writes anew what the directory finds a supplier by. */
export async function relist(
  organisation: OrganisationDocument,
  session: ClientSession | null,
): Promise<void> {
  const awards = await Awards.find({ supplierId: organisation._id })
    .sort({ date: -1 })
    .session(session)
    .lean<AwardRecord[]>()
  organisation.set({
    listing: makeListing(organisation.name, organisation.toObject().supplier, awards),
  })
}

function refuseUnknownCodes({ cpv = [], regions: chosen = [] }: Partial<SupplierProfile>): void {
  const lost = cpv.find((code) => !categories().find(code))
  if (lost) throw new AppError('invalid', `${lost} is no CPV code`, { cpv: `${lost} is no CPV code` })
  const nowhere = chosen.find((code) => !regions().find(code))
  if (nowhere)
    throw new AppError('invalid', `${nowhere} is no ITL region`, { regions: `${nowhere} is no ITL region` })
}

async function refuseTaken(companyNumber: string, supplierId: string, session: ClientSession): Promise<void> {
  const holder = await Organisations.findOne(
    {
      kind: 'supplier',
      'supplier.identifiers': { scheme: 'GB-COH', id: companyNumber },
    },
    { _id: 1 },
  ).session(session)
  if (!holder || holder._id === supplierId) return
  const message = 'Another firm in our directory has this company number. Tell us if that is a mistake'
  throw new AppError('conflict', message, { companyNumber: message })
}
