import mongoose from 'mongoose'
import { planDueDigests } from '../../server/notifications/notifications.digest.service.ts'
import { deliver } from '../../server/notifications/notifications.deliver.service.ts'
import { Delivery, Notice } from '../../server/notifications/notifications.model.ts'
import { tell } from '../../server/notifications/notifications.plan.service.ts'
import {
  choicesOfPerson,
  savePreferences,
} from '../../server/notifications/notifications.preferences.service.ts'
import { unsubscribe, unsubscribeLink } from '../../server/notifications/notifications.unsubscribe.service.ts'
import { actorOfPerson, findPersonByEmail } from '../../server/identity/index.ts'
import { inviteMember, loadAuthorities } from '../../server/organisations/index.ts'
import { saveDraft } from '../../server/proposals/proposals.service.ts'
import { submitProposal } from '../../server/proposals/proposals.submit.service.ts'
import { freezeClock, releaseClock } from '../../server/platform/clock.ts'
import { listKeptMail } from '../../server/platform/mail.ts'
import { emailChoices, isRhythm } from '../../shared/notifications/channels.ts'
import { kindsFor, noticeKinds } from '../../shared/notifications/kinds.ts'
import { newId } from '../../shared/platform/ids.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { aMatch } from '../matching/matching.factory.ts'
import { useDatabase } from '../platform/database.ts'
import { aCompleteDraft, completeDraft } from '../proposals/proposals.factory.ts'
import { aBusyChallenge } from './busy-challenge.ts'
import { aCause, aFirm, deliveriesOf, noticesOf } from './notifications.factory.ts'

useDatabase()
beforeAll(async () => {
  await loadAuthorities()
})
afterEach(releaseClock)

const kindsOf = async (userId: string) => (await noticesOf(userId)).map(({ kind }) => kind)

