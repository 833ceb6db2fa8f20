import { LinkRecord } from '../../server/audit/audit.chain.model.ts'
import {
  anchorToday,
  enrolEarlierEvents,
  linkWaiting,
  record,
  releaseLease,
  verifyRecord,
} from '../../server/audit/index.ts'
import { freezeClock, now, releaseClock } from '../../server/platform/clock.ts'
import { transaction } from '../../server/platform/database.ts'
import { erased } from '../../shared/audit/chain.ts'
import { challengeClosed } from '../../shared/challenges/challenges.events.ts'
import { memberAdded } from '../../shared/organisations/organisations.events.ts'
import { system } from '../../shared/platform/actor.ts'
import { actor } from '../platform/actors.ts'
import { until } from '../platform/app.ts'
import { emptyDatabase, useDatabase } from '../platform/database.ts'
import { happens, linkAll, rows } from './audit.factory.ts'

useDatabase()
beforeEach(emptyDatabase)
afterEach(releaseClock)

const links = () => LinkRecord.find({}).sort({ place: 1 }).lean()
const verified = async () => (await verifyRecord()).finding

describe('the chainer', () => {
  it('puts each event into the chain of its challenge, or the general one', async () => {
    await happens('aaa')
    await happens('bbb')
    await happens('aaa')
    const { organisation } = actor('supplier', 'firm')
    await transaction((session) =>
      record(session, system, memberAdded, {
        organisationId: organisation?.id ?? '',
        userId: 'somebody',
        role: 'member',
      }),
    )
    await linkAll()
    const places = (await links()).map(({ place, chain, seq }) => ({ place, chain, seq }))
    expect(places.toSorted((a, b) => (a.chain + a.seq < b.chain + b.seq ? -1 : 1))).toEqual([
      expect.objectContaining({ chain: 'aaa', seq: 1 }),
      expect.objectContaining({ chain: 'aaa', seq: 2 }),
      expect.objectContaining({ chain: 'bbb', seq: 1 }),
      expect.objectContaining({ chain: 'general', seq: 1 }),
    ])
    expect(places.map(({ place }) => place)).toEqual([1, 2, 3, 4])
    expect(await rows('audit_waiting').countDocuments()).toBe(0)
    expect(await verified()).toBeNull()
  })

  it('links an event that was committed late, after others that happened later', async () => {
    let commit = (): void => undefined
    const isOpen = new Promise<void>((resolve) => (commit = resolve))
    let late = ''
    const slow = transaction(async (session) => {
      late = await record(session, system, challengeClosed, { challengeId: 'aaa' })
      await isOpen
    })
    await until(() => late !== '')
    freezeClock(new Date(now().getTime() + 5000))
    const early = await happens('aaa')
    await linkAll()
    expect((await links()).map(({ eventId }) => eventId)).toEqual([early])
    expect(await verified()).toBeNull()
    commit()
    await slow
    await linkAll()
    expect((await links()).map(({ eventId }) => eventId)).toEqual([early, late])
    expect(await verified()).toBeNull()
  })

  it('leaves no trace of what was not committed', async () => {
    const fails = transaction(async (session) => {
      await record(session, system, challengeClosed, { challengeId: 'aaa' })
      throw new Error('Not kept')
    })
    await expect(fails).rejects.toThrow('Not kept')
    await linkAll()
    expect(await links()).toEqual([])
  })

  it('is one at a time; two at once that both hold the lease make one chain all the same', async () => {
    await Promise.all(Array.from({ length: 12 }, (_, i) => happens(i % 2 ? 'aaa' : 'bbb')))
    // The holder's name is all that tells them apart: this is a lease that was lost without being noticed.
    await Promise.all([linkAll('both'), linkAll('both'), linkAll('both')])
    expect((await links()).map(({ place }) => place)).toEqual(Array.from({ length: 12 }, (_, i) => i + 1))
    expect(await verified()).toBeNull()

    await happens('aaa')
    expect(await linkWaiting('another')).toBe(0)
    await releaseLease('both')
    expect(await linkWaiting('another')).toBe(1)
    await happens('aaa')
    freezeClock(new Date(now().getTime() + 11_000))
    expect(await linkWaiting('a third')).toBe(1)
  })

  it('takes in the events of an installation from before there were chains', async () => {
    await happens('aaa')
    await happens('bbb')
    await rows('audit_waiting').deleteMany({})
    expect(await verified()).toMatchObject({ fault: 'event-inserted' })
    expect(await enrolEarlierEvents()).toBe(2)
    expect(await enrolEarlierEvents()).toBe(0)
    await linkAll()
    expect(await enrolEarlierEvents()).toBe(0)
    expect(await verified()).toBeNull()
  })
})

describe('what the chain holds of people', () => {
  it('is a token, another in each event, that erasure leaves whole and nobody else can take', async () => {
    const admin = actor('supplier', 'firm', 'admin')
    const payload = { organisationId: 'firm', userId: 'somebody', role: 'member' as const }
    const add = () => transaction((session) => record(session, admin, memberAdded, payload))
    const [first, second] = [await add(), await add()]
    await linkAll()
    const [one, two] = await links()
    expect(one?.sealed.map(({ place }) => place)).toEqual(['actor.userId', 'payload.userId'])
    expect(one?.sealed[1]?.token).not.toBe(two?.sealed[1]?.token)
    expect(JSON.stringify([one, two])).not.toMatch(/somebody|firm-admin/)

    await rows('events').updateMany({}, { $set: { 'payload.userId': erased, 'actor.userId': erased } })
    expect(await verified()).toBeNull()
    await rows('events').updateOne({ _id: second }, { $set: { 'actor.userId': 'somebody else' } })
    expect(await verified()).toMatchObject({ fault: 'event-edited', eventId: second })
    expect(first).not.toBe(second)
  })
})

describe('the anchor', () => {
  it('is made once a day, by whoever is first, once there is something to anchor', async () => {
    freezeClock(new Date('2027-06-01T22:30:00Z'))
    expect(await anchorToday()).toBeNull()
    await happens('aaa')
    await linkAll()
    const made = await Promise.allSettled([anchorToday(), anchorToday()])
    expect(made.filter((one) => one.status === 'fulfilled' && one.value !== null)).toHaveLength(1)
    // In London it is the next day, though not in UTC.
    freezeClock(new Date('2027-06-01T23:30:00Z'))
    const next = await anchorToday()
    expect(next?.root).toMatch(/^[0-9a-f]{64}$/)
    expect(await rows('audit_anchors').countDocuments()).toBe(2)
    expect(await verified()).toBeNull()
  })
})
