import { createHash, createHmac } from 'node:crypto'
import type { ClientSession } from 'mongoose'
import type { Confirmed } from '../../shared/proposals/consortium.ts'
import { findOrganisations } from '../organisations/index.ts'
import { asBuffer } from '../platform/bytes.ts'
import { config } from '../platform/config.ts'
import { EnvelopeBroken } from './envelope.ts'
import { derivedKey } from '../platform/root-secret.ts'
import {
  Partnership,
  type PartnershipDocument,
  type PartnershipRecord,
} from './proposals.partnerships.model.ts'
import { openValue, parts, sealValue, unwrapKey } from './sealing.ts'
import { supplierKey } from './supplier-key.ts'

/** What the envelope of an invitation holds. */
export interface KeptPartnership {
  /** Null until the address that was invited has taken the link up. */
  organisationId: string | null
  /** Empty for an organisation that was invited as a member of the marketplace. */
  email: string
  role: string
  share: number | null
  confirmed: Confirmed | null
}

/** A partner as its lead sees it. */
export interface Partner extends KeptPartnership {
  id: string
  state: PartnershipRecord['state']
  name: string
  isVerified: boolean
  invitedAt: Date
}

const use = 'partnerships'
const underOurKey = async (words: string): Promise<string> =>
  createHmac('sha256', await derivedKey(use))
    .update(words)
    .digest('base64url')

/** What finds the invitations of an organisation. */
export const tagOfOrganisation = (organisationId: string): Promise<string> =>
  underOurKey(`organisation ${organisationId}`)

/** What finds the invitation of an address again. */
export const tagOfAddress = (email: string): Promise<string> => underOurKey(`address ${email.toLowerCase()}`)

/** The secret part of a link; it follows from the id, so that the worker which writes the e-mail can make it. */
export const tokenOf = (partnershipId: string): Promise<string> => underOurKey(`link ${partnershipId}`)

export const hashOfToken = (token: string): string => createHash('sha256').update(token).digest('hex')

/** The address that whoever was invited by e-mail opens; only for the e-mail to them. */
export const partnerLink = async (partnershipId: string): Promise<string> =>
  `${config().publicUrl}/partner-invitations/${await tokenOf(partnershipId)}`

type Place = Pick<PartnershipRecord, '_id' | 'challengeId' | 'proposalId' | 'supplierId' | 'count'>

const boundOf = ({ _id, challengeId, proposalId, supplierId, count }: Place) => ({
  challengeId,
  proposalId,
  supplierId,
  part: parts.partnership(_id, count),
})

/** Encrypts what an invitation says, under the lead’s key. */
export async function sealPartnership(place: Place, kept: KeptPartnership) {
  const { envelope, supplierKeyed } = await sealValue(
    kept,
    await supplierKey(place.supplierId),
    boundOf(place),
  )
  return { envelope, supplierKeyed }
}

/** What an invitation says. @throws EnvelopeBroken if somebody changed what is stored */
export async function openPartnership(
  record: PartnershipRecord | PartnershipDocument,
): Promise<KeptPartnership> {
  const dataKey = unwrapKey(asBuffer(record.supplierKeyed), await supplierKey(record.supplierId))
  return openValue<KeptPartnership>(asBuffer(record.envelope), dataKey, boundOf(record))
}

/** Puts other words into an invitation and saves it. */
export async function resealPartnership(
  document: PartnershipDocument,
  kept: KeptPartnership,
  changes: Partial<PartnershipRecord>,
  session: ClientSession,
): Promise<void> {
  const { _id, challengeId, proposalId, supplierId } = document
  const count = document.count + 1
  const sealed = await sealPartnership({ _id, challengeId, proposalId, supplierId, count }, kept)
  document.set({ ...changes, ...sealed, count })
  await document.save({ session })
}

const unreadable: KeptPartnership = {
  organisationId: null,
  email: '',
  role: '',
  share: null,
  confirmed: null,
}

/** One invitation that somebody changed in the database keeps the lead from nothing but submitting with it. */
async function openOrBlank(record: PartnershipRecord): Promise<KeptPartnership> {
  try {
    return await openPartnership(record)
  } catch (error) {
    if (error instanceof EnvelopeBroken) return unreadable
    throw error
  }
}

/** Everybody who was invited to a proposal and not removed, in the order of the invitations. */
export async function partnersOf(proposalId: string, session?: ClientSession): Promise<Partner[]> {
  const records = await Partnership.find({ proposalId })
    .sort({ createdAt: 1, _id: 1 })
    .session(session ?? null)
    .lean<PartnershipRecord[]>()
  const named = records.filter(({ state }) => state !== 'removed')
  const opened = await Promise.all(named.map(async (record) => ({ record, kept: await openOrBlank(record) })))
  const organisations = await findOrganisations(opened.flatMap(({ kept }) => kept.organisationId ?? []))
  return opened.map(({ record, kept }) => {
    const organisation = kept.organisationId ? organisations.get(kept.organisationId) : undefined
    return {
      ...kept,
      id: record._id,
      state: record.state,
      name: organisation?.name ?? (kept.email || 'An invitation that cannot be read'),
      isVerified: organisation?.isVerified ?? false,
      invitedAt: record.createdAt,
    }
  })
}
