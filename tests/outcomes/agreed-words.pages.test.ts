import { listEvents } from '../../server/audit/index.ts'
import { Decision } from '../../server/evaluation/evaluation.award.model.ts'
import { findAuthorityByCode, suppliersForRanking } from '../../server/organisations/index.ts'
import { Organisation } from '../../server/organisations/organisations.model.ts'
import { Pilot } from '../../server/outcomes/outcomes.model.ts'
import { addDays } from '../../shared/coaching/law/periods.ts'
import { type EvaluationPeople, evaluationPeople, type Who } from '../evaluation/evaluation.people.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { csrfIn, startTestApp, type TestApp } from '../platform/app.ts'
import { signInEach } from '../platform/sign-in.ts'
import { contractDays, contractsOf, resultsRead } from './outcomes.factory.ts'

let app: TestApp
let room: EvaluationPeople
let challengeId: string
let submissionId: string
let place: string
let api: string
/** An officer of another council. */
let other: ReturnType<TestApp['agent']>
const { today } = contractDays()

beforeAll(async () => {
  app = await startTestApp()
  room = await evaluationPeople(app)
  ;[submissionId = ''] = await contractsOf(room)
  challengeId = room.challenge._id
  const startsOn = addDays(today, -100)
  await Decision.updateOne(
    { _id: challengeId },
    { $set: { 'contracts.0.startsOn': startsOn, 'contracts.0.signedOn': startsOn } },
  )
  place = `/challenges/${challengeId}/pilot/${submissionId}`
  api = `/challenges/${challengeId}/pilots/${submissionId}`
  const organisation = (await findAuthorityByCode('MAN'))?.id ?? ''
  await Organisation.updateOne({ _id: organisation }, { $set: { status: 'verified' } })
  other = (await signInEach(app, { other: await aPerson({ organisation }) })).agents.other
  const measuring = { 'fewer-falls': { how: 'Visits', howOften: 'Each month', byWhom: 'Housing' } }
  await room.call('moderator', 'put', `${api}/plan`, { measuring }).expect(200)
}, 240_000)
afterAll(() => app.stop())

const page = async (who: Who, path = '') => (await room.agents[who].get(`${place}${path}`).expect(200)).text
const step = (who: Who, name: string, body: object) =>
  room.call(who, 'post', `${api}/case-study/${name}`, body)
const keyIn = (html: string) => /name="recordKey" value="([^"]*)"/.exec(html)?.[1] ?? ''
const decision = { what: 'scale', way: 'new-competition', why: 'It worked' }
const rated = { ratings: { 'fewer-falls': { rating: 'good' } }, usersView: 'Dry', learnt: 'Ask first' }
const eventsOf = async () => {
  const pilot = await Pilot.findOne({ challengeId }).lean()
  const all = [
    ...(await listEvents('pilot', pilot?._id ?? '')),
    ...(await listEvents('challenge', challengeId)),
  ]
  return all.map(({ name }) => name)
}

it('a share beyond the whole is refused by its field, on the page and by a program', async () => {
  const form = `${place}/outcomes/fewer-falls/new-reading`
  const [year, month, day] = today.split('-')
  const typed = { 'on[day]': day, 'on[month]': month, 'on[year]': year, source: 'Log', value: '250' }
  const refused = await room.send('moderator', form, form, typed)
  expect([refused.status, refused.text.includes('href="#value"')]).toEqual([422, true])
  expect(refused.text).toContain('value="250"')
  const readings = `${api}/outcomes/fewer-falls/readings`
  const input = { on: today, source: 'Log' }
  const { body } = await room.call('moderator', 'post', readings, { ...input, value: -1 }).expect(422)
  expect(body.errors).toMatchObject([{ pointer: '/value' }])
  const made = await room.call('moderator', 'post', readings, { ...input, value: 25 }).expect(201)
  const wrong = { ...input, value: 101, because: 'x' }
  await room.call('moderator', 'put', `${api}/readings/${made.body.id}`, wrong).expect(422)
})

