import { io } from 'socket.io-client'
import { followChallenge } from '../../server/challenges/challenges.follow.service.ts'
import { actorOfPerson } from '../../server/identity/index.ts'
import { now, releaseClock, setClock } from '../../server/platform/clock.ts'
import { listKeptMail } from '../../server/platform/mail.ts'
import { Notice } from '../../server/notifications/notifications.model.ts'
import { sessionNews, watchSession } from '../../shared/clarifications/clarifications.sessions.sockets.ts'
import { formatTime, londonParts } from '../../shared/platform/dates.ts'
import { csrfIn, startTestApp, type TestApp, until } from '../platform/app.ts'
import { listenAs, signInAs, tokenFor } from '../platform/sign-in.ts'
import { aChallengeWithPeople } from './sessions.factory.ts'

type Agent = ReturnType<TestApp['agent']>
let app: TestApp
let people: Awaited<ReturnType<typeof aChallengeWithPeople>>
const agents = {} as Record<'buyer' | 'broker' | 'supplier' | 'otherSupplier', Agent>
const tokens = {} as typeof agents extends Record<infer Who, Agent> ? Record<Who, string> : never
let id: string

beforeAll(async () => {
  app = await startTestApp({ workers: true })
  people = await aChallengeWithPeople()
  for (const who of ['buyer', 'broker', 'supplier', 'otherSupplier'] as const) {
    agents[who] = app.agent()
    await signInAs(agents[who], people[who])
    tokens[who] = await tokenFor(app.agent(), people[who])
  }
  await followChallenge(await actorOfPerson(people.supplier.id), people.challenge._id)
})
afterAll(async () => {
  releaseClock()
  await app.stop()
})

const call = (who: keyof typeof tokens | null, method: 'get' | 'post' | 'put', path: string) => {
  const request = app.agent()[method](`/api/v1${path}`)
  return who ? request.set('authorization', `Bearer ${tokens[who]}`) : request
}
const startsAt = new Date(Math.ceil((now().getTime() + 3_600_000) / 60_000) * 60_000)
const soon = () => ({ startsAt: startsAt.toISOString(), minutes: 60, agenda: ['Your questions'] })
const announced = () => ({ ...soon(), shortNotice: 'yes' })

/** Sends a form of the session's page as a browser without scripts would. */
async function send(who: keyof typeof agents, name: string, fields: object) {
  const page = await agents[who].get(`/live-sessions/${id}`).expect(200)
  const form = { _csrf: csrfIn(page.text), ...fields }
  return agents[who].post(`/live-sessions/${id}/${name}`).type('form').send(form)
}

it('is announced by programs too, once for a key, and everybody concerned gets a calendar entry', async () => {
  const path = `/challenges/${people.challenge._id}/live-sessions`
  await call('supplier', 'post', path).send(announced()).expect(403)
  const wrong = await call('buyer', 'post', path)
    .send({ ...announced(), minutes: 5 })
    .expect(422)
  expect(wrong.body.errors).toEqual([
    { pointer: '/minutes', detail: 'The session must last at least 15 minutes' },
  ])
  const short = await call('buyer', 'post', path).send(soon()).expect(422)
  expect(short.body.errors[0].pointer).toBe('/shortNotice')
  const made = await call('buyer', 'post', path).set('idempotency-key', 'a').send(announced()).expect(201)
  const again = await call('buyer', 'post', path).set('idempotency-key', 'a').send(announced()).expect(201)
  expect(again.body).toEqual(made.body)
  id = made.body.id
  await call('broker', 'put', `/live-sessions/${id}`)
    .send({ ...announced(), minutes: 90 })
    .expect(204)
  const entriesMailed = async () =>
    (await listKeptMail({ to: people.supplier.email })).flatMap(({ calendar }) => calendar ?? [])
  await until(async () => (await entriesMailed()).length === 2)
  for (const entry of await entriesMailed()) expect(entry).toContain(`UID:${id}-live@`)
  const file = await app.agent().get(`/live-sessions/${id}/calendar.ics`).expect(200)
  expect(file.headers['content-type']).toContain('text/calendar')
  expect(file.text).toContain('SEQUENCE:1')
})

it('says on the form what is wrong, with the words kept', async () => {
  const from = `/challenges/${people.challenge._id}/live-sessions/announce`
  const page = await agents.buyer.get(from).expect(200)
  await agents.supplier.get(from).expect(404)
  const fields = {
    _csrf: csrfIn(page.text),
    startsAt: { day: '31', month: '2', year: '2027' },
    minutes: 'long',
    agenda: 'One',
  }
  const refused = await agents.buyer
    .post(`/challenges/${people.challenge._id}/live-sessions`)
    .type('form')
    .send(fields)
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('The start must be a real date')
  expect(refused.text).toContain('Say how long it is expected to last')
  expect(refused.text).toContain('>One</textarea>')
  const { year, month, day } = londonParts(startsAt)
  const time = formatTime(startsAt)
  const soonFields = { ...fields, startsAt: { day, month, year, time }, minutes: '60' }
  const soonRefused = await agents.buyer
    .post(`/challenges/${people.challenge._id}/live-sessions`)
    .type('form')
    .send(soonFields)
  expect(soonRefused.text).toContain('href="#shortNotice"')
  expect(soonRefused.text).toContain('many could not send the right person')
  expect(soonRefused.text).toContain('It has to be at short notice')
})

