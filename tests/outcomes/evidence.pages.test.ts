import { listEvents } from '../../server/audit/index.ts'
import { Challenge } from '../../server/challenges/challenges.model.ts'
import { Decision } from '../../server/evaluation/evaluation.award.model.ts'
import { actorOfPerson } from '../../server/identity/index.ts'
import { Organisation } from '../../server/organisations/organisations.model.ts'
import { findAuthorityByCode, suppliersForRanking } from '../../server/organisations/index.ts'
import { skipReview } from '../../server/outcomes/outcomes.reviews.service.ts'
import { Pilot } from '../../server/outcomes/outcomes.model.ts'
import { Resource } from '../../server/resources/resources.model.ts'
import { releaseClock, setClock } from '../../server/platform/clock.ts'
import { addDays, addMonths } from '../../shared/coaching/law/periods.ts'
import { measuredReasons } from '../../workers/matching/to-rank.ts'
import { type EvaluationPeople, evaluationPeople, type Who } from '../evaluation/evaluation.people.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { noticesOf } from '../notifications/notifications.factory.ts'
import { runScheduled } from '../platform/jobs.ts'
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
let otherToken: string
let otherId: string
const { today } = contractDays()
const startsOn = addDays(today, -100)

beforeAll(async () => {
  app = await startTestApp()
  room = await evaluationPeople(app)
  ;[submissionId = ''] = await contractsOf(room)
  challengeId = room.challenge._id
  await Decision.updateOne(
    { _id: challengeId },
    { $set: { 'contracts.0.startsOn': startsOn, 'contracts.0.signedOn': startsOn } },
  )
  place = `/challenges/${challengeId}/pilot/${submissionId}`
  api = `/challenges/${challengeId}/pilots/${submissionId}`
  otherId = (await findAuthorityByCode('MAN'))?.id ?? ''
  const officer = await aPerson({ organisation: otherId })
  const { agents, tokens } = await signInEach(app, { other: officer })
  ;[other, otherToken] = [agents.other, tokens.other]
  const measuring = { 'fewer-falls': { how: 'Visits', howOften: 'Each month', byWhom: 'Housing' } }
  await room.call('moderator', 'put', `${api}/plan`, { measuring }).expect(200)
}, 60_000)
afterAll(async () => {
  releaseClock()
  await app.stop()
})

const page = (who: Who, path = '', status = 200) => room.agents[who].get(`${place}${path}`).expect(status)
const post = async (who: Who, path: string, fields: object, status = 303, from = path) => {
  const answer = await room.send(who, `${place}${from}`, `${place}${path}`, fields)
  expect([answer.status, answer.status === status ? '' : answer.text]).toEqual([status, ''])
  return answer
}
/** Calls the API as the officer of the other council. */
const callOther = (method: 'post' | 'put', path: string, body: object = {}) =>
  app.agent()[method](`/api/v1${path}`).set('Authorization', `Bearer ${otherToken}`).send(body)
const supplierWords = {
  followOnPence: '250,000',
  rdSpendPence: '£40k',
  jobsCreated: '3',
  jobsSafeguarded: '1',
  regionCode: 'TLD4',
  view: 'The homes were easy to reach',
}
const eventsOf = async (name: string) => {
  const pilot = await Pilot.findOne({ challengeId }).lean()
  const all = [
    ...(await listEvents('pilot', pilot?._id ?? '')),
    ...(await listEvents('challenge', challengeId)),
  ]
  return all.filter((one) => one.name === `outcomes.${name}`).map(({ payload }) => payload)
}

