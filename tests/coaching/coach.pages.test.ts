import { Challenge } from '../../server/challenges/challenges.model.ts'
import { listEvents } from '../../server/audit/index.ts'
import { law } from '../../server/coaching/index.ts'
import type { Organisation } from '../../server/organisations/index.ts'
import type { ChallengeRecord } from '../../shared/challenges/challenge.ts'
import { addDays, dayOf } from '../../shared/coaching/law/periods.ts'
import { now } from '../../server/platform/clock.ts'
import { aChallenge, inDays } from '../challenges/challenges.factory.ts'
import { type Agent, post } from '../challenges/challenges.forms.ts'
import { challengePeople } from '../challenges/challenges.people.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { tokenFor } from '../platform/sign-in.ts'
import { startTestApp, type TestApp } from '../platform/app.ts'

let app: TestApp
let council: Organisation
let buyer: Agent
let viewer: Agent
let broker: Agent
let supplier: Agent

beforeAll(async () => {
  app = await startTestApp()
  ;({ council, buyer, viewer, broker, supplier } = await challengePeople(app))
}, 120_000)
afterAll(() => app.stop())

const asks = 'The supplier must hold ISO 9001 and show it.'
const standard = { rule: 'standard-without-equivalent', field: 'asks', quote: 'ISO 9001' }
const ours = (changes: Partial<ChallengeRecord> = {}) =>
  aChallenge({ authorityId: council.id, authorityName: council.name, asks, ...changes })
const saved = async (id: string) => (await Challenge.findById(id).lean<ChallengeRecord>()) as ChallengeRecord

describe('POST /api/v1/coaching', () => {
  const send = (body: unknown) =>
    app.agent().post('/api/v1/coaching').set('content-type', 'application/json').send(JSON.stringify(body))

  it('answers anybody with findings, scores and their sources, and keeps nothing', async () => {
    const before = await Challenge.countDocuments()
    const answer = await send({ text: 'The supplier must hold ISO 9001.', regime: 'above-threshold' })
    expect(answer.status).toBe(200)
    expect(answer.body.findings).toContainEqual(
      expect.objectContaining({
        rule: 'standard-without-equivalent',
        severity: 'law',
        field: 'text',
        span: { start: 23, end: 31 },
        rewrite: 'ISO 9001 or equivalent',
      }),
    )
    expect(answer.body.scores.openness.value).toBeLessThan(100)
    expect(answer.body.asAt).toBe('24 March 2026')
    expect(await Challenge.countDocuments()).toBe(before)
  })

  it('knows the threshold and the bank holidays for a draft of fields', async () => {
    const in20Days = addDays(dayOf(now()), 20)
    const holiday = law().holidays.find(({ date }) => date > in20Days)?.date
    const answer = await send({
      regime: 'below-threshold',
      budget: { pilotPence: 40_000_00, pilots: 2, scalePence: 900_000_00 },
      timetable: { askBy: null, answerBy: null, respondBy: `${holiday}T12:00:00Z` },
    })
    const rules = answer.body.findings.map(({ rule }: { rule: string }) => rule)
    expect(rules).toEqual(expect.arrayContaining(['value-above-threshold', 'deadline-on-rest-day']))
  })

  it('says that somebody asks nearly the same, in the page that anybody uses too, while that is open', async () => {
    const words =
      'Pupils who live off every bus route miss the first lesson, since the last rural service before nine was withdrawn and parents without a car cannot drive them.'
    const other = await aChallenge({ status: 'open', title: 'Children on time at school', problem: words })
    const found = async (text: string) =>
      (await send({ text })).body.findings.find(({ rule }: { rule: string }) => rule === 'duplicate')
    expect(await found(words)).toMatchObject({ link: `/challenges/${other._id}` })
    const page = await post(app.agent(), '/coach', '/coach', { text: words, regime: 'unknown' })
    expect(page.text).toContain(`href="/challenges/${other._id}"`)
    await Challenge.updateOne({ _id: other._id }, { $set: { status: 'withdrawn' } })
    expect(await found(words)).toBeUndefined()
  })

  it('knows that below the threshold it is good practice', async () => {
    const answer = await send({ text: 'The supplier must hold ISO 9001.', regime: 'below-threshold' })
    expect(answer.body.findings.every(({ severity }: { severity: string }) => severity === 'advice')).toBe(
      true,
    )
  })

  it.each([
    [
      'a date that doesn’t exist',
      { timetable: { respondBy: '2026-02-31T17:00:00Z' } },
      '/timetable/respondBy',
    ],
    ['a date of another age', { timetable: { askBy: '0001-01-01T00:00:00Z' } }, '/timetable/askBy'],
    ['negative money', { budget: { pilotPence: -1 } }, '/budget/pilotPence'],
    ['absurd money', { budget: { scalePence: 1e20 } }, '/budget/scalePence'],
    ['a weight over 100', { criteria: [{ title: 'Price', weight: 1000 }] }, '/criteria/0/weight'],
    ['a field that is none', { colour: 'red' }, '/colour'],
    ['a text that is none', { text: 7 }, '/text'],
    ['a regime that is none', { text: 'x', regime: 'scottish' }, '/regime'],
    ['a million characters', { text: 'word '.repeat(200_000) }, '/text'],
  ])('refuses %s and points at it', async (_, body, pointer) => {
    const answer = await send(body)
    expect([answer.status, answer.type]).toEqual([422, 'application/problem+json'])
    expect(answer.body.errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer)
  })

  it('names the limit of a request that is too large even for that', async () => {
    const answer = await send({ text: 'é'.repeat(2_200_000) })
    expect(answer.status).toBe(413)
    expect(answer.body.detail).toContain('bytes')
  })
})

