import { type Db, MongoClient } from 'mongodb'
import { checkMails, checkNotices } from './check-telling.ts'
import { checkRecord } from './check-record.ts'
import {
  checkDeadlines,
  checkEvents,
  checkProposals,
  checkQuestions,
  checkSession,
  checkVotes,
  readDrafts,
} from './check-work.ts'
import type { Findings, Found } from './findings.ts'
import type { History } from './history.ts'
import { waitUntil } from './programs.ts'
import type { Site } from './site.ts'
import type { World } from './world.ts'

// An emptied Redis delays an event until it is handed out again: after a minute, then two.
const longestDrainMs = 300_000

/** Waits until nothing is under way any more, and compares what there is with what was acknowledged. */
export async function check(site: Site, world: World, history: History): Promise<Findings> {
  const client = new MongoClient(site.mongodbUri)
  try {
    const db = client.db()
    const began = Date.now()
    const found: Found = { lost: [], late: [], doubled: [], wrong: [] }
    const isQuiet = async () => (await underWay(db)).length === 0
    await waitUntil('everything is told', isQuiet, longestDrainMs).catch(async () => {
      found.late.push(...(await underWay(db)))
    })
    const drainMs = Date.now() - began
    await checkQuestions(db, history, found)
    await checkVotes(db, history, found)
    await checkSession(db, history, found)
    await checkProposals(db, await readDrafts(site, world), history, found)
    await checkDeadlines(db, world, history, found)
    await checkEvents(db, found)
    await checkRecord(db, site, found)
    await checkNotices(db, world, found)
    const mailsUnknown = await checkMails(db, site, found)
    const notices = await db.collection('notices').countDocuments()
    return { ...found, notices, mails: site.mail.taken.length, mailsUnknown, drainMs }
  } finally {
    await client.close()
  }
}

/** What is not told yet, each with how it stands. */
async function underWay(db: Db): Promise<string[]> {
  const events = await db.collection('outbox').find().limit(20).toArray()
  const deliveries = await db
    .collection('deliveries')
    .find({ state: { $in: ['planned', 'sending'] }, waitsForDigest: false })
    .limit(20)
    .toArray()
  return [
    ...events.map((event) => `event not handed out: ${JSON.stringify(event)}`),
    ...deliveries.map((delivery) => `e-mail not sent: ${JSON.stringify(delivery)}`),
  ]
}
