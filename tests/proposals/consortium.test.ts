import { newestEvents } from '../../server/audit/index.ts'
import { createOrganisation } from '../../server/organisations/index.ts'
import { freezeClock, releaseClock } from '../../server/platform/clock.ts'
import {
  changePartner,
  findPartners,
  invitePartner,
  readConsortium,
  removePartner,
  saveConsortium,
} from '../../server/proposals/proposals.consortium.service.ts'
import {
  answerPartnership,
  claimPartnerInvitation,
  confirmPartnership,
  getPartnerInvitation,
  leavePartnership,
  listPartnerships,
  readPartnership,
  readSharedDraft,
} from '../../server/proposals/proposals.partnerships.service.ts'
import { Partnership } from '../../server/proposals/proposals.partnerships.model.ts'
import { tokenOf } from '../../server/proposals/proposals.partnerships.store.ts'
import { readProposal, readSealedText } from '../../server/proposals/proposals.read.service.ts'
import { listReceived } from '../../server/proposals/proposals.received.service.ts'
import { submitProposal } from '../../server/proposals/proposals.submit.service.ts'
import type { ChallengeRecord } from '../../shared/challenges/challenge.ts'
import { type Actor, system } from '../../shared/platform/actor.ts'
import { confirmationsAt } from '../../shared/proposals/confirmations.ts'
import { consortiumProblems, emptyPlan, type PartnerFacts } from '../../shared/proposals/consortium.ts'
import { opensAfterMs } from '../../shared/proposals/opening.ts'
import { actor } from '../platform/actors.ts'
import { useDatabase } from '../platform/database.ts'
import { dumpOfDatabase } from './dump.ts'
import { aCompleteDraft, anAnswerableChallenge, openWith, readUndeclared } from './proposals.factory.ts'

useDatabase()
readUndeclared()
afterEach(releaseClock)

const list = confirmationsAt(new Date())
const everything = { list: list.from, confirmed: list.items.map(({ id }) => id) }

/** A firm of the marketplace, and somebody who acts for it. */
async function aFirm(name: string, status: 'verified' | 'pending' = 'verified'): Promise<Actor> {
  const bySystem = { status, isExample: true }
  const { id } = await createOrganisation(system, { kind: 'supplier', name, bySystem })
  const made = actor('supplier', id, 'member', status === 'verified')
  return { ...made, organisation: { id, kind: 'supplier', name, isVerified: status === 'verified' } }
}
const idOf = ({ organisation }: Actor): string => organisation?.id ?? ''

let lead: Actor
let partner: Actor
let challenge: ChallengeRecord
let proposalId: string
beforeAll(async () => {
  lead = await aFirm('Leading Ltd')
  partner = await aFirm('Willing Ltd')
})
beforeEach(async () => {
  challenge = await anAnswerableChallenge()
  proposalId = (await aCompleteDraft(lead, challenge._id)).id
})

const invite = (facts: object = {}) =>
  invitePartner(lead, proposalId, {
    organisationId: idOf(partner),
    email: '',
    role: 'CONSORTIUM-role',
    share: null,
    ...facts,
  })
const revision = async () => (await readProposal(lead, proposalId)).revision
const submit = async () => submitProposal(lead, proposalId, await revision())

describe('what keeps a consortium from submitting', () => {
  const facts = (changes: Partial<PartnerFacts>): PartnerFacts => ({
    name: 'Willing Ltd',
    state: 'accepted',
    share: null,
    confirmedList: 'now',
    isVerified: true,
    ...changes,
  })

  it('names every partner by what is missing', () => {
    const partners = [
      facts({}),
      facts({ name: 'A', state: 'invited' }),
      facts({ name: 'B', state: 'invited' }),
      facts({ name: 'C', state: 'left' }),
      facts({ name: 'D', confirmedList: 'before' }),
      facts({ name: 'E', isVerified: false }),
    ]
    expect(consortiumProblems(emptyPlan(), partners, 'now')).toEqual({
      'consortium.invited': 'A and B have not answered. Wait for them, or remove them from the consortium',
      'consortium.left': 'C left. Remove them from the consortium',
      'consortium.unconfirmed':
        'D has not given its confirmations. Wait for them, or remove them from the consortium',
      'consortium.unverified':
        'E waits for a broker’s confirmation. Wait for them, or remove them from the consortium',
    })
  })

  it.each([
    [null, [null], {}],
    [60, [40], {}],
    [60, [30], { 'consortium.shares': 'The shares come to 90: they must come to 100' }],
    [60, [null], { 'consortium.shares': 'Give everybody a share of the work, the lead too, or nobody' }],
  ])('is a share of %s for the lead and %j for partners: %j', (leadShare, shares, problems) => {
    const partners = shares.map((share) => facts({ share }))
    expect(consortiumProblems({ ...emptyPlan(), leadShare }, partners, 'now')).toEqual(problems)
  })
})

