import { Redis, type RedisOptions } from 'ioredis'
import { closeAtEnd } from './closing.ts'
import { config } from './config.ts'
import { logger } from './logger.ts'

const kinds = {
  /** Asked while somebody waits: fails at once while Redis is away. */
  requests: { maxRetriesPerRequest: 1, enableOfflineQueue: false, commandTimeout: 500 },
  /** Puts jobs in: fails within five seconds. */
  queue: { maxRetriesPerRequest: 1, commandTimeout: 5000 },
  /** Waits for Redis however long it takes. */
  worker: { maxRetriesPerRequest: null },
} satisfies Record<string, RedisOptions>

/** Opens a connection to Redis. Redis carries queues and live messages only: callers must stand its loss. */
export function openRedis(purpose: string, kind: keyof typeof kinds): Redis {
  const options: Omit<RedisOptions, 'replyMapping'> = {
    ...kinds[kind],
    retryStrategy: (times) => Math.min(times * 200, 2000),
  }
  const redis = new Redis(config().redisUrl, options)
  let isAway = false
  redis.on('error', (error) => {
    if (!isAway) logger('platform').warn({ purpose, reason: error.message }, 'Redis is away')
    isAway = true
  })
  redis.on('ready', () => {
    if (isAway) logger('platform').info({ purpose }, 'Redis is back')
    isAway = false
  })
  closeAtEnd(`Redis for ${purpose}`, () => redis.disconnect())
  return redis
}

let shared: Redis | undefined

/** The producer connection that limits and health checks of this process share. */
export function sharedRedis(): Redis {
  if (!shared) {
    shared = openRedis('requests', 'requests')
    closeAtEnd('shared Redis', () => {
      shared = undefined
    })
  }
  return shared
}
