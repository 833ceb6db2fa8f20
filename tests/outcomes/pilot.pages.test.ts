import { listEvents } from '../../server/audit/index.ts'
import { Decision } from '../../server/evaluation/evaluation.award.model.ts'
import { Evaluation } from '../../server/evaluation/evaluation.model.ts'
import { remindOfPilots } from '../../server/notifications/notifications.pilot-remind.service.ts'
import { Pilot } from '../../server/outcomes/outcomes.model.ts'
import { releaseClock, setClock } from '../../server/platform/clock.ts'
import { addDays } from '../../shared/coaching/law/periods.ts'
import { type EvaluationPeople, evaluationPeople, type Who } from '../evaluation/evaluation.people.ts'
import { noticesOf } from '../notifications/notifications.factory.ts'
import { startTestApp, type TestApp } from '../platform/app.ts'
import { boxes, contractDays, contractsOf, resultsRead } from './outcomes.factory.ts'

let app: TestApp
let room: EvaluationPeople
let place: string
let api: string
let challengeId: string
const { today, signedOn, startsOn, endsOn } = contractDays()

beforeAll(async () => {
  app = await startTestApp()
  room = await evaluationPeople(app)
  const [submissionId = ''] = await contractsOf(room)
  challengeId = room.challenge._id
  place = `/challenges/${challengeId}/pilot/${submissionId}`
  api = `/challenges/${challengeId}/pilots/${submissionId}`
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
const measuring = { how: 'Visits to every home', howOften: 'Each month', byWhom: 'The housing team' }
const only = async () => (await Pilot.findOne({ challengeId }).lean()) ?? { milestones: [], readings: [] }

describe('the plan', () => {
  it('is made by whoever leads, for each outcome of the challenge, which nobody types again', async () => {
    for (const who of ['supplier', 'stranger', 'broker'] as const) await page(who, '', 404)
    expect((await room.agents.moderator.get(`/challenges/${challengeId}/pilot`)).headers['location']).toBe(
      place,
    )
    await page('first', '/plan', 403)
    const form = (await page('moderator', '/plan')).text
    expect(form).toContain('33% before, at most 23% promised')
    const wrong = await post('moderator', '/plan', { 'measuring[fewer-falls][how]': '' }, 422)
    expect(wrong.text).toContain('Say how it is measured')
    const none = await room.call('moderator', 'put', `${api}/plan`, {}).expect(422)
    expect(JSON.stringify(none.body)).toContain('Say how “Fewer falls” is measured')
    const strange = { 'fewer-falls': measuring, other: measuring }
    await room.call('moderator', 'put', `${api}/plan`, { measuring: strange }).expect(422)
    await room.call('first', 'put', `${api}/plan`, { measuring: { 'fewer-falls': measuring } }).expect(403)
    await post('moderator', '/plan', {
      'measuring[fewer-falls][how]': 'Visits to every home',
      'measuring[fewer-falls][howOften]': 'Each month',
      'measuring[fewer-falls][byWhom]': 'The housing team',
    })
    for (const who of ['moderator', 'viewer', 'supplier'] as const)
      expect((await page(who)).text).toContain('Visits to every home')
    for (const who of ['stranger', 'broker'] as const) await page(who, '', 404)
  })

  it('keeps what it was before', async () => {
    await room
      .call('moderator', 'put', `${api}/plan`, {
        measuring: { 'fewer-falls': { ...measuring, how: 'By post' } },
      })
      .expect(200)
    const pilot = await Pilot.findOne({ challengeId }).lean()
    expect(pilot?.earlierPlans.map(({ measuring: one }) => one['fewer-falls']?.how)).toEqual([
      'Visits to every home',
    ])
    const told = await listEvents('pilot', pilot?._id ?? '')
    expect(told.map(({ name }) => name)).toEqual(['outcomes.pilot-planned', 'outcomes.pilot-planned'])
  })
})

describe('a milestone', () => {
  it('is said to be reached by the supplier and confirmed by the buyer, and keeps what stood before', async () => {
    const fields = { title: 'Ten homes', ...boxes('dueOn', addDays(today, 20)), evidence: 'A list of homes' }
    const supplierOwn = { title: 'Mine', dueOn: today, evidence: 'x' }
    await room.call('supplier', 'post', `${api}/milestones`, supplierOwn).expect(403)
    const early = { ...fields, ...boxes('dueOn', addDays(signedOn, -1)) }
    expect((await post('moderator', '/new-milestone', early, 422)).text).toContain(
      'The contract was entered into',
    )
    await post('moderator', '/new-milestone', fields)
    const id = (await only()).milestones[0]?.id ?? ''
    const path = `/milestones/${id}`
    await page('supplier', '/milestones/none', 404)
    const moved = { ...fields, ...boxes('dueOn', addDays(today, 30)) }
    expect((await post('moderator', path, moved, 422)).text).toContain('Say why it is changed')
    await post('moderator', path, { ...moved, because: 'The winter was mild' })
    const put = { ...supplierOwn, because: 'x' }
    await room.call('supplier', 'put', `${api}${path}`, put).expect(403)
    const late = { ...boxes('on', addDays(today, 1)), words: 'Done' }
    expect((await post('supplier', `${path}/said-reached`, late, 422, path)).text).toContain('still to come')
    await post(
      'supplier',
      `${path}/said-reached`,
      { ...boxes('on', today), words: 'All ten stand' },
      303,
      path,
    )
    expect((await page('moderator')).text).toContain('To confirm')
    const state = { state: 'reached', words: 'We saw them' }
    for (const who of ['supplier', 'first'] as const)
      await room.call(who, 'put', `${api}${path}/state`, { ...state, on: today }).expect(403)
    await post('moderator', `${path}/state`, { ...state, ...boxes('on', today) }, 303, path)
    const { body } = await room.call('supplier', 'get', api).expect(200)
    expect(body.milestones).toMatchObject([
      {
        state: 'reached',
        said: null,
        earlier: [
          { dueOn: addDays(today, 20) },
          { dueOn: addDays(today, 30) },
          { said: { words: 'All ten stand' } },
        ],
      },
    ])
    expect(JSON.stringify(body)).not.toContain(room.people.moderator.id)
    await room.call('supplier', 'put', `${api}${path}/said-reached`, { on: today, words: 'x' }).expect(409)
    await room.call('moderator', 'put', `${api}${path}`, put).expect(409)
  })
})

describe('a reading', () => {
  const path = '/outcomes/fewer-falls/new-reading'
  it('is recorded by either side, and corrected by its own; the earlier one stays', async () => {
    const empty = await post('supplier', path, { 'on[day]': '', value: '', source: '' }, 422)
    for (const says of ['Enter the day, like', 'Enter what was measured', 'Say where the figure comes from'])
      expect(empty.text).toContain(says)
    await post('supplier', path, {
      ...boxes('on', today),
      value: '28',
      source: 'Our sensors',
      note: 'Cold week',
    })
    const buyers = { on: addDays(today, -1), value: 31, source: 'Incident log' }
    await room.call('first', 'post', `${api}/outcomes/fewer-falls/readings`, buyers).expect(201)
    await room.call('viewer', 'post', `${api}/outcomes/fewer-falls/readings`, buyers).expect(403)
    await room.call('supplier', 'post', `${api}/outcomes/none/readings`, buyers).expect(404)
    await room
      .call('supplier', 'post', `${api}/outcomes/fewer-falls/readings`, { ...buyers, on: addDays(today, 1) })
      .expect(422)
    const id = (await only()).readings[0]?.id ?? ''
    const right = { value: 25, source: 'Our sensors' }
    await room
      .call('moderator', 'put', `${api}/readings/${id}`, { ...right, on: today, because: 'No' })
      .expect(403)
    await page('moderator', `/readings/${id}`, 403)
    expect(
      (await post('supplier', `/readings/${id}`, { ...right, ...boxes('on', today) }, 422)).text,
    ).toContain('Say what was wrong')
    await room
      .call('supplier', 'put', `${api}/readings/${id}`, { ...right, on: today, because: 'A double count' })
      .expect(200)
    const shown = (await page('moderator')).text
    for (const says of ['A double count', '28%, Our sensors', '80% of the way', 'recorded by the supplier'])
      expect(shown).toContain(says)
  })
})

describe('before the contract starts', () => {
  const startOn = (day: string) =>
    Decision.updateOne({ _id: challengeId }, { $set: { 'contracts.0.startsOn': day } })
  afterAll(() => startOn(startsOn))

  it('what was measured checks the figure of before, and nothing can be published, decided or told of it', async () => {
    await startOn(addDays(today, 20))
    const shown = (await page('moderator')).text
    for (const says of ['Not measured yet', 'checked', 'Before the pilot', 'can be published from'])
      expect(shown).toContain(says)
    for (const wrong of ['% of the way', 'Publish the results', 'Decide to scale'])
      expect(shown).not.toContain(wrong)
    const revision = await resultsRead(room, 'moderator', api)
    const early: [string, string, object][] = [
      ['put', '/results', { worked: 'All', didNotWork: 'Nothing', revision }],
      ['put', '/decision', { what: 'stop', why: 'Too dear' }],
      ['post', '/case-study', {}],
    ]
    for (const [method, path, body] of early) {
      const refused = await room.call('moderator', method as 'put', `${api}${path}`, body)
      expect([path, refused.status]).toEqual([path, 409])
      expect(JSON.stringify(refused.body)).toContain('The pilot starts on')
    }
    for (const path of ['/results', '/decision'])
      expect((await page('moderator', path, 409)).text).toContain('The pilot starts on')
  })

  it('a reading of a day before is no result on the day on which it starts, either', async () => {
    await startOn(today)
    await room.call('moderator', 'get', api).expect(({ body }) => {
      const [outcome] = body.outcomes
      expect(outcome.checked).toEqual({ on: addDays(today, -1), value: 31 })
      expect(outcome.latest).toEqual({ on: today, value: 25 })
      expect(outcome.readings.map((one: { isBefore: boolean }) => one.isBefore)).toEqual([false, true])
    })
  })

  it('alone it is nothing to publish', async () => {
    const { readings } = await only()
    const early = readings.map((one) => ({ ...one, on: signedOn }))
    await Pilot.updateOne({ challengeId }, { $set: { readings: early } })
    const revision = await resultsRead(room, 'moderator', api)
    const words = { worked: 'All', didNotWork: 'Nothing', revision }
    const refused = await room.call('moderator', 'put', `${api}/results`, words).expect(409)
    expect(JSON.stringify(refused.body)).toContain('Nothing was measured since the pilot started')
    await Pilot.updateOne({ challengeId }, { $set: { readings } })
  })
})

describe('the results', () => {
  const words = { worked: 'Sensors under carpets', didNotWork: 'Batteries in the cold' }
  const results = () => `/challenges/${challengeId}/results`

  it('are nobody’s but the two sides’ before they are published, then everybody’s without notes', async () => {
    await app.agent().get(results()).expect(404)
    const before = { on: signedOn, value: 32, source: 'The month before' }
    await room.call('moderator', 'post', `${api}/outcomes/fewer-falls/readings`, before).expect(201)
    await room.call('stranger', 'get', results()).expect(404)
    const read = { revision: await resultsRead(room, 'supplier', api) }
    await room.call('supplier', 'put', `${api}/results`, { ...words, ...read }).expect(403)
    await room.call('moderator', 'put', `${api}/results`, words).expect(422)
    expect((await post('moderator', '/results', { worked: 'x', didNotWork: '' }, 422)).text).toContain(
      'Say what did not work',
    )
    await post('moderator', '/results', words)
    const shown = (await app.agent().get(results()).expect(200)).text
    for (const says of [
      'Batteries in the cold',
      '80% of the way',
      'Incident log',
      'Milestones: 1 reached',
      'Before the pilot',
    ])
      expect(shown).toContain(says)
    const { body } = await room.call('stranger', 'get', results()).expect(200)
    for (const secret of ['Cold week', 'A double count', 'All ten stand', room.people.moderator.id])
      expect(shown + JSON.stringify(body)).not.toContain(secret)
    for (const who of ['stranger', 'broker'] as const) await page(who, '', 404)
    expect((await app.agent().get(`/challenges/${challengeId}`).expect(200)).text).toContain(results())
  })

  it('stay as they were published until they are corrected', async () => {
    const later = { on: today, value: 22, source: 'Incident log' }
    await room.call('moderator', 'post', `${api}/outcomes/fewer-falls/readings`, later).expect(201)
    expect((await app.agent().get(results())).text).toContain('80% of the way')
    const read = { ...words, revision: await resultsRead(room, 'moderator', api) }
    await room.call('moderator', 'put', `${api}/results`, read).expect(422)
    await room.call('moderator', 'put', `${api}/results`, { ...read, because: 'The last month' }).expect(200)
    const shown = (await app.agent().get(results())).text
    expect(shown).not.toContain('80% of the way')
    expect(shown).toContain('The last month')
    expect((await Pilot.findOne({ challengeId }).lean())?.earlierResults).toHaveLength(1)
  })
})

it('reminds both sides once, a week before a milestone and four weeks before the end', async () => {
  const dueOn = addDays(today, 100)
  const made = { title: 'Twenty homes', dueOn, evidence: 'A list' }
  await room.call('moderator', 'post', `${api}/milestones`, made).expect(201)
  const told = async (day: string, hour = '12') => {
    setClock(new Date(`${day}T${hour}:00:00Z`))
    await remindOfPilots()
    await remindOfPilots()
    const both = await Promise.all(
      [room.people.lead, room.people.supplier].map(async ({ id }) =>
        (await noticesOf(id)).map(({ kind }) => kind).filter((kind) => /^milestone-due|ends/.test(kind)),
      ),
    )
    releaseClock()
    expect(both[0]).toEqual(both[1])
    return both[0]
  }
  expect(await told(addDays(dueOn, -8))).toEqual([])
  expect(await told(addDays(dueOn, -7), '05')).toEqual([])
  expect(await told(addDays(dueOn, -7))).toEqual(['milestone-due'])
  expect(await told(addDays(dueOn, 1))).toEqual(['milestone-due'])
  expect(await told(addDays(endsOn, -28))).toEqual(['milestone-due', 'pilot-ends'])
  expect(await told(addDays(endsOn, -27))).toHaveLength(2)
})

it('is closed to somebody who was kept out of the evaluation', async () => {
  await page('second')
  await Evaluation.collection.updateOne(
    { _id: challengeId, 'panel.userId': room.people.second.id } as never,
    {
      $set: { 'panel.$.declarations.0.hasInterest': true, 'panel.$.declarations.0.ruling': 'barred' },
    },
  )
  await page('second', '', 404)
  await room.call('second', 'get', api).expect(404)
})
