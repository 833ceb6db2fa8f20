import { join } from 'node:path'
import { findOrganisation, loadAuthorities } from '../../server/organisations/index.ts'
import { importAwards } from '../../server/organisations/organisations.import.service.ts'
import { listClaims } from '../../server/organisations/index.ts'
import { Organisation } from '../../server/organisations/organisations.model.ts'
import { listOrganisationsToVerify } from '../../server/organisations/index.ts'
import { projectRoot } from '../../server/platform/paths.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { csrfIn, startTestApp, type TestApp } from '../platform/app.ts'
import { signInAs } from '../platform/sign-in.ts'
import { aBroker } from './organisations.factory.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
  await loadAuthorities()
  await importAwards([join(projectRoot, 'data/awards/english_releases.json')])
})
afterAll(() => app.stop())

type Agent = ReturnType<TestApp['agent']>

async function post(agent: Agent, page: string, to: string, words: object) {
  const shown = await agent.get(page).expect(200)
  return agent
    .post(to)
    .type('form')
    .send({ _csrf: csrfIn(shown.text), ...words })
}

async function agentOf(person: { email: string }): Promise<Agent> {
  const agent = app.agent()
  await signInAs(agent, person)
  return agent
}

const idOf = async (name: string): Promise<string> => (await Organisation.findOne({ name }).lean())?._id ?? ''

describe('the directory for everybody', () => {
  it('lists, counts, filters and pages', async () => {
    const all = await app.agent().get('/suppliers').expect(200)
    expect(all.text).toMatch(/\d+ suppliers/)
    expect(all.text).toContain('Page 1 of')
    const some = await app.agent().get('/suppliers?q=sabre+building&sme=yes').expect(200)
    expect(some.text).toContain('1 supplier<')
    expect(some.text).toContain('Sabre Building Solutions Ltd.')
    const second = await app.agent().get('/suppliers?page=2&region=TLD&region=TLI').expect(200)
    expect(second.text).toContain('checked')
  })

  it('says when nothing fits, and mends an address that makes no sense', async () => {
    const none = await app.agent().get('/suppliers?q=xylophone+tuning').expect(200)
    expect(none.text).toContain('No supplier fits all of this')
    await app.agent().get('/suppliers?page=-1&region[$ne]=x&category=%00&sort=drop&q[$gt]=').expect(200)
    await app.agent().get('/suppliers?q=(((').expect(200)
  })

  it('shows a supplier from public records as such, with its track record', async () => {
    const page = await app
      .agent()
      .get(`/suppliers/${await idOf('Sabre Building Solutions Ltd.')}`)
      .expect(200)
    expect(page.text).toContain('From public records, not claimed')
    expect(page.text).toContain('Track record')
    expect(page.text).toContain('Claim this profile')
    expect(page.text).toContain('10266124')
  })

  it('knows no supplier by a wrong id, nor one that waits for a broker', async () => {
    await app.agent().get('/suppliers/nobody').expect(404)
    const { organisationId } = await aPerson({ organisation: 'supplier' })
    await Organisation.updateOne({ _id: organisationId }, { status: 'pending' })
    await app.agent().get(`/suppliers/${organisationId}`).expect(404)
  })

  it('shows an authority', async () => {
    const page = await app.agent().get('/authorities/BBD').expect(200)
    expect(page.text).toContain('Blackburn with Darwen')
    expect(page.text).toContain('North West')
    await app.agent().get('/authorities/XXX').expect(404)
  })
})

describe('claiming', () => {
  it('goes to a broker, who sees what was said', async () => {
    const person = await aPerson()
    const agent = await agentOf(person)
    const id = await idOf('Sabre Building Solutions Ltd.')
    const short = await post(agent, `/organisations/${id}/claim`, `/organisations/${id}/claim`, {
      why: 'mine',
    })
    expect(short.status).toBe(422)
    expect(short.text).toContain('There is a problem')
    expect(short.text).toContain('>mine</textarea>')
    const why = 'I am its managing director; ring the office and ask.'
    const sent = await post(agent, `/organisations/${id}/claim`, `/organisations/${id}/claim`, { why })
    expect(sent.status).toBe(303)
    const claims = await listClaims(aBroker())
    expect(claims).toContainEqual(expect.objectContaining({ organisationId: id, why, isDomainOnFile: false }))
    const page = await agent.get(`/suppliers/${id}`).expect(200)
    expect(page.text).toContain('A broker is looking at it')
  })

  it('needs an account', async () => {
    const id = await idOf('Sabre Building Solutions Ltd.')
    await app.agent().get(`/organisations/${id}/claim`).expect(303)
  })
})

