import { Challenge } from '../../server/challenges/challenges.model.ts'
import { findAuthorityByCode, loadAuthorities } from '../../server/organisations/index.ts'
import { Opening } from '../../server/proposals/proposals.keys.model.ts'
import { aPerson, testPassword } from '../identity/identity.factory.ts'
import { csrfIn, startTestApp, type TestApp } from '../platform/app.ts'
import { signInEach } from '../platform/sign-in.ts'
import { anAnswerableChallenge } from './proposals.factory.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.stop())

it('asks for the password on the page and of programs, and a wrong one opens nothing', async () => {
  await loadAuthorities()
  const council = (await findAuthorityByCode('BBD'))?.id ?? ''
  const people = { buyer: await aPerson({ organisation: council }), rival: await aPerson() }
  const { agents, tokens } = await signInEach(app, people)
  const { _id } = await anAnswerableChallenge({ authorityId: council, createdBy: people.buyer.id })
  const passed = { 'timetable.respondBy': new Date(Date.now() - 61_000) }
  await Challenge.updateOne({ _id }, { $set: passed })
  const opening = `/challenges/${_id}/opening`
  const page = (await agents.buyer.get(opening).expect(200)).text
  expect(page).toContain('type="password"')
  const send = (password: string) =>
    agents.buyer
      .post(opening)
      .type('form')
      .send({ _csrf: csrfIn(page), password })
  const wrong = (await send('a guess').expect(422)).text
  expect(wrong).toContain('Password is not right')
  expect(wrong).not.toContain('a guess')
  const come = (who: 'buyer' | 'rival', body: object) =>
    app.agent().post(`/api/v1${opening}`).set('authorization', `Bearer ${tokens[who]}`).send(body)
  expect(JSON.stringify((await come('buyer', {}).expect(422)).body)).toContain('Enter your password')
  await come('buyer', { password: 'a guess' }).expect(422)
  await come('rival', { password: testPassword }).expect(404)
  const acts = async () => (await Opening.findById(_id).lean())?.acts ?? []
  expect(await acts()).toEqual([])
  expect((await send(testPassword).expect(303)).headers['location']).toBe(`${opening}?done=came`)
  expect(await acts()).toHaveLength(1)
})

it('hands a share over with the password only, on the page and for programs', async () => {
  await loadAuthorities()
  const council = (await findAuthorityByCode('BBD'))?.id ?? ''
  const people = {
    holder: await aPerson({ organisation: council }),
    taker: await aPerson({ organisation: council }),
  }
  const { agents, tokens } = await signInEach(app, people)
  const { _id } = await anAnswerableChallenge({ authorityId: council, createdBy: people.holder.id })
  const opening = `/challenges/${_id}/opening`
  const page = (await agents.holder.get(opening).expect(200)).text
  const send = (ownPassword: string) =>
    agents.holder
      .post(`${opening}/hand-over`)
      .type('form')
      .send({ _csrf: csrfIn(page), from: people.holder.id, to: people.taker.id, ownPassword })
  const holders = async () => (await Opening.findById(_id).lean())?.shares.map(({ holder }) => holder)
  expect((await send('').expect(422)).text).toContain('Enter your password')
  const wrong = (await send('a guess').expect(422)).text
  expect(wrong).toContain('Password is not right')
  expect(wrong).toMatch(new RegExp(`value="${people.taker.id}"[^>]*selected`))
  expect(await holders()).toContain(people.holder.id)
  const told = await send(testPassword).expect(303)
  expect(told.headers['location']).toBe(`${opening}?done=handed-over`)
  expect(await holders()).not.toContain(people.holder.id)
  const giveBack = (body: object) =>
    app
      .agent()
      .post(`/api/v1${opening}/hand-over`)
      .set('authorization', `Bearer ${tokens.taker}`)
      .send({ from: people.taker.id, to: people.holder.id, ...body })
  await giveBack({}).expect(422)
  await giveBack({ ownPassword: 'a guess' }).expect(422)
  await giveBack({ ownPassword: testPassword }).expect(200)
  expect(await holders()).toContain(people.holder.id)
})
