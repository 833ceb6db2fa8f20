import { decidersOf, listWaitingInterests } from '../../server/evaluation/evaluation.interests.service.ts'
import { invite } from '../../server/evaluation/evaluation.invite.service.ts'
import { declareInterests, ruleOnInterest } from '../../server/evaluation/evaluation.panel.service.ts'
import { actorOfPerson } from '../../server/identity/index.ts'
import { tell } from '../../server/notifications/notifications.plan.service.ts'
import { chaseWhatWaits } from '../../server/notifications/notifications.chase.service.ts'
import { freezeClock, releaseClock } from '../../server/platform/clock.ts'
import { aCause, noticesOf } from '../notifications/notifications.factory.ts'
import { useDatabase } from '../platform/database.ts'
import { aRoom, type Room, type Who } from './evaluation.people.ts'

useDatabase()
afterEach(releaseClock)
let room: Room
let id: string
const as = (who: Who) => actorOfPerson(room.people[who].id)
const some = { interest: 'some', what: 'My sister works there', suppliers: 'Dry Walls' } as const
const none = { interest: 'none', what: '', suppliers: '' } as const
const whose = (ids: string[]): string[] =>
  (Object.keys(room.people) as Who[]).filter((who) => ids.includes(room.people[who].id)).sort()

beforeAll(async () => {
  room = await aRoom()
  id = room.challenge._id
  await invite(await as('lead'), id, room.people.moderator.id, 'moderator')
  for (const who of ['first', 'second'] as const)
    await invite(await as('lead'), id, room.people[who].id, 'evaluator')
  await declareInterests(await as('moderator'), id, none)
  await declareInterests(await as('first'), id, some)
})

it('waits for the moderator and who acts for a buyer: no evaluator, viewer, broker, nor the person', async () => {
  const deciders = await decidersOf(id, room.people.first.id)
  expect(whose(deciders.map(({ userId }) => userId))).toEqual(['lead', 'moderator'])
  expect(await listWaitingInterests()).toMatchObject([
    { challengeId: id, userId: room.people.first.id, number: 1 },
  ])
})

it('is told to them, and only where there is an interest, without a word of what it is', async () => {
  const declared = (hasInterest: boolean) =>
    tell(
      aCause({
        name: 'evaluation.interests-declared',
        challengeId: id,
        userId: room.people.first.id,
        actorUserId: room.people.first.id,
        hasInterest,
      }),
    )
  const told = async (who: Who) =>
    (await noticesOf(room.people[who].id)).filter(({ kind }) => kind === 'interest-declared')
  await declared(false)
  expect(await told('moderator')).toEqual([])
  await declared(true)
  for (const who of ['lead', 'moderator'] as const) expect(await told(who)).toHaveLength(1)
  for (const who of ['first', 'second', 'viewer', 'broker'] as const) expect(await told(who)).toEqual([])
  expect(JSON.stringify(await told('lead'))).not.toMatch(/sister|Dry Walls|Fay First/)
})

it('is told of once more after three working days, and no more once it is decided', async () => {
  const reminded = async () =>
    (await noticesOf(room.people.moderator.id)).filter(({ kind }) => kind === 'interest-waiting').length
  await chaseWhatWaits()
  expect(await reminded()).toBe(0)
  freezeClock(new Date(Date.now() + 8 * 24 * 60 * 60_000))
  await chaseWhatWaits()
  await chaseWhatWaits()
  expect(await reminded()).toBe(1)
  releaseClock()
  const ruling = { number: 1, ruling: 'mitigated', words: 'Somebody else scores it' } as const
  await ruleOnInterest(await as('moderator'), id, room.people.first.id, ruling)
  expect(await listWaitingInterests()).toEqual([])
  expect(whose((await decidersOf(id, '')).map(({ userId }) => userId))).toEqual(['lead', 'moderator'])
})

it('leaves out who has an open interest or was barred', async () => {
  await declareInterests(await as('moderator'), id, some)
  expect(whose((await decidersOf(id, room.people.first.id)).map(({ userId }) => userId))).toEqual(['lead'])
  const ruling = { number: 2, ruling: 'barred', words: 'No' } as const
  await ruleOnInterest(await as('lead'), id, room.people.moderator.id, ruling)
  expect(whose((await decidersOf(id, room.people.first.id)).map(({ userId }) => userId))).toEqual(['lead'])
})
