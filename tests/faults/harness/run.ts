import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Calamity, calamitiesOf } from './calamities.ts'
import { check } from './check.ts'
import type { Findings } from './findings.ts'
import { countOf, createHistory, type History, recoveryTimes, timesOf } from './history.ts'
import { startListeners } from './listeners.ts'
import { startLoad } from './load.ts'
import { pauseFor } from './programs.ts'
import { type Random, randomFrom } from '../../platform/random.ts'
import { type Site, startSite } from './site.ts'
import { wireTo } from './wire.ts'
import { makeWorld } from './world.ts'

/** How often a challenge closes while suppliers submit. */
const closingEveryMs = 20_000

export interface Wishes {
  seed: number
  /** How long things go wrong. */
  seconds: number
  suppliers: number
  /** Of `calamitiesOf`, these in this order, and nothing else. */
  inOrder?: string[]
  /** Of `calamitiesOf`, by chance these alone. */
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
  medianMs: number
  p99Ms: number
  slowestMs: number
  /** For each kind of fault the longest time from its mending until work was acknowledged again, in milliseconds. */
  recoveryMs: Record<string, number>
  /** Live listeners whose log is not that of the database. */
  apart: number
}

/** Runs the product under load while parts of it fail, and says what was lost and what came twice. */
export async function runFaults(wishes: Wishes & { nodes: 1 | 3 }): Promise<Report> {
  const site = await startSite(wishes.nodes)
  try {
    return await runFaultsOn(site, wishes)
  } finally {
    await site.stop()
  }
}

/** As `runFaults`, on a site that runs, and that runs whole again afterwards. */
export async function runFaultsOn(site: Site, wishes: Wishes): Promise<Report> {
  const tell = wishes.tell ?? (() => undefined)
  const random = randomFrom(wishes.seed)
  const history = createHistory()
  const world = await makeWorld(site, {
    suppliers: wishes.suppliers,
    challenges: 3,
    closing: Math.max(1, Math.floor((wishes.seconds * 1000) / closingEveryMs)),
    closingEveryMs,
  })
  const urls = site.webs.map(({ url }) => url)
  const listeners = startListeners(world, urls)
  const load = startLoad(world, wireTo(urls, history), history, random.fork(1))
  const { faults, kills } = await letHappen(
    calamitiesOf(site, random.fork(2), tell),
    { ...wishes, tell },
    random.fork(3),
    history,
  )
  await load.stop()
  tell('The load is over; waiting until everything is told')
  const findings = await check(site, world, history)
  const apart = await listeners.apart()
  if (history.serverErrors.length > 0) for (const line of errorsLogged(site)) tell(line)
  return { ...findings, faults, kills, apart, ...countsOf(history) }
}

/** What the web processes logged as faults of their own; that the database was away is none. */
function errorsLogged({ webs, folder }: Site): string[] {
  return webs
    .flatMap(({ name }) => readFileSync(join(folder, `${name}.log`), 'utf8').split('\n'))
    .filter((line) => line.includes('"level":50') && !line.includes('"msg":"Answered"'))
    .slice(0, 20)
}

const countsOf = (history: History) => ({
  acknowledged: countOf(history, 'acknowledged'),
  refused: countOf(history, 'refused'),
  unknown: countOf(history, 'unknown'),
  serverErrors: history.serverErrors,
  recoveryMs: recoveryTimes(history),
  ...timesOf(history),
})

/** Brings faults about until the time is over. @throws Error for the name of a fault that there is not */
async function letHappen(
  all: Calamity[],
  { seconds, inOrder, only, tell }: Wishes & { tell: (text: string) => void },
  random: Random,
  history: History,
): Promise<{ faults: Record<string, number>; kills: number }> {
  const faults: Record<string, number> = {}
  let kills = 0
  const named = (name: string): Calamity => {
    const calamity = all.find((one) => one.name === name)
    if (calamity) return calamity
    throw new Error(`No such fault: ${name}. There are: ${all.map((one) => one.name).join(', ')}`)
  }
  const happen = async (calamity: Calamity) => {
    tell(calamity.name)
    await calamity.happen()
    history.recoveries.push({ fault: calamity.name, mendedAt: Date.now() })
    faults[calamity.name] = (faults[calamity.name] ?? 0) + 1
    kills += calamity.kills
  }
  const chosen = only ? only.map(named) : all
  const end = Date.now() + seconds * 1000
  await pauseFor(1000)
  for (const name of inOrder ?? []) await happen(named(name))
  while (!inOrder && Date.now() < end) {
    await happen(random.pick(chosen))
    await pauseFor(500 + 1500 * random.next())
  }
  await pauseFor(Math.max(0, end - Date.now()))
  return { faults, kills }
}
