import type { Organisation } from '../../server/organisations/index.ts'
import { findAuthorityByCode } from '../../server/organisations/index.ts'
import { Organisation as Organisations } from '../../server/organisations/organisations.model.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { startTestApp, type TestApp } from '../platform/app.ts'
import { signInAs } from '../platform/sign-in.ts'
import { aChallenge } from './challenges.factory.ts'
import { type Agent, post } from './challenges.forms.ts'
import { challengePeople } from './challenges.people.ts'

let app: TestApp
let council: Organisation
let neighbour: Organisation
let buyer: Agent
let other: Agent
let supplier: Agent
let falls: string

beforeAll(async () => {
  app = await startTestApp()
  ;({ council, buyer, supplier } = await challengePeople(app))
  neighbour = (await findAuthorityByCode('LDS')) as Organisation
  await Organisations.updateOne({ _id: neighbour.id }, { $set: { status: 'verified' } })
  other = app.agent()
  await signInAs(other, await aPerson({ organisation: neighbour }))
  const lead = { authorityId: council.id, authorityName: council.name }
  falls = (await aChallenge({ ...lead, status: 'open', demand: { volume: 900, unit: 'homes' } }))._id
  await aChallenge({ ...lead, title: 'A secret draft' })
  await aChallenge({ ...lead, status: 'closed', title: 'Potholes', cpv: ['45233139'], regions: ['TLD41'] })
}, 120_000)
afterAll(() => app.stop())

const page = async (query = '') => (await app.agent().get(`/problems${query}`).expect(200)).text
const share = (words: object) => {
  const form = `/challenges/${falls}/same-problem`
  return post(other, form, form, { note: '', volume: '', ...words })
}

describe('the scale of a shared problem', () => {
  it('is refused where it is nonsense, with the words kept', async () => {
    const wrong = await share({ note: 'Kept', spend: 'a lot', buyFrom: 'soon', isNamed: 'maybe' })
    expect(wrong.status).toBe(422)
    for (const part of ['href="#spend"', 'href="#buyFrom"', 'href="#isNamed"', 'Kept'])
      expect(wrong.text).toContain(part)
  })

  it('is counted without the name of whoever asked for that, and the lead still knows who it is', async () => {
    const said = { note: 'A telling note', volume: '40', spend: '25k-100k', isNamed: 'no' }
    expect((await share(said)).status).toBe(303)
    const seen = async (agent: Agent) => (await agent.get(`/challenges/${falls}`).expect(200)).text
    for (const outsider of [app.agent(), supplier]) {
      const text = await seen(outsider)
      expect(text).toContain('2 authorities, 900 homes in one of them')
      expect(text).toContain('One authority is counted without a name.')
      expect(text).not.toContain(neighbour.name)
      expect(text).not.toContain('A telling note')
      expect(text).not.toContain('£25,000')
    }
    expect(await seen(buyer)).toContain('A telling note')
    const { body } = await app.agent().get(`/api/v1/challenges/${falls}`).expect(200)
    expect(body.sameProblem).toEqual([])
    expect(body.aggregatedDemand).toMatchObject({ authorities: 2, unnamed: 1, withheld: 1, spend: null })
    expect(JSON.stringify(body)).not.toContain(neighbour.name)
  })

  it('stands beside the name of whoever gives it', async () => {
    await share({ volume: '40', spend: '25k-100k', buyFrom: '2027-Q2', isNamed: 'yes' })
    const { text } = await app.agent().get(`/challenges/${falls}`).expect(200)
    for (const part of [
      neighbour.name,
      '2 authorities, 940 homes',
      '£25,000 to £100,000 a year',
      'from April to June 2027',
    ])
      expect(text).toContain(part)
  })
})

describe('the page of shared problems', () => {
  it('lists what is public by how many have it, and shows where on tiles that filter', async () => {
    const text = await page()
    expect(text.indexOf('Fewer falls')).toBeLessThan(text.indexOf('Potholes'))
    expect(text).not.toContain('A secret draft')
    expect(text).toContain('href="/problems?region=TLD"')
    expect(text).toContain('2 problems')
    const leeds = await page('?region=TLE')
    expect([leeds.includes('Fewer falls'), leeds.includes('Potholes')]).toEqual([true, false])
    expect(leeds).toContain('aria-current="true"')
  })

  it.each([
    ['?category=45000000', ['Potholes']],
    ['?q=potholes', ['Potholes']],
    ['?region=TLM', []],
    ['?region=nonsense&sort=whatever', ['Fewer falls', 'Potholes']],
  ])('%s finds %j', async (query, titles) => {
    const text = await page(query)
    for (const title of ['Fewer falls', 'Potholes'])
      expect([title, text.includes(`>${title}`)]).toEqual([title, titles.includes(title)])
  })

  it('can be taken away as CSV, JSON and by the API, with the same filters', async () => {
    const csv = await app.agent().get('/problems.csv?region=TLE').expect(200).expect('content-type', /csv/)
    expect(csv.text.trim().split('\r\n')).toHaveLength(2)
    const json = await app.agent().get('/problems.json?category=45000000').expect(200)
    expect(json.body.problems).toMatchObject([{ title: 'Potholes', demand: { authorities: 1 } }])
    const api = await app.agent().get('/api/v1/problems?region=TLE').expect(200)
    expect(api.body.items).toMatchObject([{ id: falls, regions: ['TLD41', 'TLE42'] }])
    await app.agent().get('/api/v1/problems?regions=TLE').expect(400)
  })
})

describe('asking those who share it to join', () => {
  it('is done at once for those that are ticked, who say that they take part', async () => {
    const copied = await post(buyer, `/challenges/${falls}`, `/challenges/${falls}/copy`, {})
    const id = /challenges\/([^/]+)/.exec(copied.headers['location'] ?? '')?.[1]
    const joint = `/challenges/${id}/joint`
    expect((await buyer.get(joint).expect(200)).text).toContain('They said that they have the problem too')
    expect((await post(buyer, joint, `${joint}/several`, {})).status).toBe(422)
    const asked = await post(buyer, joint, `${joint}/several`, { authorityIds: [neighbour.id] })
    expect(asked.status).toBe(303)
    expect((await post(other, joint, `${joint}/decide`, { decision: 'join' })).status).toBe(303)
    expect((await buyer.get(joint).expect(200)).text).toContain('Takes part since')
    expect((await other.get(joint).expect(200)).text).toContain('You take part.')
  })
})
