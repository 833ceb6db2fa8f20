import mongoose from 'mongoose'
import { z } from 'zod'
import { challengePublished } from '../../shared/challenges/challenges.events.ts'
import { proposalSubmitted } from '../../shared/proposals/proposals.events.ts'
import { adoptionAsked } from '../../shared/outcomes/outcomes.evidence.events.ts'
import { scaleUpSubmitted } from '../../shared/outcomes/outcomes.events.ts'
import { system } from '../../shared/platform/actor.ts'
import { newId } from '../../shared/platform/ids.ts'
import { record } from '../../server/audit/index.ts'
import { transaction } from '../../server/platform/database.ts'
import { noticeKinds } from '../../shared/notifications/kinds.ts'
import { exampleFacts } from '../../shared/notifications/example-facts.ts'
import { queueNames } from '../../shared/operations/queues.ts'
import { defineJob } from '../../shared/platform/job.ts'
import { factNames } from '../../server/notifications/notifications.facts.ts'
import { deliver } from '../../server/notifications/notifications.deliver.service.ts'
import { tell } from '../../server/notifications/notifications.plan.service.ts'
import { previewNotice } from '../../server/notifications/index.ts'
import { quarantine } from '../../server/platform/file-scans.ts'
import { enqueue, queueOf } from '../../server/platform/queue.ts'
import { reportProcess } from '../../server/platform/processes.ts'
import { handlers } from '../../workers/handlers.ts'
import { does, every } from '../../workers/platform/handlers.ts'
import { operationsHandlers } from '../../workers/operations/operations.handlers.ts'
import { handlersByName, startRunner } from '../../workers/platform/runner.ts'
import { aChallenge } from '../challenges/challenges.factory.ts'
import { post } from '../challenges/challenges.forms.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { aCause, deliveriesOf } from '../notifications/notifications.factory.ts'
import { actor } from '../platform/actors.ts'
import { startTestApp, type TestApp, until } from '../platform/app.ts'
import { programsOf, type Programs, signInAs } from '../platform/sign-in.ts'

const failing = defineJob({
  name: 'moderation.fail',
  payload: z.object({ id: z.string() }),
  attempts: 1,
  isKept: true,
})

let app: TestApp
let programs: Programs
let admin: ReturnType<TestApp['agent']>
let mended = false
const done: string[] = []

beforeAll(async () => {
  app = await startTestApp()
  reportProcess('web')
  startRunner({
    jobs: [
      does(failing, ({ id }) => {
        if (!mended) return Promise.reject(new Error(`Could not reach ${id} of ann@example.com\n at line 2`))
        done.push(id)
        return Promise.resolve()
      }),
      ...operationsHandlers.jobs,
    ],
    reactions: [],
    schedules: [every('moderation.often', { every: 60_000 }, failing, { id: 'by the clock' })],
  })
  const person = await aPerson({ organisation: 'brokerage', role: 'admin' })
  admin = app.agent()
  await signInAs(admin, person)
  programs = await programsOf(app, {
    admin: { organisation: { id: person.organisationId ?? '' }, role: 'admin' },
    broker: { organisation: { id: person.organisationId ?? '' } },
    supplier: { organisation: 'supplier', role: 'admin' },
  })
}, 60_000)
afterAll(() => app.stop())

const failed = async (): Promise<{ id: string; payload: { id: string }; reason: string }[]> =>
  (await programs.call('admin', 'get', '/operations/queues/moderation/failed').expect(200)).body.items