describe('telling', () => {
  it('tells everybody concerned of an answer, and nobody else', async () => {
    const { challenge, officer, member, asker, stranger, follower, broker, questionId, matched } =
      await aBusyChallenge()
    await tell(
      aCause({
        name: 'clarification.answered',
        challengeId: challenge._id,
        questionId,
        number: 1,
        actorUserId: officer.id,
      }),
    )
    for (const person of [member, asker, follower])
      expect(await kindsOf(person.id)).toEqual(['answer-published'])
    for (const person of [stranger, broker, officer]) expect(await kindsOf(person.id)).toEqual([])
    const task = { challengeId: challenge._id, taskId: newId(), userId: officer.id }
    await tell(aCause({ name: 'challenge.plan-task-assigned', ...task }))
    const as = async ({ id }: { id: string }) => (await noticesOf(id)).map((one) => one.organisationId)
    expect(await as(member)).toEqual([matched.id])
    expect(await as(follower)).toEqual([null])
    expect(await as(officer)).toEqual([challenge.authorityId])
  })

  it('keeps who asked from the authority, and tells the brokers', async () => {
    const { challenge, officer, asker, broker, questionId } = await aBusyChallenge()
    await tell(
      aCause({ name: 'clarification.asked', challengeId: challenge._id, questionId, actorUserId: asker.id }),
    )
    const [forOfficer] = await noticesOf(officer.id)
    expect(forOfficer?.kind).toBe('question-asked')
    expect(JSON.stringify(forOfficer)).not.toContain('Curious')
    const [forBroker] = await noticesOf(broker.id)
    expect(forBroker?.facts).toMatchObject({ asker: 'Curious Ltd' })
    expect(await kindsOf(asker.id)).toEqual([])
  })

  it('tells a supplier why it was matched', async () => {
    const { challenge, matched, member } = await aBusyChallenge()
    const match = await aMatch(challenge._id, {
      id: (await aFirm('Second Ltd')).id,
      name: 'Second Ltd',
      isVerified: true,
    })
    await tell(
      aCause({ name: 'match.sent', challengeId: challenge._id, supplierId: matched.id, matchId: match._id }),
    )
    const [notice] = await noticesOf(member.id)
    expect(notice?.facts['fit']).toContain('damp')
    expect(notice?.facts['supplier']).toBe('Matched Ltd')
    expect(notice?.facts['dates']).toMatch(/^Ask what is unclear until \d.*\. Respond by \d.*\.$/)
  })

  it('is once for each person, however often it is repeated', async () => {
    const { challenge, member } = await aBusyChallenge()
    const cause = aCause({ name: 'challenge.amended', challengeId: challenge._id })
    await tell(cause)
    const before = await Notice.countDocuments()
    await Promise.all([tell(cause), tell(cause)])
    expect(await Notice.countDocuments()).toBe(before)
    expect(await noticesOf(member.id)).toHaveLength(1)
    expect(await deliveriesOf(member.id)).toHaveLength(1)
  })

  it('plans for 2,500 people in batches', async () => {
    const firm = await aFirm('Large Ltd', 1)
    const userIds = Array.from({ length: 2499 }, (_, i) => `person-${i}`)
    await mongoose
      .model('Membership')
      .insertMany(userIds.map((userId) => ({ organisationId: firm.id, userId, role: 'member' })))
    const cause = aCause({ name: 'organisation.verified', organisationId: firm.id })
    await tell(cause)
    expect(await Notice.countDocuments({ eventId: cause.eventId })).toBe(2500)
    expect(await Delivery.countDocuments({ eventId: cause.eventId })).toBe(2500)
  })

  it('asks brokers to confirm only what still waits', async () => {
    const broker = await aPerson({ organisation: 'brokerage' })
    const firm = await aFirm('Done Ltd')
    await tell(aCause({ name: 'organisation.registered', organisationId: firm.id }))
    expect(await kindsOf(broker.id)).toEqual([])
  })

  it('gives everybody of the supplier a receipt, and nobody else a word', async () => {
    const { challenge, officer, broker, matched, member } = await aBusyChallenge()
    const before = await Notice.countDocuments()
    const proposer = await actorOfPerson(member.id)
    const draft = await aCompleteDraft(proposer, challenge._id)
    await submitProposal(proposer, draft.id, draft.revision)
    const { revision } = await saveDraft(proposer, draft.id, completeDraft(draft.revision))
    const receipt = await submitProposal(proposer, draft.id, revision)
    const proposalId = draft.id
    const ids = { challengeId: challenge._id, supplierId: matched.id, proposalId, version: 2 }
    const cause = aCause({ name: 'proposal.submitted', actorUserId: member.id, ...ids })
    await tell(cause)
    expect(await kindsOf(member.id)).toEqual(['proposal-replaced'])
    expect(await Notice.countDocuments()).toBe(before + 1)
    for (const person of [officer, broker]) expect(await kindsOf(person.id)).toEqual([])
    await deliver(`${cause.eventId}_${member.id}_email`)
    const [mail] = await listKeptMail({ to: member.email })
    for (const proof of [receipt.reference, receipt.receivedAt, receipt.sha256])
      expect(mail?.text).toContain(proof)
    expect(JSON.stringify([mail, await noticesOf(member.id)])).not.toContain('CANARY')
  })

  it('sends an invitation to the address, with its link, and nothing once it is withdrawn', async () => {
    const firm = await aFirm('Inviting Ltd')
    const [admin] = firm.people
    if (!admin) throw new Error('A firm without people')
    const invitation = await inviteMember(await actorOfPerson(admin.id), firm.id, {
      email: 'new@firm.example',
      role: 'member',
    })
    const cause = aCause({ name: 'member.invited', organisationId: firm.id, invitationId: invitation.id })
    await tell(cause)
    await deliver(`${cause.eventId}_${invitation.id}_email`)
    const [mail] = await listKeptMail({ to: 'new@firm.example' })
    expect(mail?.subject).toBe('Inviting Ltd invites you to Foothold')
    expect(mail?.text).toMatch(/\/invitations\/\S+/)
    expect(await findPersonByEmail('new@firm.example')).toBeNull()
  })
})

