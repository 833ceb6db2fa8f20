import type { ChallengeRecord } from '../../shared/challenges/challenge.ts'
import { newId } from '../../shared/platform/ids.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { csrfIn, startTestApp, type TestApp } from '../platform/app.ts'
import { signInAs } from '../platform/sign-in.ts'
import {
  aChallengeOfACouncil,
  anEngagement,
  aProposal,
  buyersCanary,
  canaries,
  stored,
  twoSuppliers,
  words,
} from './introductions.factory.ts'

type Agent = ReturnType<TestApp['agent']>

let app: TestApp
let broker: Agent
let firms: Awaited<ReturnType<typeof twoSuppliers>>
let one: Agent
let two: Agent
let reader: Agent
let stranger: Agent
let buyer: Agent
let challenge: ChallengeRecord

const signedIn = async (facts: Parameters<typeof aPerson>[0]): Promise<Agent> => {
  const agent = app.agent()
  await signInAs(agent, await aPerson(facts))
  return agent
}

beforeAll(async () => {
  app = await startTestApp()
  const made = await anEngagement()
  firms = await twoSuppliers()
  broker = await signedIn({ organisation: 'brokerage' })
  one = await signedIn({ organisation: firms.one.supplier.id })
  two = await signedIn({ organisation: firms.two.supplier.id })
  reader = await signedIn({ organisation: firms.two.supplier.id, role: 'viewer' })
  stranger = await signedIn({ organisation: 'supplier' })
  buyer = await signedIn({ organisation: made.council.id })
}, 60_000)
afterAll(() => app.stop())
beforeEach(async () => {
  challenge = (await anEngagement({ title: `Damp ${newId().slice(0, 6)}` })).challenge
})

const list = () => `/challenges/${challenge._id}/introductions`

async function post(agent: Agent, page: string, path: string, body: object = {}) {
  const { text } = await agent.get(page).expect(200)
  return agent
    .post(path)
    .type('form')
    .send({ _csrf: csrfIn(text), ...body })
}

/** A page as its reader sees it. */
const read = async (agent: Agent, path: string): Promise<string> => (await agent.get(path).expect(200)).text
const between = () => ({
  between: 'suppliers',
  supplierId: firms.one.supplier.id,
  otherSupplierId: firms.two.supplier.id,
})
const ask = async () => (await aProposal(challenge._id, firms.one.supplier.id, firms.two.supplier.id))._id

describe('a form that is refused', () => {
  it('comes back under the same navigation as it had', async () => {
    const id = await ask()
    const here = `/introductions/${id}`
    const refused = await post(one, here, `${here}/decline`, { reason: 'x'.repeat(5000) })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('data-count="/introductions"')
  })
})

