import { readLog } from '../../server/clarifications/index.ts'
import { findAuthorityByName, loadAuthorities } from '../../server/organisations/index.ts'
import { visitor } from '../../shared/platform/actor.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { aPublicChallenge } from '../matching/matching.factory.ts'
import { csrfIn, startTestApp, type TestApp, until } from '../platform/app.ts'
import { freshServices } from '../platform/database.ts'
import { signInAs } from '../platform/sign-in.ts'
import { type CuttableLine, openLine } from './cuttable-line.ts'

let app: TestApp
let redis: CuttableLine
let mongodb: CuttableLine
let challengeId: string
type Agent = ReturnType<TestApp['agent']>
let buyer: Agent
let supplier: Agent

/** The same address by way of a line that can be cut. */
async function through(address: string): Promise<{ line: CuttableLine; url: URL }> {
  const url = new URL(address)
  const line = await openLine(url.hostname, Number(url.port))
  url.host = `127.0.0.1:${line.port}`
  return { line, url }
}

beforeAll(async () => {
  const services = freshServices()
  const toRedis = await through(services.redisUrl)
  const toMongodb = await through(services.mongodbUri)
  redis = toRedis.line
  mongodb = toMongodb.line
  // Without this the driver would go round the line, to the address that the replica set knows itself by.
  toMongodb.url.searchParams.delete('replicaSet')
  toMongodb.url.searchParams.set('directConnection', 'true')
  const settings = { REDIS_URL: toRedis.url.href, MONGODB_URI: toMongodb.url.href }
  app = await startTestApp({ workers: true, settings })
  await loadAuthorities()
  const council = await findAuthorityByName('Blackburn with Darwen Borough Council')
  if (!council) throw new Error('The register lacks Blackburn with Darwen')
  challengeId = (await aPublicChallenge({ authorityId: council.id, authorityName: council.name }))._id
  buyer = app.agent()
  supplier = app.agent()
  await signInAs(buyer, await aPerson({ organisation: council.id }))
  await signInAs(supplier, await aPerson({ organisation: 'supplier' }))
}, 120_000)
afterAll(async () => {
  redis.restore()
  mongodb.restore()
  await app.stop()
  await Promise.all([redis.close(), mongodb.close()])
})

async function send(agent: Agent, from: string, to: string, fields: object) {
  const page = await agent.get(from).expect(200)
  return agent
    .post(to)
    .type('form')
    .send({ _csrf: csrfIn(page.text), ...fields })
}

describe('while Redis is away', () => {
  it('people stay signed in, pages read and write; news and mail catch up when it is back', async () => {
    const log = `/challenges/${challengeId}/questions`
    redis.cut()
    const health = await app.agent().get('/health/ready').expect(200)
    expect(health.body).toMatchObject({ status: 'ok', redis: false })
    expect((await supplier.get('/account').expect(200)).text).toContain('Sign out')
    await app.agent().get('/challenges').expect(200)
    const asked = await send(supplier, `${log}/ask`, log, { text: 'Does asking work without Redis?' })
    expect(asked.status).toBe(303)
    const desk = await buyer.get(log).expect(200)
    const path = /\/questions\/[^/"]+\/answer/.exec(desk.text)?.[0] ?? ''
    expect((await send(buyer, path, path, { text: 'Yes.' })).status).toBe(303)
    expect((await readLog(visitor, challengeId)).answered).toHaveLength(1)
    redis.restore()
    await until(async () => (await supplier.get('/inbox')).text.includes('answer'), 30_000)
  }, 120_000)
})

describe('while MongoDB is away', () => {
  it('every page says so calmly with 503 and Retry-After, and all recovers by itself', async () => {
    mongodb.cut()
    const refused = await until(async () => {
      const answer = await app.agent().get('/challenges').set('accept', 'text/html')
      return answer.status === 503 ? answer : null
    }, 30_000)
    expect(refused.headers['retry-after']).toBe('5')
    expect(refused.text).toContain('Our database is away for a moment')
    const problem = await app.agent().get('/api/v1/challenges').expect(503)
    expect(problem.body).toMatchObject({ code: 'unavailable', status: 503 })
    await app.agent().get('/health/live').expect(200)
    await app.agent().get('/health/ready').expect(503)
    mongodb.restore()
    await until(async () => (await app.agent().get('/challenges')).status === 200, 60_000)
    expect((await supplier.get('/account').expect(200)).text).toContain('Sign out')
  }, 120_000)
})
