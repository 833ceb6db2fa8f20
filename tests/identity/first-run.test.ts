import mongoose from 'mongoose'
import { forgetSite, markSeeded } from '../../server/platform/site.ts'
import { findAuthorityByCode, loadAuthorities } from '../../server/organisations/index.ts'
import { tours } from '../../shared/platform/tour.ts'
import { csrfIn, startTestApp, type TestApp } from '../platform/app.ts'
import { signInAs, tokenFor } from '../platform/sign-in.ts'
import { aPerson } from './identity.factory.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.stop())

async function anAuthority(): Promise<{ id: string }> {
  await loadAuthorities()
  const found = await findAuthorityByCode('BBD')
  return { id: found?.id ?? '' }
}

const firstPages = {
  supplier: '/your-matches',
  authority: '/your-challenges',
  brokerage: '/desk',
} as const

describe('the list of first steps', () => {
  it.each(Object.entries(firstPages))('stands on the first page of somebody of a %s', async (kind, path) => {
    const agent = app.agent()
    const organisation = kind === 'authority' ? await anAuthority() : (kind as 'supplier' | 'brokerage')
    await signInAs(agent, await aPerson({ organisation }))
    const { text } = await agent.get(path).expect(200)
    expect(text).toContain('First steps')
    expect(text).toContain('href="/account/notifications">Choose what you are told</a>')
  })

  it('ticks a step that is done, can be hidden, and comes back', async () => {
    const agent = app.agent()
    await signInAs(agent, await aPerson({ organisation: 'supplier' }))
    const page = await agent.get('/your-matches')
    expect(page.text).toContain('0 of 6 done')
    const form = await agent.get('/account/notifications/times')
    await agent
      .post('/account/notifications')
      .type('form')
      .send({ _csrf: csrfIn(form.text), 'kinds[answer-published][email]': 'off' })
      .expect(303)
    const later = await agent.get('/your-matches')
    expect(later.text).toContain('1 of 6 done')

    const send = (hides: string) =>
      agent
        .post('/account/checklist')
        .type('form')
        .send({ _csrf: csrfIn(later.text), hides, returnTo: '/your-matches' })
    expect((await send('yes')).headers['location']).toBe('/your-matches')
    expect((await agent.get('/your-matches')).text).not.toContain('First steps')
    expect((await agent.get('/account')).text).toContain('Show the list of first steps again')
    await send('no')
    expect((await agent.get('/your-matches')).text).toContain('First steps')
  })

  it('is not for a viewer, who has nothing to set up', async () => {
    const agent = app.agent()
    await signInAs(agent, await aPerson({ organisation: 'supplier', role: 'viewer' }))
    expect((await agent.get('/your-matches').expect(200)).text).not.toContain('First steps')
  })
})

describe('the language of a person', () => {
  it('is chosen on the account page, and holds in a browser that has chosen none', async () => {
    const agent = app.agent()
    const person = await aPerson({ organisation: 'supplier' })
    await signInAs(agent, person)
    const form = await agent.get('/account/language').expect(200)
    const send = (language: string) =>
      agent
        .post('/account/language')
        .type('form')
        .send({ _csrf: csrfIn(form.text), language })
    const refused = await send('de').expect(422)
    expect(refused.text).toContain('Choose a language')
    await send('cy').expect(303)
    expect((await agent.get('/account?done=language')).text).toContain('Mae eich iaith wedi’i dewis.')

    const other = app.agent()
    await signInAs(other, person)
    expect((await other.get('/account')).headers['content-language']).toBe('cy')
  })

  it('can be read and chosen by a program', async () => {
    const agent = app.agent()
    const token = await tokenFor(app.agent(), await aPerson({ organisation: 'supplier' }))
    const call = (method: 'get' | 'put') =>
      agent[method]('/api/v1/me/language').set('Authorization', `Bearer ${token}`)
    expect((await call('get').expect(200)).body).toEqual({ language: null })
    await call('put').send({ language: 'de' }).expect(422)
    expect((await call('put').send({ language: 'cy' }).expect(200)).body).toEqual({ language: 'cy' })
    expect((await call('get')).body).toEqual({ language: 'cy' })
  })
})

describe('the tour', () => {
  it('exists in a demonstration only', async () => {
    await markSeeded(false)
    await app.agent().get('/tour').expect(404)
    await app.agent().get('/tour/anybody/1').expect(404)
  })

  it('leads from stop to stop, and signs in as its person first', async () => {
    // An installation stays what it was at first; another one is a demonstration.
    await mongoose.connection.collection('settings').deleteMany({})
    forgetSite()
    await markSeeded(true)
    const [anybody, officer] = tours
    const person = await aPerson({
      name: 'Imogen Ary',
      email: officer?.email ?? '',
      isExample: true,
      organisation: 'authority',
    })
    const agent = app.agent()
    const list = await agent.get('/tour').expect(200)
    expect(list.text).toContain('a demonstration only')
    expect(list.text).not.toContain('/tour/supplier/1')
    const first = await agent.get('/tour/anybody/1').expect(200)
    expect(first.text).toContain('href="/tour/anybody/2"')
    await agent.get(`/tour/anybody/${anybody ? anybody.stops.length + 1 : 0}`).expect(404)
    await agent.get('/tour/supplier/1').expect(404)

    const stop = await agent.get('/tour/authority/2').expect(200)
    expect(stop.text).toContain('Sign in as Imogen Ary first')
    const entered = await agent
      .post('/demo')
      .type('form')
      .send({ _csrf: csrfIn(stop.text), userId: person.id, returnTo: '/tour/authority/2' })
    expect(entered.headers['location']).toBe('/tour/authority/2')
    const again = await agent.get('/tour/authority/2')
    expect(again.text).toContain('href="/challenges/new" target="_blank"')
  })
})
