import type { Socket } from 'socket.io-client'
import { outboxBacklog } from '../../server/audit/index.ts'
import { actorOfPerson } from '../../server/identity/index.ts'
import {
  acceptIntroduction,
  declineIntroduction,
  withdrawIntroduction,
} from '../../server/matching/matching.introduce.service.ts'
import { Introduction } from '../../server/matching/matching.introduction.model.ts'
import { now } from '../../server/platform/clock.ts'
import { listKeptMail } from '../../server/platform/mail.ts'
import { enqueue } from '../../server/platform/queue.ts'
import { expireIntroductions } from '../../shared/matching/introduction.jobs.ts'
import { newId } from '../../shared/platform/ids.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { noticesOf } from '../notifications/notifications.factory.ts'
import { startTestApp, type TestApp, until } from '../platform/app.ts'
import { listenAs, signInAs } from '../platform/sign-in.ts'
import {
  aChallengeOfACouncil,
  allTextIn,
  anEngagement,
  aProposal,
  buyersCanary,
  canaries,
  stored,
  twoSuppliers,
} from './introductions.factory.ts'

type Somebody = Awaited<ReturnType<typeof aPerson>>

let app: TestApp
let firms: Awaited<ReturnType<typeof twoSuppliers>>
const people = {} as Record<
  'one' | 'colleague' | 'two' | 'viewer' | 'buyer' | 'broker' | 'stranger',
  Somebody
>
let sockets: Socket[] = []
const heard: string[] = []

beforeAll(async () => {
  app = await startTestApp({ workers: true })
  firms = await twoSuppliers()
  const { council } = await aChallengeOfACouncil()
  const at = (organisation: string) => aPerson({ organisation })
  people.one = await at(firms.one.supplier.id)
  people.colleague = await at(firms.one.supplier.id)
  people.two = await at(firms.two.supplier.id)
  people.viewer = await aPerson({ organisation: firms.two.supplier.id, role: 'viewer' })
  people.buyer = await at(council.id)
  people.broker = await aPerson({ organisation: 'brokerage' })
  people.stranger = await aPerson({ organisation: 'supplier' })
  for (const person of [people.one, people.two, people.buyer]) {
    const agent = app.agent()
    await signInAs(agent, person)
    const socket = await listenAs(app, agent, person.id)
    socket.onAny((...message: unknown[]) => heard.push(JSON.stringify(message)))
    sockets.push(socket)
  }
}, 60_000)
afterAll(async () => {
  for (const socket of sockets) socket.disconnect()
  sockets = []
  await app.stop()
})

const as = async ({ id }: Somebody) => actorOfPerson(id)
const allIsTold = () => until(async () => (await outboxBacklog()) === 0, 30_000)

/** What each was told over one challenge, by kind. */
async function toldOver(challengeId: string): Promise<Record<string, string[]>> {
  await allIsTold()
  const told: Record<string, string[]> = {}
  for (const [name, { id }] of Object.entries(people)) {
    const own = (await noticesOf(id)).filter((notice) => notice.challengeId === challengeId)
    if (own.length > 0) told[name] = own.map(({ kind }) => kind)
  }
  return told
}

async function proposed() {
  const { challenge } = await aChallengeOfACouncil({ title: `Damp ${newId().slice(0, 6)}` })
  const { _id } = await aProposal(challenge._id, firms.one.supplier.id, firms.two.supplier.id)
  return { id: _id, challengeId: challenge._id, title: challenge.title }
}

const sides = (...kinds: string[]) =>
  Object.fromEntries(['one', 'colleague', 'two', 'viewer'].map((who) => [who, kinds]))

it('both sides are asked, nobody hears of a yes, and both hear that it is made', async () => {
  const { id, challengeId, title } = await proposed()
  expect(await toldOver(challengeId)).toEqual(sides('introduction-proposed'))
  await acceptIntroduction(await as(people.one), id)
  expect(await toldOver(challengeId)).toEqual(sides('introduction-proposed'))
  await acceptIntroduction(await as(people.two), id)
  expect(await toldOver(challengeId)).toEqual({
    ...sides('introduction-proposed', 'introduction-made'),
    broker: ['introduction-made-for-brokers'],
  })
  const mails = await until(async () => {
    const found = (await listKeptMail({ to: people.one.email })).filter(({ subject }) =>
      subject.includes(title),
    )
    return found.length === 2 ? found : null
  })
  for (const { text, html } of mails)
    for (const part of [text, html]) expect(part).toContain(`${app.url}/introductions/${id}`)
}, 60_000)

it('one that is declined ends for the other without a word of why; the brokers hear of it', async () => {
  const { id, challengeId } = await proposed()
  await acceptIntroduction(await as(people.one), id)
  await declineIntroduction(await as(people.two), id, 'We are rivals')
  const asked = 'introduction-proposed'
  expect(await toldOver(challengeId)).toEqual({
    one: [asked, 'introduction-ended'],
    colleague: [asked, 'introduction-ended'],
    two: [asked],
    viewer: [asked],
    broker: ['introduction-declined'],
  })
  for (const collection of ['notices', 'deliveries', 'demo_mailbox', 'events'])
    expect(await allTextIn(collection)).not.toContain('We are rivals')
}, 60_000)

it('withdrawn or out of time, it ends for both in the same words', async () => {
  const withdrawn = await proposed()
  await withdrawIntroduction(await as(people.broker), withdrawn.id)
  expect(await toldOver(withdrawn.challengeId)).toEqual(sides('introduction-proposed', 'introduction-ended'))
  const late = await proposed()
  await allIsTold()
  await Introduction.updateOne({ _id: late.id }, { $set: { expiresAt: new Date(now().getTime() - 1) } })
  await enqueue(expireIntroductions, {}, { id: newId() })
  await until(async () => (await stored(late.id)).status === 'expired', 30_000)
  expect(await toldOver(late.challengeId)).toEqual({
    ...sides('introduction-proposed', 'introduction-ended'),
    broker: ['introduction-expired'],
  })
}, 60_000)

it('with the buyer, its people are told as well', async () => {
  const { challenge } = await anEngagement()
  const { _id } = await aProposal(challenge._id, firms.one.supplier.id)
  await acceptIntroduction(await as(people.one), _id)
  await acceptIntroduction(await as(people.buyer), _id)
  expect(await toldOver(challenge._id)).toEqual({
    one: ['introduction-proposed', 'introduction-made'],
    colleague: ['introduction-proposed', 'introduction-made'],
    buyer: ['introduction-proposed', 'introduction-made'],
    broker: ['introduction-made-for-brokers'],
  })
}, 60_000)

it('no contact is in any notice, mail, event or live message, before or after', async () => {
  await allIsTold()
  // The demonstration's mailbox holds what was sent: it must hold something to prove anything.
  expect(await allTextIn('demo_mailbox')).toContain('You are introduced')
  const told = await Promise.all(
    ['notices', 'deliveries', 'demo_mailbox', 'events', 'outbox', 'introductions'].map(allTextIn),
  )
  await until(() => heard.some((message) => message.includes('unread')))
  for (const text of [...told, ...heard])
    for (const canary of [...canaries, buyersCanary]) expect(text).not.toContain(canary)
}, 60_000)