it('works by forms alone, each once for its key, and never names who asked', async () => {
  setClock(startsAt)
  expect((await send('buyer', 'open', {})).status).toBe(303)
  const fields = { text: 'May tenants keep the sensors?', key: 'form-1' }
  expect((await send('supplier', 'questions', fields)).status).toBe(303)
  expect((await send('supplier', 'questions', fields)).status).toBe(303)
  const named = await send('supplier', 'questions', { text: 'We at Sensible Sensors ask' })
  expect(named.status).toBe(422)
  expect(named.text).toContain('Take the name of your organisation out')
  const read = await call('buyer', 'get', `/live-sessions/${id}`).expect(200)
  const [question] = read.body.queue.waiting
  expect(read.body.queue.waiting).toHaveLength(1)
  expect((await send('otherSupplier', 'votes', { questionId: question.id, wants: 'yes' })).status).toBe(303)
  expect((await agents.otherSupplier.get(`/live-sessions/${id}`)).text).toContain('>you want this<')
  expect((await agents.buyer.get(`/live-sessions/${id}`)).text).toContain('>other wants this<')
  expect((await send('buyer', 'answering', { questionId: question.id })).status).toBe(303)
  const empty = await send('buyer', 'answers', { questionId: question.id, text: '' })
  expect(empty.status).toBe(422)
  expect((await send('buyer', 'answers', { questionId: question.id, text: 'Yes.' })).status).toBe(303)
  expect((await send('buyer', 'notes', { note: 'We thank you.' })).status).toBe(303)
  expect((await send('supplier', 'notes', { note: 'Me too' })).status).toBe(403)
  const answers = await Promise.all(
    [app.agent(), agents.buyer, agents.otherSupplier].map((agent) =>
      agent.get(`/live-sessions/${id}`).expect(200),
    ),
  )
  for (const { text } of answers) {
    expect(text).toContain('May tenants keep the sensors?')
    expect(text).not.toMatch(/Sam Asker|Sensible Sensors ask/)
    expect(text).not.toContain(people.supplier.id)
  }
})

it('shows suppliers above the record that they are asked something, and leads from a refusal to the options', async () => {
  await send('buyer', 'polls', { question: 'Which day?', options: 'Monday\nTuesday' })
  const { text } = await agents.supplier.get(`/live-sessions/${id}`).expect(200)
  expect(text).toContain('Suppliers are asked:')
  const pollId = /name="pollId" value="(\w+)"/.exec(text)?.[1] ?? ''
  const refused = await send('supplier', 'choices', { pollId })
  expect(refused.text).toContain('href="#optionId"')
  expect(refused.text).toMatch(/type="radio" name="optionId" id="optionId"/)
  const optionId = /name="optionId" id="option-(\w+)"/.exec(text)?.[1]
  expect((await send('supplier', 'choices', { pollId, optionId })).status).toBe(303)
  expect((await agents.supplier.get(`/live-sessions/${id}`)).text).not.toContain('Suppliers are asked:')
  expect((await send('buyer', 'polls/close', { pollId })).status).toBe(303)
})

it.each(['Ring Farah on 01632 960001', 'Farah, farah@damson-sensing.example, asks'])(
  'takes no contact details into its record: “%s”',
  async (words) => {
    const note = await send('buyer', 'notes', { note: words })
    expect(note.status).toBe(422)
    expect(note.text).toContain('contact details may say who asked')
    expect(note.text).toContain(`>${words}</textarea>`)
    await call('buyer', 'post', `/live-sessions/${id}/answers`)
      .send({ questionId: 'any', text: words })
      .expect(422)
    const own = { note: `Write to pilots@${people.buyer.email.split('@')[1]} or to homes@bolton.gov.uk.` }
    expect((await send('buyer', 'notes', own)).status).toBe(303)
  },
)

it('shows how many are there to the authority and the brokers alone', async () => {
  const page = async (who: keyof typeof agents) => (await agents[who].get(`/live-sessions/${id}`)).text
  expect(await page('buyer')).toContain('2 people from suppliers are here')
  expect(await page('broker')).toContain('2 people from suppliers are here')
  expect(await page('supplier')).not.toMatch(/of (a )?suppliers? (is|are) here|has the chair/)
  expect((await call('supplier', 'get', `/live-sessions/${id}`)).body.people).toBeNull()
})

