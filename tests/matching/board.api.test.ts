import { listEvents } from '../../server/audit/index.ts'
import type { ChallengeRecord } from '../../shared/challenges/challenge.ts'
import { partNames } from '../../shared/matching/parts.ts'
import { newId } from '../../shared/platform/ids.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { aSupplier } from '../organisations/organisations.factory.ts'
import { startTestApp, type TestApp } from '../platform/app.ts'
import { signInAs, tokenFor } from '../platform/sign-in.ts'
import { aMatch, aPublicChallenge, aRun, matchesOf } from './matching.factory.ts'

let app: TestApp
let challenge: ChallengeRecord
const tokens: Record<string, string> = {}
let broker: ReturnType<TestApp['agent']>

beforeAll(async () => {
  app = await startTestApp()
  const people = {
    broker: await aPerson({ organisation: 'brokerage' }),
    viewer: await aPerson({ organisation: 'brokerage', role: 'viewer' }),
    supplier: await aPerson({ organisation: 'supplier' }),
  }
  for (const [who, person] of Object.entries(people)) tokens[who] = await tokenFor(app.agent(), person)
  broker = app.agent()
  await signInAs(broker, people.broker)
})
afterAll(() => app.stop())
beforeEach(async () => {
  challenge = await aPublicChallenge()
})

const path = (end = '') => `/api/v1/challenges/${challenge._id}/matches${end}`
const bearer = (who: string) => ({ authorization: `Bearer ${tokens[who]}` })
const get = (end: string, who = 'broker') => app.agent().get(path(end)).set(bearer(who))
const send = (end: string, body: object, who = 'broker') =>
  app.agent().post(path(end)).set(bearer(who)).send(body)

it('lists with the filters of the board, also over pages', async () => {
  for (let rank = 1; rank <= 6; rank += 1) {
    const { supplier } = await aSupplier({ profile: { regions: [rank % 2 ? 'TLD3' : 'TLI4'] } })
    await aMatch(challenge._id, supplier, { rank, score: rank < 5 ? 0.7 : 0.2 })
  }
  const ranks = ({ body }: { body: { items: { rank: number }[] } }) => body.items.map(({ rank }) => rank)
  expect(ranks(await get('?region=TLD&status=waiting').expect(200))).toEqual([1, 3])
  const first = await get('?region=TLI&limit=2').expect(200)
  expect(ranks(first)).toEqual([2, 4])
  expect(ranks(await get(`?region=TLI&limit=2&cursor=${first.body.nextCursor}`))).toEqual([6])
  const two = await get('?status=waiting&status=below-line&limit=4').expect(200)
  expect(ranks(await get(`?status=waiting&status=below-line&cursor=${two.body.nextCursor}`))).toEqual([5, 6])
})

it('approves and declines many: what was decided, what was refused and why, and nothing twice', async () => {
  const firm = async (status: 'verified' | 'unclaimed' = 'verified') =>
    aMatch(challenge._id, (await aSupplier({ status })).supplier)
  const [out, later, other] = [await firm(), await firm('unclaimed'), await firm()]
  const matchIds = [out._id, later._id, newId(), out._id]
  const { body } = await send('/approve', { matchIds }).expect(200)
  expect(body.decided).toEqual([
    { id: out._id, status: 'sent' },
    { id: later._id, status: 'approved' },
  ])
  expect(body.refused).toEqual([
    { matchId: matchIds[2], status: null, why: 'This is no match of this challenge.' },
  ])
  const again = await send('/approve', { matchIds: [out._id] }).expect(200)
  expect(again.body.refused).toEqual([
    { matchId: out._id, status: 'sent', why: 'This match has been sent already.' },
  ])
  expect((await listEvents('match', out._id)).map(({ name }) => name).sort()).toEqual([
    'match.approved',
    'match.sent',
  ])
  const why = { reason: 'Only paint', kind: 'not-what-they-do' }
  const declined = await send('/decline', { matchIds: [later._id, other._id], ...why }).expect(200)
  expect(declined.body.decided).toHaveLength(2)
  await send('/approve', { matchIds: [] }).expect(422)
  await send('/approve', { matchIds: Array.from({ length: 101 }, newId) }).expect(422)
  await send('/decline', { matchIds: [out._id] }).expect(422)
})

it('is read by the whole brokerage, decided by brokers, and is nothing to anybody else', async () => {
  const match = await aMatch(challenge._id, { id: newId(), name: 'Firm', isVerified: true })
  const body = { matchIds: [match._id] }
  await get('/diversity', 'viewer').expect(200)
  await send('/approve', body, 'viewer').expect(403)
  await send('/rerun', {}, 'viewer').expect(403)
  for (const end of ['', '/diversity', '/progress']) await get(end, 'supplier').expect(404)
  for (const end of ['/approve', '/rerun']) await send(end, body, 'supplier').expect(404)
  await send('/decline', { ...body, reason: 'No', kind: 'other' }, 'supplier').expect(404)
  await app.agent().post(path('/approve')).send(body).expect(401)
  expect((await matchesOf(challenge._id)).map(({ status }) => status)).toEqual(['proposed'])
})

it('does nothing more once the challenge takes no more responses', async () => {
  const past = new Date(Date.now() - 1000)
  const timetable = { ...challenge.timetable, askBy: past, answerBy: past, respondBy: past }
  challenge = await aPublicChallenge({ timetable })
  const match = await aMatch(challenge._id, { id: newId(), name: 'Firm', isVerified: true })
  const { body } = await send('/approve', { matchIds: [match._id] }).expect(409)
  expect(body.code).toBe('too-late')
  await send('/rerun', {}).expect(409)
  await get(`/why-not?supplierId=${match.supplierId}`).expect(409)
})

it('where no worker answers in time, the page shows everything else and says so; programs may try again', async () => {
  const { supplier } = await aSupplier({ name: 'Patient Ltd' })
  await aRun(challenge._id)
  const board = `/challenges/${challenge._id}/matches`
  const { text } = await broker.get(`${board}/why-not?q=Patient&supplier=${supplier.id}`).expect(200)
  expect(text).toContain('No answer yet.')
  expect(text).toContain('Try again')
  expect(text).toContain('Patient Ltd')
  const weights = Object.fromEntries(partNames.map((name) => [name, name === 'text' ? 1 : 0]))
  const answer = await send('/try-weights', { weights }).expect(503)
  expect(answer.headers['retry-after']).toBe('5')
  const tried = await broker.get(
    `${board}/weights?${new URLSearchParams(Object.entries(weights).map(([k, v]) => [k, String(v)]))}`,
  )
  expect(tried.text).toContain('No answer yet.')
})