describe('/coach', () => {
  it('reads what anybody pastes, marks it, and keeps what was typed', async () => {
    const page = await post(app.agent(), '/coach', '/coach', {
      text: 'The supplier must <b>hold</b> ISO 9001.',
      regime: 'below-threshold',
    })
    expect(page.status).toBe(200)
    expect(page.text).toContain('<mark class="coach-mark coach-mark--advice"')
    expect(page.text).toContain('ISO 9001 or equivalent')
    expect(page.text).toContain('&lt;b&gt;hold&lt;/b&gt;')
    expect(page.text).toContain('good practice, not law')
  })

  it('asks for a text', async () => {
    const page = await post(app.agent(), '/coach', '/coach', { text: ' ', regime: 'unknown' })
    expect(page.status).toBe(422)
    expect(page.text).toContain('Paste a text')
  })
})

describe('a draft', () => {
  it('shows what the coach says beside each section, and gives its module the draft safely', async () => {
    const { _id } = await ours({ title: 'Falls </script><script>alert(1)</script>' })
    const page = await buyer.get(`/challenges/${_id}/edit/judging`).expect(200)
    expect(page.text).toContain('data-rule="standard-without-equivalent"')
    expect(page.text).not.toContain('</script><script>alert(1)')
    expect((await buyer.get(`/challenges/${_id}/edit/users`).expect(200)).text).not.toContain(
      'data-rule="standard-without-equivalent"',
    )
  })

  it('shows all findings and where each point of the scores went', async () => {
    const { _id } = await ours()
    const page = await buyer.get(`/challenges/${_id}/edit/coach`).expect(200)
    expect(page.text).toContain('ISO 9001 or equivalent')
    expect(page.text).toContain('Openness to innovation')
    expect(page.text).toContain('Use this')
  })

  it('takes a rewrite over by one click', async () => {
    const { _id } = await ours()
    const answer = await post(
      buyer,
      `/challenges/${_id}/edit/coach`,
      `/challenges/${_id}/edit/coach/accept`,
      { ...standard, start: asks.indexOf('ISO') },
    )
    expect(answer.status).toBe(303)
    const after = await saved(_id)
    expect(after.asks).toBe('The supplier must hold ISO 9001 or equivalent and show it.')
    expect(after.sectionRevisions['judging']).toBe(1)
    expect((await buyer.get(`/challenges/${_id}/edit/coach`)).text).not.toContain(
      'data-rule="standard-without-equivalent"',
    )
  })

  it('takes a rewrite over in a row of a list, and leaves the rest of it', async () => {
    const { _id, criteria } = await ours({ asks: 'Two pages.' })
    const [first, second] = criteria
    const changed = [{ ...first, description: 'We utilise evidence first.' }, second]
    await Challenge.updateOne({ _id }, { $set: { criteria: changed } })
    await post(buyer, `/challenges/${_id}/edit/coach`, `/challenges/${_id}/edit/coach/accept`, {
      rule: 'jargon',
      field: 'criteria.0.description',
      quote: 'utilise',
      start: 3,
    })
    expect((await saved(_id)).criteria).toMatchObject([{ ...first, description: 'We use evidence first.' }, second ?? {}])
  })

  it('leaves words alone that have changed in the meantime', async () => {
    const { _id } = await ours()
    const page = `/challenges/${_id}/edit/coach`
    await buyer.get(page)
    await Challenge.updateOne({ _id }, { $set: { asks: 'Now: hold ISO 9001. You must.' } })
    const answer = await post(buyer, page, `${page}/accept`, { ...standard, start: asks.indexOf('ISO') })
    expect(answer.status).toBe(409)
    expect(answer.text).toContain('The words have changed in the meantime')
    expect((await saved(_id)).asks).toBe('Now: hold ISO 9001. You must.')
  })

  it('keeps words with a reason that the brokers read, costs nothing then, and can be taken up again', async () => {
    const { _id } = await ours()
    const page = `/challenges/${_id}/edit/coach`
    const scoreIn = (text: string) => Number(/data-value>(\d+)</.exec(text)?.[1])
    const before = scoreIn((await buyer.get(page)).text)
    const unsaid = await post(
      buyer,
      `${page}/keep?rule=${standard.rule}&field=asks&quote=ISO+9001`,
      `${page}/keep`,
      { ...standard, reason: '' },
    )
    expect(unsaid.status).toBe(422)
    expect(unsaid.text).toContain('Say why you keep your words')
    await post(buyer, `${page}/keep`, `${page}/keep`, {
      ...standard,
      reason: 'The insurer knows no other.',
    }).then(({ status }) => expect(status).toBe(303))
    const after = (await buyer.get(page)).text
    expect(after).toContain('The insurer knows no other.')
    expect(scoreIn(after)).toBeGreaterThan(before)
    expect((await listEvents('challenge', _id)).map(({ name }) => name)).toContain(
      'challenge.finding-set-aside',
    )
    await Challenge.updateOne({ _id }, { $set: { status: 'submitted', submittedAt: inDays(0) } })
    const review = (await broker.get(`/challenges/${_id}/review`).expect(200)).text
    expect(review).toContain('The insurer knows no other.')
    expect(review).toContain('<s>')
    await Challenge.updateOne({ _id }, { $set: { status: 'draft' } })
    await post(buyer, page, `${page}/take-up`, standard)
    expect(scoreIn((await buyer.get(page)).text)).toBe(before)
    expect((await saved(_id)).setAside).toEqual([])
  })

  it('does the same for programs, and tells nobody else', async () => {
    const { _id } = await ours()
    const token = await tokenFor(app.agent(), await aPerson({ organisation: council }))
    const call = (method: 'get' | 'post', path: string, body?: object) =>
      app
        .agent()
        [method](`/api/v1/challenges/${_id}/coaching${path}`)
        .set('Authorization', `Bearer ${token}`)
        .send(body)
    const first = (await call('get', '')).body
    expect(first.findings).toContainEqual(expect.objectContaining(standard))
    const kept = await call('post', '/set-aside', { ...standard, reason: 'The insurer knows no other.' })
    expect(kept.body.aside).toEqual([
      expect.objectContaining({ ...standard, reason: 'The insurer knows no other.' }),
    ])
    expect(kept.body.scores.openness.value).toBeGreaterThan(first.scores.openness.value)
    const again = await call('post', '/take-up', standard)
    expect([again.body.aside, again.body.scores]).toEqual([[], first.scores])
    expect((await call('post', '/set-aside', { ...standard, quote: 'ISO 1', reason: 'x' })).status).toBe(409)
    const stranger = await tokenFor(app.agent(), await aPerson({ organisation: 'supplier' }))
    await app
      .agent()
      .get(`/api/v1/challenges/${_id}/coaching`)
      .set('Authorization', `Bearer ${stranger}`)
      .expect(404)
    await app.agent().get(`/api/v1/challenges/${_id}/coaching`).expect(401)
  })

  it('offers to join a challenge elsewhere that is nearly the same', async () => {
    const other = await aChallenge({
      status: 'open',
      title: 'Fewer falls at home',
      authorityName: 'Exampleshire',
    })
    const { _id } = await ours()
    const page = await buyer.get(`/challenges/${_id}/edit/coach`).expect(200)
    expect(page.text).toContain('“Fewer falls at home” of Exampleshire')
    expect(page.text).toContain(`href="/challenges/${other._id}"`)
  })

  it('is coached for those alone who may write in it', async () => {
    const { _id } = await ours()
    await viewer.get(`/challenges/${_id}/edit/coach`).expect(403)
    await supplier.get(`/challenges/${_id}/edit/coach`).expect(404)
    await app.agent().get(`/challenges/${_id}/edit/coach`).expect(303)
    const refused = await post(viewer, '/coach', `/challenges/${_id}/edit/coach/accept`, {
      ...standard,
      start: 23,
    })
    expect([403, 404]).toContain(refused.status)
    expect((await saved(_id)).asks).toBe(asks)
  })
})
