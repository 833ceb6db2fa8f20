import { seedPeople } from '../../server/identity/index.ts'
import { markSeeded } from '../../server/platform/site.ts'
import { csrfIn, startTestApp, type TestApp } from '../platform/app.ts'
import { aPerson, testPassword } from './identity.factory.ts'

let app: TestApp
beforeEach(async () => {
  app = await startTestApp()
})
afterEach(() => app.stop())

describe('the page of invented people', () => {
  it('does not exist outside a demonstration, nor does its way in', async () => {
    await markSeeded(false)
    const person = await aPerson({ isExample: true })
    const agent = app.agent()
    expect((await agent.get('/demo')).status).toBe(404)
    const { text } = await agent.get('/sign-in')
    expect(text).not.toContain('/demo')
    const tried = await agent
      .post('/demo')
      .type('form')
      .send({ _csrf: csrfIn(text), userId: person.id })
    expect(tried.status).toBe(404)
    expect((await agent.get('/account')).status).toBe(303)
  })

  it('lists them with what they may do and signs in with one button, but never as a real person', async () => {
    await markSeeded(true)
    const invented = await aPerson({ name: 'Imogen Ary', isExample: true, organisation: 'supplier' })
    const real = await aPerson({ name: 'Rhea Liddy' })
    const agent = app.agent()
    expect((await agent.get('/sign-in')).text).toContain('href="/demo')
    const { text } = await agent.get('/demo?returnTo=/challenges')
    expect(text).toContain('Imogen Ary')
    expect(text).toContain('Sensible Sensors Ltd')
    expect(text).toContain('asks questions and submits proposals')
    expect(text).not.toContain('Rhea Liddy')

    const enter = (userId: string) =>
      agent
        .post('/demo')
        .type('form')
        .send({ _csrf: csrfIn(text), userId, returnTo: '/challenges' })
    expect((await enter(real.id)).status).toBe(404)
    const entered = await enter(invented.id)
    expect([entered.status, entered.headers['location']]).toEqual([303, '/challenges'])
    expect((await agent.get('/account')).text).toContain('Imogen Ary')
  })
})

describe('seeding people', () => {
  it('makes each once, with an address that counts as shown', async () => {
    const people = [{ name: 'Ed Wan', email: 'Ed@Testing.example', password: testPassword, isExample: true }]
    const [first] = await seedPeople(people)
    const [again] = await seedPeople(people)
    expect(again).toEqual(first)
    expect(first).toMatchObject({ email: 'ed@testing.example', isEmailVerified: true })
  })
})
