import { join } from 'node:path'
import { findOrganisation, loadAuthorities, saveSupplierProfile } from '../../server/organisations/index.ts'
import { importAwards } from '../../server/organisations/organisations.import.service.ts'
import { projectRoot } from '../../server/platform/paths.ts'
import { system } from '../../shared/platform/actor.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { startTestApp, type TestApp } from '../platform/app.ts'
import { tokenFor } from '../platform/sign-in.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
  await loadAuthorities()
  await importAwards([join(projectRoot, 'data/awards/english_releases.json')])
}, 60_000)
afterAll(() => app.stop())

interface Page {
  items: { id: string; name: string; kind?: string }[]
  nextCursor: string | null
}

async function walk(path: string): Promise<Page['items']> {
  const all: Page['items'] = []
  let cursor = ''
  do {
    const answer = await app.agent().get(`/api/v1${path}${cursor}`).expect(200)
    const page = answer.body as Page
    all.push(...page.items)
    cursor = page.nextCursor ? `&cursor=${page.nextCursor}` : ''
  } while (cursor)
  return all
}

async function asAdmin() {
  const person = await aPerson({ organisation: 'supplier', role: 'admin' })
  const token = await tokenFor(app.agent(), person)
  const call = (method: 'get' | 'post' | 'patch' | 'delete', path: string, body?: object) =>
    app.agent()[method](`/api/v1${path}`).set('Authorization', `Bearer ${token}`).send(body)
  return { person, id: person.organisationId ?? '', call }
}

describe('reading', () => {
  it('walks over every authority and every supplier once', async () => {
    const authorities = await walk('/organisations?kind=authority&limit=100')
    expect(new Set(authorities.map(({ id }) => id)).size).toBe(397)
    const suppliers = await walk('/suppliers?limit=100')
    expect(suppliers.length).toBe(new Set(suppliers.map(({ id }) => id)).size)
    expect(suppliers.length).toBeGreaterThan(200)
  })

  it('searches, and tells a supplier and its awards', async () => {
    const [sabre] = await walk('/suppliers?q=sabre+building')
    const supplier = await app.agent().get(`/api/v1/suppliers/${sabre?.id}`).expect(200)
    expect(supplier.body).toMatchObject({ companyNumber: '10266124', status: 'unclaimed', contact: null })
    expect(JSON.stringify(supplier.body)).not.toContain('_id')
    const awards = await app.agent().get(`/api/v1/suppliers/${sabre?.id}/awards`).expect(200)
    expect(awards.body.items[0]).toMatchObject({
      valuePence: expect.any(Number),
      suppliers: expect.any(Number),
    })
  })

  it('knows no other ids, and refuses a limit with a pointer', async () => {
    await app.agent().get('/api/v1/suppliers/nobody').expect(404)
    const refused = await app.agent().get('/api/v1/suppliers?limit=1000').expect(400)
    expect(refused.body.errors[0].pointer).toBe('/limit')
  })
})

describe('changing one’s own', () => {
  it('leaves alone what is not named', async () => {
    const { id, call } = await asAdmin()
    await saveSupplierProfile(system, id, {
      cpv: ['45321000'],
      regions: ['TLD'],
      staff: 5,
      whatWeDo: 'Dry homes.',
    })
    const answer = await call('patch', `/suppliers/${id}`, {
      capabilities: ['sensors'],
      turnoverPence: 100_000_00,
    })
    expect(answer.status).toBe(200)
    const organisation = await findOrganisation(id)
    expect(organisation?.supplier).toMatchObject({
      cpv: ['45321000'],
      regions: ['TLD'],
      staff: 5,
      whatWeDo: 'Dry homes.',
      capabilities: ['sensors'],
      turnoverPence: 100_000_00,
      isSme: true,
    })
  })

  it.each([
    [{ trlFrom: 9, trlTo: 1 }, '/trlTo'],
    [{ cpv: ['nonsense'] }, '/cpv'],
    [{ cpv: ['99999999'] }, '/cpv'],
    [{ regions: ['TLD99'] }, '/regions'],
    [{ status: 'verified' }, '/status'],
    [{ links: [{ url: 'javascript:alert(1)' }] }, '/links/0/url'],
  ])('refuses %j and points at the field', async (body, pointer) => {
    const { id, call } = await asAdmin()
    const answer = await call('patch', `/suppliers/${id}`, body)
    expect(answer.status).toBe(422)
    expect(answer.body.errors[0].pointer).toBe(pointer)
  })

  it('is refused for others’, and without a token', async () => {
    const { call } = await asAdmin()
    const other = await asAdmin()
    expect((await call('patch', `/suppliers/${other.id}`, { whatWeDo: 'x' })).status).toBe(403)
    expect((await call('get', `/organisations/${other.id}/members`)).status).toBe(404)
    await app.agent().patch(`/api/v1/suppliers/${other.id}`).send({ whatWeDo: 'x' }).expect(401)
  })

  it('invites once for one Idempotency-Key, changes roles, and keeps the last administrator', async () => {
    const { id, person, call } = await asAdmin()
    const invite = () =>
      call('post', `/organisations/${id}/invitations`, { email: 'new@testing.example', role: 'member' }).set(
        'Idempotency-Key',
        'one',
      )
    const [first, second] = [await invite(), await invite()]
    expect([first.status, second.status]).toEqual([201, 201])
    expect(second.body.id).toBe(first.body.id)
    expect((await call('delete', `/organisations/${id}/members/${person.id}`)).status).toBe(409)
    const members = await call('get', `/organisations/${id}/members`)
    expect(members.body.items).toMatchObject([{ role: 'admin', email: person.email }])
  })
})