describe('a consortium', () => {
  it('submits once its partner accepted and confirmed, and is read with it after the opening', async () => {
    const { id } = await invite({ share: 30 })
    const subcontractors = [{ name: 'CONSORTIUM-sub', what: 'CONSORTIUM-work', share: 20 }]
    await saveConsortium(lead, proposalId, { ...emptyPlan(), leadShare: 50, subcontractors })
    await expect(submit()).rejects.toMatchObject({
      code: 'invalid',
      fields: { 'consortium.invited': expect.stringContaining('Willing Ltd has not answered') },
    })
    expect(await readPartnership(partner, id)).toMatchObject({ role: 'CONSORTIUM-role', share: 30 })
    await answerPartnership(partner, id, 'accept')
    await expect(submit()).rejects.toMatchObject({
      fields: { 'consortium.unconfirmed': expect.stringContaining('has not given its confirmations') },
    })
    await expect(confirmPartnership(partner, id, { ...everything, confirmed: [] })).rejects.toMatchObject({
      code: 'invalid',
      fields: { confirmed: expect.stringContaining('missing are 3') },
    })
    await confirmPartnership(partner, id, everything)
    const { parts } = await submit()
    expect(parts.map(({ part }) => part)).toContain('members')
    expect(await readSealedText(lead, proposalId, 1)).toContain('Willing Ltd')
    const dump = await dumpOfDatabase({ withOplog: true })
    expect(dump).not.toContain('CONSORTIUM-')

    freezeClock(new Date((challenge.timetable.respondBy?.getTime() ?? 0) + opensAfterMs))
    const buyer = actor('authority', challenge.authorityId)
    await openWith(challenge, buyer)
    const { received } = await listReceived(buyer, challenge._id)
    expect(received?.[0]?.content.members).toMatchObject([
      { part: 'lead', name: 'Leading Ltd', share: 50, confirmed: { list: list.from } },
      { part: 'partner', organisationId: idOf(partner), role: 'CONSORTIUM-role', share: 30 },
      { part: 'subcontractor', name: 'CONSORTIUM-sub', role: 'CONSORTIUM-work', confirmed: null },
    ])
    await expect(leavePartnership(partner, id)).rejects.toMatchObject({ code: 'too-late' })
  })

  it('is a secret of its lead and the invited, not even shown to the lead by the invited’s page', async () => {
    const { id } = await invite()
    const buyer = actor('authority', challenge.authorityId)
    for (const other of [lead, buyer, actor('brokerage', 'ipec'), await aFirm('Rival Ltd')]) {
      await expect(readPartnership(other, id)).rejects.toMatchObject({ code: 'not-found' })
      await expect(answerPartnership(other, id, 'accept')).rejects.toMatchObject({ code: 'not-found' })
    }
    for (const other of [partner, buyer]) {
      await expect(readConsortium(other, proposalId)).rejects.toMatchObject({ code: 'not-found' })
      await expect(removePartner(other, proposalId, id)).rejects.toMatchObject({ code: 'not-found' })
    }
    expect((await listPartnerships(partner)).map((one) => one.id)).toContain(id)
    expect(await listPartnerships(lead)).toEqual([])
    expect(await listPartnerships(buyer)).toEqual([])
  })

  it('lets a partner read the draft once the lead opens it, and stop reading when it leaves', async () => {
    const { id } = await invite()
    await answerPartnership(partner, id, 'accept')
    await expect(readSharedDraft(partner, id)).rejects.toMatchObject({ code: 'not-found' })
    await saveConsortium(lead, proposalId, { ...emptyPlan(), isOpenToPartners: true })
    const { draft } = await readSharedDraft(partner, id)
    expect(draft.approach).toBe('CANARY-approach')
    await leavePartnership(partner, id)
    await expect(readSharedDraft(partner, id)).rejects.toMatchObject({ code: 'not-found' })
  })

  it('invites nobody twice at once, itself, a stranger or an authority; and again who declined', async () => {
    const { id } = await invite()
    await expect(invite()).rejects.toMatchObject({ code: 'conflict' })
    const pending = await aFirm('Pending Ltd', 'pending')
    for (const organisationId of [idOf(lead), idOf(pending), 'nobody'])
      await expect(invite({ organisationId })).rejects.toMatchObject({ code: 'invalid' })
    await answerPartnership(partner, id, 'decline')
    await expect(answerPartnership(partner, id, 'accept')).rejects.toMatchObject({ code: 'conflict' })
    await expect(submit()).rejects.toMatchObject({ code: 'invalid' })
    await removePartner(lead, proposalId, id)
    const again = await invite()
    await removePartner(lead, proposalId, again.id)
    await submit()
    expect((await readProposal(lead, proposalId)).partners).toEqual([])
  })

  it('asks a partner again once the lead changed its part or its share, and tells it', async () => {
    const { id } = await invite({ role: 'Sensors' })
    await answerPartnership(partner, id, 'accept')
    await confirmPartnership(partner, id, everything)
    const told = async () =>
      (await newestEvents('proposal.partner-changed', 50)).filter(
        ({ payload }) => (payload as { partnershipId: string }).partnershipId === id,
      ).length
    await changePartner(lead, proposalId, id, { role: 'Sensors', share: null })
    expect((await readPartnership(partner, id)).confirmed).toMatchObject({ list: list.from })
    expect(await told()).toBe(0)
    await changePartner(lead, proposalId, id, { role: 'Sensors', share: 40 })
    await saveConsortium(lead, proposalId, { ...emptyPlan(), leadShare: 60 })
    expect((await readPartnership(partner, id)).confirmed).toBeNull()
    expect(await told()).toBe(1)
    await expect(submit()).rejects.toMatchObject({
      fields: { 'consortium.unconfirmed': expect.stringContaining('has not given its confirmations') },
    })
    await confirmPartnership(partner, id, everything)
    await changePartner(lead, proposalId, id, { role: 'Sensors and their upkeep', share: 40 })
    await expect(submit()).rejects.toMatchObject({ code: 'invalid' })
    await confirmPartnership(partner, id, everything)
    await submit()
    await removePartner(lead, proposalId, id)
  })

  it('makes a draft that was checked before a change of partners stale, as a change of words does', async () => {
    const before = await revision()
    const { id } = await invite()
    await changePartner(lead, proposalId, id, { role: 'Other work', share: 10 })
    await expect(submitProposal(lead, proposalId, before)).rejects.toMatchObject({ code: 'conflict' })
    expect(await readPartnership(partner, id)).toMatchObject({ role: 'Other work', share: 10 })
    await removePartner(lead, proposalId, id)
  })

  it('invites an address, whose owner takes the link up for its supplier', async () => {
    const email = 'CONSORTIUM-someone@willing.example'
    const { id } = await invite({ organisationId: '', email })
    await expect(invite({ organisationId: '', email: email.toUpperCase() })).rejects.toMatchObject({
      code: 'conflict',
    })
    const token = await tokenOf(id)
    expect(await getPartnerInvitation(token)).toEqual({
      id,
      state: 'invited',
      isClaimed: false,
      challenge: expect.objectContaining({ title: challenge.title }),
      leadName: 'Leading Ltd',
    })
    await expect(getPartnerInvitation(`${token}x`)).rejects.toMatchObject({ code: 'not-found' })
    const take = (who: Actor, address = email) => claimPartnerInvitation(who, token, { email: address })
    await expect(take(partner, 'other@willing.example')).rejects.toMatchObject({ code: 'forbidden' })
    await expect(take(lead)).rejects.toMatchObject({ code: 'forbidden' })
    const joining = await aFirm('Joining Ltd', 'pending')
    await take(joining)
    await expect(take(partner)).rejects.toMatchObject({ code: 'conflict' })
    await answerPartnership(joining, id, 'accept')
    await confirmPartnership(joining, id, everything)
    await expect(submit()).rejects.toMatchObject({
      fields: { 'consortium.unverified': expect.stringContaining('Joining Ltd waits for a broker') },
    })
    expect(await dumpOfDatabase({ withOplog: true })).not.toContain('CONSORTIUM-someone')
  })
})

it('lets the lead take out an invitation that somebody changed in the database', async () => {
  const { id } = await invite()
  await Partnership.updateOne({ _id: id }, { $set: { envelope: Buffer.alloc(4200) } })
  await expect(submit()).rejects.toMatchObject({
    fields: { 'consortium.invited': expect.stringContaining('An invitation that cannot be read') },
  })
  await removePartner(lead, proposalId, id)
  await submit()
})

it('finds suppliers of the marketplace by name, but for those nobody confirmed and the lead', async () => {
  expect((await findPartners(lead, 'willing')).map(({ name }) => name)).toEqual(['Willing Ltd'])
  expect(await findPartners(lead, 'leading')).toEqual([])
  expect(await findPartners(lead, ' ')).toEqual([])
})
