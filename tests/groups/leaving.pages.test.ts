import type { Socket } from 'socket.io-client'
import { listEvents } from '../../server/audit/index.ts'
import { Engagement } from '../../server/groups/groups.engagements.model.ts'
import { boardPosted, watchBoard } from '../../shared/groups/groups.sockets.ts'
import { dateWords, post } from '../challenges/challenges.forms.ts'
import { startTestApp, type TestApp, until } from '../platform/app.ts'
import { listenAs } from '../platform/sign-in.ts'
import { begin, type GroupPeople, groupPeople, plan } from './groups.people.ts'

let app: TestApp
let people: GroupPeople
let group = ''
const sockets: Socket[] = []

type Name = Exclude<keyof GroupPeople, 'councils'>
const as = (name: Name) => people[name].agent
const words = { title: 'Damp together', purpose: 'To end it.', joining: 'open' }
const open = async (name: Name, path: string, status = 200) => (await as(name).get(path).expect(status)).text
const send = (name: Name, path: string, input: object, page = path) => post(as(name), page, path, input)
const made = async (path: string, input: object) => {
  const { headers } = await send('organiser', path, input)
  return headers['location']?.split('?')[0] ?? ''
}
const idOf = (path: string) => path.split('/').at(-1) ?? ''
const stored = async (path: string) => Engagement.findById(idOf(path)).lean()

beforeAll(async () => {
  app = await startTestApp({ workers: true })
  people = await groupPeople(app)
  group = await made('/groups/new', words)
  await send('member', `${group}/join`, {}, group)
  await send('outsider', `${group}/join`, {}, group)
}, 120_000)
afterAll(async () => {
  for (const socket of sockets) socket.disconnect()
  await app.stop()
})

/** Somebody who has the board open. */
async function reader(name: Name) {
  const socket = await listenAs(app, as(name), people[name].id)
  sockets.push(socket)
  const heard: unknown[] = []
  socket.on(boardPosted, (news: unknown) => heard.push(news))
  const watch = () =>
    socket.timeout(5000).emitWithAck(watchBoard, { groupId: idOf(group) }) as Promise<{ ok: boolean }>
  expect(await watch()).toEqual({ ok: true })
  return { heard, watch }
}

it('whoever leaves or is taken out hears no more of the board that they have open', async () => {
  const [stays, leaves, isTaken] = [
    await reader('organiser'),
    await reader('member'),
    await reader('outsider'),
  ]
  const write = () => send('organiser', `${group}/posts`, { text: 'News' }, group)
  await write()
  await until(() => [stays, leaves, isTaken].every(({ heard }) => heard.length === 1))
  await send('member', `${group}/leave`, {})
  await send('organiser', `${group}/members/${people.outsider.id}/remove`, {}, `${group}/members`)
  await write()
  await until(() => stays.heard.length === 2)
  // Asked last, answered last: whatever was on its way to them has come by now.
  for (const { watch, heard } of [leaves, isTaken]) {
    expect(await watch()).toEqual({ ok: false, code: 'forbidden' })
    expect(heard).toHaveLength(1)
  }
}, 60_000)

it('whoever was taken out finds nothing in the inbox that members were told', async () => {
  const told = 'New on the board: Damp together'
  await until(async () => (await open('organiser', `${group}`)).includes('News'))
  await send('outsider', `${group}/join`, {}, group)
  await send('organiser', `${group}/posts`, { text: 'More news' }, group)
  await until(async () => (await open('outsider', '/inbox')).includes(told))
  await send('organiser', `${group}/members/${people.outsider.id}/remove`, {}, `${group}/members`)
  const inbox = await open('outsider', '/inbox')
  expect(inbox).not.toContain(told)
  await until(async () => (await open('outsider', '/inbox')).includes('No longer a member: Damp together'))
}, 60_000)

describe('an engagement that has begun', () => {
  let one = ''
  beforeAll(async () => {
    one = await made(`${group}/engagements/new`, plan())
    await send('organiser', `${one}/announce`, { noticeId: '012345-2026' })
    await send('supplier', `${one}/register`, {}, one)
  })

  it('may still be left by a firm after the time to register, and its place changed', async () => {
    const registerBy = new Date(Date.now() - 60_000)
    await Engagement.updateOne({ _id: idOf(one) }, { $set: { registerBy } })
    expect((await send('supplier', `${one}/register`, {}, one)).status).toBe(403)
    expect(await open('supplier', one)).toContain('Your firm is registered.')
    await send('supplier', `${one}/unregister`, {}, one)
    expect(await open('supplier', one)).toContain('No firm can register any more.')
    const edited = { ...plan(), place: 'In Nelson' }
    const late = await send('organiser', `${one}/edit`, {
      ...edited,
      registerBy: { ...dateWords(-3), time: '5pm' },
    })
    expect(late.status).toBe(422)
    expect((await send('organiser', `${one}/edit`, edited)).status).toBe(303)
    await send('supplier', `${one}/register`, {}, one)
  })

  it('is neither changed nor cancelled, nobody comes or goes, and its notes are written', async () => {
    await begin(one, 60_000)
    expect(await open('organiser', one)).toContain('Under way')
    for (const what of ['edit', 'cancel'])
      expect(await open('organiser', `${one}/${what}`, 403)).toContain('has begun')
    expect((await send('organiser', `${one}/cancel`, { reason: 'Ill' }, one)).status).toBe(403)
    expect((await send('organiser', `${one}/edit`, plan(), one)).status).toBe(403)
    for (const what of ['register', 'unregister'])
      expect((await send('supplier', `${one}/${what}`, {}, one)).status).toBe(403)
    expect((await send('member', `${one}/agree`, { words: 'of before' }, one)).status).toBe(403)
    expect(await open('organiser', `${group}/close`)).toContain('An engagement is to come')
    expect((await send('organiser', `${group}/close`, {}, group)).status).toBe(409)
    expect((await send('organiser', `${one}/notes`, { notes: 'Nobody could come in.' })).status).toBe(303)
    await begin(one, 9e6)
  })
})

describe('a group that is closed', () => {
  it('is asked about first, calls off what was only planned, and still owes its notes', async () => {
    const own = await made('/groups/new', words)
    const planned = await made(`${own}/engagements/new`, plan())
    const held = await made(`${own}/engagements/new`, plan())
    await send('organiser', `${held}/announce`, { noticeId: '012345-2026' })
    await begin(held, 9e6)
    const asked = await open('organiser', `${own}/leave`)
    expect(asked).toContain('since you are the last in it: this can’t be undone')
    expect(await open('organiser', `${own}/close`)).toContain('what is only planned is called off')
    expect((await stored(planned))?.status).toBe('planned')
    await send('organiser', `${own}/close`, {})
    expect(await stored(planned)).toMatchObject({ status: 'cancelled', cancelled: { wasPublic: false } })
    expect(await open('organiser', own)).toContain('Closed on')
    expect((await send('organiser', `${held}/notes`, { notes: 'Said' })).status).toBe(303)
    expect((await listEvents('group', idOf(own))).map(({ name }) => name)).toEqual([
      'group.founded',
      'group.closed',
    ])
  })
})
