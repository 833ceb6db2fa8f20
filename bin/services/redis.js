import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { endOf, isDiskFull } from './mongodb.js'
import { until } from './processes.js'
import { withProgress } from './progress.js'
import { findRedisServer } from './redis-program.js'
import { isFull, Sentence } from './sentence.js'
import { isAtLeast, oldest } from './versions.js'

/**
 * Starts a Redis that never forgets a job to make room and writes its log to the disk each second.
 * @param {import('./keeping.js').Keeper} keeper
 * @param {{ folder: string, port: number, isDurable?: boolean }} place
 * @returns {Promise<{ uri: string, pid: number }>}
 * @throws {Sentence}
 */
export async function startRedis(keeper, { folder, port, isDurable = true }) {
  const command = await findRedisServer()
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const log = join(folder, '..', 'redis.log')
  const args = [
    '--port',
    String(port),
    '--bind',
    '127.0.0.1',
    '--dir',
    folder,
    '--databases',
    '64',
    '--save',
    '',
  ]
  args.push(
    '--maxmemory-policy',
    'noeviction',
    '--appendonly',
    isDurable ? 'yes' : 'no',
    '--appendfsync',
    'everysec',
  )
  const pid = await keeper.start('Redis', { command, args, cwd: folder, log })
  const uri = `redis://127.0.0.1:${port}`
  await withProgress('Starting Redis', async () => {
    const isUp = await until(
      async () => {
        if (!keeper.isRunning('Redis')) throw new Sentence(whyNot(log))
        return Boolean(await answers(uri).catch(() => undefined))
      },
      { within: 60_000 },
    )
    if (!isUp) throw new Sentence(whyNot(log))
  })
  return { uri, pid }
}

/**
 * What Redis says of itself once it has loaded its data.
 * @param {string} uri
 */
async function answers(uri) {
  const redis = new Redis(uri, {
    lazyConnect: true,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
    connectTimeout: 5000,
  })
  /** @type {Error | undefined} */
  let reason
  redis.on('error', (error) => {
    reason = error
  })
  try {
    await redis.connect().catch((error) => {
      // That the connection is closed is all that this error says; why is told by the event.
      throw reason ?? error
    })
    await redis.ping()
    return await redis.info('server')
  } finally {
    redis.disconnect()
  }
}

/** @param {string} log */
function whyNot(log) {
  if (isFull(endOf(log).slice(-2000)) || isDiskFull(log))
    return 'Redis stopped because the disk is full: free some space, or give a folder on another disk with --data-dir.'
  return `Redis did not start: its log, ${log}, says why.`
}

/**
 * Checks a Redis that the environment names.
 * @param {string} uri
 * @throws {Sentence} when it is away or too old
 */
export async function checkRedis(uri) {
  if (!/^rediss?:\/\//.test(uri))
    throw new Sentence(
      'REDIS_URL is not the address of a Redis: write one such as redis://127.0.0.1:6379, or unset it to have a Redis started for you.',
    )
  const info = await answers(uri).catch((/** @type {Error} */ error) => {
    throw new Sentence(
      `The Redis at REDIS_URL does not answer (${error.message}): start it, mend the address, or unset REDIS_URL to have one started for you.`,
    )
  })
  const version = /redis_version:(\S+)/.exec(info)?.[1] ?? '0'
  if (!isAtLeast(version, oldest.redis))
    throw new Sentence(`The Redis at REDIS_URL is version ${version}: update it to ${oldest.redis} or newer.`)
}