describe('what people have chosen', () => {
  let firm: Awaited<ReturnType<typeof aFirm>>
  beforeAll(async () => {
    firm = await aFirm('Choosy Ltd')
  })

  const changeable = kindsFor('supplier').filter(
    ({ isSecurity, to }) => !isSecurity && to.includes('organisation'),
  )
  const table = changeable.flatMap((kind) =>
    emailChoices.flatMap((email) => [true, false].map((inbox) => [kind.name, email, inbox, kind] as const)),
  )

  it.each(table)('%s: e-mail %s, inbox %s', async (name, email, inbox, kind) => {
    const [person] = firm.people
    if (!person) throw new Error('A firm without people')
    await savePreferences(person.id, { [name]: { email, inbox } })
    const cause = aCause({ name: kind.event, organisationId: firm.id })
    await tell(cause)
    const ofEvent = ({ eventId }: { eventId: string }) => eventId === cause.eventId
    expect((await noticesOf(person.id)).find(ofEvent)?.inInbox).toBe(inbox)
    const deliveries = (await deliveriesOf(person.id)).filter(ofEvent)
    const waits = deliveries.map(({ waitsForDigest }) => waitsForDigest)
    expect(waits).toEqual(email === 'off' ? [] : [isRhythm(email)])
  })

  it.each(noticeKinds.filter(({ isSecurity }) => isSecurity).map(({ name }) => name))(
    '%s cannot be turned off',
    async (name) => {
      const person = await aPerson()
      await savePreferences(person.id, { [name]: { email: 'off', inbox: false } })
      const kind = noticeKinds.find((one) => one.name === name)
      if (!kind?.to.includes('person')) return
      await tell(aCause({ name: kind.event, userId: person.id, role: 'viewer', organisationId: '' }))
      expect((await noticesOf(person.id))[0]?.inInbox).toBe(true)
      expect(await deliveriesOf(person.id)).toHaveLength(kind.email === 'off' ? 0 : 1)
    },
  )

  it('sends one digest a day, with everything that waited', async () => {
    const firm = await aFirm('Patient Ltd')
    const [person] = firm.people
    if (!person) throw new Error('A firm without people')
    const daily = { email: 'daily', inbox: true } as const
    await savePreferences(person.id, { 'organisation-verified': daily, 'organisation-refused': daily })
    freezeClock(new Date('2026-11-23T20:00:00Z'))
    await tell(aCause({ name: 'organisation.refused', organisationId: firm.id }))
    await tell(aCause({ name: 'organisation.verified', organisationId: firm.id }))
    freezeClock(new Date('2026-11-24T08:00:00Z'))
    await planDueDigests()
    await planDueDigests()
    await deliver(`digest-2026-11-24_${person.id}_email`)
    await deliver(`digest-2026-11-24_${person.id}_email`)
    const mails = await listKeptMail({ to: person.email })
    expect(mails.map(({ subject }) => subject)).toEqual(['2 things since 23 November 2026'])
    expect(mails[0]?.text).toContain('Patient Ltd is confirmed')
    expect(mails[0]?.text).toContain('Patient Ltd could not be confirmed')
    freezeClock(new Date('2026-11-25T08:00:00Z'))
    await planDueDigests()
    expect((await deliveriesOf(person.id)).filter(({ kind }) => kind === 'digest')).toHaveLength(1)
  })

  it('lets one link stop the digest: every kind that came once a day', async () => {
    const person = await aPerson()
    await savePreferences(person.id, { 'organisation-verified': { email: 'daily', inbox: true } })
    const token =
      new URL(unsubscribeLink({ userId: person.id, what: 'digest' })).pathname.split('/').at(-1) ?? ''
    await unsubscribe(token)
    const choiceOf = await choicesOfPerson(person.id)
    expect(noticeKinds.filter((kind) => choiceOf(kind).email === 'daily')).toEqual([])
  })
})