describe('the queues', () => {
  it('are those that workers have', () => {
    const all = new Set([...handlersByName(handlers).keys()].map(queueOf))
    expect([...queueNames].sort()).toEqual([...all].sort())
  })

  it('stand beside the files that wait for the scanner, with the age of the oldest', async () => {
    const scans = async () =>
      (await programs.call('admin', 'get', '/operations/state').expect(200)).body.scans
    expect(await scans()).toEqual({ waiting: 0, since: null, infected: 0 })
    expect((await admin.get('/operations').expect(200)).text).toContain('No file waits for the scanner')
    await quarantine(newId(), 'proposals')
    expect(await scans()).toMatchObject({ waiting: 1, since: expect.any(String), infected: 0 })
    expect((await admin.get('/operations').expect(200)).text).toContain('Files that wait for the scanner: 1')
  })

  it('are hidden from everybody but administrators of the brokerage', async () => {
    for (const who of ['broker', 'supplier']) await programs.call(who, 'get', '/operations/state').expect(404)
    await programs.call('broker', 'put', '/operations/read-only', { isReadOnly: false }).expect(404)
    await app.agent().get('/operations').expect(303)
    const broker = app.agent()
    await signInAs(broker, await aPerson({ organisation: 'brokerage' }))
    for (const path of ['/operations', '/operations/emails', '/operations/board', '/operations/notices'])
      await broker.get(path).expect(404)
  })

  it('say what failed, without anybody’s address, and how each process does', async () => {
    await enqueue(failing, { id: 'first' })
    await enqueue(failing, { id: 'second' })
    await until(async () => (await failed()).length >= 3)
    expect((await failed()).find(({ payload }) => payload.id === 'first')?.reason).toBe(
      'Could not reach first of …@…',
    )
    const { body } = await programs.call('admin', 'get', '/operations/state').expect(200)
    expect(body.queues.find(({ name }: { name: string }) => name === 'moderation')).toMatchObject({
      waiting: 0,
      failed: 3,
      lastHour: 3,
    })
    expect(body.kept.waiting).toBe(2)
    expect(body.waitingForPeople).toEqual([])
    expect(body.processes).toEqual([
      expect.objectContaining({ kind: 'web', pid: process.pid, level: 'calm' }),
    ])
    const { text } = await admin.get('/operations').expect(200)
    expect(text).toContain('href="/operations/queues/moderation"')
    expect(text).toContain('No worker process is alive')
    expect(text).not.toContain('Clocks differ')
    await mongoose.connection.collection('processes').updateMany({}, { $set: { aheadMs: -5000 } })
    expect((await admin.get('/operations').expect(200)).text).toContain('differ by 5 s')
    const schedules = await admin.get('/operations/schedules').expect(200)
    expect(schedules.text).toContain('moderation.often')
    expect(schedules.text).toContain('each 60 s')
  })

  it('let an operator give a job up, with a reason that stays on record', async () => {
    const job = (await failed()).find(({ payload }) => payload.id === 'second')
    const path = `/operations/queues/moderation/jobs/${encodeURIComponent(job?.id ?? '')}/discard`
    expect((await post(admin, path, path, { reason: '' })).status).toBe(422)
    expect((await post(admin, path, path, { reason: 'Asked for twice' })).status).toBe(303)
    expect((await failed()).map(({ payload }) => payload.id)).not.toContain('second')
    expect((await admin.get('/operations')).text).toContain(
      'Gave a failed job up: moderation.fail. Asked for twice',
    )
    const { body } = await programs.call('admin', 'get', '/operations/state').expect(200)
    expect(body.kept.waiting).toBe(1)
    expect((await post(admin, '/operations/read-only', path, { reason: 'Again' })).status).toBe(409)
  })

  it('let an operator have what failed tried again', async () => {
    mended = true
    const path = '/operations/queues/moderation'
    const retried = await post(admin, path, `${path}/retry`, {})
    expect([retried.status, retried.headers['location']]).toEqual([303, `${path}?done=all-retried&count=2`])
    expect((await admin.get(`${path}?done=all-retried&count=41`)).text).toContain(
      '41 jobs are tried again, 20 every 10 s: it takes about 20 s.',
    )
    await until(() => done.includes('first'))
    await until(async () => (await failed()).length === 0)
    expect((await admin.get(path)).text).toContain('Nothing failed')
  })

  it('are looked into by Bull Board, which changes nothing', async () => {
    const page = await admin.get('/operations/board/').expect(200)
    expect(page.headers['content-security-policy']).not.toContain('unsafe-eval')
    const script = /src="(static\/js\/main[^"]+)"/.exec(page.text)?.[1]
    await admin.get(`/operations/board/${script}`).expect(200)
    const { body } = await admin.get('/operations/board/api/queues').expect(200)
    expect(body.queues.map(({ name }: { name: string }) => name)).toEqual([...queueNames])
    await admin.put('/operations/board/api/queues/moderation/pause').expect(403)
  })
})

