import { randomBytes } from 'node:crypto'
import { mkdtempSync, statfsSync } from 'node:fs'
import { freemem, tmpdir } from 'node:os'
import { join } from 'node:path'
import { startServices } from '../../bin/services/services.js'

const memory = '/dev/shm'
const neededBytes = 6 * 1024 ** 3

/**
 * Memory where there is much of it, since every write waits until it is kept: on a disk it takes twice as long. Else
 * the folder for temporary files.
 */
function placeForData() {
  try {
    const { bavail, bsize } = statfsSync(memory)
    return bavail * bsize > neededBytes && freemem() > 2 * neededBytes ? memory : tmpdir()
  } catch {
    return tmpdir()
  }
}

/**
 * Before the first test: one MongoDB and one Redis for the whole run, or those of TEST_MONGODB_URI and
 * TEST_REDIS_URL. The workers of jest inherit the two names, and the name of the run, with which its databases begin.
 */
export default async function startForTests() {
  if (process.env.TEST_SERVICES === 'none') return
  const folder = mkdtempSync(join(placeForData(), 'foothold-test-'))
  const { TEST_MONGODB_URI: mongodbUri, TEST_REDIS_URL: redisUrl } = process.env
  const services = await startServices({ folder, mongodbUri, redisUrl, isDurable: false })
  process.env.TEST_MONGODB_URI = services.mongodbUri
  process.env.TEST_REDIS_URL = services.redisUrl
  process.env.TEST_RUN = `test_${randomBytes(5).toString('hex')}`
  Object.assign(globalThis, { testServices: { services, folder } })
}
