import { partWeights } from '../../shared/matching/parts.ts'
import { MatchingModel, MatchingTraining } from '../../server/matching/matching.learning.model.ts'
import { liveModel } from '../../server/matching/index.ts'
import { now } from '../../server/platform/clock.ts'
import { retrain } from '../../workers/matching/retraining.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { csrfIn, startTestApp, type TestApp } from '../platform/app.ts'
import { emptyDatabase } from '../platform/database.ts'
import { type Programs, programsOf, signInAs } from '../platform/sign-in.ts'
import { decidedMatches } from './learning.factory.ts'

type Agent = ReturnType<TestApp['agent']>

let app: TestApp
let admin: Agent
let broker: Agent
let supplier: Agent
let programs: Programs
const page = '/desk/matching-models'

beforeAll(async () => {
  app = await startTestApp()
  await emptyDatabase()
  const [first, second, third] = await Promise.all([
    aPerson({ organisation: 'brokerage', role: 'admin', name: 'Ada Head' }),
    aPerson({ organisation: 'brokerage' }),
    aPerson({ organisation: 'supplier', role: 'admin' }),
  ])
  admin = app.agent()
  broker = app.agent()
  supplier = app.agent()
  await signInAs(admin, first)
  await signInAs(broker, second)
  await signInAs(supplier, third)
  programs = await programsOf(app, {
    admin: { organisation: 'brokerage', role: 'admin' },
    broker: { organisation: 'brokerage' },
    viewer: { organisation: 'brokerage', role: 'viewer' },
    supplier: { organisation: 'supplier', role: 'admin' },
  })
})
afterAll(() => app.stop())
beforeEach(async () => {
  await Promise.all([MatchingModel.deleteMany({}), MatchingTraining.deleteMany({})])
})

async function post(agent: Agent, path: string, from = page, body: object = {}) {
  const { text } = await agent.get(from)
  return agent
    .post(path)
    .type('form')
    .send({ _csrf: csrfIn(text), ...body })
}

async function aVersion(): Promise<void> {
  await decidedMatches({ text: 0.6, category: 0.4 }, 200)
  await retrain('')
}

