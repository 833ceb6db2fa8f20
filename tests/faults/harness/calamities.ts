import { Redis } from 'ioredis'
import { rmSync } from 'node:fs'
import { type Program, pauseFor } from './programs.ts'
import type { Random } from '../../platform/random.ts'
import type { Site } from './site.ts'

/** Something that goes wrong, and comes right again. */
export interface Calamity {
  name: string
  /** How many processes it kills. */
  kills: number
  /** Brings it about, waits, and mends it. */
  happen: () => Promise<void>
}

const between = (random: Random, least: number, most: number) => least + (most - least) * random.next()

/** Everything that may happen to a site; `random` says to which part, and for how long. */
export function calamitiesOf(site: Site, random: Random, tell: (text: string) => void): Calamity[] {
  const killing = (name: string, choose: () => Program): Calamity => ({
    name,
    kills: 1,
    happen: async () => {
      const dying = choose()
      await dying.kill()
      await pauseFor(between(random, 0, 1500))
      await dying.start()
    },
  })
  const { redis, mail, mongods } = site
  const all: Calamity[] = [
    killing('kill a web process', () => random.pick(site.webs)),
    killing('kill a worker', () => random.pick(site.workers)),
    killing('kill redis', () => redis),
    {
      name: 'kill redis, and it forgets everything',
      kills: 1,
      happen: async () => {
        await redis.kill()
        rmSync(`${redis.folder}/appendonlydir`, { recursive: true, force: true })
        await redis.start()
      },
    },
    {
      name: 'redis stands still',
      kills: 0,
      happen: () => whilePaused(redis, between(random, 2000, 6000)),
    },
    {
      name: 'redis is full',
      kills: 0,
      happen: async () => {
        await configure(redis.url, 'maxmemory', '1')
        await pauseFor(between(random, 1000, 4000))
        await configure(redis.url, 'maxmemory', '0')
      },
    },
    // With three nodes the first is mostly the primary: it has the higher priority.
    killing('kill mongodb', () => (random.next() < 0.7 ? (mongods[0] as Program) : random.pick(mongods))),
    {
      name: 'mongodb stands still',
      kills: 0,
      happen: () => whilePaused(mongods[0] as Program, between(random, 1000, 4000)),
    },
    {
      name: 'the mail server refuses for now',
      kills: 0,
      happen: async () => {
        mail.behave({ kind: 'refuse-recipient', code: 451 })
        await pauseFor(between(random, 1000, 3000))
        mail.behave({ kind: 'accept' })
      },
    },
    {
      name: 'the mail server takes messages and hangs up',
      kills: 0,
      happen: async () => {
        mail.behave({ kind: 'drop-end' })
        await pauseFor(between(random, 200, 1000))
        mail.behave({ kind: 'accept' })
      },
    },
    {
      name: 'kill both workers',
      kills: 2,
      happen: async () => {
        await Promise.all(site.workers.map((worker) => worker.kill()))
        await Promise.all(site.workers.map((worker) => worker.start()))
      },
    },
    { name: 'a new version is rolled out', kills: 0, happen: () => rollOut(site, tell) },
  ]
  return [...all, ...calamitiesOfLines(site, random)]
}

function calamitiesOfLines({ lines }: Site, random: Random): Calamity[] {
  // Of three nodes the others need two seconds until they choose a new primary.
  const longestCutMs = lines.length === 1 ? 3000 : 8000
  const meddle = async (ms: number, how: (line: Site['lines'][number]) => void, chosen: Site['lines']) => {
    chosen.forEach(how)
    await pauseFor(ms)
    for (const line of chosen) line.restore()
  }
  return [
    {
      name: 'mongodb is cut off',
      kills: 0,
      happen: () => meddle(between(random, 500, longestCutMs), (line) => line.cut(), lines.slice(0, 1)),
    },
    {
      name: 'mongodb is half a second away',
      kills: 0,
      happen: () => meddle(between(random, 2000, 5000), (line) => line.slow(250), lines),
    },
  ]
}

async function whilePaused(program: Program, ms: number): Promise<void> {
  program.pause()
  await pauseFor(ms)
  program.resume()
}

/** One process after the other is asked to end, and started again. */
async function rollOut({ webs, workers }: Site, tell: (text: string) => void): Promise<void> {
  for (const one of [...webs, ...workers]) {
    tell(`  ${one.name} ended in ${await one.stop()} ms`)
    await one.start()
  }
}

async function configure(url: string, name: string, value: string): Promise<void> {
  const redis = new Redis(url)
  await redis.config('SET', name, value)
  redis.disconnect()
}
