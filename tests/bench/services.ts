import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { projectRoot } from '../../server/platform/paths.ts'

/** Servers for one bench, and a folder that is emptied after it. */
export interface BenchServices {
  /** Of a database that nothing else uses. */
  mongodbUri: string
  redisUrl: string
  folder: string
}

/** Plain JavaScript, since it also runs before anything is installed. */
const servicesFile = join(projectRoot, 'bin/services/services.js')
type Start = (wishes: object) => Promise<{ mongodbUri: string; redisUrl: string; stop: () => Promise<void> }>

/**
 * MongoDB and Redis as the tests have them, while the work goes on: those of TEST_MONGODB_URI and TEST_REDIS_URL, or
 * new ones.
 */
export async function withServices(work: (services: BenchServices) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'foothold-bench-'))
  const { startServices } = (await import(pathToFileURL(servicesFile).href)) as { startServices: Start }
  const services = await startServices({
    folder,
    mongodbUri: process.env['TEST_MONGODB_URI'],
    redisUrl: process.env['TEST_REDIS_URL'],
    isDurable: false,
  })
  const mongodb = new URL(services.mongodbUri)
  mongodb.pathname = `/bench_${process.pid}`
  try {
    await work({ mongodbUri: mongodb.href, redisUrl: services.redisUrl, folder })
  } finally {
    await services.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
