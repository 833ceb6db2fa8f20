import { Challenge } from '../../server/challenges/challenges.model.ts'
import { followChallenge } from '../../server/challenges/challenges.follow.service.ts'
import { outboxBacklog } from '../../server/audit/index.ts'
import { actorOfPerson } from '../../server/identity/index.ts'
import { changePassword } from '../../server/identity/identity.password.service.ts'
import { makeCalendar } from '../../server/notifications/notifications.calendar.service.ts'
import { muteChallenge } from '../../server/notifications/notifications.mute.service.ts'
import { notificationsPolicy } from '../../server/notifications/notifications.policy.ts'
import { aStoredProposal } from '../proposals/proposals.factory.ts'
import { testPassword } from '../identity/identity.factory.ts'
import { aPublicChallenge } from '../matching/matching.factory.ts'
import { allowed, everybody } from '../platform/actors.ts'
import { csrfIn, startTestApp, type TestApp, until } from '../platform/app.ts'
import { signInAs, tokenFor } from '../platform/sign-in.ts'
import { aFirm } from './notifications.factory.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp({ workers: true })
})
afterAll(() => app.stop())

/** Somebody who follows a challenge, whose firm answers another, and who muted both and follows a third. */
async function aSubscriber() {
  const firm = await aFirm('Subscribing Ltd')
  const [person] = firm.people
  if (!person) throw new Error('A firm without people')
  const actor = await actorOfPerson(person.id)
  const [followed, answered, muted] = [
    await aPublicChallenge({ title: 'Followed, and more; of it' }),
    await aPublicChallenge({ title: 'Answered' }),
    await aPublicChallenge({ title: 'Muted' }),
  ]
  await aPublicChallenge({ title: 'Elsewhere' })
  for (const { _id } of [followed, muted]) await followChallenge(actor, _id)
  for (const { _id } of [answered, muted]) await muteChallenge(actor, _id)
  await aStoredProposal(answered._id, firm.id)
  const agent = app.agent()
  await signInAs(agent, person)
  const press = async (path: string) => {
    const { text } = await agent.get('/account/calendar').expect(200)
    return agent
      .post(path)
      .type('form')
      .send({ _csrf: csrfIn(text) })
      .expect(303)
  }
  const address = async () =>
    /id="address"[^>]*value="([^"]+)"/.exec((await agent.get('/account/calendar')).text)?.[1] ?? ''
  return { person, followed, press, address }
}

const pathOf = (address: string) => new URL(address).pathname

it('has the deadlines of what its owner follows or answers, as they are now, for whoever has the address', async () => {
  const { followed, press, address } = await aSubscriber()
  expect(await address()).toBe('')
  await press('/account/calendar')
  const path = pathOf(await address())
  const read = await app.agent().get(path).expect(200)
  expect(read.headers['content-type']).toBe('text/calendar; charset=utf-8')
  expect(read.headers['cache-control']).toContain('private')
  const file = read.text.replaceAll('\r\n ', '')
  expect(file).toContain('SUMMARY:Deadline for responses: Followed\\, and more\\; of it')
  expect(file).toContain('Answers are due: Answered')
  for (const title of ['Muted', 'Elsewhere']) expect(file).not.toContain(title)
  const moved = new Date('2027-03-01T12:00:00Z')
  await Challenge.updateOne(
    { _id: followed._id },
    { $set: { 'timetable.respondBy': moved, version: 2, status: 'withdrawn' } },
  )
  const after = (await app.agent().get(path).expect(200)).text
  expect(after).toContain('DTSTART:20270301T120000Z')
  expect(after).toContain('STATUS:CANCELLED')
})

it('stops: a new address takes the place of the old, and none is left when it is stopped', async () => {
  const { press, address } = await aSubscriber()
  await press('/account/calendar')
  const first = pathOf(await address())
  await press('/account/calendar')
  const second = pathOf(await address())
  await app.agent().get(first).expect(404)
  await app.agent().get(second).expect(200)
  await app
    .agent()
    .get(`${second.slice(0, -8)}xxxx.ics`)
    .expect(404)
  await press('/account/calendar/stop')
  await app.agent().get(second).expect(404)
  await app.agent().get('/account/calendar').expect(303)
})

it('ends with the password, so that whoever knew it reads no more; one made since stays', async () => {
  const { person } = await aSubscriber()
  const actor = await actorOfPerson(person.id)
  const read = async (address: string) => (await app.agent().get(pathOf(address))).status
  const first = await makeCalendar(actor)
  expect(await read(first)).toBe(200)
  await changePassword(actor, undefined, { oldPassword: testPassword, password: 'another one altogether' })
  await until(async () => (await read(first)) === 404, 20_000)
  const next = await makeCalendar(actor)
  await until(async () => (await outboxBacklog()) === 0, 20_000)
  expect(await read(next)).toBe(200)
})

it('is made and stopped by programs too', async () => {
  const { person } = await aSubscriber()
  const agent = app.agent()
  const bearer = { Authorization: `Bearer ${await tokenFor(agent, person)}` }
  const where = '/api/v1/calendar-subscription'
  expect((await agent.get(where).set(bearer).expect(200)).body).toEqual({ address: null })
  const { body } = await agent.post(where).set(bearer).expect(201)
  expect((await agent.get(where).set(bearer)).body).toEqual(body)
  await app.agent().get(pathOf(body.address)).expect(200)
  await agent.delete(where).set(bearer).expect(204)
  await app.agent().get(pathOf(body.address)).expect(404)
})

it('is for whoever is signed in', () => {
  const people = Object.keys(everybody).filter((name) => !['visitor', 'system'].includes(name))
  expect(allowed(notificationsPolicy.subscribe)).toEqual(people)
})
