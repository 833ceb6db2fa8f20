import { Delivery, Notice } from '../../server/notifications/notifications.model.ts'
import { tell, tellOfAll } from '../../server/notifications/notifications.plan.service.ts'
import { now } from '../../server/platform/clock.ts'
import { aMatch, aPublicChallenge } from '../matching/matching.factory.ts'
import { useDatabase } from '../platform/database.ts'
import { aCause, aFirm, deliveriesOf, noticesOf } from './notifications.factory.ts'

useDatabase()

/** Firms with a sent match each, and why each is told. */
async function matchedFirms(count: number) {
  const challenge = await aPublicChallenge()
  return Promise.all(
    Array.from({ length: count }, async (_, i) => {
      const firm = await aFirm(`Matched ${i} Ltd`, 2)
      const supplier = { id: firm.id, name: firm.name, isVerified: true }
      const reasons = [{ kind: 'shares-terms' as const, amount: 0.1, terms: [`word${i}`] }]
      const match = await aMatch(challenge._id, supplier, { status: 'sent', sentAt: now(), reasons })
      const ids = { challengeId: challenge._id, supplierId: firm.id, matchId: match._id }
      return { firm, cause: aCause({ name: 'match.sent', ...ids }) }
    }),
  )
}

describe('telling of many events at once', () => {
  it('tells each firm of its own match alone, with its own reasons', async () => {
    const firms = await matchedFirms(4)
    await tellOfAll(firms.map(({ cause }) => cause))
    for (const [i, { firm, cause }] of firms.entries()) {
      for (const { id } of firm.people) {
        const notices = await noticesOf(id)
        expect(notices.map(({ eventId }) => eventId)).toEqual([cause.eventId])
        expect(notices[0]?.facts).toMatchObject({ supplier: firm.name })
        expect(notices[0]?.facts['fit']).toContain(`word${i}`)
        expect((await deliveriesOf(id)).map(({ eventId }) => eventId)).toEqual([cause.eventId])
      }
    }
  })

  it('leaves the same behind as telling of one after the other, however often it is repeated', async () => {
    const [first, second, third] = await matchedFirms(3)
    if (!first || !second || !third) throw new Error('Three were asked for')
    await tell(second.cause)
    await Promise.all([
      tellOfAll([first.cause, second.cause]),
      tellOfAll([second.cause, third.cause]),
      tellOfAll([first.cause, second.cause, third.cause]),
    ])
    for (const { cause } of [first, second, third]) {
      expect(await Notice.countDocuments({ eventId: cause.eventId })).toBe(2)
      expect(await Delivery.countDocuments({ eventId: cause.eventId })).toBe(2)
    }
  })

  it('tells one person of each of the events that concern them', async () => {
    const firm = await aFirm('Twice Told Ltd')
    const challenges = [await aPublicChallenge(), await aPublicChallenge()]
    const causes = await Promise.all(
      challenges.map(async ({ _id: challengeId }) => {
        const supplier = { id: firm.id, name: firm.name, isVerified: true }
        const match = await aMatch(challengeId, supplier, { status: 'sent', sentAt: now() })
        return aCause({ name: 'match.sent', challengeId, supplierId: firm.id, matchId: match._id })
      }),
    )
    await tellOfAll(causes)
    const notices = await noticesOf(firm.people[0]?.id ?? '')
    expect(notices.map(({ challengeId }) => challengeId).sort()).toEqual(
      challenges.map(({ _id }) => _id).sort(),
    )
  })
})

it('asks no authority to take part that has said so already', async () => {
  const { id: authorityId, people } = await aFirm('A council', 2)
  const asked = { authorityId, authorityName: 'It', status: 'invited' as const, invitedAt: now() }
  const coBuyer = { ...asked, decidedAt: null, decidedBy: '', reason: '' }
  const told = async (joinedAt: Date | null) => {
    const { _id: challengeId } = await aPublicChallenge({ coBuyers: [{ ...coBuyer, joinedAt }] })
    const cause = aCause({ name: 'challenge.co-buyer-invited', organisationId: authorityId, challengeId })
    await tell(cause)
    return Notice.countDocuments({ eventId: cause.eventId })
  }
  expect([await told(null), await told(now())]).toEqual([people.length, 0])
})
