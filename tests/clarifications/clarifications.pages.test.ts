import type { ChallengeRecord } from '../../shared/challenges/challenge.ts'
import { findAuthorityByName, loadAuthorities } from '../../server/organisations/index.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { aPublicChallenge } from '../matching/matching.factory.ts'
import { csrfIn, startTestApp, type TestApp } from '../platform/app.ts'
import { signInAs, tokenFor } from '../platform/sign-in.ts'

let app: TestApp
let challenge: ChallengeRecord
type Agent = ReturnType<TestApp['agent']>
const agents: Record<'buyer' | 'supplier' | 'broker', Agent> = {} as never
let supplierEmail: string

beforeAll(async () => {
  app = await startTestApp()
  await loadAuthorities()
  const council = await findAuthorityByName('Blackburn with Darwen Borough Council')
  if (!council) throw new Error('The register lacks Blackburn with Darwen')
  challenge = await aPublicChallenge({ authorityId: council.id, authorityName: council.name })
  const people = {
    buyer: await aPerson({ organisation: council.id }),
    supplier: await aPerson({ organisation: 'supplier' }),
    broker: await aPerson({ organisation: 'brokerage' }),
  }
  supplierEmail = people.supplier.email
  for (const who of ['buyer', 'supplier', 'broker'] as const) {
    agents[who] = app.agent()
    await signInAs(agents[who], people[who])
  }
})
afterAll(() => app.stop())

async function send(agent: Agent, from: string, to: string, fields: object) {
  const page = await agent.get(from).expect(200)
  return agent
    .post(to)
    .type('form')
    .send({ _csrf: csrfIn(page.text), ...fields })
}

const log = () => `/challenges/${challenge._id}/questions`
const ask = (fields: object) => send(agents.supplier, `${log()}/ask`, log(), fields)

