import type { Audience } from '../../shared/notifications/audiences.ts'
import { buyersOf, findChallenge, followersOf } from '../challenges/index.ts'
import { askersTogether, suppliersWhoAsked } from '../clarifications/index.ts'
import { sidesToTell, suppliersTold } from '../matching/index.ts'
import { findOrganisation, listBrokers, membersOf, membersOfAny } from '../organisations/index.ts'
import { suppliersProposing } from '../proposals/index.ts'
import type { Cause } from './notifications.cause.ts'

/** Somebody who is told, and the organisation by whose membership; null where they are told for themselves. */
export interface Recipient {
  userId: string
  organisationId: string | null
}

/** Whom a notice goes to: people with an account, or one address that was invited. */
export type Recipients = { people: Recipient[] } | { invitation: string }

const asMembers = (members: Recipient[]): Recipient[] =>
  members.map(({ userId, organisationId }) => ({ userId, organisationId }))

const asThemselves = (userIds: string[]): Recipient[] =>
  userIds.map((userId) => ({ userId, organisationId: null }))

/**
 * Everybody outside the authority who has to do with a challenge. Who they are is for nobody to see:
 * each is told alone. Whoever follows it would be told without any firm, so that is how they are told.
 */
async function concernedBy(challengeId: string): Promise<Recipient[]> {
  const suppliers = await Promise.all([
    suppliersTold(challengeId),
    suppliersWhoAsked(challengeId),
    suppliersProposing(challengeId),
  ])
  const members = await membersOfAny([...new Set(suppliers.flat())])
  return [...asThemselves(await followersOf(challengeId)), ...asMembers(members)]
}

async function authorityOf(challengeId: string): Promise<Recipient[]> {
  const challenge = await findChallenge(challengeId)
  return challenge ? asMembers(await membersOfAny(buyersOf(challenge))) : []
}

async function administratorsOf(organisationId: string): Promise<Recipient[]> {
  return asMembers((await membersOf(organisationId)).filter(({ role }) => role === 'admin'))
}

const organisationsAsking = async (questionId: string): Promise<string[]> => [
  ...new Set((await askersTogether(questionId)).map(({ organisationId }) => organisationId)),
]

const members = async (organisationId: string | undefined): Promise<Recipient[]> =>
  organisationId ? asMembers(await membersOf(organisationId)) : []

/** Somebody by name. A task of a plan is theirs as one of the authority: it is no news of their own. */
async function personOf({ userId, taskId, challengeId }: Cause): Promise<Recipient[]> {
  if (!userId) return []
  const challenge = taskId && challengeId ? await findChallenge(challengeId) : null
  return [{ userId, organisationId: challenge?.authorityId ?? null }]
}

const resolvers: Record<Exclude<Audience, 'invited'>, (cause: Cause) => Promise<Recipient[]>> = {
  brokers: async () => asMembers(await listBrokers()),
  authority: async ({ challengeId }) => (challengeId ? authorityOf(challengeId) : []),
  concerned: async ({ challengeId }) => (challengeId ? concernedBy(challengeId) : []),
  introduced: async ({ introductionId }) =>
    introductionId ? asMembers(await membersOfAny(await sidesToTell(introductionId))) : [],
  askers: async ({ questionId }) =>
    questionId ? asMembers(await membersOfAny(await organisationsAsking(questionId))) : [],
  supplier: ({ supplierId }) => members(supplierId),
  organisation: ({ organisationId }) => members(organisationId),
  administrators: async ({ organisationId }) => (organisationId ? administratorsOf(organisationId) : []),
  person: personOf,
}

/** The people of these audiences, each once: as whom the first audience has them. */
export async function recipientsOf(to: readonly Audience[], cause: Cause): Promise<Recipients> {
  if (to.includes('invited') && cause.invitationId) return { invitation: cause.invitationId }
  const people = new Map<string, Recipient>()
  for (const audience of to) {
    if (audience === 'invited') continue
    for (const one of await resolvers[audience](cause))
      if (!people.has(one.userId)) people.set(one.userId, one)
  }
  return { people: [...people.values()] }
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
