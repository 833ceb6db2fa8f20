import { findMatches } from '../../server/matching/matching.service.ts'
import type { ChallengeRecord } from '../../shared/challenges/challenge.ts'
import { newId } from '../../shared/platform/ids.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { aSupplier } from '../organisations/organisations.factory.ts'
import { csrfIn, startTestApp, type TestApp } from '../platform/app.ts'
import { signInAs, tokenFor } from '../platform/sign-in.ts'
import { aMatch, aPublicChallenge, aRun } from './matching.factory.ts'

type Agent = ReturnType<TestApp['agent']>
type Firm = Awaited<ReturnType<typeof aSupplier>>['supplier']

let app: TestApp
let broker: Agent
let brokerToken: string
let supplierAgent: Agent
let supplierToken: string
let buyer: Agent
let firm: Firm
let challenge: ChallengeRecord

beforeAll(async () => {
  app = await startTestApp()
  const aBroker = await aPerson({ organisation: 'brokerage' })
  broker = app.agent()
  await signInAs(broker, aBroker)
  brokerToken = await tokenFor(app.agent(), aBroker)
  firm = (await aSupplier({ name: 'Damp Sensors Ltd' })).supplier
  const supplierPerson = await aPerson({ organisation: { id: firm.id } })
  supplierAgent = app.agent()
  await signInAs(supplierAgent, supplierPerson)
  supplierToken = await tokenFor(app.agent(), supplierPerson)
  buyer = app.agent()
  await signInAs(buyer, await aPerson({ organisation: 'supplier' }))
})
afterAll(() => app.stop())
beforeEach(async () => {
  challenge = await aPublicChallenge()
})

const ranking = () => `/challenges/${challenge._id}/matches`

async function post(agent: Agent, page: string, path: string, body: object) {
  const { text } = await agent.get(page).expect(200)
  return agent
    .post(path)
    .type('form')
    .send({ _csrf: csrfIn(text), ...body })
}

describe('the ranking page', () => {
  it('says that the ranking is being made', async () => {
    const { text } = await broker.get(ranking()).expect(200)
    expect(text).toContain('The ranking is being made')
    expect(text).toMatch(/<noscript>.*Load this page again<\/a><\/p><\/noscript>/)
    expect(text).toContain('data-waiting')
  })

  it('shows rank, supplier, parts of the score, reasons and what may be done', async () => {
    const match = await aMatch(challenge._id, firm)
    await aMatch(
      challenge._id,
      { id: newId(), name: 'On <Record>', isVerified: false },
      { rank: 2, score: 0.5 },
    )
    await aRun(challenge._id)
    const { text } = await broker.get(ranking()).expect(200)
    expect(text).toContain('Ranked 858 suppliers')
    expect(text).toMatch(
      /2 above the line of 0\.30, 0 sent, 2 wait for a decision \(1 of a firm that has not signed up\)/,
    )
    expect(text).toContain('Damp Sensors Ltd')
    expect(text).toContain('0.70')
    expect(text).toContain('Track record')
    expect(text).toContain('<span class="shared-word">damp</span>')
    expect(text).toContain('new to this council')
    expect(text).toContain('from public records, not claimed')
    expect(text).toContain(`/matches/${match._id}/approve`)
    expect(text).toContain('On &lt;Record&gt;')
  })

  it('is there for brokers alone', async () => {
    await aMatch(challenge._id, firm)
    await supplierAgent.get(ranking()).expect(404)
    await buyer.get(ranking()).expect(404)
    await app.agent().get(ranking()).expect(303)
    await broker.get(`/challenges/${newId()}/matches`).expect(404)
    await broker.get('/challenges/x/matches').expect(404)
    const draft = await aPublicChallenge({ status: 'submitted', publishedAt: null })
    await broker.get(`/challenges/${draft._id}/matches`).expect(404)
  })

  it('pages and filters', async () => {
    for (let i = 1; i <= 30; i += 1) {
      await aMatch(
        challenge._id,
        { id: newId(), name: `Firm ${i}.`, isVerified: true },
        { rank: i, score: 1 - i / 100 },
      )
    }
    await aRun(challenge._id)
    const first = await broker.get(ranking()).expect(200)
    expect(first.text).toContain('Firm 25.')
    expect(first.text).not.toContain('Firm 26.')
    const second = await broker.get(`${ranking()}?page=2`).expect(200)
    expect(second.text).toContain('Firm 30.')
    const declined = await broker.get(`${ranking()}?status=declined`).expect(200)
    expect(declined.text).toContain('No match fits all of this')
    await broker.get(`${ranking()}?status[$ne]=x&page=-1`).expect(200)
  })
})