it('more than the contract is worth was not spent without a word', async () => {
  const review = `${api}/reviews/3/buyer`
  const { body } = await room
    .call('moderator', 'put', review, { ...rated, spendPence: 3_000_001 })
    .expect(422)
  expect(body.errors).toMatchObject([{ pointer: '/spendWhy', detail: expect.stringContaining('£30,000') }])
  const said = { ...rated, spendPence: 3_000_001, spendWhy: 'An extra home' }
  await room.call('moderator', 'put', review, said).expect(200)
  expect(await page('supplier', '/reviews/3/buyer')).toContain('An extra home')
})

describe('a case study whose record changes', () => {
  beforeAll(async () => {
    const revision = await resultsRead(room, 'moderator', api)
    await room
      .call('moderator', 'put', `${api}/results`, { worked: 'Carpets', didNotWork: 'Rugs', revision })
      .expect(200)
    await room.call('moderator', 'post', `${api}/case-study`).expect(201)
  })

  it('says so to both sides, and nobody agrees to it without having seen what changed', async () => {
    const before = keyIn(await page('moderator', '/case-study'))
    await step('moderator', 'send', { number: 1, recordKey: before }).expect(200)
    await room.call('moderator', 'put', `${api}/decision`, decision).expect(200)
    expect(await eventsOf()).toContain('outcomes.case-study-outdated')
    await step('supplier', 'agree', { number: 1 }).expect(409)
    const sent = { number: '1', recordKey: before }
    const refused = await room.send('supplier', `${place}/case-study`, `${place}/case-study/agree`, sent)
    expect(refused.status).toBe(409)
    for (const says of ['changed after you opened this page', '<ins>', 'It worked'])
      expect(refused.text).toContain(says)
    for (const who of ['moderator', 'supplier'] as const)
      expect(await page(who)).toContain('The record changed after its words were written')
  })

  it('takes the record over where nobody wrote by hand, and shows what is new to who agreed before', async () => {
    const form = `${place}/case-study/take-over`
    const taken = (await room.agents.moderator.get(form).expect(200)).text
    expect(taken).toContain('**Scale: New competition.**')
    const { body } = await room.call('moderator', 'get', `${api}/case-study`).expect(200)
    const { title, summary, body: text } = body.version
    const words = { title, summary, body: `${text}\n\n## What comes next\n\nMore.`, revision: '1' }
    const stale = await room.send('moderator', form, `${place}/case-study/edit`, { ...words, recordKey: 'x' })
    expect([stale.status, keyIn(stale.text)]).toEqual([409, keyIn(taken)])
    const save = { ...words, recordKey: keyIn(taken) }
    expect((await room.send('moderator', form, `${place}/case-study/edit`, save)).status).toBe(303)
    const own = await page('moderator', '/case-study')
    expect(own).toContain('What is new since version 1, to which you agreed')
    expect(own).not.toContain('The record changed after')
    await step('moderator', 'send', { number: 2 }).expect(200)
    const seen = await page('supplier', '/case-study')
    for (const says of ['What is new since version 1, which you saw first', '<ins>', 'More.'])
      expect(seen).toContain(says)
    await step('supplier', 'agree', { number: 1 }).expect(409)
    await step('supplier', 'agree', { number: 2 }).expect(200)
  })

  it('says who took it out of the library and what can be done, and is evidence again once it is back', async () => {
    const { body: study } = await room.call('supplier', 'get', `${api}/case-study`).expect(200)
    const { slug, resourceId } = study.published
    const { body: placed } = await room.call('broker', 'get', `/resources/${resourceId}`).expect(200)
    const kept = (await room.agents.broker.get(`/resources/${slug}`).expect(200)).text
    expect(kept).toContain(`/resources/${slug}/filing`)
    expect(placed).toMatchObject({
      gates: ['3'],
      sectors: ['built-environment'],
      procurementActSections: ['85', '87'],
    })
    const measured = async () =>
      (await suppliersForRanking([room.people.supplier.organisationId ?? '']))[0]?.measured.length
    expect(await measured()).toBe(1)
    await room.send('broker', `/resources/${slug}`, `/resources/${slug}/unpublish`)
    expect(await measured()).toBe(0)
    for (const who of ['moderator', 'supplier'] as const) {
      const shown = await page(who, '/case-study')
      for (const says of [
        'A broker took it out of the library',
        'Ask the brokers why',
        'Taken out by a broker',
      ])
        expect(shown).toContain(says)
      expect(shown).not.toContain(`/resources/${slug}`)
    }
    expect((await app.agent().get(`/challenges/${challengeId}/results`)).text).not.toContain(slug)
    const token = (status: string) =>
      room.call('broker', 'patch', `/resources/${resourceId}`, { status }).expect(200)
    await token('published')
    expect([await measured(), await page('supplier', '/case-study')]).toEqual([
      1,
      expect.stringContaining(`/resources/${slug}`),
    ])
    await token('draft')
    await step('supplier', 'withdraw', { because: 'For good' }).expect(200)
    await room.call('broker', 'patch', `/resources/${resourceId}`, { status: 'published' }).expect(409)
    await app.agent().get(`/resources/${slug}`).expect(404)
    expect(await eventsOf()).toEqual(
      expect.arrayContaining(['outcomes.case-study-taken-out', 'outcomes.case-study-put-back']),
    )
  })
})

