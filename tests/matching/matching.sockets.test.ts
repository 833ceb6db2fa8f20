import type { Socket } from 'socket.io-client'
import { changeRole, removeMember } from '../../server/organisations/index.ts'
import { noteProgress } from '../../server/matching/index.ts'
import {
  matchingProgress,
  matchingTrained,
  modelsAudience,
  watchModels,
  watchRanking,
} from '../../shared/matching/matching.sockets.ts'
import { broadcast } from '../../server/platform/live.ts'
import { system } from '../../shared/platform/actor.ts'
import { newId } from '../../shared/platform/ids.ts'
import { aChallenge } from '../challenges/challenges.factory.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { csrfIn, startTestApp, type TestApp, until } from '../platform/app.ts'
import { listenAs, signInAs } from '../platform/sign-in.ts'
import { aPublicChallenge } from './matching.factory.ts'

let app: TestApp
let challengeId: string
const sockets: Socket[] = []

beforeAll(async () => {
  app = await startTestApp({ workers: true })
  challengeId = (await aPublicChallenge())._id
})
afterAll(async () => {
  for (const socket of sockets) socket.disconnect()
  await app.stop()
})

async function listener(facts: Parameters<typeof aPerson>[0]) {
  const person = await aPerson(facts)
  const agent = app.agent()
  await signInAs(agent, person)
  const socket = await listenAs(app, agent, person.id)
  sockets.push(socket)
  const heard: unknown[] = []
  for (const message of [matchingProgress, matchingTrained])
    socket.on(message, (news: unknown) => heard.push(news))
  const watch = (name: string, payload: unknown = { challengeId }) =>
    socket.timeout(5000).emitWithAck(name, payload) as Promise<{ ok: boolean; code?: string }>
  return { person, agent, socket, heard, watch }
}
const tell = async () => {
  await noteProgress(challengeId, 'reading')
  broadcast(modelsAudience, matchingTrained, {})
}

it('the board and the versions are watched by the brokerage alone; to others they are not there', async () => {
  const broker = await listener({ organisation: 'brokerage' })
  const viewer = await listener({ organisation: 'brokerage', role: 'viewer' })
  const outsiders = [await listener({ organisation: 'supplier' }), await listener({})]
  for (const { watch } of [broker, viewer]) {
    expect(await watch(watchRanking)).toEqual({ ok: true })
    expect(await watch(watchModels, {})).toEqual({ ok: true })
  }
  const refused = { ok: false, code: 'not-found' }
  const { _id: draft } = await aChallenge()
  for (const id of [draft, newId(), '', 'x'.repeat(40)])
    expect(await broker.watch(watchRanking, { challengeId: id })).toEqual(refused)
  for (const payload of [null, 7, {}, { challengeId: { $ne: '' } }, { challengeId: 'x'.repeat(41) }])
    expect(await broker.watch(watchRanking, payload)).toEqual({ ok: false, code: 'bad-request' })
  for (const { watch } of outsiders) {
    expect(await watch(watchRanking)).toEqual(refused)
    expect(await watch(watchRanking, { challengeId: newId() })).toEqual(refused)
    expect(await watch(watchModels, {})).toEqual(refused)
  }
  await tell()
  await until(() => broker.heard.length === 2 && viewer.heard.length === 2)
  expect(broker.heard).toContainEqual({ challengeId, state: 'reading' })
  // Asked last, answered last: whatever was on its way to them has come by now.
  for (const { watch, heard } of outsiders) {
    expect(await watch(watchModels, {})).toEqual(refused)
    expect(heard).toEqual([])
  }
}, 60_000)

it('nobody hears more of it who signed out, left the brokerage or lost the right', async () => {
  const stays = await listener({ organisation: 'brokerage' })
  const signsOut = await listener({ organisation: { id: stays.person.organisationId ?? '' } })
  const leaves = await listener({ organisation: { id: stays.person.organisationId ?? '' } })
  const changes = await listener({ organisation: { id: stays.person.organisationId ?? '' } })
  const all = [stays, signsOut, leaves, changes]
  for (const { watch } of all) expect(await watch(watchRanking)).toEqual({ ok: true })
  const { text } = await signsOut.agent.get('/account')
  await signsOut.agent
    .post('/sign-out')
    .type('form')
    .send({ _csrf: csrfIn(text) })
  await removeMember(system, stays.person.organisationId ?? '', leaves.person.id)
  await changeRole(system, stays.person.organisationId ?? '', changes.person.id, 'viewer')
  await until(() => [signsOut, leaves, changes].every(({ socket }) => socket.disconnected))
  await tell()
  await until(() => stays.heard.length > 0)
  expect([signsOut, leaves, changes].flatMap(({ heard }) => heard)).toEqual([])
}, 60_000)
