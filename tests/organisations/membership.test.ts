import {
  acceptInvitation,
  addMember,
  approveClaim,
  changeRole,
  claimSupplier,
  createOrganisation,
  findOrganisation,
  inviteMember,
  joinByEmailDomain,
  listAuthorities,
  listClaims,
  listOrganisationsToVerify,
  loadAuthorities,
  membersOf,
  membershipsOf,
  organisationForEmailDomain,
  refuseClaim,
  refuseOrganisation,
  removeMember,
  requestVerification,
  verifyOrganisation,
} from '../../server/organisations/index.ts'
import { EventRecord } from '../../server/audit/audit.model.ts'
import { Organisation } from '../../server/organisations/organisations.model.ts'
import { Invitation } from '../../server/organisations/organisations.people.model.ts'
import { invitationLink } from '../../server/organisations/organisations.invite.service.ts'
import { releaseClock, setClock } from '../../server/platform/clock.ts'
import { system, visitor } from '../../shared/platform/actor.ts'
import { emptyDatabase, useDatabase } from '../platform/database.ts'
import { aBroker, anActor, aPerson, aSupplier } from './organisations.factory.ts'

useDatabase()
beforeEach(emptyDatabase)
afterEach(releaseClock)

const eventsOf = async (id: string): Promise<string[]> =>
  (await EventRecord.find({ 'subject.id': id }).sort({ at: 1 }).lean()).map(({ name }) => name)

describe('authorities', () => {
  beforeEach(loadAuthorities)

  it('are all there, and loading them again changes nothing', async () => {
    expect(await listAuthorities()).toHaveLength(397)
    await Organisation.updateOne({ 'authority.code': 'CHO' }, { name: 'Old name', status: 'verified' })
    expect(await loadAuthorities()).toBe(0)
    expect(await Organisation.findOne({ 'authority.code': 'CHO' }).lean()).toMatchObject({
      name: 'Chorley Borough Council',
      status: 'verified',
    })
    expect(await listAuthorities()).toHaveLength(397)
  })

  it('are written as the model writes an organisation', async () => {
    const written = await Organisation.collection.find().toArray()
    for (const one of written) {
      const made = new Organisation(one)
      await made.validate()
      expect(one).toEqual({ ...made.toObject(), version: 0 })
    }
    expect(new Set(written.map(({ authority }) => authority.code)).size).toBe(397)
  })

  it('take in whoever has an address at a domain that is theirs alone; the first waits for a broker', async () => {
    const first = aPerson({ email: 'first@chorley.gov.uk' })
    const council = await joinByEmailDomain(anActor(null, null, first.userId), first)
    expect(council).toMatchObject({ authority: { code: 'CHO' }, status: 'unclaimed' })
    const id = council?.id ?? ''
    expect(await findOrganisation(id)).toMatchObject({ status: 'pending' })
    const second = aPerson({ email: 'second@chorley.gov.uk' })
    await joinByEmailDomain(anActor(null, null, second.userId), second)
    expect((await membersOf(id)).map(({ role }) => role)).toEqual(['member', 'member'])

    const [waiting] = await listOrganisationsToVerify(aBroker())
    expect(waiting).toMatchObject({ id, founders: [{ email: 'first@chorley.gov.uk' }] })
    await verifyOrganisation(aBroker(), id)
    expect((await membersOf(id)).map(({ role }) => role)).toEqual(['admin', 'member'])
    expect(await eventsOf(id)).toEqual([
      'member.added',
      'organisation.registered',
      'member.added',
      'organisation.verified',
      'member.role-changed',
    ])
  })

  it('take in nobody by a shared or a foreign domain', async () => {
    for (const email of ['a@adur-worthing.gov.uk', 'a@firm.example', 'a@chorley.gov.uk.firm.example']) {
      expect(await organisationForEmailDomain(email)).toBeNull()
      expect(await joinByEmailDomain(visitor, aPerson({ email }))).toBeNull()
    }
  })
})

