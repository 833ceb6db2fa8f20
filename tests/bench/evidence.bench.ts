import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import mongoose from 'mongoose'
import { createApp } from '../../server/app.ts'
import { countAwards } from '../../server/evidence/index.ts'
import { authorities, loadAuthorities, regions } from '../../server/organisations/index.ts'
import { Award, Organisation } from '../../server/organisations/organisations.model.ts'
import { closeAtEnd, closeEverything } from '../../server/platform/closing.ts'
import { readConfig, useConfig } from '../../server/platform/config.ts'
import { connectDatabase, createIndexes } from '../../server/platform/database.ts'
import { sessions } from '../../server/platform/session.ts'
import { inWords, timed } from './measuring.ts'
import { withServices } from './services.ts'

/** A page of the evidence may take so many times as long as one without any data. */
const mostTimes = 3
const batchSize = 5000
const divisions = ['45', '72', '85', '90', '79', '71', '50', '34', '98', '33'].map((two) => `${two}000000`)
const procedures = ['Open procedure', 'Call-off from a framework agreement', 'Direct award', '']
const day = 86_400_000
const start = Date.UTC(2016, 0, 1)

/** The same numbers each time, spread like throws of dice. */
function dice(seed: number): (sides: number) => number {
  let state = seed
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * sides)
  }
}

async function fill(count: number): Promise<void> {
  const roll = dice(7)
  const buyers = authorities().current()
  const places = regions().nations()
  const suppliers = Math.ceil(count / 5)
  const pick = <Item>(items: readonly Item[]): Item => items[roll(items.length)] as Item
  for (let from = 0; from < suppliers; from += batchSize)
    await Organisation.collection.insertMany(
      Array.from({ length: Math.min(batchSize, suppliers - from) }, (_, index) => ({
        _id: `supplier-${from + index}`,
        kind: 'supplier',
        name: `Supplier ${from + index} Ltd`,
        status: 'unclaimed',
        supplier: { isSme: pick([true, false, null]), isVcse: pick([false, false, null, true]) },
      })) as never,
    )
  for (let from = 0; from < count; from += batchSize)
    await Award.collection.insertMany(
      Array.from({ length: Math.min(batchSize, count - from) }, (_, index) => {
        const date = new Date(start + roll(3900) * day)
        return {
          _id: `award-${from + index}`,
          supplierId: `supplier-${roll(suppliers)}`,
          source: 'contracts-finder',
          sourceId: `award-${from + index}`,
          buyer: roll(10) === 0 ? `Trust ${roll(500)}` : pick(buyers).name,
          title: `Works ${roll(1000)}`,
          cpv: [pick(divisions), pick(divisions)],
          regions: [pick(places).code],
          valuePence: roll(3) === 0 ? null : roll(1_000_000_00),
          date,
          recordedAt: date,
          tenderedOn: roll(2) === 0 ? null : new Date(date.getTime() - roll(200) * day),
          startsOn: date,
          endsOn: roll(3) === 0 ? null : new Date(date.getTime() + roll(1500) * day),
          procedure: pick(procedures),
          url: '',
        }
      }) as never,
    )
}

async function serve(): Promise<string> {
  const http = createServer(createApp(sessions()))
  closeAtEnd('bench HTTP', () => {
    const closed = new Promise((resolve) => http.close(resolve))
    http.closeAllConnections()
    return closed
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(http.address() as AddressInfo).port}`
}

const addresses = {
  plain: '/about',
  all: '/evidence',
  chosen: '/evidence?region=TLD&year=2020',
  authority: '/evidence?authority=BBD',
  records: '/evidence/records?figure=sme&from=public',
  record: '/authorities/BBD/record',
}
const rounds = 41

/** The median time of each page, read in turns: whatever else the machine does slows all of them alike. */
async function inTurns(read: (path: string) => Promise<void>): Promise<Record<string, number>> {
  const times = Object.entries(addresses).map(([name, path]) => ({ name, path, ms: [] as number[] }))
  for (let round = -10; round < rounds; round += 1)
    for (const { path, ms } of times) {
      const took = await timed(() => read(path))
      if (round >= 0) ms.push(took.ms)
    }
  return Object.fromEntries(
    times.map(({ name, ms }) => [name, ms.sort((a, b) => a - b)[Math.floor(rounds / 2)] ?? 0]),
  )
}

/** `npm run bench -- evidence [awards]`: counting so many, and a page of the evidence beside one without data. */
export async function run([awards = '100000']: string[]): Promise<void> {
  await withServices(async ({ mongodbUri, redisUrl }) => {
    try {
      useConfig(
        readConfig({
          NODE_ENV: 'test',
          LOG_LEVEL: 'silent',
          MONGODB_URI: mongodbUri,
          REDIS_URL: redisUrl,
          SESSION_SECRET: 'x'.repeat(32),
          LOAD_DELAY_MS: '60000',
          TRUST_PROXY: '1',
        }),
      )
      await connectDatabase()
      await createIndexes()
      await loadAuthorities()
      await fill(Number(awards))
      const before = process.cpuUsage()
      const counting = await timed(countAwards)
      const { user } = process.cpuUsage(before)
      console.log(
        `${awards} awards counted in ${inWords(counting.ms)}, ${inWords(user / 1000)} of this process`,
      )
      const url = await serve()
      let asked = 0
      // One address may ask for 240 such pages a minute: here come many readers.
      const read = async (path: string): Promise<void> => {
        const reader = `203.0.113.${1 + Math.floor((asked += 1) / 100)}`
        const answer = await fetch(`${url}${path}`, { headers: { 'X-Forwarded-For': reader } })
        const text = await answer.text()
        if (!answer.ok || text.length < 1000) throw new Error(`${path}: ${answer.status}`)
      }
      // Read for the first time, once each: the drawings of another choice have to be made.
      const first = await timed(() => read('/evidence'))
      const codes = authorities()
        .current()
        .slice(-20)
        .map(({ code }) => code)
      const fresh = await timed(async () => {
        for (const code of codes) await read(`/evidence?authority=${code}`)
      })
      const { plain = 0, ...pages } = await inTurns(read)
      console.log(`a page without data: ${inWords(plain)}`)
      for (const [name, ms] of Object.entries(pages))
        console.log(`${name}: ${inWords(ms)}, ${(ms / plain).toFixed(1)} times that`)
      console.log(
        `the first page of all: ${inWords(first.ms)}; a choice that nobody made before: ${inWords(fresh.ms / codes.length)}`,
      )
      if (Math.max(...Object.values(pages)) > mostTimes * plain) process.exitCode = 1
      console.log(
        JSON.stringify({ bench: 'evidence', awards: Number(awards), counting: counting.ms, plain, pages }),
      )
      await mongoose.connection.dropDatabase()
    } finally {
      await closeEverything()
    }
  })
}
