import { newestEvents } from '../../server/audit/index.ts'
import { freezeClock, releaseClock } from '../../server/platform/clock.ts'
import { Opening } from '../../server/proposals/proposals.keys.model.ts'
import { Submission } from '../../server/proposals/proposals.model.ts'
import { handOver } from '../../server/proposals/proposals.openings.hand-over.service.ts'
import { readOpening } from '../../server/proposals/proposals.openings.read.service.ts'
import { listWaiting } from '../../server/moderation/index.ts'
import { listOpeningsThatWait } from '../../server/proposals/proposals.openings.waiting.service.ts'
import { comeToOpen, comeToOpenWith } from '../../server/proposals/proposals.openings.service.ts'
import { listReceived, readReceived } from '../../server/proposals/proposals.received.service.ts'
import { submitProposal } from '../../server/proposals/proposals.submit.service.ts'
import { actorOfPerson } from '../../server/identity/index.ts'
import {
  addMember,
  findAuthorityByCode,
  loadAuthorities,
  removeMember,
} from '../../server/organisations/index.ts'
import type { ChallengeRecord } from '../../shared/challenges/challenge.ts'
import { type Actor, type Role, system } from '../../shared/platform/actor.ts'
import { opensAfterMs, patienceMs } from '../../shared/proposals/opening.ts'
import { aPerson, testPassword } from '../identity/identity.factory.ts'
import { actor, everybody } from '../platform/actors.ts'
import { useDatabase } from '../platform/database.ts'
import {
  aCompleteDraft,
  anAnswerableChallenge,
  aSubmittedProposal,
  readUndeclared,
} from './proposals.factory.ts'

useDatabase()
readUndeclared()
afterEach(releaseClock)
beforeAll(() => loadAuthorities())

// In turn: only so many officers of one council have a share.
const codes = ['BBD', 'MAN', 'LDS']

const supplier = actor('supplier', 'supplier')
const { broker } = everybody
let challenge: ChallengeRecord
let council: string
let asha: Actor
let ben: Actor

async function officer(role: Role): Promise<Actor> {
  const { id: userId, name, email } = await aPerson()
  await addMember(system, council, { userId, name, email }, role)
  return actorOfPerson(userId)
}

const open = (ms = 0) =>
  freezeClock(new Date((challenge.timetable.respondBy?.getTime() ?? 0) + opensAfterMs + ms))

beforeEach(async () => {
  const code = codes.shift() ?? ''
  codes.push(code)
  council = (await findAuthorityByCode(code))?.id ?? ''
  asha = await officer('member')
  ben = await officer('admin')
  challenge = await anAnswerableChallenge({ authorityId: council, createdBy: asha.userId })
  await aSubmittedProposal(supplier, challenge._id)
})

