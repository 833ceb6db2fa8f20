import { once } from 'node:events'
import { Outbox } from '../../server/audit/audit.model.ts'
import { changeMatchingSettings } from '../../server/matching/index.ts'
import { Match } from '../../server/matching/matching.model.ts'
import { Delivery, Notice } from '../../server/notifications/notifications.model.ts'
import { closeEverything } from '../../server/platform/closing.ts'
import { readConfig, useConfig } from '../../server/platform/config.ts'
import { connectDatabase, createIndexes } from '../../server/platform/database.ts'
import { sharedRedis } from '../../server/platform/redis.ts'
import type { ChallengeRecord } from '../../shared/challenges/challenge.ts'
import { explainer } from '../../shared/matching/explaining.ts'
import { prepareQuery } from '../../shared/matching/prepared-query.ts'
import { type Ranked, rankPrepared } from '../../shared/matching/ranking.ts'
import { newId } from '../../shared/platform/ids.ts'
import { handlers } from '../../workers/handlers.ts'
import { directory } from '../../workers/matching/directory.ts'
import { asChallengeToRank, names } from '../../workers/matching/to-rank.ts'
import { startDispatch } from '../../workers/platform/dispatch.ts'
import { startRunner } from '../../workers/platform/runner.ts'
import { announce, aPublicChallenge, matchesOf } from '../matching/matching.factory.ts'
import { aBroker } from '../organisations/organisations.factory.ts'
import mongoose from 'mongoose'
import { fillDirectory } from './match-to-inbox/filling.ts'
import { inWords, median, timed } from './measuring.ts'
import { type BenchServices, withServices } from './services.ts'

// The first challenge warms up; of the others the median counts.
const challengesSent = 4
const lookEveryMs = 10
const longestWaitMs = 300_000

/**
 * `npm run bench -- match-to-inbox [suppliers] [matched]`: from a publication until everybody who fits has it in the
 * inbox and an e-mail asked for, beside a ranking and as many inserts alone.
 */
export async function run([suppliers = '2000', matched = '50']: string[]): Promise<void> {
  await withServices((services) => measure(services, Number(suppliers), Number(matched)))
}

async function measure(services: BenchServices, suppliers: number, matched: number): Promise<void> {
  settle(services)
  try {
    await connectDatabase()
    await createIndexes()
    const redis = sharedRedis()
    if (redis.status !== 'ready') await once(redis, 'ready')
    await redis.flushdb()
    const fits = new Set(await fillDirectory(suppliers, matched))
    await directory.refresh()
    const sendFrom = lowestOf(rankAlone(await aPublicChallenge({ status: 'draft' }), suppliers), fits)
    await changeMatchingSettings(aBroker(), { proposeFrom: Math.min(0.45, sendFrom), sendFrom })
    startRunner(handlers)
    startDispatch(handlers.reactions)

    const times: number[] = []
    let challenge = await aPublicChallenge()
    for (let i = 0; i < challengesSent; i += 1) {
      if (i > 0) challenge = await aPublicChallenge()
      const { ms } = await timed(() => untilTold(challenge, matched))
      times.push(ms)
    }
    const wholeMs = times.slice(1).sort((a, b) => a - b)[Math.floor((challengesSent - 1) / 2)] as number
    await report(challenge, { suppliers, matched, wholeMs })
    await mongoose.connection.dropDatabase()
  } finally {
    await closeEverything()
  }
}

function settle({ mongodbUri, redisUrl, folder }: BenchServices): void {
  const redis = new URL(redisUrl)
  redis.pathname = '/9'
  useConfig(
    readConfig({
      NODE_ENV: 'test',
      LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'silent',
      MONGODB_URI: mongodbUri,
      REDIS_URL: redis.href,
      DATA_DIR: folder,
      SESSION_SECRET: 'x'.repeat(32),
    }),
  )
}

function rankAlone(challenge: ChallengeRecord, limit: number): Ranked[] {
  const query = prepareQuery(directory.index(), asChallengeToRank(challenge))
  const { rows } = rankPrepared(directory.index(), query, { limit })
  const explain = explainer(directory.index(), query, names)
  for (const { supplierId } of rows) explain(supplierId)
  return rows
}

/** The score that all of these reach. */
const lowestOf = (rows: Ranked[], wanted: Set<string>): number =>
  Math.min(...rows.filter(({ supplierId }) => wanted.has(supplierId)).map(({ score }) => score))

/** Publishes, and waits until so many are told: in the inbox, and with an e-mail that the queue knows of. */
async function untilTold(challenge: ChallengeRecord, matched: number): Promise<void> {
  const told = { challengeId: challenge._id, kind: 'match-sent' }
  const end = Date.now() + longestWaitMs
  await announce(challenge)
  for (;;) {
    const notices = await Notice.countDocuments(told)
    if (notices >= matched && (await Outbox.countDocuments({ name: 'match.sent' })) === 0) break
    if (Date.now() > end) throw new Error(`Only ${notices} of ${matched} were told in time`)
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs))
  }
  const events = (await Notice.find(told).lean()).map(({ eventId }) => eventId)
  const emails = await Delivery.countDocuments({ eventId: mongoose.trusted({ $in: events }) })
  if (events.length !== matched || emails !== matched)
    throw new Error(`${events.length} notices and ${emails} e-mails in place of ${matched}`)
}

async function report(
  challenge: ChallengeRecord,
  { suppliers, matched, wholeMs }: { suppliers: number; matched: number; wholeMs: number },
): Promise<void> {
  const rows = (await matchesOf(challenge._id)).filter(({ status }) => status === 'sent')
  const rankingMs = await median(() => rankAlone(challenge, matched))
  const { ms: insertsMs } = await timed(async () => {
    const challengeId = newId()
    for (const row of rows) await Match.collection.insertOne({ ...row, _id: newId(), challengeId } as never)
  })
  const parts = wholeMs / (rankingMs + insertsMs)
  console.log(`${suppliers} suppliers, ${rows.length} of them matched`)
  console.log(`from publication until all are told  ${inWords(wholeMs)}`)
  console.log(`the ranking alone                    ${inWords(rankingMs)}`)
  console.log(`${rows.length} inserts alone, one by one        ${inWords(insertsMs)}`)
  console.log(
    JSON.stringify({
      bench: 'match-to-inbox',
      ratio: { parts: Math.round(parts * 100) / 100 },
      suppliers,
      matched,
      wholeMs,
      rankingMs,
      insertsMs,
    }),
  )
}
