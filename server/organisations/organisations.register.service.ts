import type { ClientSession } from 'mongoose'
import { record } from '../audit/index.ts'
import { now } from '../platform/clock.ts'
import { transaction } from '../platform/database.ts'
import { AppError, allow, notFound } from '../platform/errors.ts'
import { limit } from '../platform/limits.ts'
import type { Actor, OrganisationKind } from '../../shared/platform/actor.ts'
import { newId } from '../../shared/platform/ids.ts'
import { normaliseName, readsTheSame } from '../../shared/organisations/organisation-name.ts'
import {
  memberAdded,
  organisationRegistered,
  supplierProfileChanged,
} from '../../shared/organisations/organisations.events.ts'
import type { OrganisationStatus } from '../../shared/organisations/status.ts'
import { emptyProfile, type SupplierProfile } from '../../shared/organisations/supplier-profile.ts'
import { authorities } from './authorities.reference.ts'
import { makeListing } from './organisations.listing.ts'
import { Organisation as Organisations, type OrganisationRecord } from './organisations.model.ts'
import { Membership } from './organisations.people.model.ts'
import { organisationPolicy } from './organisations.policy.ts'
import { relist, waitAgain } from './organisations.profile.service.ts'
import {
  asOrganisation,
  loadOrganisation,
  type Organisation,
  type Person,
  within,
} from './organisations.service.ts'

const perPerson = limit('organisations', 5, 24 * 60 * 60)

export interface NewOrganisation {
  kind: Exclude<OrganisationKind, 'authority'>
  name: string
  /** Already read by `parseCompanyNumber`. */
  companyNumber?: string | null
  hasNoCompanyNumber?: boolean
  profile?: Partial<SupplierProfile>
  /** Only the system may say these: the demonstration's firms and the brokerage. */
  bySystem?: { status: OrganisationStatus; isExample: boolean }
}

/**
 * Registers a supplier (or, by the system, the brokerage). What people register waits for a broker;
 * its founder becomes its administrator at once and may draft meanwhile.
 * @throws AppError conflict if the company number is in the directory already: then it is to be claimed;
 * too-many from a person's sixth in a day on
 */
export async function createOrganisation(
  actor: Actor,
  input: NewOrganisation,
  founder: Person | null = null,
  session?: ClientSession,
): Promise<Organisation> {
  const isSystem = actor.kind === 'system'
  if (!isSystem && (input.bySystem || input.kind !== 'supplier')) {
    throw new AppError('forbidden', 'Only suppliers register themselves')
  }
  return within(session, async (inside) => {
    if (input.companyNumber) await refuseKnownNumber(input.companyNumber, inside)
    if (!isSystem) await perPerson.consume(actor.userId)
    const profile = input.kind === 'supplier' ? newProfile(input) : null
    const name = input.name.trim()
    const document = new Organisations({
      kind: input.kind,
      name,
      normalisedName: normaliseName(name),
      status: input.bySystem?.status ?? 'pending',
      isExample: input.bySystem?.isExample ?? false,
      source: input.bySystem ? 'demo' : 'sign-up',
      supplier: profile,
      listing: makeListing(name, profile, []),
      submittedAt: now(),
    })
    await document.save({ session: inside })
    const organisationId = document._id
    await record(inside, actor, organisationRegistered, {
      organisationId,
      kind: input.kind,
    })
    if (founder) {
      await Membership.create([{ organisationId, ...founder, role: 'admin', isFounder: true }], {
        session: inside,
      })
      await record(inside, actor, memberAdded, {
        organisationId,
        userId: founder.userId,
        role: 'admin',
      })
    }
    return asOrganisation(document.toObject())
  })
}

const newProfile = ({ profile, companyNumber, hasNoCompanyNumber }: NewOrganisation): SupplierProfile => ({
  ...emptyProfile(),
  ...profile,
  companyNumber: companyNumber ?? null,
  hasNoCompanyNumber: hasNoCompanyNumber ?? false,
  identifiers: companyNumber ? [{ scheme: 'GB-COH', id: companyNumber }] : [],
})

