import { createHash, randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import mongoose from 'mongoose'
import { freezeClock, releaseClock } from '../../server/platform/clock.ts'
import { closeEverything } from '../../server/platform/closing.ts'
import { readConfig, useConfig } from '../../server/platform/config.ts'
import { connectDatabase, createIndexes } from '../../server/platform/database.ts'
import { readStored } from '../../server/platform/stored-files.ts'
import { attachFiles } from '../../server/proposals/proposals.files.service.ts'
import { Opening, type OpeningRecord } from '../../server/proposals/proposals.keys.model.ts'
import { checkOpened } from '../../server/proposals/proposals.openings.check.service.ts'
import { saveDraft, startProposal } from '../../server/proposals/proposals.service.ts'
import { submitProposal } from '../../server/proposals/proposals.submit.service.ts'
import { opensAfterMs } from '../../shared/proposals/opening.ts'
import { actor } from '../platform/actors.ts'
import { anUpload } from '../platform/uploaded.ts'
import { anAnswerableChallenge, completeDraft, openWith } from '../proposals/proposals.factory.ts'
import { inWords, timed } from './measuring.ts'
import { withServices } from './services.ts'

const fileBytes = 5 * 1024 * 1024
const lookEveryMs = 50

async function submitted(challengeId: string, count: number, folder: string): Promise<void> {
  const file = await anUpload('plan.pdf', '')
  for (let n = 0; n < count; n += 1) {
    const supplier = actor('supplier', `firm-${n}`)
    const path = join(folder, `plan-${n}.pdf`)
    await writeFile(path, Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(fileBytes - 9)]))
    const { id } = await startProposal(supplier, challengeId)
    await attachFiles(supplier, id, [{ ...file, path, size: fileBytes }])
    const { revision } = await saveDraft(supplier, id, completeDraft(1))
    await submitProposal(supplier, id, revision)
  }
}

/** The yardstick: every stored byte read and hashed, none of it decrypted. */
async function readAll(): Promise<void> {
  const stored = await mongoose.connection.collection('files.files').find().toArray()
  for (const { _id } of stored) {
    const hash = createHash('sha256')
    for await (const chunk of await readStored(String(_id))) hash.update(chunk)
    hash.digest()
  }
}

/** How much the process grew at most while something was done, in MB, and how often its progress was seen to move. */
async function watched(
  challengeId: string,
  work: () => Promise<void>,
): Promise<{ grown: number; steps: number }> {
  globalThis.gc?.()
  const before = process.memoryUsage().rss
  let most = before
  const seen = new Set<number>()
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss)
    void Opening.findById(challengeId)
      .lean<OpeningRecord>()
      .then((opening) => seen.add(opening?.check?.done ?? 0))
  }, lookEveryMs)
  await work()
  clearInterval(timer)
  return { grown: (most - before) / 2 ** 20, steps: seen.size }
}

/**
 * `npm run bench -- opening [proposals]`: opening every proposal with a file of 5 MB once and comparing it with what
 * was sealed, beside reading and hashing the same stored bytes.
 */
export async function run([proposals = '200']: string[]): Promise<void> {
  const count = Number(proposals)
  await withServices(async ({ mongodbUri, redisUrl, folder }) => {
    try {
      useConfig(
        readConfig({
          NODE_ENV: 'test',
          LOG_LEVEL: 'silent',
          MONGODB_URI: mongodbUri,
          REDIS_URL: redisUrl,
          SESSION_SECRET: 'x'.repeat(32),
        }),
      )
      await connectDatabase()
      await createIndexes()
      const challenge = await anAnswerableChallenge()
      await submitted(challenge._id, count, folder)
      freezeClock(new Date((challenge.timetable.respondBy as Date).getTime() + opensAfterMs))
      const opening = await timed(() => openWith(challenge, actor('authority', challenge.authorityId)))
      const reading = await timed(readAll)
      const checking = await timed(() => watched(challenge._id, () => checkOpened(challenge._id)))
      const { check } = (await Opening.findById(challenge._id).lean<OpeningRecord>()) ?? {}
      if (check?.done !== count || check.broken.length > 0) throw new Error('Not everything was found whole')
      const { grown, steps } = checking.result
      console.log(`opened by two holders            ${inWords(opening.ms)}`)
      console.log(`stored bytes read and hashed     ${inWords(reading.ms)}`)
      console.log(`all opened and compared          ${inWords(checking.ms)}, progress seen ${steps} times`)
      console.log(`the process grew by at most      ${grown.toFixed(0)} MB`)
      console.log(
        JSON.stringify({
          bench: 'opening',
          proposals: count,
          timesReading: checking.ms / reading.ms,
          grownMb: Math.round(grown),
          openMs: Math.round(opening.ms),
        }),
      )
    } finally {
      releaseClock()
      await closeEverything()
    }
  })
}
