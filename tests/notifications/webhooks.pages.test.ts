import { WebhookCall } from '../../server/notifications/notifications.webhooks.model.ts'
import { Webhook as Verifier } from 'standardwebhooks'
import { aPerson } from '../identity/identity.factory.ts'
import { now } from '../../server/platform/clock.ts'
import { csrfIn, startTestApp, type TestApp, until } from '../platform/app.ts'
import { signInAs, tokenFor } from '../platform/sign-in.ts'
import { aFirm } from './notifications.factory.ts'
import { startReceiver } from './webhooks.factory.ts'

let app: TestApp
let receiver: Awaited<ReturnType<typeof startReceiver>>
beforeAll(async () => {
  app = await startTestApp({ workers: true, settings: { WEBHOOK_TARGETS: 'anywhere' } })
  receiver = await startReceiver()
})
afterAll(async () => {
  await receiver.stop()
  await app.stop()
})
beforeEach(() => {
  receiver.answerWith(204)
  receiver.received.length = 0
})

type Agent = ReturnType<TestApp['agent']>
const page = '/organisation/webhooks'

async function anAdministrator() {
  const firm = await aFirm('Hooked Sensors Ltd')
  const [person] = firm.people
  if (!person) throw new Error('A firm without people')
  const agent = app.agent()
  await signInAs(agent, person)
  return { firm, person, agent }
}

async function press(agent: Agent, path: string, fields: object = {}, from = page) {
  const { text } = await agent.get(from)
  return agent
    .post(path)
    .type('form')
    .send({ _csrf: csrfIn(text), ...fields })
}

/** A webhook made by the form: the page of its secret, and its own. */
async function aGivenWebhook(agent: Agent) {
  const made = await press(agent, page, { url: receiver.url, events: 'challenge.amended' })
  const own = /href="(\/organisation\/webhooks\/\w+)"/.exec(made.text)?.[1] ?? ''
  return { made, own, secret: /whsec_[^<]+/.exec(made.text)?.[0] ?? '' }
}

it('shows its secret once, sends a test message, says what was answered and sends it again', async () => {
  const { agent } = await anAdministrator()
  const { made, own, secret } = await aGivenWebhook(agent)
  expect({ status: made.status, cached: made.headers['cache-control']?.includes('no-store') }).toEqual({
    status: 201,
    cached: true,
  })
  expect((await agent.get(own)).text).not.toContain('whsec_')
  receiver.answerWith(500)
  expect((await press(agent, `${own}/test`, {}, own)).status).toBe(303)
  await until(() => WebhookCall.exists({ type: 'webhook.test', 'attempts.0': { $exists: true } as never }))
  const [{ headers, body } = { headers: {}, body: '' }] = receiver.received
  expect(new Verifier(secret).verify(body, headers as Record<string, string>)).toMatchObject({
    type: 'webhook.test',
  })
  const log = (await agent.get(own)).text
  expect(log).toContain('answered 500')
  expect(log).toContain('&lt;b&gt;Status 500&lt;/b&gt;')
  receiver.answerWith(204)
  const again = /action="([^"]+\/again)"/.exec(log)?.[1] ?? ''
  await press(agent, again, {}, own)
  await until(async () => (await agent.get(own)).text.includes('Taken'), 15_000)
})

const aCall = (own: string, number: number, state: 'sent' | 'waiting') => ({
  _id: `msg_${own}_${number}`,
  webhookId: own.split('/').at(-1),
  organisationId: 'firm',
  type: 'challenge.amended',
  body: '{}',
  state,
  nextAt: now(),
  askAt: now(),
  createdAt: now(),
})