async function refuseKnownNumber(companyNumber: string, session: ClientSession): Promise<void> {
  const known = await Organisations.findOne({
    kind: 'supplier',
    'supplier.identifiers': { scheme: 'GB-COH', id: companyNumber },
  }).session(session)
  if (!known) return
  const message =
    known.status === 'unclaimed'
      ? 'This company is in our directory from public records. Find it there and ask to claim it'
      : 'This company is registered already. Ask its administrator to invite you'
  throw new AppError('conflict', message, { companyNumber: message })
}

/** Puts every authority of today's register into the directory; safe to repeat. Gives how many are new. */
export async function loadAuthorities(): Promise<number> {
  const at = now()
  const known = await Organisations.find({ kind: 'authority' }, { name: 1, authority: 1 }).lean<
    OrganisationRecord[]
  >()
  const byCode = new Map(known.map((record) => [record.authority?.code, record]))
  const listed = authorities()
    .current()
    .map(({ code, gss, name, type, nation, itl1, domain }) => ({
      name,
      normalisedName: normaliseName(name),
      authority: { code, gss, type, nation, itl1, domain },
    }))
  const added = listed.filter(({ authority }) => !byCode.has(authority.code))
  const changed = listed.filter(({ name, authority }) => {
    const before = byCode.get(authority.code)
    return before && (before.name !== name || JSON.stringify(before.authority) !== JSON.stringify(authority))
  })
  await addAuthorities(added, at)
  for (const one of changed) {
    await Organisations.updateOne({ kind: 'authority', 'authority.code': one.authority.code }, { $set: one })
  }
  return added.length
}

type Listed = Pick<OrganisationRecord, 'name' | 'normalisedName' | 'authority'>

/** One goes through the model, for all that it says of whoever is new; to send each through takes six times as long. */
async function addAuthorities(added: Listed[], at: Date): Promise<void> {
  const [first] = added
  if (!first) return
  const known = { kind: 'authority', status: 'unclaimed', source: 'public-records' } as const
  const made = new Organisations({ ...known, ...first, createdAt: at, updatedAt: at })
  await made.validate()
  const alike = { ...made.toObject(), version: 0 }
  await Organisations.collection.insertMany(
    added.map((one) => ({ ...alike, ...one, _id: newId() })) as never[],
  )
}

/**
 * Another name for the actor's organisation. One that a broker has confirmed waits for a broker again, unless
 * the new name reads the same, so that nobody is confirmed as one firm and acts as another.
 * @returns whether it waits again
 * @throws AppError not-found, forbidden
 */
export async function renameOrganisation(
  actor: Actor,
  id: string,
  name: string,
): Promise<{ waits: boolean }> {
  return transaction(async (session) => {
    const organisation = await loadOrganisation(id, session)
    const facts = { id: organisation._id, kind: organisation.kind, status: organisation.status }
    if (!organisationPolicy.see(actor, facts)) throw notFound('Organisation')
    allow(organisationPolicy.editSettings(actor, facts), 'Only an administrator can change the name')
    if (organisation.name === name) return { waits: false }

    const normalisedName = normaliseName(name)
    const isConfirmed = organisation.status === 'verified'
    if (isConfirmed && normalisedName !== organisation.normalisedName) {
      organisation.knownAs.push(organisation.normalisedName)
    }
    const waits = isConfirmed && !readsTheSame(name, organisation.name)
    if (waits) waitAgain(organisation)
    organisation.set({ name, normalisedName, updatedAt: now() })
    await relist(organisation, session)
    await organisation.save({ session })
    if (waits) {
      await record(session, actor, organisationRegistered, { organisationId: id, kind: organisation.kind })
    }
    if (organisation.kind === 'supplier') {
      await record(session, actor, supplierProfileChanged, { organisationId: id, section: 'name' })
    }
    return { waits }
  })
}