describe('opening', () => {
  it('takes two of different holders, after the deadline and a minute', async () => {
    open(-1)
    await expect(comeToOpen(asha, challenge._id)).rejects.toMatchObject({ code: 'conflict' })
    open()
    expect(await comeToOpen(asha, challenge._id)).toBe(false)
    expect(await comeToOpen(asha, challenge._id)).toBe(false)
    expect((await listReceived(asha, challenge._id)).received).toBeNull()
    expect((await readOpening(ben, challenge._id)).mayOpen).toBe(true)
    expect(await comeToOpen(ben, challenge._id)).toBe(true)
    const { received } = await listReceived(asha, challenge._id)
    expect(received?.[0]?.content.summary).toContain('CANARY-summary')
    expect((await readOpening(broker, challenge._id)).openedAt).not.toBeNull()
  })

  it('asks for the password again, no more than ten times in a quarter of an hour, and only holders', async () => {
    open()
    const come = (who: Actor, password: string) => comeToOpenWith(who, challenge._id, password)
    await expect(come(supplier, testPassword)).rejects.toMatchObject({ code: 'not-found' })
    await expect(come(await officer('member'), testPassword)).rejects.toMatchObject({ code: 'forbidden' })
    for (let guess = 0; guess < 10; guess += 1)
      await expect(come(asha, 'a guess')).rejects.toMatchObject({
        code: 'invalid',
        fields: { password: 'Password is not right' },
      })
    await expect(come(asha, testPassword)).rejects.toMatchObject({ code: 'too-many' })
    expect((await Opening.findById(challenge._id).lean())?.acts).toEqual([])
    expect(await come(ben, testPassword)).toBe(false)
    expect((await Opening.findById(challenge._id).lean())?.acts).toHaveLength(1)
  })

  it('is one share for all brokers: two of them open nothing', async () => {
    open()
    expect(await comeToOpen(broker, challenge._id)).toBe(false)
    expect(await comeToOpen(actor('brokerage', 'ipec', 'admin'), challenge._id)).toBe(false)
    expect(await comeToOpen(asha, challenge._id)).toBe(true)
  })

  it('takes two people: nobody comes for an officer’s share and for the brokers’', async () => {
    open()
    await comeToOpen(asha, challenge._id)
    const asBroker = { ...broker, userId: asha.userId }
    await expect(comeToOpen(asBroker, challenge._id)).rejects.toMatchObject({ code: 'conflict' })
    expect((await readOpening(asBroker, challenge._id)).mayOpen).toBe(false)
    expect(await comeToOpen(broker, challenge._id)).toBe(true)
  })

  it('has one winner of many who come at once, and one event', async () => {
    open()
    await Promise.all([asha, ben, broker, asha, ben].map((who) => comeToOpen(who, challenge._id)))
    const events = await newestEvents('challenge.proposals-opened', 10)
    expect(events.filter(({ subject }) => subject.id === challenge._id)).toHaveLength(1)
    expect((await Opening.findById(challenge._id).lean())?.acts).toHaveLength(2)
  })

  it('is on the brokers’ desk once an officer has come, or nobody for days, until it is open', async () => {
    const desk = async () =>
      (await listOpeningsThatWait()).filter(({ challengeId }) => challengeId === challenge._id)
    open(-1)
    expect(await desk()).toEqual([])
    open(patienceMs - 1)
    expect(await desk()).toEqual([])
    open(patienceMs)
    expect(await desk()).toMatchObject([{ isAsked: false, title: challenge.title }])
    open()
    await comeToOpen(asha, challenge._id)
    expect(await desk()).toMatchObject([{ isAsked: true }])
    const item = (await listWaiting()).find(({ id }) => id === challenge._id)
    expect(item).toMatchObject({ kind: 'opening', href: `/challenges/${challenge._id}/opening` })
    expect(JSON.stringify(item)).not.toMatch(/\d+ proposal/)
    await comeToOpen(broker, challenge._id)
    expect(await desk()).toEqual([])
  })

  it('keeps out who has no share, and an officer who was removed', async () => {
    const third = await officer('member')
    const viewer = await officer('viewer')
    await removeMember(ben, council, asha.userId)
    open()
    for (const who of [third, viewer])
      await expect(comeToOpen(who, challenge._id)).rejects.toMatchObject({ code: 'forbidden' })
    for (const who of [supplier, everybody.otherCouncil, await actorOfPerson(asha.userId)])
      await expect(comeToOpen(who, challenge._id)).rejects.toMatchObject({ code: 'not-found' })
  })

  it('goes on with whoever a share was handed over to', async () => {
    const third = await officer('member')
    await handOver(ben, challenge._id, { from: asha.userId, to: third.userId })
    await expect(
      handOver(ben, challenge._id, { from: third.userId, to: 'a stranger' }),
    ).rejects.toMatchObject({ code: 'invalid' })
    open()
    await expect(comeToOpen(asha, challenge._id)).rejects.toMatchObject({ code: 'forbidden' })
    await comeToOpen(third, challenge._id)
    expect(await comeToOpen(broker, challenge._id)).toBe(true)
  })

  it('takes nothing in any more, even of a request that came in time', async () => {
    const late = actor('supplier', 'slow')
    const draft = await aCompleteDraft(late, challenge._id)
    open()
    await comeToOpen(asha, challenge._id)
    await comeToOpen(ben, challenge._id)
    freezeClock(challenge.timetable.respondBy as Date)
    await expect(submitProposal(late, draft.id, draft.revision)).rejects.toMatchObject({ code: 'too-late' })
  })

  it('does not read what somebody moved from another submission, or changed', async () => {
    const rival = actor('supplier', 'rival')
    await aSubmittedProposal(rival, challenge._id)
    const [first, second] = await Submission.find({ challengeId: challenge._id }).lean()
    const { envelope, openingKeyed, supplierKeyed } = first ?? {}
    await Submission.updateOne(
      { _id: String(second?._id) },
      { $set: { envelope, openingKeyed, supplierKeyed } as never },
    )
    open()
    await comeToOpen(asha, challenge._id)
    await comeToOpen(ben, challenge._id)
    await expect(readReceived(asha, String(second?._id))).rejects.toThrow('not the one that was sealed')
    expect((await readReceived(asha, String(first?._id))).received.content.team).toBe('CANARY-team')
    const { received, unreadable } = await listReceived(asha, challenge._id)
    expect(received).toHaveLength(1)
    expect(unreadable).toEqual([second?.reference])
  })
})