describe('a review', () => {
  it('is written by each side on its own page, keeps what was typed, and is submitted whole', async () => {
    await page('supplier', '/reviews/4/supplier', 404)
    await page('stranger', '/reviews/3/supplier', 404)
    await page('broker', '/reviews/3/buyer', 404)
    await room.call('supplier', 'put', `${api}/reviews/6/supplier`, {}).expect(409)
    const form = '/reviews/3/supplier/edit'
    const wrong = await post('supplier', form, { ...supplierWords, jobsCreated: 'a few', next: 'save' }, 422)
    for (const says of ['must be a whole number', 'value="250,000"', 'a few'])
      expect(wrong.text).toContain(says)
    const missing = { view: 'Only this', next: 'submit', revision: '0' }
    expect((await post('supplier', form, missing, 422)).text).toContain('Choose the region')
    await post('supplier', form, { ...supplierWords, next: 'save', revision: '0' })
    expect((await page('moderator', '/reviews/3/supplier')).text).not.toContain('easy to reach')
    const stale = { ...supplierWords, next: 'submit', revision: '0' }
    expect((await post('supplier', form, stale, 409)).text).toContain('Somebody else changed this')
    await post('supplier', form, { ...supplierWords, next: 'submit', revision: '1' })
    for (const who of ['moderator', 'supplier'] as const)
      expect((await page(who, '/reviews/3/supplier')).text).toContain('easy to reach')
  })

  it('never shows the buyer the figures, and counts them only where the supplier lets us', async () => {
    const shown = (await page('moderator', '/reviews/3/supplier')).text
    const { body } = await room.call('moderator', 'get', `${api}/reviews/3/supplier`).expect(200)
    for (const secret of ['250,000', '25000000', 'Lancashire', 'TLD4'])
      expect(shown + JSON.stringify(body)).not.toContain(secret)
    expect((await page('supplier', '/reviews/3/supplier')).text).toContain('£250,000')
    expect(await eventsOf('supplier-reviewed')).toMatchObject([{ number: 1, counted: null }])
    const again = { ...supplierWords, isCounted: true, followOnPence: 300_000_00 }
    await room.call('supplier', 'put', `${api}/reviews/3/supplier`, again).expect(422)
    await room
      .call('supplier', 'put', `${api}/reviews/3/supplier`, { ...again, because: 'A second round' })
      .expect(200)
    expect((await eventsOf('supplier-reviewed')).at(-1)).toMatchObject({
      number: 2,
      months: 3,
      authorityId: room.challenge.authorityId,
      counted: { regionCode: 'TLD4', followOnPence: 30_000_000, rdSpendPence: 4_000_000, jobsCreated: 3 },
    })
    expect((await page('supplier', '/reviews/3/supplier')).text).toContain('What stood before')
  })

  it('of the buyer rates each outcome in the words of the regulations, with a reason unless it is good', async () => {
    const form = '/reviews/3/buyer/edit'
    await page('first', form, 303)
    const rated = { 'ratings[fewer-falls][rating]': 'requires-improvement', spendPence: '12,000' }
    const said = { usersView: 'Ten tenants like it', learnt: 'Ask about heating first', next: 'submit' }
    const refused = await post('moderator', form, { ...rated, ...said, revision: '0' }, 422)
    expect(refused.text).toContain('is not rated good')
    await room.call('first', 'put', `${api}/reviews/3/buyer`, {}).expect(403)
    const why = { 'ratings[fewer-falls][why]': 'Two homes were left out' }
    await post('moderator', form, { ...rated, ...why, ...said, revision: '0' })
    expect((await page('supplier', '/reviews/3/buyer')).text).toContain('Requires improvement')
    expect(await eventsOf('buyer-reviewed')).toMatchObject([
      { spendPence: 1_200_000, ratings: { good: 0, 'requires-improvement': 1 } },
    ])
  })
})

