import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { firstResources } from '../../bin/demo/demo-files.ts'
import { tellHistory } from '../../bin/demo/history.ts'
import { importAwards, loadAuthorities } from '../../server/organisations/index.ts'
import { now } from '../../server/platform/clock.ts'
import { projectRoot } from '../../server/platform/paths.ts'
import { markSeeded } from '../../server/platform/site.ts'
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

/** The application with everything that a first start loads: real award records, the library, the demonstration. */
export async function startDemonstration(): Promise<TestApp> {
  const app = await startTestApp()
  await loadAuthorities()
  const folder = join(projectRoot, 'data/awards')
  const files = readdirSync(folder).filter((name) => /\.(csv|json)$/.test(name))
  await importAwards(files.map((name) => join(folder, name)))
  await seedResources(firstResources())
  await tellHistory(now(), () => undefined)
  await markSeeded(true)
  startTestWorkers()
  // What the demonstration's history sets off is over before a journey begins.
  await until(async () => (await outboxBacklog()) === 0, 120_000)
  return app
}
