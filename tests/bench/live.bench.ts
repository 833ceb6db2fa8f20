import type { ChildProcess } from 'node:child_process'
import { closeEverything } from '../../server/platform/closing.ts'
import { readConfig, useConfig } from '../../server/platform/config.ts'
import { connectDatabase } from '../../server/platform/database.ts'
import {
  clarificationAudience,
  clarificationsAnswered,
  watchClarifications,
} from '../../shared/clarifications/clarifications.sockets.ts'
import { aPublicChallenge } from '../matching/matching.factory.ts'
import { type Heard, type ListenersWish, steadyMs } from './live/listeners.ts'
import { aSessionWith, catchUp, readAlone } from './live/catch-up.ts'
import type { Memory, WebAsks } from './live/asked.ts'
import { inWords } from './measuring.ts'
import { said, startProgram } from './programs.ts'
import { withServices } from './services.ts'

const rounds = 60
const betweenMs = 150
const missed = 500

interface Wish {
  settings: NodeJS.ProcessEnv
  challengeId: string
  count: number
  processes?: number
}

interface Result extends Pick<Heard, 'lost' | 'doubled'> {
  p50: number
  p99: number
  /** What a connection makes a server hold, in kilobytes. */
  kbEach: number
}

/**
 * `npm run bench -- live [listeners]`: news of an answer until each listener of a challenge has it, by one web process
 * and by two, beside a plain `ws` server that sends the same bytes to the same clients.
 */
export async function run([listeners = '1000']: string[]): Promise<void> {
  await withServices(async ({ mongodbUri, redisUrl, folder }) => {
    const settings = {
      NODE_ENV: 'test',
      LOG_LEVEL: 'silent',
      MONGODB_URI: mongodbUri,
      REDIS_URL: redisUrl,
      DATA_DIR: folder,
      SESSION_SECRET: 'x'.repeat(32),
      SOCKETS_PER_ADDRESS: '1000000',
    }
    useConfig(readConfig(settings))
    await connectDatabase()
    const { _id: challengeId } = await aPublicChallenge()
    const liveSessionId = await aSessionWith(missed, challengeId)
    const wish = { settings, challengeId, count: Number(listeners) }
    const plain = await measure('plain.ts', wish)
    const one = await measure('web.ts', wish)
    const two = await measure('web.ts', { ...wish, processes: 2 })
    report({ plain, one, two }, wish.count)
    const { catchUpMs, readMs } = await measureCatchUp(settings, liveSessionId)
    await closeEverything()
    console.log(
      `${missed} missed entries in one reply ${inWords(catchUpMs)}; the rows alone ${inWords(readMs)}`,
    )
    console.log(JSON.stringify({ bench: 'catch-up', ratio: catchUpMs / readMs, missed, catchUpMs, readMs }))
  })
}

async function measureCatchUp(settings: NodeJS.ProcessEnv, liveSessionId: string) {
  const web = startProgram('live/web.ts')
  try {
    web.send({ ask: 'start', settings } satisfies WebAsks)
    const { url } = await said<{ url: string }>(web)
    return {
      catchUpMs: await catchUp(url, liveSessionId, missed),
      readMs: await readAlone(liveSessionId),
    }
  } finally {
    web.kill('SIGKILL')
  }
}

function report(results: Record<'plain' | 'one' | 'two', Result>, listeners: number): void {
  const { plain, one, two } = results
  console.log(`${listeners} listeners of one challenge, ${rounds} answers`)
  for (const [name, { p50, p99, lost, doubled, kbEach }] of [
    ['plain ws, the same bytes', plain],
    ['one web process', one],
    ['two web processes', two],
  ] as const) {
    const times = `p50 ${inWords(p50)}, p99 ${inWords(p99)}`
    console.log(
      `${name.padEnd(26)}${times}, ${lost} lost, ${doubled} doubled, ${kbEach.toFixed(1)} kB a connection`,
    )
  }
  const ratio = { one: one.p99 / plain.p99, two: two.p99 / plain.p99 }
  console.log(JSON.stringify({ bench: 'live', ratio, ...results, listeners }))
}

const newsBegin = `42["${clarificationsAnswered}",`

/** Connects the listeners to so many servers of a kind, and sends news as often as there are rounds. */
async function measure(
  server: 'plain.ts' | 'web.ts',
  { settings, challengeId, count, processes = 1 }: Wish,
): Promise<Result> {
  const servers = Array.from({ length: processes }, () => startProgram(`live/${server}`))
  const [first] = servers as [ChildProcess]
  const listeners = startProgram('live/listeners.ts')
  const ask = (asked: WebAsks, of = first) => of.send(asked)
  const memoryOfFirst = async () => {
    ask({ ask: 'memory' })
    return said<Memory>(first)
  }
  try {
    const urls: string[] = []
    for (const one of servers) {
      ask({ ask: 'start', settings }, one)
      urls.push((await said<{ url: string }>(one)).url)
    }
    const before = await memoryOfFirst()
    const greetings = server === 'web.ts' ? greetingsFor(challengeId) : []
    listeners.send({ urls, count, greetings, newsBegin, news: rounds } satisfies ListenersWish)
    await said(listeners)
    const heldMb = (await memoryOfFirst()).residentMb - before.residentMb
    const heard = said<Heard>(listeners)
    const audience = clarificationAudience(challengeId, 'public')
    for (let number = 1; number <= rounds; number += 1) {
      const news = { challengeId, count: number, sentAt: steadyMs() }
      ask({ ask: 'broadcast', audience, message: clarificationsAnswered, news })
      await new Promise((resolve) => setTimeout(resolve, betweenMs))
    }
    const { delays, lost, doubled } = await heard
    delays.sort((a, b) => a - b)
    const at = (share: number) => delays[Math.floor(share * (delays.length - 1))] as number
    return { p50: at(0.5), p99: at(0.99), lost, doubled, kbEach: (heldMb * 1024) / (count / processes) }
  } finally {
    for (const one of [...servers, listeners]) one.kill('SIGKILL')
  }
}

/** What a page says when it opens: that it is there, and which challenge it watches. */
const greetingsFor = (challengeId: string): ListenersWish['greetings'] => [
  { say: '40', replyBegins: '40{' },
  { say: `420${JSON.stringify([watchClarifications, { challengeId }])}`, replyBegins: '430[{"ok":true' },
]
