import { isPast } from '../../shared/challenges/effective-status.ts'
import type { Audience } from '../../shared/notifications/audiences.ts'
import { buyersOf, findChallenge, followersOf } from '../challenges/index.ts'
import { askersTogether, isToldAlone, suppliersWhoAsked, wasAskedLive } from '../clarifications/index.ts'
import { sidesToTell, suppliersTold } from '../matching/index.ts'
import { decidersOf } from '../evaluation/index.ts'
import { membersOf as membersOfGroup, seeingRegistrations, suppliersRegistered } from '../groups/index.ts'
import { findOrganisation, listBrokers, membersOfAny } from '../organisations/index.ts'
import { findInvitedPartner, suppliersProposing, suppliersSubmitting } from '../proposals/index.ts'
import type { Cause } from './notifications.cause.ts'
import type { Look } from './notifications.look.ts'

/** Somebody who is told, and the organisation by whose membership; null where they are told for themselves. */
export interface Recipient {
  userId: string
  organisationId: string | null
  /** The working group by whose membership, besides. */
  groupId?: string
}

/** Whom a notice goes to: people with an account, one address that was invited (into an organisation or a panel, or as a partner), or a mailbox that was given. */
export type Recipients =
  | { people: Recipient[]; organisationIds: string[] }
  | { kind: 'invitation' | 'partner' | 'guest' | 'mailbox'; id: string }

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

async function authorityOf(challengeId: string, look: Look): Promise<Recipient[]> {
  const challenge = await look.challenge(challengeId)
  return challenge ? asMembers(await membersOfAny(buyersOf(challenge))) : []
}

async function administratorsOf(organisationId: string, look: Look): Promise<Recipient[]> {
  return asMembers((await look.membersOf(organisationId)).filter(({ role }) => role === 'admin'))
}

const organisationsAsking = async (questionId: string): Promise<string[]> => [
  ...new Set((await askersTogether(questionId)).map(({ organisationId }) => organisationId)),
]

const members = async (organisationId: string | undefined, look: Look): Promise<Recipient[]> =>
  organisationId ? asMembers(await look.membersOf(organisationId)) : []

/** Somebody by name. A task of a plan is theirs as one of the authority: it is no news of their own. */
async function personOf({ userId, taskId, challengeId }: Cause, look: Look): Promise<Recipient[]> {
  if (!userId) return []
  const challenge = taskId && challengeId ? await look.challenge(challengeId) : null
  return [{ userId, organisationId: challenge?.authorityId ?? null }]
}

/** People of a working group; those who muted it hear only what is to be decided. */
async function inGroup({ groupId }: Cause, role?: 'organiser'): Promise<Recipient[]> {
  if (!groupId) return []
  const told = (await membersOfGroup(groupId)).filter((one) => (role ? one.role === role : !one.isMuted))
  return asMembers(told).map((one) => ({ ...one, groupId }))
}

/** Organisers who may see who registered: nobody is told of a list that they can't open. */
async function holdersOf(cause: Cause): Promise<Recipient[]> {
  const organisers = await inGroup(cause, 'organiser')
  const theirs = organisers.map(({ organisationId }) => organisationId ?? '')
  const seeing = await seeingRegistrations(cause.engagementId ?? '', theirs)
  return organisers.filter(({ organisationId }) => seeing.has(organisationId ?? ''))
}

type Resolver = (cause: Cause, look: Look) => Promise<Recipient[]>

const resolvers: Record<Exclude<Audience, 'invited' | 'mailbox'>, Resolver> = {
  brokers: async () => asMembers(await listBrokers()),
  authority: async ({ challengeId }, look) => (challengeId ? authorityOf(challengeId, look) : []),
  concerned: async ({ challengeId }) => (challengeId ? concernedBy(challengeId) : []),
  introduced: async ({ introductionId }) =>
    introductionId ? asMembers(await membersOfAny(await sidesToTell(introductionId))) : [],
  askers: async ({ questionId }) =>
    questionId ? asMembers(await membersOfAny(await organisationsAsking(questionId))) : [],
  partner: async ({ partnershipId = '' }, look) =>
    members((await findInvitedPartner(partnershipId))?.organisationId ?? undefined, look),
  submitters: async ({ challengeId }) =>
    challengeId ? asMembers(await membersOfAny(await suppliersSubmitting(challengeId))) : [],
  deciders: async ({ challengeId, userId = '' }) =>
    challengeId ? asMembers(await decidersOf(challengeId, userId)) : [],
  organisers: (cause) => inGroup(cause, 'organiser'),
  groupMembers: (cause) => inGroup(cause),
  holders: holdersOf,
  registered: async ({ engagementId }) =>
    engagementId ? asMembers(await membersOfAny(await suppliersRegistered(engagementId))) : [],
  supplier: ({ supplierId }, look) => members(supplierId, look),
  organisation: ({ organisationId }, look) => members(organisationId, look),
  administrators: async ({ organisationId }, look) =>
    organisationId ? administratorsOf(organisationId, look) : [],
  person: personOf,
}

