import { listEvents } from '../../server/audit/index.ts'
import { Challenge } from '../../server/challenges/challenges.model.ts'
import {
  acceptIntroduction,
  declineIntroduction,
  expireIntroduction,
  proposeIntroduction,
  withdrawIntroduction,
} from '../../server/matching/matching.introduce.service.ts'
import { presentForSide } from '../../server/matching/matching.introduction.presenter.ts'
import {
  countIntroductions,
  getIntroduction,
  introductionsOnRecord,
  listExpired,
} from '../../server/matching/matching.introduction.service.ts'
import { freezeClock, now, releaseClock } from '../../server/platform/clock.ts'
import { proposeIntroductionSchema } from '../../shared/matching/introduction.schema.ts'
import { type Actor, visitor } from '../../shared/platform/actor.ts'
import { aBroker, anActor, aSupplier } from '../organisations/organisations.factory.ts'
import { useDatabase } from '../platform/database.ts'
import {
  aChallengeOfACouncil,
  anEngagement,
  aProposal,
  buyersCanary,
  canaries,
  eventsOf,
  stored,
  twoSuppliers,
  words,
} from './introductions.factory.ts'

useDatabase()
afterEach(releaseClock)

const day = 86_400_000
const viewOf = async (id: string, actor: Actor) => presentForSide(await getIntroduction(actor, id), actor)

describe('two suppliers', () => {
  it('have each other’s contact once both have said yes, and nothing before', async () => {
    const { challenge } = await aChallengeOfACouncil()
    const { one, two } = await twoSuppliers()
    const { _id } = await aProposal(challenge._id, one.supplier.id, two.supplier.id)
    for (const actor of [one.admin, two.admin])
      expect(await viewOf(_id, actor)).toMatchObject({ view: 'answer', contact: null, ...words })
    await acceptIntroduction(one.admin, _id)
    expect((await stored(_id)).status).toBe('accepted-by-one')
    expect(await viewOf(_id, one.admin)).toMatchObject({ view: 'accepted', contact: null })
    expect(await viewOf(_id, two.admin)).toMatchObject({ view: 'answer', contact: null })
    await acceptIntroduction(two.admin, _id)
    expect(await viewOf(_id, one.admin)).toMatchObject({
      view: 'made',
      other: { name: 'Warm Walls Co-operative', href: `/suppliers/${two.supplier.id}` },
      contact: { name: 'Bo Two', email: canaries[2], phone: canaries[3] },
    })
    expect(await viewOf(_id, two.admin)).toMatchObject({ contact: { email: canaries[0] } })
    expect(await eventsOf(_id)).toEqual([
      'introduction.proposed',
      'introduction.accepted',
      'introduction.accepted',
      'introduction.made',
    ])
    expect(await introductionsOnRecord(visitor, challenge)).toEqual([])
  })

  it('that accept at once are introduced once', async () => {
    const { challenge } = await aChallengeOfACouncil()
    for (let round = 0; round < 8; round += 1) {
      const { one, two } = await twoSuppliers()
      const { _id } = await aProposal(challenge._id, one.supplier.id, two.supplier.id)
      await Promise.all([acceptIntroduction(one.admin, _id), acceptIntroduction(two.admin, _id)])
      const events = await eventsOf(_id)
      expect(events.filter((name) => name === 'introduction.made')).toHaveLength(1)
      expect(events.filter((name) => name === 'introduction.accepted')).toHaveLength(2)
      expect((await stored(_id)).status).toBe('made')
    }
  })

  it('one accepting while the other declines, or a broker withdraws, end in one state', async () => {
    const { challenge } = await aChallengeOfACouncil()
    for (const other of ['decline', 'withdraw'] as const) {
      const { one, two } = await twoSuppliers()
      const { _id } = await aProposal(challenge._id, one.supplier.id, two.supplier.id)
      await acceptIntroduction(one.admin, _id)
      const against =
        other === 'decline'
          ? declineIntroduction(anActor(two.supplier, 'member'), _id, '')
          : withdrawIntroduction(aBroker(), _id)
      const results = await Promise.allSettled([acceptIntroduction(two.admin, _id), against])
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      const ends = (await eventsOf(_id)).filter((name) => /made|ended/.test(name))
      expect(ends).toHaveLength(1)
    }
  })

  it('hear only that it does not come about when one declines; the reason is for the brokers', async () => {
    const { challenge } = await aChallengeOfACouncil()
    const { one, two } = await twoSuppliers()
    const { _id } = await aProposal(challenge._id, one.supplier.id, two.supplier.id)
    await acceptIntroduction(one.admin, _id)
    await declineIntroduction(two.admin, _id, 'They took our engineer')
    const seen = await viewOf(_id, one.admin)
    expect(seen).toMatchObject({ view: 'ended', contact: null, reason: '' })
    expect(JSON.stringify(seen)).not.toContain('engineer')
    expect(JSON.stringify(seen)).not.toContain('declined')
    expect(await viewOf(_id, two.admin)).toMatchObject({ view: 'declined', reason: 'They took our engineer' })
    await expect(acceptIntroduction(one.admin, _id)).rejects.toMatchObject({ code: 'conflict' })
    const [, , declined] = await listEvents('introduction', _id)
    expect(declined).toMatchObject({ name: 'introduction.declined', payload: { sideId: two.supplier.id } })
    expect(JSON.stringify(declined)).not.toContain('engineer')
    const again = await aProposal(challenge._id, one.supplier.id, two.supplier.id)
    expect(again.status).toBe('proposed')
  })

  it('must have claimed their profile, be two, and are asked once', async () => {
    const { challenge } = await aChallengeOfACouncil()
    const { one, two } = await twoSuppliers()
    const unclaimed = (await aSupplier({ status: 'unclaimed' })).supplier
    await expect(aProposal(challenge._id, one.supplier.id, unclaimed.id)).rejects.toMatchObject({
      code: 'invalid',
      fields: { otherSupplierId: expect.stringContaining('claimed') },
    })
    const both = await Promise.allSettled([
      aProposal(challenge._id, one.supplier.id, two.supplier.id),
      aProposal(challenge._id, two.supplier.id, one.supplier.id),
    ])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'conflict' } })
  })

  it('need a contact to give', async () => {
    const { challenge } = await aChallengeOfACouncil()
    const { one } = await twoSuppliers()
    const silent = await aSupplier()
    const { _id } = await aProposal(challenge._id, one.supplier.id, silent.supplier.id)
    await expect(acceptIntroduction(silent.admin, _id)).rejects.toMatchObject({ code: 'invalid' })
    expect(await stored(_id)).toMatchObject({ status: 'proposed', sides: [{}, { answer: 'none' }] })
  })
})