describe('a broker’s decision', () => {
  it('approves: the supplier is told', async () => {
    const match = await aMatch(challenge._id, firm)
    await aRun(challenge._id)
    const answer = await post(broker, ranking(), `/matches/${match._id}/approve`, { page: '1' })
    expect(answer.status).toBe(303)
    expect(answer.headers['location']).toBe(`${ranking()}?done=sent&page=1#match-${match._id}`)
    expect((await findMatches([match._id]))[0]?.status).toBe('sent')
    const again = await post(broker, `${ranking()}/add`, `/matches/${match._id}/approve`, {})
    expect(again.status).toBe(409)
    expect(again.text).toContain('This match has been sent already.')
  })

  it('declines with a reason, and keeps the words when one is missing', async () => {
    const match = await aMatch(challenge._id, firm)
    const page = `/matches/${match._id}/decline`
    const empty = await post(broker, page, page, { kind: 'wrong-place', reason: '  ' })
    expect(empty.status).toBe(422)
    expect(empty.text).toMatch(/value="wrong-place" checked/)
    expect((await post(broker, page, page, { kind: 'dislike', reason: 'No' })).status).toBe(422)
    expect(empty.text).toContain('Say why this match is declined')
    const long = await post(broker, page, page, { reason: 'x'.repeat(1001) })
    expect(long.status).toBe(422)
    expect(long.text).toContain('x'.repeat(1001))
    expect(
      (await post(broker, page, page, { kind: 'not-what-they-do', reason: 'Only makes <paint>' })).status,
    ).toBe(303)
    expect((await findMatches([match._id]))[0]).toMatchObject({
      status: 'declined',
      decision: { kind: 'not-what-they-do', reason: 'Only makes <paint>' },
    })
    await supplierAgent.get(page).expect(404)
  })

  it('adds a supplier by search, with a reason that the supplier reads', async () => {
    const page = `${ranking()}/add?q=Damp`
    const { text } = await broker.get(page).expect(200)
    expect(text).toContain('Damp Sensors Ltd')
    const wrong = await post(broker, page, `${ranking()}/add?q=Damp`, { reason: 'They know damp' })
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('Choose a supplier')
    expect(wrong.text).toContain('They know damp')
    const added = await post(broker, page, `${ranking()}/add`, {
      supplierId: firm.id,
      reason: 'They know damp',
    })
    expect(added.status).toBe(303)
    const mine = await supplierAgent.get('/your-matches').expect(200)
    expect(mine.text).toContain('They know damp')
    const nobody = await post(broker, page, `${ranking()}/add`, { supplierId: newId(), reason: 'Who?' })
    expect(nobody.status).toBe(422)
  })

  it('is refused to others and after the deadline', async () => {
    const match = await aMatch(challenge._id, firm, { status: 'sent', sentAt: new Date() })
    const own = await post(supplierAgent, '/your-matches', `/matches/${match._id}/approve`, {})
    expect(own.status).toBe(403)
    const foreign = await post(buyer, '/account', `/matches/${match._id}/approve`, {})
    expect(foreign.status).toBe(404)
    const past = new Date(Date.now() - 1000)
    const closed = await aPublicChallenge({
      timetable: { askBy: past, answerBy: past, respondBy: past, pilotStart: null, pilotMonths: null },
    })
    const late = await aMatch(closed._id, firm)
    const answer = await post(broker, ranking() + '/add', `/matches/${late._id}/approve`, {})
    expect(answer.status).toBe(409)
    expect(answer.text).toContain('takes no more responses')
  })
})

describe('what a supplier sees', () => {
  it('is nothing before a match was sent', async () => {
    const { text } = await supplierAgent.get(`/challenges/${challenge._id}`).expect(200)
    await aMatch(challenge._id, firm)
    expect((await supplierAgent.get(`/challenges/${challenge._id}`)).text).not.toContain('Why this fits you')
    expect(text).not.toContain('Why this fits you')
    const match = await aMatch((await aPublicChallenge())._id, firm)
    await supplierAgent.get(`/matches/${match._id}/not-for-me`).expect(404)
  })

  it('is why it fits, in its list and beside the challenge, and nobody else sees that', async () => {
    await aMatch(challenge._id, firm, { status: 'sent', sentAt: new Date() })
    for (const path of ['/your-matches', `/challenges/${challenge._id}`]) {
      const { text } = await supplierAgent.get(path).expect(200)
      expect(text).toContain('damp')
      expect(text).toContain('Only you and the brokers see this')
    }
    expect((await buyer.get(`/challenges/${challenge._id}`)).text).not.toContain('Why this fits you')
    expect((await app.agent().get(`/challenges/${challenge._id}`)).text).not.toContain('Why this fits you')
    await broker.get('/your-matches').expect(404)
  })

  it('may say that it is not for it, with a reason', async () => {
    const match = await aMatch(challenge._id, firm, { status: 'sent', sentAt: new Date() })
    const page = `/matches/${match._id}/not-for-me`
    const empty = await post(supplierAgent, page, page, { reason: 'Too large for us' })
    expect(empty.status).toBe(422)
    expect(empty.text).toContain('Choose what the reason is about')
    expect(empty.text).toContain('>Too large for us</textarea>')
    const said = { kind: 'too-large', reason: 'Too large for us' }
    expect((await post(supplierAgent, page, page, said)).status).toBe(303)
    expect((await findMatches([match._id]))[0]).toMatchObject({ status: 'not-for-me', answer: said })
    expect((await supplierAgent.get(`/challenges/${challenge._id}`)).text).toContain('Too large for us')
    expect((await broker.get(`/matches/${match._id}/not-for-me`)).status).toBe(404)
  })
})

