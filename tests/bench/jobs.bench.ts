import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { Queue } from 'bullmq'
import mongoose from 'mongoose'
import { Delivery, Notice } from '../../server/notifications/notifications.model.ts'
import { tell } from '../../server/notifications/notifications.plan.service.ts'
import { closeEverything } from '../../server/platform/closing.ts'
import { readConfig, useConfig } from '../../server/platform/config.ts'
import { connectDatabase, createIndexes } from '../../server/platform/database.ts'
import { openRedis, sharedRedis } from '../../server/platform/redis.ts'
import { challengeWithdrawn } from '../../shared/challenges/challenges.events.ts'
import { newId } from '../../shared/platform/ids.ts'
import { aPublicChallenge } from '../matching/matching.factory.ts'
import { aCrowd } from './jobs/crowd.ts'
import type { WorkerWish } from './jobs/worker.ts'
import { heapMegabytes, inWords, timed } from './measuring.ts'
import { said, startProgram } from './programs.ts'
import { withServices } from './services.ts'

const kind = 'challenge-withdrawn'
const workers = 2
const lookEveryMs = 20

/**
 * `npm run bench -- jobs [notices] [e-mails]`: one event is told to so many inboxes, beside inserting the same rows; and
 * so many e-mails go to a mail server by two workers, beside as many empty jobs.
 */
export async function run([notices = '100000', emails = '20000']: string[]): Promise<void> {
  await withServices(async ({ mongodbUri, redisUrl, folder }) => {
    const sink = startProgram('jobs/sink.ts')
    const { url: smtp } = await said<{ url: string }>(sink)
    const settings = {
      NODE_ENV: 'test',
      LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'silent',
      MONGODB_URI: mongodbUri,
      REDIS_URL: redisUrl,
      SMTP_URL: smtp,
      DATA_DIR: folder,
      SESSION_SECRET: 'x'.repeat(32),
    }
    useConfig(readConfig(settings))
    try {
      await connectDatabase()
      await createIndexes()
      const redis = sharedRedis()
      if (redis.status !== 'ready') await once(redis, 'ready')
      await redis.flushdb()
      const planned = await planNotices(Number(notices))
      const sent = await sendEmails(Number(emails), settings, sink)
      console.log(JSON.stringify({ bench: 'jobs', ...planned, ...sent }))
      await mongoose.connection.dropDatabase()
    } finally {
      await closeEverything()
      sink.kill()
    }
  })
}

/** A challenge is withdrawn, and everybody who follows it is told. */
const withdrawal = (challengeId: string) => ({
  eventId: newId(),
  name: challengeWithdrawn.name,
  at: new Date(),
  actorUserId: '',
  challengeId,
  wasPublic: true,
})

async function planNotices(count: number) {
  const { _id } = await aPublicChallenge()
  await aCrowd(_id, count, kind)
  const heapBefore = heapMegabytes()
  let mostMb = 0
  const watching = setInterval(() => {
    mostMb = Math.max(mostMb, process.memoryUsage().rss / 2 ** 20)
  }, lookEveryMs)
  const { ms } = await timed(() => tell(withdrawal(_id)))
  clearInterval(watching)
  const rows = await Notice.find().lean()
  if (rows.length !== count) throw new Error(`${rows.length} notices in place of ${count}`)
  await Notice.deleteMany({})
  const { ms: insertMs } = await timed(async () => {
    for (let start = 0; start < count; start += 1000)
      await Notice.collection.insertMany(rows.slice(start, start + 1000) as never, { ordered: false })
  })
  console.log(`${count} notices planned and stored  ${inWords(ms)}, ${Math.round(mostMb)} MB at most`)
  console.log(`the same rows inserted           ${inWords(insertMs)}`)
  return { notices: count, noticesShare: insertMs / ms, mostMb, heapBefore }
}

async function sendEmails(count: number, settings: NodeJS.ProcessEnv, sink: ChildProcess) {
  const { _id } = await aPublicChallenge()
  await aCrowd(_id, count)
  await tell(withdrawal(_id))
  const ms = await withWorkers({ settings }, async () => {
    while ((await Delivery.countDocuments({ state: 'sent' })) < count) await pause()
  })
  sink.send('how many')
  const { taken } = await said<{ taken: number }>(sink)
  if (taken !== count) throw new Error(`${taken} e-mails in place of ${count}`)
  const emptyMs = await emptyJobs(count, settings)
  console.log(
    `${count} e-mails by ${workers} workers      ${inWords(ms)}, ${Math.round((count / ms) * 1000)}/s`,
  )
  console.log(
    `as many empty jobs               ${inWords(emptyMs)}, ${Math.round((count / emptyMs) * 1000)}/s`,
  )
  return { emails: count, emailsShare: emptyMs / ms }
}

async function emptyJobs(count: number, settings: NodeJS.ProcessEnv): Promise<number> {
  const emptyQueue = 'yardstick'
  const queue = new Queue(emptyQueue, { connection: openRedis('yardstick', 'queue') })
  for (let start = 0; start < count; start += 1000)
    await queue.addBulk(
      Array.from({ length: Math.min(1000, count - start) }, (_, i) => ({
        name: 'empty',
        data: { deliveryId: `${newId()}${start + i}`, round: 0 },
        opts: { removeOnComplete: true },
      })),
    )
  const ms = await withWorkers({ settings, emptyQueue }, async () => {
    while ((await queue.getWaitingCount()) + (await queue.getActiveCount()) > 0) await pause()
  })
  await queue.close()
  return ms
}

const pause = () => new Promise((resolve) => setTimeout(resolve, lookEveryMs))

/** From two workers being ready until something is so, in milliseconds. */
async function withWorkers(wish: WorkerWish, until: () => Promise<void>): Promise<number> {
  const running = Array.from({ length: workers }, () => startProgram('jobs/worker.ts'))
  try {
    await Promise.all(
      running.map((one) => {
        one.send(wish)
        return said(one)
      }),
    )
    return (await timed(until)).ms
  } finally {
    for (const one of running) one.kill('SIGKILL')
  }
}