describe('verification', () => {
  it('refuses with a reason, and hears again', async () => {
    const person = aPerson()
    const firm = await createOrganisation(
      anActor(null, null, person.userId),
      { kind: 'supplier', name: 'Damp Ltd' },
      person,
    )
    expect(firm).toMatchObject({ status: 'pending', source: 'sign-up', isExample: false })
    const admin = anActor(firm, 'admin', person.userId)
    await expect(verifyOrganisation(admin, firm.id)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(verifyOrganisation(anActor(null), firm.id)).rejects.toMatchObject({ code: 'not-found' })
    await refuseOrganisation(aBroker(), firm.id, 'We could not find this firm.')
    expect(await findOrganisation(firm.id)).toMatchObject({
      status: 'refused',
      decision: { reason: 'We could not find this firm.' },
    })
    await expect(verifyOrganisation(aBroker(), firm.id)).rejects.toMatchObject({ code: 'forbidden' })
    await requestVerification(admin, firm.id)
    await verifyOrganisation(aBroker(), firm.id)
    expect(await findOrganisation(firm.id)).toMatchObject({ isVerified: true })
  })

  it('is decided once, however many brokers press at the same moment', async () => {
    const firm = await createOrganisation(anActor(null), { kind: 'supplier', name: 'Damp Ltd' }, aPerson())
    const tries = await Promise.allSettled([1, 2, 3, 4].map(() => verifyOrganisation(aBroker(), firm.id)))
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect((await eventsOf(firm.id)).filter((name) => name === 'organisation.verified')).toHaveLength(1)
  })

  it('take a company number once, also when two firms give it at the same moment', async () => {
    const register = (name: string) =>
      createOrganisation(anActor(null), { kind: 'supplier', name, companyNumber: '07654321' }, aPerson())
    const outcomes = await Promise.allSettled(['First Ltd', 'Second Ltd', 'Third Ltd'].map(register))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'conflict' })
  })

  it('can’t be had by registering as a brokerage, or by saying so', async () => {
    const forged = { kind: 'brokerage', name: 'IPEC' } as const
    await expect(createOrganisation(anActor(null), forged)).rejects.toMatchObject({ code: 'forbidden' })
    const verified = {
      kind: 'supplier',
      name: 'X',
      bySystem: { status: 'verified', isExample: false },
    } as const
    await expect(createOrganisation(anActor(null), verified)).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('claims', () => {
  const unclaimed = async () => {
    const { supplier } = await aSupplier({ status: 'unclaimed' })
    await Organisation.updateOne({ _id: supplier.id }, { emailDomains: ['firm.example'] })
    return supplier
  }
  const claim = async (supplierId: string, person = aPerson()) => {
    const actor = anActor(null, null, person.userId)
    return claimSupplier(actor, supplierId, 'I run this firm; ring its office.', person)
  }

  it('hands the profile over by a broker, and refuses the others', async () => {
    const supplier = await unclaimed()
    await Promise.all((await membersOf(supplier.id)).map(({ userId }) => removeAll(supplier.id, userId)))
    const owner = aPerson()
    const { claimId } = await claim(supplier.id, owner)
    const { claimId: other } = await claim(supplier.id, aPerson({ email: 'x@elsewhere.example' }))
    const waiting = await listClaims(aBroker())
    expect(waiting.map(({ isDomainOnFile }) => isDomainOnFile)).toEqual([true, false])
    await expect(approveClaim(anActor(null), claimId)).rejects.toMatchObject({ code: 'not-found' })
    await approveClaim(aBroker(), claimId)
    expect(await findOrganisation(supplier.id)).toMatchObject({ status: 'verified' })
    expect(await membershipsOf(owner.userId)).toMatchObject([{ role: 'admin', organisationId: supplier.id }])
    await expect(approveClaim(aBroker(), other)).rejects.toMatchObject({ code: 'conflict' })
    await expect(claim(supplier.id)).rejects.toMatchObject({ code: 'forbidden' })
    expect(await listClaims(aBroker())).toEqual([])
  })

  const removeAll = async (organisationId: string, userId: string) => {
    const { Membership } = await import('../../server/organisations/organisations.people.model.ts')
    await Membership.deleteOne({ organisationId, userId })
  }

  it('waits once for each person, and can be made again after a no', async () => {
    const supplier = await unclaimed()
    const person = aPerson()
    const { claimId } = await claim(supplier.id, person)
    await expect(claim(supplier.id, person)).rejects.toMatchObject({ code: 'conflict' })
    await refuseClaim(aBroker(), claimId, 'The office did not know you.')
    await expect(refuseClaim(aBroker(), claimId, 'again')).rejects.toMatchObject({ code: 'conflict' })
    await claim(supplier.id, person)
  })

  it('shows no queue to anybody but brokers', async () => {
    await expect(listClaims(anActor(null))).rejects.toMatchObject({ code: 'not-found' })
    await expect(listOrganisationsToVerify(aBroker('viewer'))).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('members', () => {
  it('keeps one administrator, even if two leave at the same moment', async () => {
    const { supplier, admin } = await aSupplier()
    const second = aPerson()
    await addMember(admin, supplier.id, second, 'admin')
    const other = anActor(supplier, 'admin', second.userId)
    const left = await Promise.allSettled([
      removeMember(admin, supplier.id, admin.userId),
      removeMember(other, supplier.id, second.userId),
    ])
    expect(left.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect((await membersOf(supplier.id)).map(({ role }) => role)).toEqual(['admin'])
  })

  it('is managed by administrators of the same organisation', async () => {
    const { supplier, admin } = await aSupplier()
    const { admin: stranger } = await aSupplier()
    const person = aPerson()
    await addMember(system, supplier.id, person, 'member')
    const member = anActor(supplier, 'member', person.userId)
    await expect(changeRole(member, supplier.id, person.userId, 'admin')).rejects.toMatchObject({
      code: 'forbidden',
    })
    await expect(changeRole(stranger, supplier.id, person.userId, 'admin')).rejects.toMatchObject({
      code: 'not-found',
    })
    await expect(removeMember(stranger, supplier.id, person.userId)).rejects.toMatchObject({
      code: 'not-found',
    })
    await expect(addMember(member, supplier.id, aPerson(), 'member')).rejects.toMatchObject({
      code: 'forbidden',
    })
    await changeRole(admin, supplier.id, person.userId, 'viewer')
    await removeMember(anActor(supplier, 'viewer', person.userId), supplier.id, person.userId)
    expect(await membershipsOf(person.userId)).toEqual([])
  })
})

describe('invitations', () => {
  const tokenOf = (id: string) => invitationLink(id).split('/').at(-1) ?? ''

  it('open once, within a week, and a second one to the same address takes the place of the first', async () => {
    const { supplier, admin } = await aSupplier()
    const person = aPerson()
    const actor = anActor(null, null, person.userId)
    const words = { email: person.email, role: 'viewer' } as const
    const first = await inviteMember(admin, supplier.id, words)
    const second = await inviteMember(admin, supplier.id, words)
    await expect(acceptInvitation(actor, tokenOf(first.id), person)).rejects.toThrow('withdrawn')
    await acceptInvitation(actor, tokenOf(second.id), person)
    await expect(acceptInvitation(actor, tokenOf(second.id), person)).rejects.toThrow('used')
    await expect(inviteMember(admin, supplier.id, words)).rejects.toMatchObject({ code: 'conflict' })
    await expect(acceptInvitation(actor, 'guess', person)).rejects.toMatchObject({ code: 'not-found' })

    const late = aPerson()
    const { id } = await inviteMember(admin, supplier.id, { email: late.email, role: 'member' })
    setClock(new Date(Date.now() + 7 * 24 * 3_600_000 + 1000))
    await expect(acceptInvitation(anActor(null), tokenOf(id), late)).rejects.toThrow('older than a week')
    expect(await Invitation.countDocuments({ acceptedAt: null, withdrawnAt: null })).toBe(1)
  })

  it('are made by administrators only', async () => {
    const { supplier } = await aSupplier()
    const words = { email: 'x@firm.example', role: 'admin' } as const
    await expect(inviteMember(anActor(supplier, 'member'), supplier.id, words)).rejects.toMatchObject({
      code: 'forbidden',
    })
    await expect(inviteMember(aBroker('admin'), supplier.id, words)).rejects.toMatchObject({
      code: 'not-found',
    })
  })
})
