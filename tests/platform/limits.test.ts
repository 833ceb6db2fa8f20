import { connect } from 'node:net'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import mongoose from 'mongoose'
import { io, type Socket } from 'socket.io-client'
import { mostFileBytes } from '../../shared/proposals/proposal.ts'
import { cursorQuery } from '../../shared/platform/pagination.ts'
import { escapePattern, longestSearchMs } from '../../server/platform/database.ts'
import { config, readConfig, useConfig } from '../../server/platform/config.ts'
import { socketLimits } from '../../server/platform/live.ts'
import { mostOfOneSession, timesAMinute } from '../../server/platform/socket-places.ts'
import { asRefusal } from '../../server/platform/refusals.ts'
import { honestName, largestFile, mostFields } from '../../server/platform/uploads.ts'
import { longestRequestMs, refuseSlowBodies, serverLimits } from '../../server/platform/web.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { csrfIn, startTestApp, type TestApp, until } from './app.ts'
import { signInAs } from './sign-in.ts'

const megabyte = 1024 * 1024

let app: TestApp
let agent: ReturnType<TestApp['agent']>
let token: string
const sockets: Socket[] = []

beforeAll(async () => {
  app = await startTestApp()
  agent = app.agent()
  await signInAs(agent, await aPerson({ organisation: 'supplier' }))
  token = csrfIn((await agent.get('/account').expect(200)).text)
})
afterAll(async () => {
  for (const socket of sockets) socket.disconnect()
  await app.stop()
})

const needed = { SESSION_SECRET: 'x'.repeat(32) }

/** The limits that are set, as design rule 10 of quality names them. */
const set: [what: string, is: number, meant: number][] = [
  ['a file, in bytes', largestFile, 50 * megabyte],
  ['all files of a proposal, in bytes', mostFileBytes, 250 * megabyte],
  ['fields beside files', mostFields, 30],
  ['headers, in milliseconds', serverLimits.headersTimeout, 10_000],
  ['a request without files, in milliseconds', longestRequestMs, 60_000],
  ['a request with files, in milliseconds', serverLimits.requestTimeout, 300_000],
  ['a message over a socket, in bytes', socketLimits.messageBytes, 16_000],
  ['sockets of one person', socketLimits.ofOnePerson, 10],
  ['live connections of visitors behind one address', readConfig(needed).socketsPerAddress, 100],
  ['new ones in a minute, as a multiple of that', timesAMinute, 3],
  ['live connections of one session, opening ones included', mostOfOneSession, 20],
  ['what a socket asks for in ten seconds', socketLimits.watches / (socketLimits.inMs / 10_000), 20],
  ['a search, in milliseconds', longestSearchMs, 2000],
  ['a page of the API', cursorQuery.safeParse({ limit: '101' }).success ? Infinity : 100, 100],
  ['a file’s name, in characters', honestName(`${'x'.repeat(5000)}.pdf`, 'application/pdf').length, 180],
]

test.each(set)('at most: %s', (_what, is, meant) => {
  expect(is).toBe(meant)
})

test('a file’s name is cut between characters, so that it can be written into the head of a download', () => {
  const name = honestName(`${'😀'.repeat(200)}ab.txt`, 'text/plain')
  expect(decodeURIComponent(encodeURIComponent(name))).toBe(name)
})

const form = (fields: object) =>
  agent
    .post('/inbox/read')
    .type('form')
    .send({ _csrf: token, ...fields })

/** What is refused, and with which status. */
const refused: [what: string, ask: () => PromiseLike<{ status: number }>, status: number][] = [
  ['JSON over 100 kB', () => agent.post('/api/v1/tokens').send({ text: 'x'.repeat(101 * 1024) }), 413],
  ['a form over 1 MB', () => form({ text: 'x'.repeat(megabyte) }), 413],
  [
    'more than 1,000 fields',
    () => form(Object.fromEntries(Array.from({ length: 1001 }, (_, i) => [`f${i}`, 'x']))),
    413,
  ],
  [
    'more than 30 fields beside files',
    () => {
      const request = agent.post('/proposals/none/files').field('_csrf', token)
      for (let i = 0; i < mostFields; i += 1) request.field(`f${i}`, 'x')
      return request
    },
    413,
  ],
  ['a page of 101 in the API', () => agent.get('/api/v1/challenges?limit=101'), 400],
  ['multipart where no files are taken', () => agent.post('/account/name').field('_csrf', token), 415],
]

test.each(refused)('refuses %s', async (_what, ask, status) => {
  expect((await ask()).status).toBe(status)
})

