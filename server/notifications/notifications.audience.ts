import type { Audience } from '../../shared/notifications/audiences.ts'
import { buyersOf, findChallenge, followersOf } from '../challenges/index.ts'
import { suppliersWhoAsked } from '../clarifications/index.ts'
import { suppliersTold } from '../matching/index.ts'
import { findOrganisation, listBrokers, membersOf, membersOfAny } from '../organisations/index.ts'
import { suppliersProposing } from '../proposals/index.ts'
import type { Cause } from './notifications.cause.ts'

/** Whom a notice goes to: people with an account, by id, or one address that was invited. */
export type Recipients = { people: string[] } | { invitation: string }

const idsOf = (members: { userId: string }[]): string[] => members.map(({ userId }) => userId)

/**
 * Everybody outside the authority who has to do with a challenge. Who they are is for nobody to see:
 * each is told alone.
 */
async function concernedBy(challengeId: string): Promise<string[]> {
  const suppliers = await Promise.all([
    suppliersTold(challengeId),
    suppliersWhoAsked(challengeId),
    suppliersProposing(challengeId),
  ])
  const members = await membersOfAny([...new Set(suppliers.flat())])
  return [...idsOf(members), ...(await followersOf(challengeId))]
}

async function authorityOf(challengeId: string): Promise<string[]> {
  const challenge = await findChallenge(challengeId)
  return challenge ? idsOf(await membersOfAny(buyersOf(challenge))) : []
}

async function administratorsOf(organisationId: string): Promise<string[]> {
  return idsOf((await membersOf(organisationId)).filter(({ role }) => role === 'admin'))
}

const members = async (organisationId: string | undefined): Promise<string[]> =>
  organisationId ? idsOf(await membersOf(organisationId)) : []

const resolvers: Record<Exclude<Audience, 'invited'>, (cause: Cause) => Promise<string[]>> = {
  brokers: async () => idsOf(await listBrokers()),
  authority: async ({ challengeId }) => (challengeId ? authorityOf(challengeId) : []),
  concerned: async ({ challengeId }) => (challengeId ? concernedBy(challengeId) : []),
  supplier: ({ supplierId }) => members(supplierId),
  organisation: ({ organisationId }) => members(organisationId),
  administrators: async ({ organisationId }) => (organisationId ? administratorsOf(organisationId) : []),
  person: async ({ userId }) => (userId ? [userId] : []),
}

/** The people of these audiences, each once. */
export async function recipientsOf(to: readonly Audience[], cause: Cause): Promise<Recipients> {
  if (to.includes('invited') && cause.invitationId) return { invitation: cause.invitationId }
  const found: string[] = []
  for (const audience of to) if (audience !== 'invited') found.push(...(await resolvers[audience](cause)))
  return { people: [...new Set(found)] }
}

/** Kinds that an event does not always cause, with what must be so at the moment of telling. */
const conditions: Record<string, (cause: Cause) => Promise<boolean> | boolean> = {
  'organisation-to-verify': async ({ organisationId }) =>
    organisationId !== undefined && (await findOrganisation(organisationId))?.status === 'pending',
  'matches-waiting': ({ waiting }) => waiting !== undefined && waiting > 0,
  'plan-reminder-unassigned': ({ userId }) => userId === undefined,
  'proposal-submitted': ({ version = 1 }) => version === 1,
  'proposal-replaced': ({ version = 1 }) => version > 1,
  // Whoever makes an organisation knows that they belong to it.
  'membership-added': ({ userId, actorUserId }) => userId !== actorUserId,
  'membership-removed': ({ userId, actorUserId }) => userId !== actorUserId,
}

/** True unless the world says that nobody needs this notice. */
export async function isDue(kindName: string, cause: Cause): Promise<boolean> {
  return (await conditions[kindName]?.(cause)) ?? true
}
