import { type ChildProcess, spawn } from 'node:child_process'
import { LinkRecord } from '../../server/audit/audit.chain.model.ts'
import { recordAll, verifyRecord } from '../../server/audit/index.ts'
import { config } from '../../server/platform/config.ts'
import { transaction } from '../../server/platform/database.ts'
import { projectRoot } from '../../server/platform/paths.ts'
import { challengeClosed } from '../../shared/challenges/challenges.events.ts'
import { system } from '../../shared/platform/actor.ts'
import { until } from '../platform/app.ts'
import { useDatabase } from '../platform/database.ts'
import { rows } from './audit.factory.ts'

useDatabase()

describe('a worker process that chains', () => {
  let worker: ChildProcess | undefined

  const startWorker = (): void => {
    const { mongodbUri, redisUrl, sessionSecret, auditKey } = config()
    worker = spawn(process.execPath, ['dist/workers/main.js'], {
      cwd: projectRoot,
      stdio: 'ignore',
      env: {
        PATH: process.env['PATH'],
        NODE_ENV: 'test',
        LOG_LEVEL: 'silent',
        MONGODB_URI: mongodbUri,
        REDIS_URL: redisUrl,
        SESSION_SECRET: sessionSecret,
        AUDIT_KEY: auditKey,
      },
    })
  }
  const kill = async (): Promise<void> => {
    const gone = new Promise((resolve) => worker?.once('exit', resolve))
    worker?.kill('SIGKILL')
    await gone
    worker = undefined
  }
  afterEach(async () => {
    if (worker) await kill()
  })

  it('is killed at its work, and the next one goes on where it was', async () => {
    const commit = (count: number) => {
      const payloads = Array.from({ length: count }, (_, i) => ({ challengeId: `c${i % 7}` }))
      return transaction((session) => recordAll(session, system, challengeClosed, payloads))
    }
    await commit(1600)
    startWorker()
    await until(async () => (await LinkRecord.countDocuments()) > 0, 60_000)
    await kill()
    // It would run out after ten seconds.
    await rows('audit_leases').deleteMany({})
    await commit(50)
    startWorker()
    await until(async () => (await LinkRecord.countDocuments()) === 1650, 60_000)
    await until(async () => (await rows('audit_waiting').countDocuments()) === 0)
    expect((await verifyRecord()).finding).toBeNull()
  }, 150_000)
})
