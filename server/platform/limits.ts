import type { RequestHandler } from 'express'
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible'
import { callerAddress } from './caller-address.ts'
import { AppError } from './errors.ts'
import { sharedRedis } from './redis.ts'
import { actorOf } from './request.ts'

export interface Limit {
  /** Counts one try of `who`. @throws AppError too-many with the seconds to wait */
  consume: (who: string, points?: number) => Promise<void>
  /** Forgets what `who` has used, e.g. after a success. */
  forgive: (who: string) => Promise<void>
}

/** At most `points` tries in `seconds` for each key, across processes; counted in memory while Redis is away. */
export function limit(name: string, points: number, seconds: number): Limit {
  let limiter: RateLimiterRedis | undefined
  let counting: ReturnType<typeof sharedRedis> | undefined
  const get = () => {
    const redis = sharedRedis()
    // A connection that was closed counts no more: whoever comes after has another.
    if (limiter && counting === redis) return limiter
    counting = redis
    limiter = new RateLimiterRedis({
      storeClient: redis,
      keyPrefix: `foothold:limit:${name}`,
      points,
      duration: seconds,
      insuranceLimiter: new RateLimiterMemory({ keyPrefix: name, points, duration: seconds }),
    })
    return limiter
  }
  return {
    async consume(who, count = 1) {
      try {
        await get().consume(who, count)
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal
        const wait = Math.max(1, Math.ceil(refusal.msBeforeNext / 1000))
        const message = `That was ${points} tries in a short time. Wait ${inWords(wait)} and try again.`
        throw new AppError('too-many', message, {}, wait)
      }
    },
    async forgive(who) {
      await get().delete(who)
    },
  }
}

function inWords(seconds: number): string {
  if (seconds <= 90) return `${seconds} seconds`
  return seconds <= 2 * 60 * 60 ? `${Math.ceil(seconds / 60)} minutes` : `${Math.ceil(seconds / 3600)} hours`
}

/** A route guard: at most `points` requests in `seconds` for a person, or an address when nobody is signed in. */
export function limitRequests(name: string, points: number, seconds: number): RequestHandler {
  const requests = limit(name, points, seconds)
  return async (req, _res, next) => {
    await requests.consume(actorOf(req).userId || callerAddress(req.ip))
    next()
  }
}