test('takes what is typed into a search as words, never as a pattern', async () => {
  expect(new RegExp(`^${escapePattern('(a+)+$ [x] \\')}$`).test('(a+)+$ [x] \\')).toBe(true)
  const typed = encodeURIComponent('(a+)+$')
  for (const path of ['/challenges', '/suppliers', '/resources'])
    await agent.get(`${path}?q=${typed}`).expect(200)
})

test('a search that keeps the database busy for too long is refused', async () => {
  const people = mongoose.connection.collection('users')
  const slow = people.find({ $where: 'sleep(500) || true' }, { maxTimeMS: 20 }).toArray()
  const error: unknown = await slow.catch((reason: unknown) => reason)
  expect(asRefusal(error)).toMatchObject({ code: 'busy', retryAfter: 10 })
})

test('a body that does not come is not waited for', async () => {
  const slow = createServer(express().use(refuseSlowBodies(50), express.json()))
  await new Promise<void>((resolve) => slow.listen(0, '127.0.0.1', resolve))
  const socket = connect((slow.address() as AddressInfo).port, '127.0.0.1')
  let heard = ''
  socket.on('data', (data) => (heard += data.toString()))
  const closed = new Promise((resolve) => socket.once('close', resolve))
  socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 10\r\n\r\n{')
  await closed
  expect(heard).toContain('408')
  await new Promise((resolve) => slow.close(resolve))
})

const ownCookie = () => {
  const access = { path: '/', domain: '127.0.0.1', secure: false, script: false }
  return { Cookie: `foothold=${agent.jar.getCookie('foothold', access)?.value}` }
}

const connectAs = (who: Record<string, string>): Socket =>
  io(app.url, {
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    extraHeaders: { ...who, Origin: app.url },
  })

const open = (): Socket => {
  const socket = connectAs(ownCookie())
  sockets.push(socket)
  return socket
}

test('visitors behind one address have so many live connections, and read the page without one', async () => {
  const before = config()
  useConfig({ ...before, socketsPerAddress: 2 })
  const visitors = [connectAs({}), connectAs({ Cookie: 'foothold=s%3Ap.mb0.forged.x' })]
  const refused: string[] = []
  const others: Socket[] = []
  try {
    await until(() => visitors.every(({ connected }) => connected))
    others.push(connectAs({}).on('connect_error', ({ message }) => refused.push(message)))
    await until(() => refused.length === 1)
    const asked = await fetch(`${app.url}/socket.io/?EIO=4&transport=polling`)
    expect(asked.status).toBe(403)
    expect(((await asked.json()) as { message: string }).message).toContain('The page works without one')
    expect((await fetch(`${app.url}/challenges`)).status).toBe(200)
    const person = connectAs(ownCookie())
    others.push(person)
    await until(() => person.connected)
    visitors[0]?.disconnect()
    for (let i = visitors.length; i < 2 * timesAMinute; i += 1) {
      const next = await until(async () => {
        const one = connectAs({})
        others.push(one)
        return new Promise<Socket | null>((resolve) => {
          one.once('connect', () => resolve(one)).once('connect_error', () => resolve(null))
        })
      })
      next.disconnect()
    }
    const last = await until(async () => {
      const { message } = (await (await fetch(`${app.url}/socket.io/?EIO=4&transport=polling`)).json()) as {
        message: string
      }
      return message.includes('in a minute') && message
    })
    expect(last).toContain('There were 6 new live connections')
  } finally {
    for (const socket of [...visitors, ...others]) socket.disconnect()
    useConfig(before)
  }
})

test('one person has ten sockets, and a socket asks for twenty things in ten seconds', async () => {
  for (let i = 0; i < socketLimits.ofOnePerson; i += 1) open()
  await until(() => sockets.every(({ connected }) => connected))
  const [first] = sockets
  let answers = 0
  for (let i = 0; i <= socketLimits.watches; i += 1)
    first?.emit('clarifications:watch', {}, () => (answers += 1))
  await until(() => first?.disconnected)
  expect(answers).toBeLessThanOrEqual(socketLimits.watches)
  expect(sockets.filter(({ connected }) => connected)).toHaveLength(socketLimits.ofOnePerson - 1)
  const [, second] = sockets
  for (let i = 0; i <= socketLimits.watches; i += 1) second?.emit(`nothing:${i}`, 'x'.repeat(10_000))
  await until(() => second?.disconnected)
  open()
  await until(() => sockets.filter(({ connected }) => connected).length === socketLimits.ofOnePerson - 1)
  const ends: string[] = []
  const more = [open(), open()]
  for (const socket of more) socket.on('disconnect', (reason) => ends.push(reason))
  await until(() => ends.length > 0)
  expect(ends).toEqual(['io server disconnect'])
  await until(() => more.filter(({ connected }) => connected).length === 1)
})
