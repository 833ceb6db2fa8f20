import { closeEverything } from '../../server/platform/closing.ts'
import { readConfig, useConfig } from '../../server/platform/config.ts'
import { connectDatabase, createIndexes, transaction } from '../../server/platform/database.ts'
import { LinkRecord } from '../../server/audit/audit.chain.model.ts'
import { anchorToday, linkWaiting, recordAll, verifyRecord } from '../../server/audit/index.ts'
import { challengeClosed } from '../../shared/challenges/challenges.events.ts'
import { system } from '../../shared/platform/actor.ts'
import { inWords, timed } from './measuring.ts'
import { withServices } from './services.ts'

const atOnce = 500

async function commit(events: number, chains: number): Promise<void> {
  for (let start = 0; start < events; start += atOnce) {
    const payloads = Array.from({ length: Math.min(atOnce, events - start) }, (_, i) => ({
      challengeId: `challenge-${(start + i) % chains}`,
    }))
    await transaction((session) => recordAll(session, system, challengeClosed, payloads))
  }
}

async function linkAll(): Promise<void> {
  while ((await linkWaiting('bench')) > 0);
}

/** The yardstick: the very rows that the chainer wrote, written at once in lots of the same size. */
async function insertSame(): Promise<number> {
  const links = await LinkRecord.find({}).sort({ place: 1 }).lean()
  await LinkRecord.deleteMany({})
  const { ms } = await timed(async () => {
    for (let start = 0; start < links.length; start += atOnce)
      await LinkRecord.insertMany(links.slice(start, start + atOnce))
  })
  return ms
}

/** `npm run bench -- audit [events] [chains]`: events linked and verified a second, beside inserting the same rows. */
export async function run([events = '20000', chains = '1000']: string[]): Promise<void> {
  await withServices(async ({ mongodbUri }) => {
    try {
      useConfig(
        readConfig({
          NODE_ENV: 'test',
          LOG_LEVEL: 'silent',
          MONGODB_URI: mongodbUri,
          SESSION_SECRET: 'x'.repeat(32),
        }),
      )
      await connectDatabase()
      await createIndexes()
      const count = Number(events)
      const committing = await timed(() => commit(count, Number(chains)))
      const linking = await timed(linkAll)
      const anchoring = await timed(anchorToday)
      const before = process.memoryUsage().rss
      const verifying = await timed(() => verifyRecord())
      if (verifying.result.finding || verifying.result.links !== count)
        throw new Error(`The record does not verify: ${JSON.stringify(verifying.result)}`)
      const grown = (process.memoryUsage().rss - before) / 2 ** 20
      const inserting = await insertSame()
      const rate = (ms: number) => Math.round((1000 * count) / ms)
      console.log(`${count} events of ${chains} chains: committed in ${inWords(committing.ms)}`)
      console.log(`linked in ${inWords(linking.ms)}, ${rate(linking.ms)} a second`)
      console.log(`the same rows inserted in ${inWords(inserting)}, ${rate(inserting)} a second`)
      console.log(`anchored in ${inWords(anchoring.ms)}`)
      console.log(
        `verified in ${inWords(verifying.ms)}, ${rate(verifying.ms)} a second, ${grown.toFixed(0)} MB more memory`,
      )
      console.log(
        JSON.stringify({ bench: 'audit', ratio: { insert: Number((inserting / linking.ms).toFixed(2)) } }),
      )
    } finally {
      await closeEverything()
    }
  })
}