describe('a case study', () => {
  const step = (who: Who, name: string, body: object) =>
    room.call(who, 'post', `${api}/case-study/${name}`, body)
  let slug = ''

  it('is drafted from the record once results are public, and nothing of it is secret', async () => {
    const reading = { on: today, value: 25, source: 'Sensors', method: 'By hand', confidence: 'low' }
    await room.call('first', 'post', `${api}/outcomes/fewer-falls/readings`, reading).expect(201)
    await post('moderator', '/case-study', {}, 409, '')
    const words = { worked: 'Carpets', didNotWork: 'B', revision: await resultsRead(room, 'moderator', api) }
    await room.call('moderator', 'put', `${api}/results`, words).expect(200)
    const closed = { what: 'repeat', way: 'repeat-award', why: 'It worked' }
    await room.call('moderator', 'put', `${api}/decision`, closed).expect(422)
    await post('moderator', '/decision', { ...closed, what: 'scale', way: 'new-competition' })
    for (const address of [place, `/challenges/${challengeId}/results`])
      expect((await room.agents.supplier.get(address)).text).toContain('By this way: New competition')
    await post('moderator', '/case-study', {}, 303, '')
    const draft = (await page('moderator', '/case-study')).text
    const said = ['By hand', 'an estimate', 'Requires improvement', 'Ten tenants', 'easy to reach', 'Scale']
    for (const says of said) expect(draft).toContain(says)
    expect(draft).not.toContain('300,000')
    for (const who of ['supplier', 'stranger', 'broker'] as const) await page(who, '/case-study', 404)
  })

  it('is published once both sides agreed to the same version, and any change asks again', async () => {
    await step('supplier', 'agree', { number: 1 }).expect(404)
    await step('first', 'send', { number: 1 }).expect(403)
    await step('moderator', 'send', { number: 1 }).expect(200)
    await step('supplier', 'change', { number: 1, words: 'Name us rightly' }).expect(200)
    expect((await page('moderator', '/case-study')).text).toContain('Name us rightly')
    const edited = {
      title: 'Fewer falls, measured',
      summary: 'Homes had 25% falls.',
      body: '## Damp\n\nIt **fell**.',
    }
    const preview = await post(
      'moderator',
      '/case-study/edit',
      { ...edited, revision: '1', action: 'preview' },
      200,
    )
    expect(preview.text).toContain('<strong>fell</strong>')
    await post('moderator', '/case-study/edit', { ...edited, revision: '1', action: 'save' })
    expect((await page('supplier', '/case-study')).text).toContain('The buyer is changing it')
    await step('supplier', 'agree', { number: 1 }).expect(409)
    await step('supplier', 'agree', { number: 2 }).expect(409)
    expect(await Resource.countDocuments({ type: 'case-study' })).toBe(0)
    await step('moderator', 'send', { number: 2 }).expect(200)
    const { body } = await step('supplier', 'agree', { number: 2 }).expect(200)
    slug = body.published.slug
    const shown = (await app.agent().get(`/resources/${slug}`).expect(200)).text
    for (const says of ['Fewer falls, measured', 'Do the same', `/challenges/${challengeId}/results`])
      expect(shown).toContain(says)
    expect((await app.agent().get(`/challenges/${challengeId}/results`)).text).toContain(`/resources/${slug}`)
    const kinds = (await noticesOf(room.people.broker.id)).map(({ kind }) => kind)
    expect(kinds).toEqual([])
  })

  it('is evidence: beside a draft that is near to it, and among the reasons of a match', async () => {
    const { cpv } = (await Challenge.findById(challengeId).lean()) ?? { cpv: [] }
    const fields = { title: 'Fewer falls in sheltered homes', cpv }
    const { body: draft } = await callOther('post', '/challenges', fields).expect(201)
    const near = (await other.get(`/challenges/${draft.id}/edit/problem`).expect(200)).text
    expect(near).toContain(`/resources/${slug}`)
    const [supplier] = await suppliersForRanking([room.people.supplier.organisationId ?? ''])
    expect(supplier && measuredReasons({ cpv }, supplier, [])).toMatchObject([
      { kind: 'measured', slug, words: expect.stringContaining('25%') },
    ])
    expect(supplier && measuredReasons({ cpv: ['03000000'] }, supplier, [])).toEqual([])
  })

  it('is another authority’s to adopt, by lawful ways, and counted once it is', async () => {
    const shown = `/challenges/${challengeId}/results/${submissionId}`
    const termsSeen = '1.0'
    const terms = { shares: 'Our specification', licence: 'ogl', contact: 'Housing team' }
    await room.call('moderator', 'put', `${api}/terms`, terms).expect(200)
    const public_ = (await app.agent().get(`${shown}/adopt`).expect(200)).text
    for (const says of [
      'Our specification',
      'Open Government Licence',
      'Sch 5 para 8',
      'Call-off from a framework',
    ])
      expect(public_).toContain(says)
    await room.call('first', 'post', `${shown}/adoptions`, { message: 'Ours', termsSeen }).expect(403)
    await room.call('supplier', 'post', `${shown}/adoptions`, { message: 'Ours', termsSeen }).expect(403)
    const early = { message: 'Before a broker confirmed us', termsSeen }
    const unconfirmed = callOther('post', `${shown}/adoptions`, early)
    await unconfirmed.expect(403)
    await Organisation.updateOne({ _id: otherId }, { $set: { status: 'verified' } })
    const csrf = csrfIn((await other.get(`${shown}/adopt`)).text)
    const asked = await other
      .post(`${shown}/adopt`)
      .type('form')
      .send({ _csrf: csrf, message: 'May we?', termsSeen })
    const path = asked.headers['location']?.split('?')[0] ?? ''
    expect([asked.status, path]).toEqual([303, expect.stringMatching(/^\/adoptions\//)])
    const call = (name: string, body: object) => callOther('put', `${path}/${name}`, body)
    await callOther('post', `${shown}/adoptions`, { message: 'Again', termsSeen }).expect(409)
    for (const who of ['supplier', 'broker', 'stranger'] as const)
      await room.agents[who].get(path).expect(404)
    await call('adopted', { way: 'competition', words: 'x', termsSeen }).expect(409)
    await call('answer', { helps: 'yes', words: 'x' }).expect(403)
    await room.call('moderator', 'put', `${path}/answer`, { helps: 'yes', words: 'Call us' }).expect(200)
    expect((await other.get(path).expect(200)).text).toContain('Call us')
    const { body } = await callOther('post', `${shown}/draft`).expect(201)
    const draft = await Challenge.findById(body.id).lean()
    expect(draft).toMatchObject({ status: 'draft', outcomes: [{ title: 'Fewer falls', baseline: null }] })
    expect(draft?.context).toContain('25%')
    await call('adopted', { way: 'repeat-award', words: 'x', termsSeen }).expect(422)
    await call('adopted', { way: 'competition', words: 'The same with heating', termsSeen }).expect(200)
    expect((await app.agent().get(`/challenges/${challengeId}/results`)).text).toContain('Adopted by 1')
    expect((await app.agent().get(`/resources/${slug}`)).text).toContain('Adopted by 1')
    expect(await eventsOf('pilot-adopted')).toMatchObject([{ way: 'competition', challengeId }])
    await call('withdrawn', { words: '' }).expect(409)
    for (const agent of [other, room.agents.viewer]) {
      expect((await agent.get('/adoptions').expect(200)).text).toContain(path)
      expect((await agent.get('/your-challenges').expect(200)).text).toContain('href="/adoptions"')
    }
  })

  it('is taken out by either side, and is evidence no more', async () => {
    await step('first', 'withdraw', { because: 'x' }).expect(403)
    await step('supplier', 'withdraw', { because: 'We were bought' }).expect(200)
    await app.agent().get(`/resources/${slug}`).expect(404)
    expect((await room.agents.broker.get(`/resources/${slug}`).expect(200)).text).toContain('Archived')
    const [supplier] = await suppliersForRanking([room.people.supplier.organisationId ?? ''])
    expect(supplier?.measured).toEqual([])
    await step('moderator', 'withdraw', { because: 'x' }).expect(409)
    expect(await eventsOf('case-study-withdrawn')).toMatchObject([{ side: 'supplier' }])
  })
})

it('a review is asked for once when it opens and once when it is late; what is skipped is said and asks for nothing', async () => {
  const sixth = addMonths(startsOn, 6)
  const told = async (day: string) => {
    setClock(new Date(`${day}T12:00:00Z`))
    await runScheduled('notifications.work')
    await runScheduled('notifications.work')
    const kinds = await Promise.all(
      [room.people.lead, room.people.supplier].map(async ({ id }) =>
        (await noticesOf(id)).map(({ kind }) => kind).filter((kind) => kind.startsWith('review-')),
      ),
    )
    return kinds
  }
  expect(await told(addDays(sixth, -15))).toEqual([[], []])
  const due = [['review-due-buyer'], ['review-due-supplier']]
  expect(await told(addDays(sixth, -14))).toEqual(due)
  const skipped = { challengeId, submissionId, months: 6, side: 'supplier' } as const
  await skipReview(await actorOfPerson(room.people.supplier.id), skipped, 'Nothing changed')
  const late = await told(addDays(sixth, 15))
  expect(late.map((kinds) => kinds.filter((kind) => kind.startsWith('review-late')))).toEqual([
    ['review-late-buyer'],
    [],
  ])
  releaseClock()
  expect((await page('moderator')).text).toContain('Left out: Nothing changed')
})