/** True for a partner that is known by its e-mail address only. */
async function isByAddress({ partnershipId = '' }: Cause): Promise<boolean> {
  const invited = await findInvitedPartner(partnershipId)
  return invited !== null && invited.organisationId === null
}

/** The people of these audiences, each once: as whom the first audience has them. */
export async function recipientsOf(to: readonly Audience[], cause: Cause, look: Look): Promise<Recipients> {
  if (to.includes('invited') && cause.guestId) return { kind: 'guest', id: cause.guestId }
  if (to.includes('invited') && cause.invitationId) return { kind: 'invitation', id: cause.invitationId }
  if (to.includes('mailbox') && cause.mailboxId) return { kind: 'mailbox', id: cause.mailboxId }
  if (to.includes('partner') && (await isByAddress(cause)))
    return { kind: 'partner', id: cause.partnershipId ?? '' }
  const people = new Map<string, Recipient>()
  const organisationIds = new Set<string>()
  for (const audience of to) {
    if (audience === 'invited' || audience === 'mailbox') continue
    for (const one of await resolvers[audience](cause, look)) {
      if (!people.has(one.userId)) people.set(one.userId, one)
      // Somebody who is told for themselves may belong to a firm that is told besides.
      if (one.organisationId) organisationIds.add(one.organisationId)
    }
  }
  return { people: [...people.values()], organisationIds: [...organisationIds] }
}

// After an outage of days a deadline is found passed late: by then everybody sees that, and most has moved on.
const newsForMs = 3 * 86_400_000

/** True while it is news that a time is over. */
const isNews = (deadline: Date | null | undefined, at: Date): boolean =>
  !deadline || at.getTime() - deadline.getTime() <= newsForMs

/** Kinds that an event does not always cause, with what must be so at the moment of telling. */
const conditions: Record<string, (cause: Cause) => Promise<boolean> | boolean> = {
  'organisation-to-verify': async ({ organisationId }) =>
    organisationId !== undefined && (await findOrganisation(organisationId))?.status === 'pending',
  'challenge-closed': async ({ challengeId = '', at }) =>
    isNews((await findChallenge(challengeId))?.timetable.respondBy, at),
  // Found late together with the end of responding, the end of asking is no news beside it.
  'questions-closed': async ({ challengeId = '', at }) => {
    const { askBy, respondBy } = (await findChallenge(challengeId))?.timetable ?? {}
    return isNews(askBy, at) && !isPast(respondBy ?? null, at)
  },
  'matches-waiting': ({ waiting }) => waiting !== undefined && waiting > 0,
  // What is asked and answered in a live session is on its page at that moment, and in one notice when it closes.
  'question-asked': async ({ questionId = '' }) => !(await wasAskedLive(questionId)),
  'question-asked-of-authority': async ({ questionId = '' }) => !(await wasAskedLive(questionId)),
  'answer-published': ({ questionId = '' }) => isToldAlone(questionId),
  'interest-declared': ({ hasInterest = true }) => hasInterest,
  // Who was counted in has said so already; who joins while this is on its way has too.
  'co-buyer-invited': async ({ challengeId = '', organisationId }) =>
    !(await findChallenge(challengeId))?.coBuyers.some(
      ({ authorityId, joinedAt }) => authorityId === organisationId && joinedAt,
    ),
  'group-request-accepted': ({ isAccepted = true }) => isAccepted,
  'group-request-refused': ({ isAccepted = true }) => !isAccepted,
  'plan-reminder-unassigned': ({ userId }) => userId === undefined,
  // A corrected record of an award is no second award, and a changed plan no second pilot.
  'award-published': ({ number = 1 }) => number === 1,
  'pilot-planned': ({ number = 1 }) => number === 1,
  'results-published': ({ number = 1 }) => number === 1,
  'supplier-reviewed': ({ number = 1 }) => number === 1,
  'buyer-reviewed': ({ number = 1 }) => number === 1,
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
