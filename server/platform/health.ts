import { Router } from 'express'
import mongoose from 'mongoose'
import { isDatabaseReady } from './database.ts'
import { sharedRedis } from './redis.ts'

async function answers(ask: () => Promise<unknown>): Promise<boolean> {
  try {
    await ask()
    return true
  } catch {
    return false
  }
}

/** True while MongoDB answers. */
export const databaseAnswers = async (): Promise<boolean> =>
  isDatabaseReady() && (await answers(async () => mongoose.connection.db?.admin().ping()))

/** True while Redis answers. */
export const redisAnswers = (): Promise<boolean> => answers(() => sharedRedis().ping())

/**
 * `/health/live`: the process runs. `/health/ready`: it can serve, that is, MongoDB answers; a lost Redis
 * is told but does not make it unready, since pages work without it.
 */
export function healthRoutes(): Router {
  const router = Router()
  router.get('/health/live', (_req, res) => {
    res.json({ status: 'ok' })
  })
  router.get('/health/ready', async (_req, res) => {
    const mongodb = await databaseAnswers()
    const redis = await redisAnswers()
    res.status(mongodb ? 200 : 503).json({ status: mongodb ? 'ok' : 'unavailable', mongodb, redis })
  })
  return router
}