describe('the pages of clarifications', () => {
  it('keep what was typed and name the mend when a question is empty or too long', async () => {
    const empty = await ask({ text: '   ' })
    expect(empty.status).toBe(422)
    expect(empty.text).toContain('Write your question')
    expect(empty.text).toContain('href="#text"')
    const long = await ask({ text: 'why? '.repeat(500) })
    expect(long.status).toBe(422)
    expect(long.text).toContain('Your question must be 2,000 characters or fewer')
    expect(long.text).toContain('why? why?')
  })

  it('refuse a question that names who asks, from the page and from programs', async () => {
    const text = 'We at Sensible Sensors ask: may tenants keep them?'
    const named = await ask({ text })
    expect(named.status).toBe(422)
    expect(named.text).toContain('Take the name of your organisation out')
    expect(named.text).toContain('href="#text"')
    expect(named.text).toContain(text)
    const token = await tokenFor(app.agent(), { email: supplierEmail })
    const { body } = await app
      .agent()
      .post(`/api/v1${log()}`)
      .set('authorization', `Bearer ${token}`)
      .send({ text })
      .expect(422)
    expect(body.errors[0].pointer).toBe('/text')
  })

  it('refuse a question with contact details, saying which, with the words still in the form', async () => {
    const text = `May tenants keep them? ${supplierEmail} or 01632 960001, for contract 012345-2026`
    const refused = await ask({ text })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain(`Take “${supplierEmail}” and “01632 960001” out`)
    expect(refused.text).toContain('href="#text"')
    expect(refused.text).toContain(`${text}</textarea>`)
  })

  it('take a question, an answer, and show both to everybody without naming who asked', async () => {
    expect((await ask({ text: 'May tenants keep the sensors?' })).status).toBe(303)
    const desk = await agents.buyer.get(log()).expect(200)
    const path = /\/questions\/[^/"]+\/answer/.exec(desk.text)?.[0] ?? ''
    const empty = await send(agents.buyer, path, path, { text: '' })
    expect(empty.status).toBe(422)
    expect(empty.text).toContain('Write the answer that everybody will read')
    expect((await send(agents.buyer, path, path, { text: 'Yes, **if they agree**.' })).status).toBe(303)
    const seen = await app.agent().get(log()).expect(200)
    expect(seen.text).toContain('May tenants keep the sensors?')
    expect(seen.text).toContain('<strong>if they agree</strong>')
    expect(seen.text).not.toContain('Sensible Sensors')
    const fragment = await app.agent().get(`${log()}/newer?after=0`).expect(200)
    expect(fragment.text).toContain('May tenants keep the sensors?')
    expect(fragment.text).not.toContain('<html')
    const later = await app.agent().get(`${log()}/newer?after=1`).expect(200)
    expect(later.text).toContain('1 answered, 0 waiting')
    expect(later.text).not.toContain('May tenants keep the sensors?')
  })

  it('show what is similar before it is asked again, and take it all the same', async () => {
    const hint = await agents.supplier.get(
      `${log()}/similar?text=${encodeURIComponent('can tenants keep sensors')}`,
    )
    expect(hint.text).toContain('May tenants keep the sensors?')
    const again = await ask({ text: 'Can tenants keep the sensors afterwards?' })
    expect(again.status).toBe(200)
    expect(again.text).toContain('Ask it all the same')
    expect((await ask({ text: 'Can tenants keep the sensors afterwards?', anyway: 'yes' })).status).toBe(303)
    const path = `${log()}/similar?text=${encodeURIComponent('can sensors be kept afterwards')}`
    expect((await agents.supplier.get(path)).text).toMatch(/Not answered yet[\s\S]*Your question/)
    expect((await app.agent().get(path)).text).not.toContain('Not answered yet')
  })

  it('let a broker redact with a reason, and only a broker', async () => {
    const page = await agents.broker.get(log()).expect(200)
    const path = /\/questions\/[^/"]+\/moderate/.exec(page.text)?.[0] ?? ''
    await agents.buyer.get(path).expect(404)
    await agents.supplier.get(path).expect(404)
    const target = path.replace('moderate', 'redact')
    const empty = await send(agents.broker, path, target, { part: 'question', text: '', reason: '' })
    expect(empty.status).toBe(422)
    expect(empty.text).toContain('Say why: it stays in the record')
    const done = await send(agents.broker, path, target, {
      part: 'question',
      text: 'Redacted',
      reason: 'names a person',
    })
    expect(done.status).toBe(303)
  })

  it('escape whatever is typed', async () => {
    await ask({ text: '<script>alert(1)</script> "quoted" {{ 7 * 7 }} zebra', anyway: 'yes' })
    const page = await agents.buyer.get(log()).expect(200)
    expect(page.text).not.toContain('<script>alert(1)')
    expect(page.text).toContain('&lt;script&gt;alert(1)')
    expect(page.text).toContain('{{ 7 * 7 }}')
  })

  it('ask once however often a form is sent', async () => {
    const { text } = await agents.supplier.get(`${log()}/ask`).expect(200)
    const key = /name="key" value="(\w+)"/.exec(text)?.[1]
    const fields = { _csrf: csrfIn(text), key, text: 'Whose job is it to press twice?' }
    const post = () => agents.supplier.post(log()).type('form').send(fields)
    const answers = [...(await Promise.all([post(), post(), post()])), await post()]
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303, 303])
    expect(new Set(answers.map(({ headers }) => headers['location'])).size).toBe(1)
  })

  it('answer programs the same, once for each Idempotency-Key', async () => {
    const token = await tokenFor(app.agent(), { email: supplierEmail })
    const asking = (body: object, key: string) =>
      app
        .agent()
        .post(`/api/v1${log()}`)
        .set('authorization', `Bearer ${token}`)
        .set('idempotency-key', key)
        .send(body)
    const first = await asking({ text: 'Is there a budget for travel?' }, 'one').expect(201)
    const again = await asking({ text: 'Is there a budget for travel?' }, 'one').expect(201)
    expect(again.body).toEqual(first.body)
    await asking({ text: 'Something else' }, 'one').expect(422)
    const refused = await asking({ text: '', letter: 'A' }, 'two').expect(422)
    expect(refused.body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual([
      '/letter',
      '/text',
    ])
    const read = await app.agent().get(`/api/v1${log()}`).expect(200)
    expect(read.body.answered[0]).not.toHaveProperty('askerOrganisationId')
    expect(JSON.stringify(read.body)).not.toContain(supplierEmail)
    await app.agent().post(`/api/v1${log()}`).send({ text: 'x' }).expect(401)
  })

  it('know nothing at unknown addresses', async () => {
    await agents.supplier.get('/challenges/000000000000000000000000/questions').expect(404)
    await agents.supplier.get('/questions/nonsense/answer').expect(404)
  })
})
