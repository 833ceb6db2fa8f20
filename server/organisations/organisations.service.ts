import mongoose, { type ClientSession } from 'mongoose'
import { notFound } from '../platform/errors.ts'
import { transaction } from '../platform/database.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { isId } from '../../shared/platform/ids.ts'
import { authorities } from './authorities.reference.ts'
import {
  Organisation as Organisations,
  type OrganisationDocument,
  type OrganisationRecord,
} from './organisations.model.ts'
import { organisationPolicy } from './organisations.policy.ts'

/** An organisation as the other rooms get it. */
export type Organisation = Omit<OrganisationRecord, '_id' | 'listing' | 'knownAs'> & {
  id: string
  isVerified: boolean
}

/** The person whom a membership or a claim is for; the address is a verified one. */
export interface Person {
  userId: string
  name: string
  email: string
}

/** The record without what only this room needs. */
export function asOrganisation({
  _id,
  listing: _,
  knownAs: __,
  ...record
}: OrganisationRecord): Organisation {
  return { ...record, id: _id, isVerified: record.status === 'verified' }
}

/** Null for an id that nobody has. */
export async function findOrganisation(id: string): Promise<Organisation | null> {
  const record = isId(id) ? await Organisations.findById(id).lean<OrganisationRecord>() : null
  return record && asOrganisation(record)
}

/** @throws AppError not-found */
export async function getOrganisation(id: string): Promise<Organisation> {
  const organisation = await findOrganisation(id)
  if (!organisation) throw notFound('Organisation')
  return organisation
}

/** Where everybody reads about the authority of this code. */
export const authorityAddress = (code: string): string => `/authorities/${encodeURIComponent(code)}`

/** Where everybody reads about an authority; null for an id that no authority has. */
export async function authorityPath(id: string): Promise<string | null> {
  const code = (await findOrganisation(id))?.authority?.code
  return code ? authorityAddress(code) : null
}

/** Several at once, by id; ids that nobody has are left out. */
export async function findOrganisations(ids: string[]): Promise<Map<string, Organisation>> {
  const records = await Organisations.find({
    _id: mongoose.trusted({ $in: ids.filter(isId) }),
  }).lean<OrganisationRecord[]>()
  return new Map(records.map((record) => [record._id, asOrganisation(record)]))
}

/**
 * The organisation if this actor may know of it.
 * @throws AppError not-found otherwise: what may not be seen does not exist.
 */
export async function getVisibleOrganisation(actor: Actor, id: string): Promise<Organisation> {
  const organisation = await findOrganisation(id)
  if (!organisation || !organisationPolicy.see(actor, organisation)) throw notFound('Organisation')
  return organisation
}

/** Every authority of the register that exists today, by name. */
export async function listAuthorities(): Promise<Organisation[]> {
  const records = await Organisations.find({ kind: 'authority' })
    .sort({ name: 1 })
    .collation({ locale: 'en' })
    .lean<OrganisationRecord[]>()
  return records.map(asOrganisation)
}

/** The authority with this code of the register, such as `BBD`; null if there is none. */
export async function findAuthorityByCode(code: string): Promise<Organisation | null> {
  const record = await Organisations.findOne({
    kind: 'authority',
    'authority.code': code.toUpperCase(),
  }).lean<OrganisationRecord>()
  return record && asOrganisation(record)
}

/** The authority that a notice's buyer name means; null if none or more than one fits. */
export async function findAuthorityByName(name: string): Promise<Organisation | null> {
  const authority = authorities().findByName(name)
  return authority && findAuthorityByCode(authority.code)
}

/**
 * The council to which the register gives this `.gov.uk` or `.gov.wales` domain alone.
 * Only for an address that its owner has proved to be theirs.
 */
export async function organisationForEmailDomain(email: string): Promise<Organisation | null> {
  const authority = authorities().findByEmail(email)
  return authority && findAuthorityByCode(authority.code)
}

/** Joins the caller's transaction, or makes one. */
export const within = <Result>(
  session: ClientSession | undefined,
  work: (session: ClientSession) => Promise<Result>,
): Promise<Result> => (session ? work(session) : transaction(work))

/**
 * The document to be changed, inside a transaction.
 * @throws AppError not-found
 */
export async function loadOrganisation(id: string, session: ClientSession): Promise<OrganisationDocument> {
  const document = isId(id) ? await Organisations.findById(id).session(session) : null
  if (!document) throw notFound('Organisation')
  return document
}