describe('somebody without an organisation', () => {
  it('finds the council by a word of its name', async () => {
    const agent = await agentOf(await aPerson({ name: 'Sam Newcomer', email: 'sam@a-council.example' }))
    const found = await agent.get('/organisation?council=darwen%20BLACKBURN').expect(200)
    expect(found.text).toContain('One council matches')
    expect(found.text).toMatch(/claim">Blackburn with Darwen Borough Council<\/a><\/li>\s*<\/ul>\s*<\/div>/)
    const none = await agent.get('/organisation?council=%3Cb%3EAtlantis').expect(200)
    expect(none.text).toContain('No council has “&lt;b&gt;Atlantis” in its name')
    await agent.get('/organisation?council[$ne]=x').expect(200)
  })
})

describe('registering a supplier', () => {
  it('asks for a company number or the word that there is none, and waits for a broker', async () => {
    const agent = await agentOf(await aPerson({ name: 'Nia Founder' }))
    const start = await agent.get('/organisation').expect(200)
    expect(start.text).toContain('Register a supplier that is not there')
    const bare = await post(agent, '/organisation/new', '/organisation/new', { name: 'Damp Detectives Ltd' })
    expect(bare.status).toBe(422)
    expect(bare.text).toContain('Say whether you have a company number')
    const nothing = await post(agent, '/organisation/new', '/organisation/new', {})
    expect(nothing.text.indexOf('href="#name"')).toBeLessThan(
      nothing.text.indexOf('href="#hasCompanyNumber"'),
    )
    const wrong = { name: 'Damp Detectives Ltd', hasCompanyNumber: 'yes', companyNumber: '12X' }
    const refused = await post(agent, '/organisation/new', '/organisation/new', wrong)
    expect(refused.text).toContain('A company number has 8 characters, like 01234567; add the zeros')
    const odd = { ...wrong, companyNumber: '12X45678' }
    const unknown = await post(agent, '/organisation/new', '/organisation/new', odd)
    expect(unknown.text).toContain('Enter a company number as Companies House writes it')
    const right = { ...wrong, companyNumber: 'sc 12345' }
    const registered = await post(agent, '/organisation/new', '/organisation/new', right)
    expect(registered.status).toBe(303)
    const profile = await agent.get(registered.headers['location'] ?? '').expect(200)
    expect(profile.text).toContain('Registered, with the company number SC012345.')

    const page = await agent.get('/organisation').expect(200)
    expect(page.text).toContain('Damp Detectives Ltd')
    expect(page.text).toContain('Waiting for a broker')
    const waiting = await listOrganisationsToVerify(aBroker())
    expect(waiting).toContainEqual(
      expect.objectContaining({
        name: 'Damp Detectives Ltd',
        supplier: expect.objectContaining({ companyNumber: 'SC012345' }),
        founders: [expect.objectContaining({ name: 'Nia Founder' })],
      }),
    )
  })

  it('points to the claim where the number is in the directory', async () => {
    const agent = await agentOf(await aPerson())
    const taken = { name: 'Sabre Copy', hasCompanyNumber: 'yes', companyNumber: '10266124' }
    const answer = await post(agent, '/organisation/new', '/organisation/new', taken)
    expect(answer.status).toBe(409)
    expect(answer.text).toContain('Find it there and ask to claim it')
  })
})

describe('the profile', () => {
  let agent: Agent
  let id: string
  beforeAll(async () => {
    const person = await aPerson({ organisation: 'supplier', role: 'admin' })
    id = person.organisationId ?? ''
    agent = await agentOf(person)
  })
  const profile = async () => (await findOrganisation(id))?.supplier
  const save = (part: string, words: object) =>
    post(agent, `/organisation/profile/${part}`, `/organisation/profile/${part}`, words)

  it('says what is missing and what it costs', async () => {
    const page = await agent.get('/organisation/profile').expect(200)
    expect(page.text).toContain('Complete to 0%')
    expect(page.text).toContain('Without them only your award records speak for you')
  })

  it.each([
    [
      'about',
      {
        whatWeDo: 'We find damp with sensors before it does harm.',
        capabilities: 'damp sensors\n\n retrofit ',
      },
    ],
    ['regions', { regions: ['TLD', 'TLD33'] }],
    ['maturity', { trlFrom: '4', trlTo: '9' }],
    ['size', { staff: '24', turnoverPence: '1.2m', balanceSheetPence: '', isVcse: 'no' }],
    ['accreditations', { accreditations: 'ISO 27001\r\nCyber Essentials' }],
    ['links', { links: { 0: { url: 'https://damp.example', label: 'Us' }, 1: { url: '', label: '' } } }],
    ['contact', { contact: { name: 'Team', email: 'hello@damp.example', phone: '' } }],
    ['company', { hasCompanyNumber: 'no', companyNumber: '' }],
  ])('saves %s', async (part, words) => {
    const answer = await save(part, words)
    expect(answer.status).toBe(303)
    expect(answer.headers['location']).toBe('/organisation/profile?saved')
  })

  it('has kept all of it, and worked the size out', async () => {
    expect(await profile()).toMatchObject({
      capabilities: ['damp sensors', 'retrofit'],
      regions: ['TLD', 'TLD33'],
      trlFrom: 4,
      trlTo: 9,
      staff: 24,
      turnoverPence: 120_000_000,
      balanceSheetPence: null,
      isSme: true,
      isVcse: false,
      accreditations: ['ISO 27001', 'Cyber Essentials'],
      links: [{ url: 'https://damp.example', label: 'Us' }],
      hasNoCompanyNumber: true,
    })
  })

  it.each([
    ['about', { whatWeDo: '', capabilities: '' }, 'Say what you do'],
    ['regions', { regions: 'Mars' }, 'Choose regions from the list'],
    ['maturity', { trlFrom: '9', trlTo: '2' }, 'The highest level must be at or above the lowest'],
    ['size', { staff: 'many' }, 'Enter the number of people as a whole number'],
    [
      'links',
      { links: { 0: { url: 'javascript:alert(1)' } } },
      'Enter a web address that starts with https://',
    ],
    ['contact', { contact: { email: 'nowhere' } }, 'Enter an e-mail address in the right format'],
  ])('refuses a wrong %s and keeps the words', async (part, words, message) => {
    const answer = await save(part, words)
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('There is a problem')
    expect(answer.text).toContain(message)
  })

  it('finds categories by word or down the tree, without a script', async () => {
    const found = await agent.get('/organisation/profile/categories?q=thermal+insul').expect(200)
    expect(found.text).toContain('Thermal insulation work')
    const tree = await agent.get('/organisation/profile/categories?under=72000000').expect(200)
    expect(tree.text).toContain('Software programming')
    const here = '/organisation/profile/categories'
    expect((await post(agent, here, here, { add: '72200000' })).status).toBe(303)
    await post(agent, here, here, { add: '12345678' })
    expect((await profile())?.cpv).toEqual(['72200000'])
    await post(agent, here, here, { remove: '72200000' })
    expect((await profile())?.cpv).toEqual([])
  })

  it('adds, changes and removes case studies', async () => {
    const all = '/organisation/profile/case-studies'
    expect((await post(agent, `${all}/new`, `${all}/new`, { title: '' })).status).toBe(422)
    const study = {
      title: 'Dry homes',
      buyer: 'A council',
      year: '2024',
      what: 'Sensors in 400 homes',
      result: '',
      link: '',
    }
    expect((await post(agent, `${all}/new`, `${all}/new`, study)).status).toBe(303)
    await post(agent, `${all}/1`, `${all}/1`, { ...study, title: 'Drier homes' })
    expect((await profile())?.caseStudies).toMatchObject([{ title: 'Drier homes', year: 2024 }])
    await agent.get(`${all}/2`).expect(404)
    await post(agent, `${all}/1`, `${all}/1/remove`, {})
    expect((await profile())?.caseStudies).toEqual([])
  })

  it('shows itself as others see it, and harms nobody by its words', async () => {
    await save('about', { whatWeDo: '<script>alert(1)</script> **bold**', capabilities: '<b>x</b>' })
    const page = await agent.get('/organisation/profile/preview').expect(200)
    expect(page.text).toContain('As others see it')
    expect(page.text).not.toContain('<script>alert')
    expect(page.text).not.toContain('<b>x</b>')
    const visitor = await app.agent().get(`/suppliers/${id}`).expect(200)
    expect(visitor.text).not.toContain('hello@damp.example')
    expect(visitor.text).not.toContain('1,200,000')
  })

  it('is nobody else’s to change', async () => {
    const broker = await agentOf(await aPerson({ organisation: 'brokerage' }))
    await broker.get('/organisation/profile').expect(404)
    const viewer = await agentOf(await aPerson({ organisation: { id }, role: 'viewer' }))
    await viewer.get('/organisation/profile').expect(200)
    await viewer.get('/organisation/profile/about').expect(403)
  })
})