describe('e-mails', () => {
  it('are looked up by address, on record', async () => {
    const person = await aPerson()
    const shown = await post(admin, '/operations/emails', '/operations/emails', { email: person.email })
    expect(shown.text).toContain(`${person.name} has been sent none`)
    const wrong = await post(admin, '/operations/emails', '/operations/emails', { email: 'ann' })
    expect([wrong.status, wrong.text.includes('Enter the whole e-mail address')]).toEqual([422, true])
    expect((await admin.get('/operations')).text).toContain('Looked up the e-mails of a person')
  })

  it('are named as the table of notices names them, and said to be kept where nothing can be sent', async () => {
    const { id, email } = await aPerson({ organisation: 'supplier' })
    await tell(aCause({ name: 'identity.email-changed', userId: id }))
    const [planned] = await deliveriesOf(id)
    await deliver(planned?._id ?? '')
    const { text } = await post(admin, '/operations/emails', '/operations/emails', { email })
    const read = text.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')
    expect(read).toMatch(/Your e-mail address was changed Kept here, not sent, \d+ [A-Z]/)
    expect(text).not.toContain('>email-changed<')
    const { headings, figures } = readTable(text)
    expect(figures[headings.indexOf('Kept here, not sent')]).toBe('1')
    expect(figures[headings.indexOf('Taken by the mail server')]).toBe('–')
  })
})

/** The first table's headings, and the first row's figures below them. */
function readTable(html: string): { headings: string[]; figures: string[] } {
  const inside = (pattern: RegExp) => [...html.matchAll(pattern)].map(([, words = '']) => words.trim())
  const all = inside(/header--numeric">([^<]+)<\/th>/g)
  return { headings: all, figures: inside(/cell--numeric">([^<]+)<\/td>/g).slice(0, all.length) }
}

describe('previews', () => {
  it('have an example for each fact', () => {
    expect(Object.keys(exampleFacts).sort()).toEqual([...new Set(factNames)].sort())
  })

  it('show every kind, filled in', async () => {
    for (const { name } of noticeKinds) {
      const { notice, mail } = await previewNotice(actor('brokerage', 'ipec', 'admin'), name)
      expect([name, `${notice.title} ${notice.body} ${mail.text}`.match(/\{\w+\}/)]).toEqual([name, null])
      expect(mail.html).toContain('</html>')
    }
  })

  it('use the newest event that the operator may see, and never what is sealed', async () => {
    const before = await mongoose.connection.collection('deliveries').countDocuments()
    const [open, draft] = [
      await aChallenge({ status: 'open', title: 'Quieter nights' }),
      await aChallenge({ title: 'Nobody else’s draft' }),
    ]
    await transaction(async (session) => {
      const { authorityId } = open
      for (const { _id: challengeId } of [open, draft])
        await record(session, system, challengePublished, { challengeId, authorityId, version: 1 })
      const ids = { proposalId: newId(), challengeId: open._id, supplierId: newId() }
      await record(session, system, proposalSubmitted, { ...ids, version: 1 })
    })
    const real = await admin.get('/operations/notices/challenge-published').expect(200)
    expect(real.text).toContain('Published: Quieter nights')
    const html = await admin.get('/operations/notices/challenge-published/html').expect(200)
    expect(html.headers['content-security-policy']).toMatch(/default-src 'none'.*sandbox/)
    const sealed = await admin.get('/operations/notices/proposal-submitted').expect(200)
    expect(sealed.text).toContain(exampleFacts['reference'])
    expect(sealed.text).not.toContain('Quieter nights')
    expect(await mongoose.connection.collection('deliveries').countDocuments()).toBe(before)
  })

  it('tell nobody what two sides keep between them: adoptions that are asked for, and scale-up proposals', async () => {
    const open = await aChallenge({ status: 'open', title: 'Warmer mornings' })
    const ids = { challengeId: open._id, pilotId: newId(), supplierId: newId() }
    const { authorityId } = open
    await transaction(async (session) => {
      const organisationId = authorityId
      const adoption = { ...ids, authorityId, adoptionId: newId(), organisationId }
      await record(session, system, adoptionAsked, adoption)
      await record(session, system, scaleUpSubmitted, { ...ids, number: 1 })
    })
    for (const name of ['adoption-asked', 'scale-up-submitted']) {
      const { text } = await admin.get(`/operations/notices/${name}`).expect(200)
      expect(text).not.toContain('Warmer mornings')
      expect(text).toContain(exampleFacts['challenge'])
    }
  })
})
