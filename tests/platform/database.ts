import { randomBytes } from 'node:crypto'
import mongoose from 'mongoose'
import { releaseClock } from '../../server/platform/clock.ts'
import { closeAtEnd, closeEverything } from '../../server/platform/closing.ts'
import { type Config, readConfig, useConfig } from '../../server/platform/config.ts'
import { connectDatabase, createIndexes } from '../../server/platform/database.ts'
import { sharedRedis } from '../../server/platform/redis.ts'
import { forgetSite } from '../../server/platform/site.ts'

/** How many numbered databases the Redis of the tests has. */
const redisDatabases = 64

function setUp(name: 'TEST_MONGODB_URI' | 'TEST_REDIS_URL'): URL {
  const address = process.env[name]
  if (!address) throw new Error(`${name} is not set: this test needs the servers that jest starts before it`)
  return new URL(address)
}

const worker = Number(process.env['JEST_WORKER_ID'] ?? 1)
// Each file of this worker finds it emptied: to make every index anew for each takes a second.
const ownDatabase = `${process.env['TEST_RUN']}_${worker}`
const indexed = new Set<string>()
let emptiedAt: mongoose.mongo.Timestamp | undefined

/** When the database of this test file was emptied, in the time of MongoDB's log of operations. */
export function databaseEmptiedAt(): mongoose.mongo.Timestamp {
  if (!emptiedAt) throw new Error('This test file has no database')
  return emptiedAt
}

async function createMissingIndexes(): Promise<void> {
  const models = Object.values(mongoose.models).filter(({ modelName }) => !indexed.has(modelName))
  await createIndexes(models)
  for (const { modelName } of models) indexed.add(modelName)
}

/**
 * Addresses that no other test file running now has: a MongoDB database under this name, by default a new one, and
 * the numbered Redis database of this worker of jest, which may hold what an earlier file left.
 */
export function freshServices(name = `${ownDatabase}_${randomBytes(5).toString('hex')}`): {
  mongodbUri: string
  redisUrl: string
} {
  const mongodb = setUp('TEST_MONGODB_URI')
  mongodb.pathname = `/${name}`
  const redis = setUp('TEST_REDIS_URL')
  redis.pathname = `/${worker % redisDatabases}`
  return { mongodbUri: mongodb.href, redisUrl: redis.href }
}

/** Settings for a test: a database and a Redis of its own, and whatever else it names. */
export function useTestConfig(settings: NodeJS.ProcessEnv = {}): Config {
  const { mongodbUri, redisUrl } = freshServices(ownDatabase)
  const config = readConfig({
    NODE_ENV: 'test',
    LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'silent',
    PORT: '0',
    MONGODB_URI: mongodbUri,
    REDIS_URL: redisUrl,
    SESSION_SECRET: 'a secret that only tests use, never anything else',
    // Several test files share two cores: who would be turned away for that is tested where a test says so.
    LOAD_DELAY_MS: '60000',
    ...settings,
  })
  useConfig(config)
  forgetSite()
  return config
}

/** Connects this test file to an empty database with all indexes, and an empty Redis; for services without pages. */
export async function startTestDatabase(settings: NodeJS.ProcessEnv = {}): Promise<Config> {
  const config = useTestConfig(settings)
  await connectDatabase()
  await emptyDatabase()
  emptiedAt = (await mongoose.connection.db?.command({ hello: 1 }))?.['operationTime']
  if (mongoose.connection.name === ownDatabase) await createMissingIndexes()
  else {
    // Closed in reverse: what still runs ends first, then the database goes, then the connection.
    closeAtEnd('test database', () => mongoose.connection.dropDatabase())
    await createIndexes()
  }
  const redis = sharedRedis()
  if (redis.status !== 'ready') await new Promise((resolve) => redis.once('ready', resolve))
  await redis.flushdb()
  return config
}

/** Closes everything that the test opened. */
export async function stopTestDatabase(): Promise<void> {
  releaseClock()
  await closeEverything()
}

/** The tests of this file have a database: connected to before the first, left after the last. */
export function useDatabase(): void {
  beforeAll(async () => {
    await startTestDatabase()
  })
  afterAll(stopTestDatabase)
}

/** Deletes every record; collections and indexes stay. */
export async function emptyDatabase(): Promise<void> {
  const filled = await filledCollections()
  await Promise.all(filled.map((name) => mongoose.connection.collection(name).deleteMany({})))
}

/**
 * The collections that hold anything, by one question: most of a hundred hold nothing, and to delete nothing in each
 * of them takes ten times as long.
 */
async function filledCollections(): Promise<string[]> {
  const { db } = mongoose.connection
  const all = (await db?.listCollections({ type: 'collection' }, { nameOnly: true }).toArray()) ?? []
  const [first, ...others] = all.map(({ name }) => name).filter((name) => !name.startsWith('system.'))
  if (!db || !first) return []
  const nameIfFilled = (name: string) => [{ $limit: 1 }, { $project: { _id: { $literal: name } } }]
  const found = await db
    .collection(first)
    .aggregate<{ _id: string }>([
      ...nameIfFilled(first),
      ...others.map((coll) => ({ $unionWith: { coll, pipeline: nameIfFilled(coll) } })),
    ])
    .toArray()
  return found.map(({ _id }) => _id)
}