it('hands the chair to a broker, and never to a supplier', async () => {
  const refused = await call('buyer', 'post', `/live-sessions/${id}/chair`).send({
    userId: people.supplier.id,
  })
  expect(refused.status).toBe(422)
  await call('buyer', 'post', `/live-sessions/${id}/chair`).send({ userId: people.broker.id }).expect(204)
  await call('buyer', 'post', `/live-sessions/${id}/order`).send({ order: 'time' }).expect(403)
  await call('broker', 'post', `/live-sessions/${id}/order`).send({ order: 'time' }).expect(204)
})

it('gives whoever comes back over the socket what they missed, and then only numbers', async () => {
  const socket = await listenAs(app, agents.otherSupplier, people.otherSupplier.id)
  const news: object[] = []
  socket.on(sessionNews, (one: object) => news.push(one))
  const reply = await socket.emitWithAck(watchSession, { liveSessionId: id, after: 2 })
  const numbers = reply.missed.map(({ number }: { number: number }) => number)
  expect(numbers).toEqual(Array.from({ length: reply.number - 2 }, (_, index) => index + 3))
  const over = await call(null, 'get', `/live-sessions/${id}/entries?after=2`).expect(200)
  expect(over.body).toEqual(JSON.parse(JSON.stringify({ number: reply.number, entries: reply.missed })))
  expect(JSON.stringify(reply)).not.toContain(people.supplier.id)
  await call('broker', 'post', `/live-sessions/${id}/notes`).send({ note: 'One more thing.' }).expect(201)
  await until(() => news.some((one) => 'number' in one && one.number === reply.number + 1))
  expect(Object.keys(news.at(-1) ?? {}).sort()).toEqual(['liveSessionId', 'number'])
  const part = await app.agent().get(`/live-sessions/${id}/newer?after=${reply.number}`).expect(200)
  expect(part.text).toContain('One more thing.')
  expect(part.text).not.toContain('We thank you.')
  socket.disconnect()
  const stranger = io(app.url, { transports: ['websocket'], reconnection: false })
  const refused = await stranger.emitWithAck(watchSession, { liveSessionId: 'nonsense' })
  expect(refused).toEqual({ ok: false, code: 'not-found' })
  stranger.disconnect()
})

it('becomes a transcript for all, told in one notice for everything that was said', async () => {
  const close = `/live-sessions/${id}/close`
  await call('supplier', 'post', `/live-sessions/${id}/questions`).send({ text: 'Is there Wi-Fi?' })
  const poll = { question: 'Which day?', options: ['Monday', 'Tuesday'] }
  await call('broker', 'post', `/live-sessions/${id}/polls`).send(poll).expect(201)
  expect((await agents.buyer.get(`/live-sessions/${id}`)).text).toContain(`href="${close}"`)
  const sure = await agents.buyer.get(close).expect(200)
  for (const words of ['Are you sure', '1 question waits', 'Is there Wi-Fi?', '1 poll is open', 'Which day?'])
    expect(sure.text).toContain(words)
  await agents.supplier.get(close).expect(404)
  expect((await call('buyer', 'get', `/live-sessions/${id}`)).body.session.status).toBe('open')
  expect((await send('buyer', 'close', { key: 'close-1' })).status).toBe(303)
  expect((await agents.buyer.get(close).expect(200)).text).toContain('Only a session that is open')
  const transcript = await app.agent().get(`/live-sessions/${id}`).expect(200)
  for (const words of ['Transcript of the live session', 'May tenants keep', 'Yes.', 'We thank you.'])
    expect(transcript.text).toContain(words)
  expect((await app.agent().get(`/challenges/${people.challenge._id}`)).text).toContain('Read the transcript')
  await call('supplier', 'post', `/live-sessions/${id}/questions`).send({ text: 'Too late?' }).expect(409)
  const sentBefore = { text: 'May tenants keep the sensors?', key: 'form-1' }
  expect((await send('supplier', 'questions', sentBefore)).status).toBe(303)
  const late = await send('supplier', 'questions', { text: 'Who <pays> for power?', key: 'form-2' })
  expect(late.status).toBe(409)
  expect(late.text).toContain('it has not been asked')
  expect(late.text).toContain('Who &lt;pays&gt; for power?</textarea>')
  expect(late.text).toContain(`action="/challenges/${people.challenge._id}/questions"`)
  expect((await send('buyer', 'notes', { note: 'One more note' })).text).toContain('One more note')
  const kinds = async () =>
    (await Notice.find({ userId: people.supplier.id, challengeId: people.challenge._id }).lean())
      .map(({ kind }) => kind)
      .sort()
  await until(async () => (await kinds()).includes('session-closed'))
  expect(await kinds()).toEqual(['session-announced', 'session-changed', 'session-closed', 'session-opened'])
})
