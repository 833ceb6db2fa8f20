import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import mongoose from 'mongoose'
import { firstResources } from '../../bin/demo/demo-files.ts'
import { tellHistory } from '../../bin/demo/history.ts'
import { importAwards, loadAuthorities } from '../../server/organisations/index.ts'
import { now, setClock } from '../../server/platform/clock.ts'
import { projectRoot } from '../../server/platform/paths.ts'
import { forgetSite, markSeeded } from '../../server/platform/site.ts'
import { seedResources } from '../../server/resources/index.ts'
import { outboxBacklog } from '../../server/audit/index.ts'
import { startTestApp, startTestWorkers, type TestApp, until } from '../platform/app.ts'

/** What every person of the demonstration types to sign in. */
export const demoPassword = 'a demonstration only'

/** Demo people who play the parts of the journeys. */
export const people = {
  buyer: 'amina.rahman@blackburn-with-darwen.example',
  observer: 'councillor.yusuf@blackburn-with-darwen.example',
  broker: 'miriam.osei@ipec-brokers.example',
  supplier: 'farah.siddiqui@damson-sensing.example',
} as const

const template = `${process.env['TEST_RUN']}_demonstration`
/** The same before any worker has read of it. */
const storyTemplate = `${template}_story`
const stateName = 'state_of_loading'
interface State {
  _id: 'state'
  isLoaded: boolean
}
const databaseOf = (name: string) => mongoose.connection.getClient().db(name)
const stateOfLoading = () => databaseOf(template).collection<State>(stateName)

/**
 * The application with everything that a first start loads: real award records, the library, the demonstration.
 * The first journey of a run loads it; those after it copy what it loaded.
 * @param at the moment from which the clock goes on, for pictures whose dates are the same each time
 */
export async function startDemonstration(at?: Date): Promise<TestApp> {
  const app = await startTestApp()
  const own = mongoose.connection.name
  if (await isFirst()) {
    await load(at)
    await copyDatabase(own, template)
    await stateOfLoading().updateOne({ _id: 'state' }, { $set: { isLoaded: true } })
  } else {
    await until(async () => (await stateOfLoading().findOne({ _id: 'state' }))?.isLoaded, 180_000, 250)
    await copyDatabase(template, own)
    forgetSite()
    startTestWorkers()
  }
  return app
}

/** Fills the database of the test with the story of the demonstration alone, which no worker has read of. */
export async function tellStory(): Promise<void> {
  const own = mongoose.connection.name
  if ((await stateOfLoading().findOne({ _id: 'state' }))?.isLoaded) await copyDatabase(storyTemplate, own)
  else await loadStory()
}

async function isFirst(): Promise<boolean> {
  const { upsertedCount } = await stateOfLoading().updateOne(
    { _id: 'state' },
    { $setOnInsert: { isLoaded: false } },
    { upsert: true },
  )
  return upsertedCount === 1
}

async function load(at?: Date): Promise<void> {
  const begin = () => (at ? setClock(at) : undefined)
  begin()
  await loadStory()
  await copyDatabase(mongoose.connection.name, storyTemplate)
  // The history sets the clock, and lets go of it.
  begin()
  await markSeeded(true)
  startTestWorkers()
  // What the demonstration's history sets off is over before a journey begins.
  await until(async () => (await outboxBacklog()) === 0, 120_000, 250)
}

async function loadStory(): Promise<void> {
  await loadAuthorities()
  const folder = join(projectRoot, 'data/awards')
  const files = readdirSync(folder).filter((name) => /\.(csv|json)$/.test(name))
  await importAwards(files.map((name) => join(folder, name)))
  await seedResources(firstResources())
  await tellHistory(now(), () => undefined)
}

/** Copies every document inside the server; the indexes of `to` stay as they are. */
async function copyDatabase(from: string, to: string): Promise<void> {
  const collections = await databaseOf(from).listCollections({ type: 'collection' }).toArray()
  const copied = collections.filter(({ name }) => name !== stateName && !name.startsWith('system.'))
  for (const { name } of copied) {
    await databaseOf(from)
      .collection(name)
      .aggregate([{ $merge: { into: { db: to, coll: name } } }])
      .toArray()
  }
}
