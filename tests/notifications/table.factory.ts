import { followChallenge } from '../../server/challenges/challenges.follow.service.ts'
import { askQuestion } from '../../server/clarifications/clarifications.service.ts'
import { actorOfPerson } from '../../server/identity/index.ts'
import { Engagement, Registration } from '../../server/groups/groups.engagements.model.ts'
import { Group, GroupMember } from '../../server/groups/groups.model.ts'
import { Introduction } from '../../server/matching/matching.introduction.model.ts'
import type { Cause } from '../../server/notifications/notifications.cause.ts'
import {
  addMember,
  createOrganisation,
  findAuthorityByCode,
  inviteMember,
  loadAuthorities,
} from '../../server/organisations/index.ts'
import { now } from '../../server/platform/clock.ts'
import { system } from '../../shared/platform/actor.ts'
import { newId } from '../../shared/platform/ids.ts'
import { aStoredPartnership } from '../proposals/consortium.factory.ts'
import { aStoredProposal } from '../proposals/proposals.factory.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { aMatch, aPublicChallenge } from '../matching/matching.factory.ts'
import { aFirm } from './notifications.factory.ts'

/** One of everybody who can have to do with an event; `Stranger` has nothing to do with any. */
export const everybody = [
  'Broker',
  'Officer',
  'CoBuyer',
  'Matched',
  'Asker',
  'Proposer',
  'Follower',
  'SideOne',
  'SideTwo',
  'Supplier',
  'Partner',
  'Administrator',
  'Member',
  'Person',
  'Stranger',
] as const
export type Somebody = (typeof everybody)[number]

const aDay = 86_400_000

async function anOfficer(code: string) {
  const council = await findAuthorityByCode(code)
  if (!council) throw new Error(`The register has no ${code}`)
  const person = await aPerson()
  const { id: userId, name, email } = person
  await addMember(system, council.id, { userId, name, email }, 'member')
  return { council, person }
}

const aCoBuyer = (authorityId: string, authorityName: string) => ({
  authorityId,
  authorityName,
  status: 'approved' as const,
  invitedAt: now(),
  decidedAt: now(),
  decidedBy: newId(),
  reason: '',
})

async function aChallenge() {
  await loadAuthorities()
  const { council, person: officer } = await anOfficer('BBD')
  const { council: other, person: coBuyer } = await anOfficer('MAN')
  const challenge = await aPublicChallenge({
    authorityId: council.id,
    authorityName: council.name,
    coBuyers: [aCoBuyer(other.id, other.name)],
  })
  return { challenge, officer, coBuyer, councilId: council.id, otherId: other.id }
}

async function firmOf(name: string) {
  const { id, people } = await aFirm(name)
  const [person] = people
  if (!person) throw new Error('A firm without people')
  return { id, name, person }
}

async function anIntroduction(challengeId: string, ids: string[]): Promise<string> {
  const at = now()
  const made = await Introduction.create({
    challengeId,
    between: 'suppliers',
    sides: ids.map((organisationId) => ({ organisationId, name: 'A side', answer: 'none' })),
    why: 'They should meet.',
    toTalkAbout: 'Damp.',
    proposedBy: newId(),
    proposedAt: at,
    expiresAt: new Date(at.getTime() + 7 * aDay),
  } as never)
  return made._id
}

async function concern(challengeId: string) {
  const [matched, asking, proposing] = [
    await firmOf('Matched'),
    await firmOf('Asking'),
    await firmOf('Going'),
  ]
  const supplier = { id: matched.id, name: matched.name, isVerified: true }
  await aMatch(challengeId, supplier, { status: 'sent', sentAt: now() })
  const asker = await actorOfPerson(asking.person.id)
  const { id: questionId } = await askQuestion(asker, challengeId, 'Which homes are meant?')
  const proposalId = await aStoredProposal(challengeId, proposing.id, 'submitted')
  const follower = await aPerson()
  await followChallenge(await actorOfPerson(follower.id), challengeId)
  return { matched, asking, proposing, follower, questionId, proposalId }
}

async function aTeam() {
  const team = await aFirm('Target')
  const [admin] = team.people
  if (!admin) throw new Error('A firm without people')
  const member = await aPerson({ organisation: team.id })
  const invited = await inviteMember(await actorOfPerson(admin.id), team.id, {
    email: 'invited@firm.example',
    role: 'member',
  })
  return { id: team.id, admin, member, invitationId: invited.id }
}

/** A working group that people of two councils organise, and an engagement of one of them for which a firm registered. */
async function aWorkingGroup(
  organiser: { userId: string; organisationId: string },
  other: { userId: string; organisationId: string },
  registeredId: string,
) {
  const at = now()
  const text = { title: 'Damp together', purpose: 'To end it.', joining: 'open', foundedBy: organiser.userId }
  const group = await Group.create({ ...text, createdAt: at, lastAt: at } as never)
  const groupId = group._id
  await GroupMember.create([
    { ...organiser, groupId, role: 'organiser', since: at },
    { ...other, groupId, role: 'organiser', since: at },
  ] as never)
  const engagement = await Engagement.create({
    groupId,
    title: 'What finds damp?',
    learn: 'What works.',
    startsAt: new Date(at.getTime() + 9 * aDay),
    registerBy: new Date(at.getTime() + 8 * aDay),
    minutes: 60,
    place: 'Online',
    leadId: organiser.organisationId,
    authorities: [{ organisationId: organiser.organisationId, organisationName: 'It', agreedAt: at }],
    createdBy: organiser.userId,
    createdAt: at,
    updatedAt: at,
  } as never)
  const registration = { engagementId: engagement._id, organisationId: registeredId, userId: newId(), at }
  await Registration.create(registration as never)
  return { groupId, engagementId: engagement._id }
}

/** Everybody, and a cause that has to do with all of them but the stranger. */
export async function aWorld() {
  const { challenge, officer, coBuyer, councilId, otherId } = await aChallenge()
  const { matched, asking, proposing, follower, ...ids } = await concern(challenge._id)
  const [one, two, supplier] = [await firmOf('One'), await firmOf('Two'), await firmOf('Supplier')]
  const partner = await firmOf('Partner')
  const team = await aTeam()
  const groupIds = await aWorkingGroup(
    { userId: officer.id, organisationId: councilId },
    { userId: coBuyer.id, organisationId: otherId },
    supplier.id,
  )
  const pending = await createOrganisation(system, {
    kind: 'supplier',
    name: 'Pending',
    bySystem: { status: 'pending', isExample: true },
  })
  const people = {
    Broker: await aPerson({ organisation: 'brokerage' }),
    Officer: officer,
    CoBuyer: coBuyer,
    Matched: matched.person,
    Asker: asking.person,
    Proposer: proposing.person,
    Follower: follower,
    SideOne: one.person,
    SideTwo: two.person,
    Supplier: supplier.person,
    Partner: partner.person,
    Administrator: team.admin,
    Member: team.member,
    Person: await aPerson(),
    Stranger: (await firmOf('Elsewhere')).person,
  } satisfies Record<Somebody, { id: string; email: string }>
  const cause: Partial<Cause> = {
    challengeId: challenge._id,
    organisationId: team.id,
    supplierId: supplier.id,
    userId: people.Person.id,
    introductionId: await anIntroduction(challenge._id, [one.id, two.id]),
    invitationId: team.invitationId,
    partnershipId: await aStoredPartnership({ ...ids, challengeId: challenge._id }, supplier.id, partner.id),
    waiting: 3,
    ...ids,
    ...groupIds,
  }
  return { people, cause, challenge, proposing, pendingId: pending.id }
}