describe('a broker’s pages', () => {
  it('lead from the ranking by one question after the other to a proposal', async () => {
    expect(await read(broker, `/challenges/${challenge._id}/matches`)).toContain(`href="${list()}"`)
    const page = `${list()}/propose`
    expect(await read(broker, page)).toContain('Who is to meet?')
    expect(await read(broker, `${page}?between=suppliers`)).toContain('Which supplier?')
    const found = await read(broker, `${page}?between=suppliers&q=Damp`)
    expect(found).toContain('Damp Sensors Ltd')
    const supplier = firms.one.supplier.id
    const next = await read(broker, `${page}?between=suppliers&supplier=${supplier}&q=Sensors`)
    expect(next).toContain('Which other supplier?')
    expect(next).not.toContain(`value="${supplier}" aria`)
    const last = `${page}?between=suppliers&supplier=${supplier}&other=${firms.two.supplier.id}`
    const empty = await post(broker, last, page, { ...between(), why: 'They fit', toTalkAbout: ' ' })
    expect(empty.status).toBe(422)
    expect(empty.text).toContain('Say what they might talk about')
    expect(empty.text).toContain('They fit')
    const sent = await post(broker, last, page, { ...between(), ...words })
    expect(sent.status).toBe(303)
    const shown = await read(broker, list())
    expect(shown).toContain('Damp Sensors Ltd and Warm Walls Co-operative')
    expect(shown).toContain('Nobody has answered')
    const again = await post(broker, last, page, { ...between(), ...words })
    expect(again.status).toBe(409)
    expect(again.text).toContain('are being asked')
  })

  it('name the search box when it was empty', async () => {
    const { text } = await broker.get(`${list()}/propose?between=suppliers&q=+`).expect(422)
    expect(text).toContain('<a href="#q">Enter the name of a supplier, or what it does</a>')
    expect(text).toContain('aria-describedby="q-error"')
  })

  it('say so when nobody was chosen of those found, and keep what was searched for', async () => {
    const page = `${list()}/propose?between=suppliers`
    const { text } = await broker.get(`${page}&choosing=supplier&q=Damp`).expect(422)
    expect(text).toContain('href="#supplierId">Choose a supplier')
    expect(text).toContain('Damp Sensors Ltd')
    const supplier = firms.one.supplier.id
    const next = await read(broker, `${page}&choosing=supplier&q=Warm&supplier=${supplier}`)
    expect(next).not.toContain('Warm Walls Co-operative')
    await broker.get(`${page}&choosing=other&q=Warm&supplier=${supplier}`).expect(422)
  })

  it('offer the authority in engagement alone, and refuse it elsewhere with the law as the reason', async () => {
    const page = `${list()}/propose`
    expect(await read(broker, page)).toContain('The authority and a supplier')
    const other = await aChallengeOfACouncil()
    const elsewhere = `/challenges/${other.challenge._id}/introductions/propose`
    const shown = await read(broker, elsewhere)
    expect(shown).not.toContain('The authority and a supplier')
    expect(await read(broker, `${elsewhere}?between=buyer-and-supplier`)).not.toContain('On the record')
    const tried = await post(broker, page, elsewhere, {
      between: 'buyer-and-supplier',
      supplierId: firms.one.supplier.id,
      ...words,
    })
    expect(tried.status).toBe(422)
    expect(tried.text).toContain('Procurement Act 2023, section 16')
  })

  it('are for brokers alone', async () => {
    for (const agent of [one, buyer, stranger])
      for (const path of [list(), `${list()}/propose`]) await agent.get(path).expect(404)
    await app.agent().get(list()).expect(303)
    await broker.get(`/challenges/${newId()}/introductions`).expect(404)
    await broker.get('/introductions').expect(404)
  })

  it('withdraw, and show who declined and why', async () => {
    const id = await ask()
    expect((await broker.get(`/introductions/${id}`).expect(303)).headers['location']).toBe(
      `${list()}#introduction-${id}`,
    )
    expect((await post(broker, list(), `/introductions/${id}/withdraw`)).status).toBe(303)
    expect(await read(broker, list())).toContain('Withdrawn')
    expect(
      (await post(broker, list().replace('introductions', 'matches/add'), `/introductions/${id}/withdraw`))
        .status,
    ).toBe(409)
    const second = await ask()
    await post(two, `/introductions/${second}`, `/introductions/${second}/decline`, { reason: 'No <time>' })
    expect(await read(broker, list())).toContain('No &lt;time&gt;')
  })
})

