import { spawn } from 'node:child_process'
import { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import mongoose from 'mongoose'
import { closeEverything } from '../../server/platform/closing.ts'
import { readConfig, useConfig } from '../../server/platform/config.ts'
import { connectDatabase, createIndexes } from '../../server/platform/database.ts'
import { projectRoot } from '../../server/platform/paths.ts'
import { lastBulkExport, makeBulkExport } from '../../server/publication/publication.bulk.service.ts'
import { Release } from '../../server/publication/publication.model.ts'
import { emptyContent } from '../../shared/challenges/challenge.ts'
import { type Happening, releaseFor } from '../../shared/publication/release.ts'
import { withServices } from './services.ts'

const mostMegabytes = 200
const day = 86_400_000
const start = Date.UTC(2026, 0, 1)

const words = 'tenants damp mould sensors falls school places roads carers waiting repairs energy'.split(' ')
const text = (seed: number, length: number) =>
  Array.from({ length }, (_, i) => words[(seed * 31 + i * 7) % words.length]).join(' ')

/** Four releases of one invented challenge, of the size that real ones have. */
function inventReleases(number: number) {
  const challengeId = String(number).padStart(24, '0')
  const publishedAt = new Date(start + number * 60_000)
  const content = {
    ...emptyContent(),
    title: text(number, 8),
    summary: text(number, 50),
    problem: text(number, 300),
    asks: text(number, 80),
    cpv: ['85310000'],
    regions: ['TLD41'],
    budget: { pilotPence: 60_000_00, pilots: 3, scalePence: null, vat: 'standard' as const },
    criteria: [{ id: '1', title: 'Reaching the outcome', description: text(number, 30), weight: 100 }],
  }
  const at = (days: number) => new Date(publishedAt.getTime() + days * day)
  const answer = (n: number) => ({
    number: n,
    askedOn: at(n),
    question: text(number + n, 40),
    answer: text(number - n, 60),
    answeredAt: at(n),
  })
  const facts = {
    ocidPrefix: 'ocds-fthold',
    publicUrl: 'https://foothold.example',
    challengeId,
    publishedAt,
    buyer: { id: challengeId, name: text(number, 3), register: null, region: 'UKD41' },
    coBuyers: [],
    names: {
      category: text.bind(null, 1, 3) as never,
      region: () => 'Blackburn',
      noticeRegion: () => 'UKD41',
    },
    isInvented: false,
    unregulated: null,
    notice: null,
  }
  const life: Happening[] = [
    { what: 'published', at: publishedAt, content },
    { what: 'answered', at: at(1), kind: content.kind, answer: answer(1) },
    { what: 'answered', at: at(2), kind: content.kind, answer: answer(2) },
    { what: 'closed', at: at(28), content },
  ]
  return life.map((happening) => releaseFor(facts, happening))
}

async function fill(challenges: number): Promise<void> {
  let place = 0
  for (let number = 1; number <= challenges; number += 100) {
    const count = Math.min(100, challenges - number + 1)
    const releases = Array.from({ length: count }, (_, i) => inventReleases(number + i)).flat()
    await Release.insertMany(
      releases.map((release) => ({
        _id: release.id,
        ocid: release.ocid,
        challengeId: release.ocid.slice(-24),
        eventId: release.id,
        date: new Date(release.date),
        place: (place += 1),
        madeAt: new Date(release.date),
        body: JSON.stringify(release),
      })),
    )
  }
}

/** Lines and bytes of a file of the export, read as a stream. */
async function linesOf(name: string): Promise<{ lines: number; megabytes: number }> {
  const file = (await lastBulkExport())?.files.find((one) => one.name === name)
  if (!file) throw new Error(`${name} was not made`)
  const bucket = new mongoose.mongo.GridFSBucket(mongoose.connection.db as never, { bucketName: 'open_data' })
  let lines = 0
  let bytes = 0
  const count = new Writable({
    write(chunk: Buffer, _encoding, done) {
      for (const byte of chunk) if (byte === 10) lines += 1
      bytes += chunk.length
      done()
    },
  })
  await pipeline(bucket.openDownloadStream(file.fileId as never), createGunzip(), count)
  return { lines, megabytes: bytes / 2 ** 20 }
}

interface Measured {
  ms: number
  peak: number
  before: number
}

/** The export in a process that does nothing else, so that its memory is that of the export. */
async function measured(uri: string): Promise<Measured> {
  const child = spawn(process.execPath, ['--import', 'tsx', import.meta.filename, uri], {
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  for await (const chunk of child.stdout) said += String(chunk)
  const line = said.trim().split('\n').at(-1) ?? ''
  if (!line.startsWith('{')) throw new Error(`The export failed: ${said}`)
  return JSON.parse(line) as Measured
}

async function exportOnce(uri: string): Promise<void> {
  settle(uri)
  await connectDatabase()
  const megabytes = () => process.memoryUsage().rss / 2 ** 20
  const before = megabytes()
  let peak = before
  const watch = setInterval(() => {
    peak = Math.max(peak, megabytes())
  }, 20)
  const startedAt = performance.now()
  await makeBulkExport()
  const ms = performance.now() - startedAt
  clearInterval(watch)
  console.log(JSON.stringify({ ms, peak, before } satisfies Measured))
  await closeEverything()
}

const settle = (uri: string) =>
  useConfig(
    readConfig({
      NODE_ENV: 'test',
      LOG_LEVEL: 'silent',
      MONGODB_URI: uri,
      SESSION_SECRET: 'x'.repeat(32),
    }),
  )

/** `npm run bench -- publication [challenges]`: the nightly files of so many, in how much time and memory. */
export async function run([challenges = '10000']: string[]): Promise<void> {
  await withServices(async ({ mongodbUri }) => {
    try {
      settle(mongodbUri)
      await connectDatabase()
      await createIndexes()
      await fill(Number(challenges))
      const { ms, peak, before } = await measured(mongodbUri)
      const all = await linesOf('releases.jsonl.gz')
      const compiled = await linesOf('compiled.jsonl.gz')
      console.log(
        `${compiled.lines} challenges, ${all.lines} releases, ${all.megabytes.toFixed(0)} MB of them: exported in ${(ms / 1000).toFixed(1)} s`,
      )
      console.log(
        `memory of the whole process: ${peak.toFixed(0)} MB at most (${before.toFixed(0)} MB before it began); the limit is ${mostMegabytes} MB`,
      )
      if (peak > mostMegabytes) process.exitCode = 1
      console.log(
        JSON.stringify({
          bench: 'publication',
          challenges: compiled.lines,
          releases: all.lines,
          ms,
          peak,
          before,
        }),
      )
      await mongoose.connection.dropDatabase()
    } finally {
      await closeEverything()
    }
  })
}

if (process.argv[1] === import.meta.filename && process.argv[2]) await exportOnce(process.argv[2])
