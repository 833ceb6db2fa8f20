import { z } from 'zod'
import { defineJob } from '../../shared/platform/job.ts'
import { enqueue } from '../../server/platform/queue.ts'
import { does } from '../../workers/platform/handlers.ts'
import { startRunner } from '../../workers/platform/runner.ts'
import { aChallenge } from '../challenges/challenges.factory.ts'
import { post } from '../challenges/challenges.forms.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { csrfIn, startTestApp, type TestApp, until } from '../platform/app.ts'
import { signInAs, tokenFor } from '../platform/sign-in.ts'

const job = defineJob({ name: 'moderation.note', payload: z.object({ id: z.string() }) })
const done: string[] = []

let app: TestApp
let admin: ReturnType<TestApp['agent']>
let supplier: ReturnType<TestApp['agent']>
let token: string
let askPath: string
let askForm: string

const reason = 'the database is being moved'
const question = 'Which sensors are in the flats already, and who reads them?'

beforeAll(async () => {
  app = await startTestApp()
  startRunner({
    jobs: [
      does(job, ({ id }) => {
        done.push(id)
        return Promise.resolve()
      }),
    ],
    reactions: [],
    schedules: [],
  })
  admin = app.agent()
  await signInAs(admin, await aPerson({ organisation: 'brokerage', role: 'admin' }))
  const person = await aPerson({ organisation: 'supplier' })
  supplier = app.agent()
  await signInAs(supplier, person)
  token = await tokenFor(app.agent(), person)
  const { _id } = await aChallenge({ status: 'open' })
  askPath = `/challenges/${_id}/questions`
  askForm = csrfIn((await supplier.get(`${askPath}/ask`).expect(200)).text)
}, 60_000)
afterAll(() => app.stop())

const stop = (words: object) => post(admin, '/operations/read-only', '/operations/read-only', words)
const ask = () => supplier.post(askPath).type('form').send({ _csrf: askForm, text: question })

describe('while nothing may be changed', () => {
  it('begins with a reason, and an end that is to come', async () => {
    expect((await stop({ reason: '' })).text).toContain('Say why nothing can be changed')
    const past = { day: '1', month: '1', year: '2020', time: '10:00' }
    expect((await stop({ reason, until: past })).text).toContain('The expected end must be in the future')
    expect((await stop({ reason, until: { ...past, year: '2099' } })).status).toBe(303)
  })

  it('says so on each page', async () => {
    for (const path of ['/', '/challenges', '/sign-in']) {
      const { text } = await app.agent().get(path).expect(200)
      expect(text).toContain(reason)
      expect(text).toContain('1 January 2099')
    }
  })

  it('shows a form again with what was typed in it', async () => {
    const answer = await ask().expect(503)
    expect(answer.headers['retry-after']).toBe('3600')
    expect(answer.text).toContain(question)
    expect(answer.text).toContain('Nothing was lost, and what you typed is still in the form')
    expect(answer.text).toContain('<textarea')
  })

  it('keeps the words of a form that cannot show itself again, to be sent once more', async () => {
    const body = { _csrf: askForm, 'times[quiet]': 'from ten at night', password: 'a secret of mine' }
    const answer = await supplier.post('/inbox/read').type('form').send(body).expect(503)
    expect(answer.text).toContain('from ten at night')
    expect(answer.text).not.toContain('a secret of mine')
    const plain = await supplier
      .post('/inbox/read')
      .type('form')
      .send({ _csrf: askForm, kind: 'x' })
      .expect(503)
    expect(plain.text).toMatch(
      /<form method="post" action="\/inbox\/read" data-sent-again>[\s\S]*name="kind" value="x"/,
    )
  })

  it('refuses programs with problem details, and lets them read', async () => {
    const call = app.agent().post(`/api/v1${askPath}`).set('authorization', `Bearer ${token}`)
    const { body } = await call.send({ text: question }).expect(503)
    expect(body).toMatchObject({ code: 'read-only', status: 503, detail: expect.stringContaining(reason) })
    expect(body.detail).toMatch(/Nothing was lost\.$/)
    await app.agent().get('/api/v1/challenges').expect(200)
    await app.agent().post('/api/v1/tokens').send({}).expect(503)
  })

  it('lets people sign in and out, and read by a form', async () => {
    const agent = app.agent()
    await signInAs(agent, await aPerson())
    const { text } = await agent.get('/account').expect(200)
    await agent
      .post('/sign-out')
      .type('form')
      .send({ _csrf: csrfIn(text) })
      .expect(303)
  })

  it('lets workers rest, and then do what waited', async () => {
    // The switch is looked at each second: what is asked for before that is still done.
    await until(async () => {
      const before = done.length
      const id = `while ${before}`
      await enqueue(job, { id })
      return until(() => done.includes(id), 300).then(
        () => false,
        () => true,
      )
    })
    const waits = done.length
    expect((await post(admin, '/operations/read-only', '/operations/read-only/end', {})).status).toBe(303)
    await until(() => done.includes(`while ${waits}`))
    await ask().expect(303)
    expect((await app.agent().get('/')).text).not.toContain(reason)
  })

  it('is kept in the record of what operators did', async () => {
    const { text } = await admin.get('/operations').expect(200)
    expect(text).toContain(`Stopped all changes: ${reason}`)
    expect(text).toContain('Allowed changes again')
  })
})