describe('the page of versions', () => {
  it('begins with the built-in one and nothing learnt', async () => {
    const { text } = await admin.get(page).expect(200)
    expect(text).toContain('Version 0, built in')
    expect(text).toContain('Nothing was learnt yet.')
    expect(text).toContain('Retrain now')
    expect((await admin.get('/desk/matching-settings')).text).toContain(page)
  })

  it('shows that a training is under way, once, and then what came of it', async () => {
    const asked = await post(admin, `${page}/retrain`)
    expect([asked.status, asked.headers['location']]).toEqual([303, `${page}#training`])
    expect((await post(admin, `${page}/retrain`, '/desk/matching-settings')).status).toBe(303)
    expect(await MatchingTraining.countDocuments()).toBe(1)
    const { text } = await admin.get(page)
    expect(text).toContain('A new version is being learnt since')
    expect(text).not.toContain('Retrain now')
    expect(text).toMatch(/<noscript><a [^>]+>Load this page again<\/a><\/noscript>/)
    const training = await MatchingTraining.findOne().lean()
    await retrain(training?._id ?? '')
    const ended = await admin.get(page)
    expect(ended.text).toMatch(
      /\d+ decisions since the live version say something about fit; at least 30 are needed/,
    )
    expect(ended.text).toContain('asked for by Ada Head')
  })

  it('shows weights, decisions, figures and which is live, and goes back by one click', async () => {
    await aVersion()
    const { text } = await admin.get(page).expect(200)
    expect(text).toContain('Version 1 is live.')
    expect(text).toMatch(/Learnt from 200 decisions: \d+ in favour, \d+ against/)
    expect(text).toMatch(/Ranks 56 known awards at 0\.\d{4} .*; version 0, live then, at 0\.\d{4}/)
    expect(text).not.toContain(`${page}/1/use`)
    const back = await post(admin, `${page}/0/use`)
    expect([back.status, back.headers['location']]).toEqual([303, `${page}?done=used&version=0`])
    expect((await liveModel()).version).toBe(0)
    const told = 'Changed. Open challenges are ranked again within seconds.'
    expect((await admin.get(`${page}?done=used&version=0`)).text).toContain(told)
    // Another went live since, and this address was kept.
    expect((await admin.get(`${page}?done=used&version=1`)).text).not.toContain(told)
    expect((await post(admin, `${page}/x/use`)).status).toBe(404)
    expect((await post(admin, `${page}/9/use`)).status).toBe(404)
  }, 30_000)

  it('shows brokers everything and lets them change nothing; to others it is not there', async () => {
    await aVersion()
    const { text } = await broker.get(page).expect(200)
    expect(text).toContain('Version 1')
    expect(text).not.toContain('Use this version')
    expect(text).not.toContain('Retrain now')
    expect((await post(broker, `${page}/0/use`, '/desk/matching-settings')).status).toBe(403)
    expect((await post(broker, `${page}/retrain`, '/desk/matching-settings')).status).toBe(403)
    await supplier.get(page).expect(404)
    expect((await post(supplier, `${page}/retrain`, '/account')).status).toBe(404)
    await app.agent().get(page).expect(303)
    await admin.post(`${page}/retrain`).type('form').send({}).expect(403)
    expect((await liveModel()).version).toBe(1)
  }, 30_000)

  it('says of a version that was tried why it was not used', async () => {
    const { evaluation, ...tried } = {
      version: 1,
      weights: partWeights,
      status: 'no-better' as const,
      trainedOn: { good: 40, bad: 20, byKind: { 'wrong-place': 20 } },
      createdAt: now(),
      evaluation: { challenges: 56, recallAt100: 0.8, reciprocalRank: 0.3 },
    }
    const figures = {
      own: { ...evaluation, ndcgAt10: 0.3 },
      live: { ...evaluation, ndcgAt10: 0.36 },
      liveVersion: 0,
    }
    await MatchingModel.create({ ...tried, evaluation: figures })
    const { text } = await admin.get(page).expect(200)
    expect(text).toContain('Tried, not used')
    expect(text).toContain('“They do not work in that place” 20')
    expect(text).not.toContain(`${page}/1/use`)
    const refused = await post(admin, `${page}/1/use`)
    expect(refused.status).toBe(409)
    expect(refused.text).toContain('This version ranked worse than the one that was live')
  })
})

describe('for programs', () => {
  it('lists, asks and goes back under the same rules', async () => {
    await aVersion()
    const list = await programs.call('viewer', 'get', '/matching-models').expect(200)
    expect(list.body).toMatchObject({
      live: 1,
      items: [
        { version: 1, status: 'live', askedBy: 'schedule' },
        { version: 0, status: 'retired', askedBy: 'nobody' },
      ],
      training: { outcome: 'live', version: 1 },
    })
    const back = await programs.call('admin', 'post', '/matching-models/0/use').expect(200)
    expect(back.body.live).toBe(0)
    await programs.call('admin', 'post', '/matching-models/0/use').expect(200)
    const asked = await programs.call('admin', 'post', '/matching-models/retrain').expect(202)
    expect(asked.body).toMatchObject({ finishedAt: null, outcome: null })
    await programs.call('admin', 'post', '/matching-models/7/use').expect(404)
    await programs.call('admin', 'post', '/matching-models/x/use').expect(404)
    for (const path of ['/matching-models/1/use', '/matching-models/retrain']) {
      await programs.call('broker', 'post', path).expect(403)
      await programs.call('supplier', 'post', path).expect(404)
      await programs.call(null, 'post', path).expect(401)
    }
    await programs.call('supplier', 'get', '/matching-models').expect(404)
  }, 30_000)
})
