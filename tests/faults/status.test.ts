import { forgetStatus } from '../../server/operations/operations.status.service.ts'
import { freezeClock, now, releaseClock } from '../../server/platform/clock.ts'
import { transaction } from '../../server/platform/database.ts'
import { reportProcess } from '../../server/platform/processes.ts'
import { forgetReadOnly, setReadOnly } from '../../server/platform/read-only.ts'
import { startTestApp, type TestApp, until } from '../platform/app.ts'
import { freshServices } from '../platform/database.ts'
import { type CuttableLine, openLine } from './cuttable-line.ts'

let app: TestApp
let redis: CuttableLine
let mongodb: CuttableLine

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
  toMongodb.url.searchParams.delete('replicaSet')
  toMongodb.url.searchParams.set('directConnection', 'true')
  app = await startTestApp({
    settings: {
      REDIS_URL: toRedis.url.href,
      MONGODB_URI: toMongodb.url.href,
      SMTP_URL: 'smtp://secret:word@127.0.0.1:1',
    },
  })
}, 120_000)
afterEach(() => releaseClock())
afterAll(async () => {
  redis.restore()
  mongodb.restore()
  await app.stop()
  await Promise.all([redis.close(), mongodb.close()])
})

interface Said {
  overall: string
  parts: { name: string; state: string; since: string }[]
  stop: { reason: string; until: string | null } | null
}
async function look(): Promise<Said & { states: Record<string, string> }> {
  forgetStatus()
  const said = (await app.agent().get('/status.json').expect(200)).body as Said
  return { ...said, states: Object.fromEntries(said.parts.map(({ name, state }) => [name, state])) }
}
const page = async () => (await app.agent().get('/status').expect(200)).text

test('says that work and mail stand still while no worker is alive, and that all works once one is', async () => {
  const before = await look()
  expect(before).toMatchObject({
    overall: 'limited',
    states: { database: 'works', workers: 'away', mail: 'late' },
  })
  expect(await page()).toContain('Not everything works')
  reportProcess('worker')
  const after = await until(async () => {
    const found = await look()
    return found.overall === 'works' ? found : null
  })
  expect(after.states).toEqual({ database: 'works', redis: 'works', workers: 'works', mail: 'works' })
  expect(await page()).toContain('Everything works')
})

test('keeps since when a part is as it is', async () => {
  const since = (said: Said) => said.parts.find(({ name }) => name === 'database')?.since
  const first = since(await look())
  freezeClock(new Date(now().getTime() + 5000))
  expect(since(await look())).toBe(first)
})

test('tells of a stop of changes, why and until when', async () => {
  const until = new Date('2099-01-01T12:00:00Z')
  await transaction((session) => setReadOnly(session, { reason: 'We move <house>', until }))
  forgetReadOnly()
  expect(await look()).toMatchObject({
    overall: 'limited',
    stop: { reason: 'We move <house>', until: until.toISOString() },
  })
  expect(await page()).toContain('We move &lt;house&gt;. ')
  expect(await page()).toContain('1 January 2099, noon')
  await transaction((session) => setReadOnly(session, null))
  forgetReadOnly()
})

test('can be read while Redis and the database are away, and names no server, address or password', async () => {
  redis.cut()
  expect(await look()).toMatchObject({ overall: 'limited', states: { redis: 'away', mail: 'unknown' } })
  mongodb.cut()
  const said = await until(async () => {
    const found = await look()
    return found.overall === 'down' ? found : null
  })
  expect(said.states).toMatchObject({ database: 'away', workers: 'unknown' })
  expect(await page()).toContain('Foothold is away')
  const all = (await page()) + JSON.stringify(said)
  expect(all).not.toMatch(/127\.0\.0\.1|mongodb:|smtp:|secret|foothold\?/)
})