describe('a side’s pages', () => {
  it('ask, and give the contacts once both have said yes', async () => {
    const id = await ask()
    const page = `/introductions/${id}`
    expect(await read(one, '/your-matches')).toContain('href="/introductions"')
    expect(await read(one, '/introductions')).toContain('Warm Walls Co-operative')
    const asked = await read(one, page)
    expect(asked).toContain('One senses damp, the other cures it.')
    expect(asked).toContain(`/suppliers/${firms.two.supplier.id}`)
    expect(asked).toContain(canaries[0])
    expect(asked).not.toContain(canaries[2])
    expect((await post(one, page, `${page}/accept`)).headers['location']).toBe(`${page}?done=accepted`)
    for (const path of [page, '/introductions', `${page}?done=made`]) {
      const shown = await read(one, path)
      for (const canary of canaries.slice(2)) expect(shown).not.toContain(canary)
    }
    expect(await read(two, page)).not.toContain(canaries[0])
    expect(await read(two, page)).toContain('Would you like to meet?')
    expect((await post(two, page, `${page}/accept`)).headers['location']).toBe(`${page}?done=made`)
    expect(await read(one, page)).toContain(canaries[2])
    expect(await read(reader, page)).toContain(canaries[0])
    expect((await post(two, page.replace(id, await ask2()), `${page}/accept`)).status).toBe(409)
  })

  /** Another introduction of the second supplier, for a page with a form. */
  const ask2 = async () =>
    (
      await aProposal(
        (
          await aChallengeOfACouncil()
        ).challenge._id,
        firms.two.supplier.id,
        firms.one.supplier.id,
      )
    )._id

  it('let a viewer read and not answer, and nobody else see it', async () => {
    const id = await ask()
    const page = `/introductions/${id}`
    const shown = await read(reader, page)
    expect(shown).toContain('You may read this.')
    expect(shown).not.toContain(`${page}/accept`)
    expect((await post(reader, '/introductions', `${page}/accept`)).status).toBe(403)
    for (const agent of [stranger, buyer]) {
      await agent.get(page).expect(404)
      expect((await post(agent, '/account', `${page}/accept`)).status).toBe(404)
      expect((await post(agent, '/account', `${page}/decline`)).status).toBe(404)
    }
    expect((await stored(id)).status).toBe('proposed')
    await app.agent().get(page).expect(303)
  })

  it('keep from the other side who declined, and why', async () => {
    const id = await ask()
    const page = `/introductions/${id}`
    const long = await post(two, page, `${page}/decline`, { reason: 'x'.repeat(1001) })
    expect(long.status).toBe(422)
    expect(long.text).toContain('x'.repeat(1001))
    await post(two, page, `${page}/decline`, { reason: 'Rivals' })
    for (const path of [page, '/introductions']) {
      const shown = await read(one, path)
      expect(shown).toMatch(/[Dd]oes not come about/)
      expect(shown).not.toContain('Rivals')
      expect(shown.replaceAll('Declined instead', '')).not.toMatch(/declined/i)
    }
    expect(await read(two, page)).toContain('Rivals')
    expect((await post(one, '/introductions', `${page}/accept`)).status).toBe(409)
  })

  it('say in the navigation that there is one, while there is one', async () => {
    const quiet = await signedIn({ organisation: 'supplier' })
    expect(await read(quiet, '/challenges')).not.toContain('href="/introductions"')
    await ask()
    expect(await read(one, '/challenges')).toContain('href="/introductions"')
  })
})

describe('an introduction to the buyer', () => {
  it('reminds the buyer of section 16, and is on the record of the challenge', async () => {
    const { _id } = await aProposal(challenge._id, firms.one.supplier.id)
    const page = `/introductions/${_id}`
    const visitor = app.agent()
    expect(await read(visitor, `/challenges/${challenge._id}`)).not.toContain('during engagement')
    expect(await read(one, page)).toContain('Once made, it counts')
    await post(one, page, `${page}/accept`)
    const asked = await read(buyer, page)
    expect(asked).toContain('What you tell one, tell all')
    expect(asked).toContain(`/challenges/${challenge._id}#questions`)
    expect(asked).toContain(`/challenges/${challenge._id}/notices`)
    for (const canary of canaries) expect(asked).not.toContain(canary)
    expect(await read(one, page)).not.toContain(buyersCanary)
    await post(buyer, page, `${page}/accept`)
    expect(await read(buyer, page)).toContain(canaries[0])
    expect(await read(one, page)).toContain(buyersCanary)
    const words = '1 supplier was introduced to the authority during engagement.'
    for (const agent of [visitor, one, stranger]) {
      const shown = await read(agent, `/challenges/${challenge._id}`)
      expect(shown).toContain(words)
      expect(shown).not.toContain('Damp Sensors Ltd</a>')
    }
    for (const agent of [buyer, broker])
      expect(await read(agent, `/challenges/${challenge._id}`)).toContain('Damp Sensors Ltd</a>')
  })
})
