import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { startKeeper } from './keeping.js'
import { checkMongodb, startMongodb } from './mongodb.js'
import { freePort } from './processes.js'
import { checkRedis, startRedis } from './redis.js'

/**
 * MongoDB and Redis, ready to use.
 * @typedef {object} Services
 * @property {string} mongodbUri
 * @property {string} redisUrl
 * @property {Record<string, number>} ports of what was started here
 * @property {() => Record<string, number>} pids of what was started here
 * @property {(tell: (text: string) => void) => void} onTrouble says when a server ended by itself and is started again
 * @property {() => Promise<void>} stop
 */

/**
 * Uses the servers that the environment names and starts those that it does not.
 * @param {object} wishes
 * @param {string} wishes.folder where their data live
 * @param {string | undefined} wishes.mongodbUri
 * @param {string | undefined} wishes.redisUrl
 * @param {Record<string, number>} [wishes.ports] those of the last time, if they are free
 * @param {boolean} [wishes.isDurable] false for tests
 * @returns {Promise<Services>}
 * @throws {import('./sentence.js').Sentence}
 */
export async function startServices({ folder, mongodbUri, redisUrl, ports = {}, isDurable = true }) {
  await Promise.all([mongodbUri && checkMongodb(mongodbUri), redisUrl && checkRedis(redisUrl)])
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const keeper = startKeeper()
  /** @type {Record<string, number>} */
  const used = {}
  /** @type {Map<string, () => Promise<{ uri: string, pid: number }>>} */
  const starts = new Map()
  if (!mongodbUri) {
    const port = (used.mongodb = ports.mongodb ?? (await freePort()))
    starts.set('MongoDB', () =>
      startMongodb(keeper, { folder: join(folder, 'mongodb'), port, database: 'foothold' }),
    )
  }
  if (!redisUrl) {
    const port = (used.redis = ports.redis ?? (await freePort()))
    starts.set('Redis', () => startRedis(keeper, { folder: join(folder, 'redis'), port, isDurable }))
  }
  try {
    const [mongodb, redis] = await Promise.all([starts.get('MongoDB')?.(), starts.get('Redis')?.()])
    /** @type {Record<string, number>} */
    const pids = { keeper: keeper.pid }
    if (mongodb) pids.mongodb = mongodb.pid
    if (redis) pids.redis = redis.pid
    return {
      mongodbUri: mongodbUri ?? mongodb?.uri ?? '',
      redisUrl: redisUrl ?? redis?.uri ?? '',
      ports: used,
      pids: () => pids,
      onTrouble: (tell) => keeper.onEnded((name) => void revive(name, starts, tell)),
      stop: keeper.stop,
    }
  } catch (error) {
    await keeper.stop()
    throw error
  }
}

/**
 * Starts a server again that ended by itself; a start that fails ends it again, so the pause grows.
 * @param {string} name
 * @param {Map<string, () => Promise<{ uri: string, pid: number }>>} starts
 * @param {(text: string) => void} tell
 */
async function revive(name, starts, tell) {
  const pause = Math.min(1000 * 2 ** (revivals.get(name) ?? 0), 30_000)
  revivals.set(name, (revivals.get(name) ?? 0) + 1)
  tell(`${name} ended by itself; starting it again in ${pause / 1000} s`)
  await new Promise((resolve) => setTimeout(resolve, pause))
  try {
    await starts.get(name)?.()
    tell(`${name} is back`)
    revivals.delete(name)
  } catch (error) {
    tell(/** @type {Error} */ (error).message)
  }
}

/** @type {Map<string, number>} */
const revivals = new Map()