it('is paused, turned on, given another secret, changed and deleted', async () => {
  const { agent } = await anAdministrator()
  const { own, secret } = await aGivenWebhook(agent)
  await press(agent, `${own}/pause`, {}, own)
  expect((await agent.get(own)).text).toContain('Turn it on')
  await press(agent, `${own}/resume`, {}, own)
  const asked = (await agent.get(`${own}/rotate`).expect(200)).text
  expect(asked).toContain('for 24 hours')
  expect(asked).not.toContain('stops at once')
  const rotated = await press(agent, `${own}/rotate`, {}, `${own}/rotate`)
  expect(/whsec_[^<]+/.exec(rotated.text)?.[0]).not.toBe(secret)
  expect((await agent.get(own)).text).toContain('The secret before signs as well until')
  expect((await press(agent, own, {}, own)).status).toBe(422)
  await press(agent, own, { events: ['challenge.amended', 'challenge.closed'] }, own)
  expect((await agent.get(page)).text).toContain('2 events')
  expect((await agent.get(`${own}/rotate`)).text).toContain('stops at once')
  await WebhookCall.insertMany([aCall(own, 1, 'sent'), aCall(own, 2, 'waiting')])
  expect((await agent.get(own)).text).not.toMatch(/action="[^"]*\/(delete|rotate)"/)
  const question = (await agent.get(`${own}/delete`).expect(200)).text
  expect(question).toContain('1 message that has not been taken yet is never sent')
  expect(question).toContain('its log of 2 messages is deleted')
  expect((await agent.get(own)).status).toBe(200)
  await press(agent, `${own}/delete`, {}, `${own}/delete`)
  expect((await agent.get(own)).status).toBe(404)
})

it('keeps what was typed where something is wrong, and is for administrators alone', async () => {
  const { firm, agent } = await anAdministrator()
  const wrong = await press(agent, page, { url: 'gopher://old.example' })
  expect(wrong.status).toBe(422)
  expect(wrong.text).toContain('href="#events"')
  expect(wrong.text).toContain('href="#url"')
  expect(wrong.text).toContain('value="gopher://old.example"')
  const member = app.agent()
  await signInAs(member, await aPerson({ organisation: firm.id }))
  await member.get(page).expect(403)
  const { own } = await aGivenWebhook(agent)
  const other = await anAdministrator()
  await other.agent.get(own).expect(404)
  for (const path of ['rotate', 'delete']) await other.agent.get(`${own}/${path}`).expect(404)
  for (const path of ['test', 'rotate', 'pause', 'delete'])
    expect((await press(other.agent, `${own}/${path}`)).status).toBe(404)
})

it('is managed by programs too', async () => {
  const { person } = await anAdministrator()
  const agent = app.agent()
  const bearer = { Authorization: `Bearer ${await tokenFor(agent, person)}` }
  const where = '/api/v1/webhooks'
  const send = (path: string, body?: object) =>
    agent
      .post(where + path)
      .set(bearer)
      .send(body)
  const inside = await send('', { url: 'ftp://a.example/', events: ['challenge.amended'] }).expect(422)
  expect(inside.body.errors[0].pointer).toContain('url')
  const { body: made } = await send('', { url: receiver.url, events: ['challenge.amended'] }).expect(201)
  expect(made.secret).toMatch(/^whsec_/)
  expect((await send(`/${made.id}/rotate`).expect(201)).body.secret).not.toBe(made.secret)
  await send(`/${made.id}/test`).expect(204)
  await until(() => receiver.received.length > 0)
  const list = () => agent.get(`${where}/${made.id}/messages`).set(bearer).expect(200)
  await until(async () => (await list()).body.items[0].state === 'sent')
  const [message] = (await list()).body.items
  await send(`/${made.id}/messages/${message.id}/send-again`).expect(204)
  await send(`/${made.id}/pause`).expect(204)
  const read = (await agent.get(`${where}/${made.id}`).set(bearer).expect(200)).body
  expect(read).toMatchObject({ state: 'paused', events: ['challenge.amended'] })
  expect(read).not.toHaveProperty('secret')
  expect((await agent.get(where).set(bearer)).body.items).toHaveLength(1)
  await agent.delete(`${where}/${made.id}`).set(bearer).expect(204)
})