describe('the buyer and a supplier', () => {
  it('meet in engagement, on the record', async () => {
    const { challenge, buyer } = await anEngagement()
    const { one, two } = await twoSuppliers()
    for (const { supplier, admin } of [one, two]) {
      const { _id } = await aProposal(challenge._id, supplier.id)
      await acceptIntroduction(admin, _id)
      expect((await viewOf(_id, admin)).contact).toBeNull()
      await acceptIntroduction(buyer, _id)
      expect(await viewOf(_id, admin)).toMatchObject({
        other: { kind: 'authority', href: '/authorities/BBD' },
        contact: { name: 'Amina Rahman', email: buyersCanary },
      })
      expect((await viewOf(_id, buyer)).other.name).toBe(supplier.name)
    }
    const forAll = await introductionsOnRecord(visitor, challenge)
    expect(forAll.map(({ number, supplier }) => [number, supplier])).toEqual([
      [1, null],
      [2, null],
    ])
    expect(await introductionsOnRecord(one.admin, challenge)).toEqual(forAll)
    const forBuyer = await introductionsOnRecord(buyer, challenge)
    expect(forBuyer.map(({ supplier }) => supplier?.name)).toEqual([one.supplier.name, two.supplier.name])
  })

  it('never meet otherwise: the law is the reason', async () => {
    const { one } = await twoSuppliers()
    for (const kind of [
      'below-threshold',
      'open',
      'competitive-flexible',
      'prototype-direct-award',
    ] as const) {
      const { challenge } = await aChallengeOfACouncil({ kind })
      await expect(aProposal(challenge._id, one.supplier.id)).rejects.toMatchObject({
        code: 'invalid',
        fields: { between: expect.stringContaining('section 16') },
      })
    }
    const { challenge, buyer } = await anEngagement()
    const { _id } = await aProposal(challenge._id, one.supplier.id)
    await acceptIntroduction(buyer, _id)
    await Challenge.updateOne({ _id: challenge._id }, { $set: { status: 'closed' } })
    await expect(acceptIntroduction(one.admin, _id)).rejects.toMatchObject({ code: 'conflict' })
    await expect(aProposal(challenge._id, one.supplier.id)).rejects.toMatchObject({ code: 'too-late' })
    expect(await listExpired()).toContain(_id)
  })
})

