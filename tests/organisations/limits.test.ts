import {
  claimSupplier,
  createOrganisation,
  findOrganisation,
  inviteMember,
} from '../../server/organisations/index.ts'
import { Organisation } from '../../server/organisations/organisations.model.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { csrfIn, startTestApp, type TestApp } from '../platform/app.ts'
import { signInAs, tokenFor } from '../platform/sign-in.ts'
import { anActor, aPerson as somebody, aSupplier } from './organisations.factory.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.stop())

async function codesOf(times: number, act: (time: number) => Promise<unknown>): Promise<string[]> {
  const codes: string[] = []
  for (let time = 0; time < times; time += 1) {
    codes.push(
      await act(time).then(
        () => 'done',
        (error: { code: string }) => error.code,
      ),
    )
  }
  return codes
}
const doneThenTooMany = (times: number) => [...Array<string>(times).fill('done'), 'too-many']

describe('pages and API together', () => {
  it('send 20 invitations of one organisation in an hour', async () => {
    const admin = await aPerson({ organisation: 'supplier', role: 'admin' })
    const token = await tokenFor(app.agent(), admin)
    const path = `/api/v1/organisations/${admin.organisationId}/invitations`
    const byApi = (time: number) =>
      app
        .agent()
        .post(path)
        .set('Authorization', `Bearer ${token}`)
        .send({
          email: `invited-${time}@testing.example`,
          role: 'viewer',
        })
    for (let time = 0; time < 20; time += 1) expect((await byApi(time)).status).toBe(201)
    expect((await byApi(20)).status).toBe(429)
    const agent = app.agent()
    await signInAs(agent, admin)
    const words = {
      _csrf: csrfIn((await agent.get('/organisation')).text),
      email: 'x@y.example',
      role: 'viewer',
    }
    expect((await agent.post('/organisation/invitations').type('form').send(words)).status).toBe(429)
  })

  it('register five suppliers of one person in a day', async () => {
    const person = somebody()
    const actor = anActor(null, null, person.userId)
    const register = (time: number) =>
      createOrganisation(actor, { kind: 'supplier', name: `Firm ${time}` }, person)
    expect(await codesOf(6, register)).toEqual(doneThenTooMany(5))
  })

  it('take ten claims of one person in a day', async () => {
    const firms: string[] = []
    for (let count = 0; count < 11; count += 1) {
      firms.push((await aSupplier({ status: 'unclaimed' })).supplier.id)
    }
    const person = somebody()
    const actor = anActor(null, null, person.userId)
    const claim = (time: number) => claimSupplier(actor, firms[time] ?? '', 'I run this firm.', person)
    expect(await codesOf(11, claim)).toEqual(doneThenTooMany(10))
  })
})

describe('an organisation that waits for a broker', () => {
  it('invites nobody, and its page says why', async () => {
    const admin = await aPerson({ organisation: 'supplier', role: 'admin' })
    const id = admin.organisationId ?? ''
    await Organisation.updateOne({ _id: id }, { status: 'pending' })
    const agent = app.agent()
    await signInAs(agent, admin)
    expect((await agent.get('/organisation')).text).toContain('Then you can invite people')
    const supplier = await findOrganisation(id)
    const invitation = inviteMember(anActor(supplier, 'admin', admin.id), id, {
      email: 'victim@testing.example',
      role: 'member',
    })
    await expect(invitation).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('words that no page of ours sends', () => {
  it('break neither the categories nor the other parts of a profile', async () => {
    const agent = app.agent()
    await signInAs(agent, await aPerson({ organisation: 'supplier', role: 'admin' }))
    const page = '/organisation/profile/categories'
    for (const words of ['q[toString]=x', 'q[]=a&q[]=b', 'under[a]=b', 'q=__proto__']) {
      expect((await agent.get(`${page}?${words}`)).status).toBe(200)
    }
    const token = csrfIn((await agent.get(page)).text)
    expect((await agent.post(page).set('x-csrf-token', token)).status).toBe(303)
    for (const part of ['accreditations', 'links', 'company']) {
      const bare = await agent.post(`/organisation/profile/${part}`).set('x-csrf-token', token)
      expect(bare.status).toBeLessThan(500)
    }
    const odd = await agent.post(page).type('form').send({ _csrf: token, 'q[toString]': 'x' })
    expect(odd.status).toBeLessThan(500)
    const listed = await agent.post(page).type('form').send({ _csrf: token, 'q[a]': 'x', 'add[]': 'x' })
    expect(listed.status).toBe(303)
  })

  it('break no notice after a redirect', async () => {
    for (const done of ['constructor', 'toString', '__proto__', 'x&done=y']) {
      expect((await app.agent().get(`/sign-in?done=${done}`)).status).toBe(200)
    }
  })

  it('a change of a profile without a body changes nothing', async () => {
    const person = await aPerson({ organisation: 'supplier', role: 'admin' })
    const token = await tokenFor(app.agent(), person)
    const path = `/api/v1/suppliers/${person.organisationId}`
    const answer = await app.agent().patch(path).set('Authorization', `Bearer ${token}`)
    expect(answer.status).toBe(200)
  })

  it('a confirmed supplier is told before it changes name or number', async () => {
    const agent = app.agent()
    await signInAs(agent, await aPerson({ organisation: 'supplier', role: 'admin' }))
    expect((await agent.get('/organisation')).text).toContain('sends your organisation back to a broker')
    const company = await agent.get('/organisation/profile/company')
    expect(company.text).toContain('sends your organisation back to a broker')
    const sent = await agent
      .post('/organisation/profile/company')
      .type('form')
      .send({ _csrf: csrfIn(company.text), hasCompanyNumber: 'yes', companyNumber: '00000007' })
    expect(sent.headers['location']).toBe('/organisation?done=waits')
    expect((await agent.get('/organisation?done=waits')).text).toContain('Waiting for a broker')
  })
})
