import { type ChildProcess, spawn } from 'node:child_process'
import { projectRoot } from '../../server/platform/paths.ts'
import { outboxBacklog, record } from '../../server/audit/index.ts'
import { Delivery, Notice } from '../../server/notifications/notifications.model.ts'
import { createOrganisation } from '../../server/organisations/index.ts'
import type { Config } from '../../server/platform/config.ts'
import { transaction } from '../../server/platform/database.ts'
import { sharedRedis } from '../../server/platform/redis.ts'
import { organisationVerified } from '../../shared/organisations/organisations.events.ts'
import { system } from '../../shared/platform/actor.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { until } from '../platform/app.ts'
import { startTestDatabase, stopTestDatabase } from '../platform/database.ts'
import { type MailServer, startMailServer } from '../platform/mail-server.ts'

// Real worker processes: starting one and waiting for an abandoned e-mail's hold to run out takes its time.
const patienceMs = 60_000
const longestTestMs = 3 * patienceMs

let mail: MailServer
let config: Config
let worker: ChildProcess | undefined

beforeAll(async () => {
  mail = await startMailServer()
  config = await startTestDatabase({ SMTP_URL: mail.url, PUBLIC_URL: 'https://foothold.example' })
})
afterAll(async () => {
  await kill()
  await stopTestDatabase()
  await mail.stop()
})

/** The very program that runs in production; `npm test` has built it. */
function startWorker(): void {
  worker = spawn(process.execPath, ['dist/workers/main.js'], {
    cwd: projectRoot,
    stdio: 'ignore',
    env: {
      PATH: process.env['PATH'],
      NODE_ENV: 'test',
      LOG_LEVEL: 'silent',
      MONGODB_URI: config.mongodbUri,
      REDIS_URL: config.redisUrl,
      SMTP_URL: mail.url,
      PUBLIC_URL: config.publicUrl,
      SESSION_SECRET: config.sessionSecret,
    },
  })
}

/** As a power cut would: nothing is told, nothing is finished. */
async function kill(): Promise<void> {
  const dying = worker
  worker = undefined
  if (!dying || dying.exitCode !== null || dying.signalCode !== null) return
  const gone = new Promise((resolve) => dying.once('exit', resolve))
  dying.kill('SIGKILL')
  await gone
}

/** A firm with one member, and the commit of what that member is to be told. */
async function commitAnEvent(): Promise<{ userId: string; email: string; eventId: string }> {
  const { id: organisationId } = await createOrganisation(system, {
    kind: 'supplier',
    name: 'Durable Sensors Ltd',
    bySystem: { status: 'verified', isExample: true },
  })
  const { id: userId, email } = await aPerson({ organisation: organisationId })
  const eventId = await transaction((session) =>
    record(session, system, organisationVerified, { organisationId }),
  )
  return { userId, email, eventId }
}

const mailsTo = (email: string) =>
  mail.taken.filter(({ to }) => [to].flat().some((one) => one?.text === email))
const noticesAbout = (eventId: string) => Notice.countDocuments({ eventId })

describe('a worker that is killed between commit and send', () => {
  it(
    'leaves nothing unsent and sends nothing twice, though Redis forgot everything',
    async () => {
      mail.behave({ kind: 'hold-recipient' })
      const { email, eventId } = await commitAnEvent()
      expect(await noticesAbout(eventId)).toBe(0)

      startWorker()
      await until(() => mail.held() > 0, patienceMs)
      expect(await noticesAbout(eventId)).toBe(1)
      await kill()
      await sharedRedis().flushdb()
      expect(mail.seen()).toBe(0)

      mail.behave({ kind: 'accept' })
      startWorker()
      await until(() => mailsTo(email).length > 0, patienceMs)
      await until(async () => (await Delivery.findOne({ eventId }).lean())?.state === 'sent', patienceMs)
      await until(async () => (await outboxBacklog()) === 0, patienceMs)
      expect(mailsTo(email)).toHaveLength(1)
      expect(await noticesAbout(eventId)).toBe(1)
    },
    longestTestMs,
  )

  it(
    'sends what was committed while no worker ran',
    async () => {
      await kill()
      const { email, eventId } = await commitAnEvent()
      expect(await outboxBacklog()).toBeGreaterThan(0)
      startWorker()
      await until(() => mailsTo(email).length > 0, patienceMs)
      await until(async () => (await outboxBacklog()) === 0, patienceMs)
      expect(mailsTo(email)).toHaveLength(1)
      expect(await noticesAbout(eventId)).toBe(1)
    },
    longestTestMs,
  )

  it(
    'says that it does not know, and does not send again, when it was killed after handing over',
    async () => {
      const before = mail.seen()
      mail.behave({ kind: 'hold-end' })
      const { email, eventId } = await commitAnEvent()
      await until(() => mail.seen() > before, patienceMs)
      await kill()
      mail.behave({ kind: 'accept' })
      startWorker()
      await until(async () => (await Delivery.findOne({ eventId }).lean())?.state === 'unknown', patienceMs)
      await until(async () => (await outboxBacklog()) === 0, patienceMs)
      expect(mailsTo(email)).toHaveLength(0)
      expect(mail.seen()).toBe(before + 1)
      expect(await noticesAbout(eventId)).toBe(1)
    },
    longestTestMs,
  )
})