describe('time', () => {
  it('is over after 14 days, whether or not the sweep has been by', async () => {
    const { challenge } = await aChallengeOfACouncil()
    const { one, two } = await twoSuppliers()
    const { _id, expiresAt } = await aProposal(challenge._id, one.supplier.id, two.supplier.id)
    expect(await countIntroductions(one.admin)).toEqual({ any: true, open: 1, toAnswer: 1 })
    freezeClock(expiresAt)
    await acceptIntroduction(one.admin, _id)
    expect(await countIntroductions(one.admin)).toEqual({ any: true, open: 1, toAnswer: 0 })
    await expireIntroduction(_id)
    expect((await stored(_id)).status).toBe('accepted-by-one')
    freezeClock(new Date(expiresAt.getTime() + 1))
    await expect(acceptIntroduction(two.admin, _id)).rejects.toMatchObject({ code: 'too-late' })
    expect(await viewOf(_id, one.admin)).toMatchObject({ view: 'ended' })
    expect(await countIntroductions(two.admin)).toEqual({ any: true, open: 0, toAnswer: 0 })
    expect(await listExpired()).toContain(_id)
    await Promise.all([expireIntroduction(_id), expireIntroduction(_id)])
    expect(await stored(_id)).toMatchObject({ status: 'expired', pair: null, endedAt: now() })
    const ends = (await eventsOf(_id)).slice(2)
    // Of one instant, since the clock stands.
    expect(ends.toSorted()).toEqual(['introduction.ended', 'introduction.expired'])
    expect(expiresAt.getTime() - (await stored(_id)).proposedAt.getTime()).toBe(14 * day)
  })
})

describe('a broker', () => {
  it('withdraws what is not made, and nothing else', async () => {
    const { challenge } = await aChallengeOfACouncil()
    const { one, two } = await twoSuppliers()
    const { _id } = await aProposal(challenge._id, one.supplier.id, two.supplier.id)
    await acceptIntroduction(one.admin, _id)
    await expect(withdrawIntroduction(one.admin, _id)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(withdrawIntroduction((await aSupplier()).admin, _id)).rejects.toMatchObject({
      code: 'not-found',
    })
    await withdrawIntroduction(aBroker(), _id)
    expect(await viewOf(_id, two.admin)).toMatchObject({ view: 'ended' })
    await expect(withdrawIntroduction(aBroker(), _id)).rejects.toMatchObject({ code: 'conflict' })
    await expect(withdrawIntroduction(aBroker('viewer'), _id)).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('proposes alone', async () => {
    const { challenge, buyer } = await aChallengeOfACouncil()
    const { one, two } = await twoSuppliers()
    const input = {
      between: 'suppliers' as const,
      supplierId: one.supplier.id,
      otherSupplierId: two.supplier.id,
    }
    const tryAs = (actor: Actor) => proposeIntroduction(actor, challenge._id, { ...input, ...words })
    await expect(tryAs(buyer)).rejects.toMatchObject({ code: 'not-found' })
    await expect(tryAs(one.admin)).rejects.toMatchObject({ code: 'not-found' })
    await expect(tryAs(aBroker('viewer'))).rejects.toMatchObject({ code: 'forbidden' })
  })

  it.each(['Write to ada@firm.example', 'Ring 01254 585 585', 'or +44 (0)7700 900123'])(
    'gives no contact away in words: %s',
    (why) => {
      const input = { between: 'suppliers', supplierId: 'a', otherSupplierId: 'b', ...words, why }
      const { error } = proposeIntroductionSchema.safeParse(input)
      expect(error?.issues.map(({ path }) => path)).toEqual([['why']])
    },
  )

  it('may write figures', () => {
    const why = 'They fitted 12,000 sensors in 2024–2025 for £1 250 000, CPV 44000000, in 0.5 days each.'
    const input = { between: 'suppliers', supplierId: 'a', otherSupplierId: 'b', ...words, why }
    expect(proposeIntroductionSchema.safeParse(input).success).toBe(true)
  })
})
