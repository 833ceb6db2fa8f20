import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { calamitiesOf } from './calamities.ts'
import { check, type Findings } from './check.ts'
import { createHistory, type History } from './history.ts'
import { startListeners } from './listeners.ts'
import { startLoad, wireTo } from './load.ts'
import { pauseFor } from './programs.ts'
import { randomFrom } from './random.ts'
import { type Site, startSite } from './site.ts'
import { makeWorld } from './world.ts'

export interface Wishes {
  seed: number
  /** How long things go wrong. */
  seconds: number
  nodes: 1 | 3
  suppliers: number
  /** Of `calamitiesOf`, in this order and no others; by chance if nothing is said. */
  only?: string[]
  tell?: (text: string) => void
}

export interface Report extends Findings {
  faults: Record<string, number>
  kills: number
  acknowledged: number
  refused: number
  unknown: number
  serverErrors: string[]
  slowestMs: number
  /** Live listeners whose log is not that of the database. */
  apart: number
}

/** Runs the product under load while parts of it fail, and says what was lost and what came twice. */
export async function runFaults(wishes: Wishes): Promise<Report> {
  const tell = wishes.tell ?? (() => undefined)
  const random = randomFrom(wishes.seed)
  const site = await startSite(wishes.nodes)
  const history = createHistory()
  try {
    const world = await makeWorld(site, { suppliers: wishes.suppliers, challenges: 3 })
    const urls = site.webs.map(({ url }) => url)
    const listeners = startListeners(world, urls)
    const load = startLoad(world, wireTo(urls, history), history, random.fork(1))
    const { faults, kills } = await letHappen(
      calamitiesOf(site, random.fork(2), tell),
      wishes,
      random.fork(3),
      tell,
    )
    await load.stop()
    tell('The load is over; waiting until everything is told')
    const findings = await check(site, world, history)
    const apart = await listeners.apart()
    if (history.serverErrors.length > 0) for (const line of errorsLogged(site)) tell(line)
    return { ...findings, faults, kills, apart, ...countsOf(history) }
  } finally {
    await site.stop()
  }
}

/** What the web processes logged as faults of their own. */
function errorsLogged({ webs, folder }: Site): string[] {
  return webs
    .flatMap(({ name }) => readFileSync(join(folder, `${name}.log`), 'utf8').split('\n'))
    .filter((line) => line.includes('"stack"'))
    .slice(0, 20)
}

function countsOf(history: History) {
  const count = (end: string) => history.entries.filter((entry) => entry.end === end).length
  return {
    acknowledged: count('acknowledged'),
    refused: count('refused'),
    unknown: count('unknown'),
    serverErrors: history.serverErrors,
    slowestMs: history.slowest(),
  }
}

async function letHappen(
  all: ReturnType<typeof calamitiesOf>,
  { seconds, only }: Wishes,
  random: ReturnType<typeof randomFrom>,
  tell: (text: string) => void,
): Promise<{ faults: Record<string, number>; kills: number }> {
  const faults: Record<string, number> = {}
  let kills = 0
  const happen = async (name: string) => {
    const calamity = all.find((one) => one.name === name)
    if (!calamity)
      throw new Error(`No such fault: ${name}. There are: ${all.map((one) => one.name).join(', ')}`)
    tell(name)
    await calamity.happen()
    faults[name] = (faults[name] ?? 0) + 1
    kills += calamity.kills
  }
  const end = Date.now() + seconds * 1000
  await pauseFor(1000)
  for (const name of only ?? []) await happen(name)
  while (!only && Date.now() < end) {
    await happen(random.pick(all).name)
    await pauseFor(500 + 1500 * random.next())
  }
  await pauseFor(Math.max(0, end - Date.now()))
  return { faults, kills }
}