describe('asking to adopt', () => {
  const path = () => `/challenges/${challengeId}/results/${submissionId}/adopt`
  const terms = { shares: 'Our specification', licence: 'ogl', contact: 'Housing team' }

  it('is of the terms that were read, and shows what changed in them', async () => {
    await room.call('moderator', 'put', `${api}/terms`, terms).expect(200)
    const shown = (await other.get(path()).expect(200)).text
    const termsSeen = /name="termsSeen" value="([^"]+)"/.exec(shown)?.[1]
    await room
      .call('moderator', 'put', `${api}/terms`, { ...terms, shares: 'Nothing but a call' })
      .expect(200)
    const sent = { _csrf: csrfIn(shown), message: 'May we use your form?', termsSeen }
    const refused = await other.post(path()).type('form').send(sent)
    expect(refused.status).toBe(409)
    for (const says of ['The terms changed after', '<ins>', 'Nothing but a call', 'May we use your form?'])
      expect(refused.text).toContain(says)
    await other
      .post(path())
      .type('form')
      .send({ ...sent, termsSeen: '2.0' })
      .expect(303)
    // A colleague who had the page open, too, finds no form there any more.
    const late = { ...sent, termsSeen: '2.0', message: 'What I would have asked' }
    const second = await other.post(path()).type('form').send(late)
    expect(second.status).toBe(409)
    expect(second.text).toContain('<pre class="held-words">What I would have asked</pre>')
  })

  it('loses no words where the session was over meanwhile', async () => {
    const visitor = app.agent()
    const form = { message: 'Long and careful words', termsSeen: '2.0', _csrf: 'of a session that is over' }
    const send = (headers: Record<string, string>) =>
      visitor.post(path()).set(headers).type('form').send(form).expect(403)
    const held = (await send({ 'Sec-Fetch-Site': 'same-origin' })).text
    for (const says of [
      'Long and careful words',
      'name="message"',
      'Send it again',
      'Your session has ended',
    ])
      expect(held).toContain(says)
    expect((await send({})).text).not.toContain('name="message"')
    const again = await visitor
      .post(path())
      .type('form')
      .send({ ...form, _csrf: csrfIn(held) })
    expect([again.status, again.text.includes('Long and careful words')]).toEqual([401, true])
  })
})