describe('the settings', () => {
  const page = '/desk/matching-settings'

  it('are for brokers, refuse what contradicts itself, and keep the words', async () => {
    await supplierAgent.get(page).expect(404)
    const wrong = await post(broker, page, page, { proposeFrom: 'lots', sending: 'from', sendFrom: '2' })
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('value="lots"')
    const upside = await post(broker, page, page, { proposeFrom: '0.6', sending: 'from', sendFrom: '0.5' })
    expect(upside.status).toBe(422)
    expect(upside.text).toContain('must be at least the one from which matches are proposed')
    const saved = await post(broker, page, page, { proposeFrom: '0.5', sending: 'from', sendFrom: '0.8' })
    expect(saved.status).toBe(303)
    expect((await broker.get(page)).text).toContain('value="0.80"')
    const never = await post(broker, page, page, { proposeFrom: '0.45', sending: 'never', sendFrom: '' })
    expect(never.status).toBe(303)
  })
})

describe('for programs', () => {
  const api = (token: string) => ({ authorization: `Bearer ${token}` })

  it('lists the ranking by cursor, to brokers alone', async () => {
    const ids: string[] = []
    for (let i = 1; i <= 5; i += 1) {
      const match = await aMatch(
        challenge._id,
        { id: newId(), name: `Firm ${i}`, isVerified: true },
        { rank: i },
      )
      ids.push(match._id)
    }
    const path = `/api/v1${ranking()}`
    const first = await app.agent().get(`${path}?limit=3`).set(api(brokerToken)).expect(200)
    const next = await app
      .agent()
      .get(`${path}?limit=3&cursor=${first.body.nextCursor}`)
      .set(api(brokerToken))
      .expect(200)
    expect([...first.body.items, ...next.body.items].map(({ id }: { id: string }) => id)).toEqual(ids)
    expect(next.body.nextCursor).toBeNull()
    expect(first.body.items[0].why).toEqual(['shares: damp, sensors', 'new to Blackburn with Darwen'])
    await app.agent().get(`${path}?cursor=nonsense`).set(api(brokerToken)).expect(400)
    await app.agent().get(path).set(api(supplierToken)).expect(404)
    await app.agent().get(path).expect(401)
  })

  it('approves, declines, adds and answers under the same checks', async () => {
    const match = await aMatch(challenge._id, firm)
    const declined = await app
      .agent()
      .post(`/api/v1/matches/${match._id}/decline`)
      .set(api(brokerToken))
      .send({ kind: 'other', reason: 'No' })
      .expect(200)
    expect(declined.body).toMatchObject({ status: 'declined', decision: { kind: 'other', reason: 'No' } })
    await app.agent().post(`/api/v1/matches/${match._id}/decline`).set(api(brokerToken)).send({}).expect(422)
    await app.agent().post(`/api/v1/matches/${match._id}/approve`).set(api(supplierToken)).expect(404)
    const added = await app
      .agent()
      .post(`/api/v1${ranking()}`)
      .set(api(brokerToken))
      .send({ supplierId: firm.id, reason: 'On second thoughts' })
      .expect(201)
    expect(added.body).toMatchObject({ id: match._id, status: 'sent', addedReason: 'On second thoughts' })
    const mine = await app.agent().get('/api/v1/matches').set(api(supplierToken)).expect(200)
    expect(mine.body.items[0]).toMatchObject({ challengeId: challenge._id, status: 'sent' })
    expect(mine.body.items[0]).not.toHaveProperty('rank')
    await app
      .agent()
      .post(`/api/v1/matches/${match._id}/not-for-me`)
      .set(api(supplierToken))
      .send({ kind: 'wrong-place', reason: 'Too far' })
      .expect(200)
    await app.agent().get('/api/v1/matches').set(api(brokerToken)).expect(404)
  })
})
