import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { startKeeper } from './keeping.js'
import { checkMongodb, startMongodb } from './mongodb.js'
import { freePort } from './processes.js'
import { checkRedis, startRedis } from './redis.js'

const steadyAfterMs = 60_000

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
 * @param {(keeper: import('./keeping.js').Keeper) => void} [wishes.onKeeper] told who stops them, before they start
 * @returns {Promise<Services>}
 * @throws {import('./sentence.js').Sentence}
 */
export async function startServices({
  folder,
  mongodbUri,
  redisUrl,
  ports = {},
  isDurable = true,
  onKeeper = () => undefined,
}) {
  await Promise.all([mongodbUri && checkMongodb(mongodbUri), redisUrl && checkRedis(redisUrl)])
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const keeper = startKeeper()
  onKeeper(keeper)
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
      onTrouble: (tell) =>
        keeper.onEnded((name) => void revive(name, starts, { tell, pids, isStopping: keeper.isStopping })),
      stop: keeper.stop,
    }
  } catch (error) {
    await keeper.stop()
    throw error
  }
}

/**
 * Starts a server again that ended by itself, until it stays; the pause grows with each try.
 * @param {string} name
 * @param {Map<string, () => Promise<{ uri: string, pid: number }>>} starts
 * @param {{ tell: (text: string) => void, pids: Record<string, number>, isStopping: () => boolean }} supervisor
 */
async function revive(name, starts, { tell, pids, isStopping }) {
  // A start that fails ends the server once more: that end is the business of the start under way.
  if (reviving.has(name)) return
  reviving.add(name)
  const last = revivals.get(name)
  let tries = last && Date.now() - last.at < steadyAfterMs ? last.tries : 0
  for (let isFirst = true; !isStopping(); isFirst = false) {
    const pause = Math.min(1000 * 2 ** tries, 30_000)
    tries += 1
    tell(`${name} ${isFirst ? 'ended by itself' : 'is still away'}; starting it again in ${pause / 1000} s`)
    await new Promise((resolve) => setTimeout(resolve, pause))
    const started = await starts
      .get(name)?.()
      .catch((/** @type {Error} */ error) => void (isStopping() || tell(error.message)))
    if (!started) continue
    pids[name.toLowerCase()] = started.pid
    revivals.set(name, { tries, at: Date.now() })
    tell(`${name} is back`)
    break
  }
  reviving.delete(name)
}

/** @type {Set<string>} */
const reviving = new Set()

/** @type {Map<string, { tries: number, at: number }>} */
const revivals = new Map()
