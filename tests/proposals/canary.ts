import mongoose from 'mongoose'
import { Outbox } from '../../server/audit/audit.model.ts'
import { findAuthorityByCode, loadAuthorities } from '../../server/organisations/index.ts'
import { rebuildEvidence } from '../../server/evidence/index.ts'
import { Challenge } from '../../server/challenges/challenges.model.ts'
import { actorOfPerson } from '../../server/identity/index.ts'
import { createToken } from '../../server/identity/identity.tokens.service.ts'
import { Delivery } from '../../server/notifications/notifications.model.ts'
import { logTo } from '../../server/platform/logger.ts'
import { sharedRedis } from '../../server/platform/redis.ts'
import type { ChallengeRecord } from '../../shared/challenges/challenge.ts'
import { aPerson, testPassword } from '../identity/identity.factory.ts'
import { startTestApp, type TestApp, until } from '../platform/app.ts'
import { listenAs, type Programs, programsOf, signInAs } from '../platform/sign-in.ts'
import { dumpOfDatabase, dumpOfRedis } from './dump.ts'
import { anAnswerableChallenge } from './proposals.factory.ts'

let count = 0
/** Stands for the mailboxes of those who are written to, outside the installation. */
const mailbox = 'demo_mailbox'
const pence = (i: number) => 918_273_645 + i
const pounds = (i: number) => (pence(i) / 100).toFixed(2)
const canary = (i: number, field: string) => `CANARY-${field}-of-${i}-end`

const fields = [
  'summary',
  'how',
  'answer',
  'approach',
  'plan',
  'team',
  'file',
  'name',
  // Of a consortium: parts, subcontractors and the addresses that were invited.
  'lead',
  'sub',
  'work',
  'role',
  'mail',
]

/** What no store and no answer may hold before the opening, in every spelling that a store could give it. */
function spellings(i: number): string[] {
  const words = fields.map((field) => canary(i, field))
  const shifted = words.flatMap((word) =>
    // The letters that stay the same wherever in a longer text it stands.
    [0, 1, 2].map((by) =>
      Buffer.from(`${' '.repeat(by)}${word}`)
        .toString('base64')
        .slice(4, -6)
        .replaceAll('=', ''),
    ),
  )
  // Each cost is as high as the price: pilot, set-up, five years and the end are eight of it.
  const amounts = [String(pence(i)), pounds(i), String(8 * pence(i))]
  const hexadecimal = words.map((word) => Buffer.from(word).toString('hex'))
  return [...words, ...shifted, ...hexadecimal, ...amounts]
}

const invitations = () =>
  mongoose.connection
    .collection(mailbox)
    .find({ to: /^CANARY-mail/ })
    .toArray()

let app: TestApp
let challenge: ChallengeRecord
let programs: Programs
let logged = ''
let heard = ''
const submitted: string[] = []

/** What a supplier told other suppliers alone. */
const boardMark = 'BOARD-LINE-of-a-rival'

/** How each of those begins or goes on: where none of these is, none of those can be, and there are few of these. */
const marks = [
  'CANARY-',
  ...[0, 1, 2].map((by) =>
    Buffer.from(`${' '.repeat(by)}CANARY-`)
      .toString('base64')
      .slice(4, -3),
  ),
  Buffer.from('CANARY-').toString('hex'),
  String(pence(0)).slice(0, 7),
  pounds(0).slice(0, 7),
  String(8 * pence(0)).slice(0, 6),
]

const found = (text: string): string[] =>
  marks.some((mark) => text.includes(mark))
    ? Array.from({ length: count }, (_, i) => i).flatMap((i) =>
        spellings(i).filter((one) => text.includes(one)),
      )
    : []

async function propose(i: number): Promise<void> {
  const { id: userId, organisationId } = await aPerson({ organisation: 'supplier' })
  const wish = { name: 'canary', organisationId: organisationId ?? '', expiresInDays: 7 as const }
  const { token } = await createToken(await actorOfPerson(userId), wish)
  const call = (method: 'post' | 'put' | 'delete', path: string) =>
    app
      .agent()
      [method](`/api/v1${path}`)
      .set({
        Authorization: `Bearer ${token}`,
        'Idempotency-Key': `${i} ${path}`,
      })
  const { id } = (await call('post', `/challenges/${challenge._id}/proposals`).expect(201)).body
  const draft = {
    summary: canary(i, 'summary'),
    outcomes: [{ outcomeId: 'fewer-falls', how: canary(i, 'how') }],
    criteria: [{ criterionId: 'impact', answer: canary(i, 'answer') }],
    approach: canary(i, 'approach'),
    trl: 7,
    pilotPlan: canary(i, 'plan'),
    pilotPrice: pounds(i),
    setUp: pounds(i),
    yearly: pounds(i),
    endOfLife: pounds(i),
    scalePrice: pounds(i),
    team: canary(i, 'team'),
    revision: 0,
  }
  await call('put', `/proposals/${id}`).send(draft).expect(200)
  await call('post', `/proposals/${id}/files`)
    .attach('files', Buffer.from(`${canary(i, 'file')},1\n`.repeat(50)), `${canary(i, 'name')}.csv`)
    .expect(201)
  const subcontractors = [{ name: canary(i, 'sub'), what: canary(i, 'work') }]
  await call('put', `/proposals/${id}/consortium`)
    .send({ leadRole: canary(i, 'lead'), subcontractors })
    .expect(200)
  const invited = { email: `${canary(i, 'mail')}@firm.example`, role: canary(i, 'role') }
  const partner = (await call('post', `/proposals/${id}/partners`).send(invited).expect(201)).body
  // Some stay drafts, some are taken back.
  if (i % 5 === 0) return
  await call('post', `/proposals/${id}/submit`).send({ revision: 4 }).expect(422)
  await call('delete', `/proposals/${id}/partners/${partner.id}`).expect(204)
  await call('post', `/proposals/${id}/submit`).send({ revision: 5 }).expect(200)
  if (i % 7 === 0) await call('post', `/proposals/${id}/withdraw`).expect(200)
  else submitted.push(canary(i, 'summary'))
}

async function begin(): Promise<void> {
  logTo({ write: (line: string) => void (logged += line) })
  app = await startTestApp({ workers: true, settings: { LOG_LEVEL: 'trace' } })
  await loadAuthorities()
  // Until they are counted, programs that ask for figures are told to come again.
  await rebuildEvidence()
  const council = await findAuthorityByCode('BBD')
  challenge = await anAnswerableChallenge({
    authorityId: council?.id ?? '',
    authorityName: council?.name ?? '',
    criteria: [{ id: 'impact', title: 'Impact', description: '', weight: 100 }],
    wholeLifeYears: 5,
  })
  programs = await programsOf(app, {
    officer: { organisation: council?.id ?? '', role: 'admin' },
    broker: { organisation: 'brokerage', role: 'admin' },
    rival: { organisation: 'supplier' },
  })
  for (const facts of [{ organisation: council?.id ?? '' }, { organisation: 'brokerage' as const }]) {
    const person = await aPerson(facts)
    const agent = app.agent()
    await signInAs(agent, person)
    const socket = await listenAs(app, agent, person.id)
    socket.onAny((...message) => void (heard += JSON.stringify(message)))
    socket.emit('clarifications:watch', { challengeId: challenge._id, after: 0 })
  }
  const line = { brings: boardMark, looksFor: 'Somebody who mends walls' }
  await programs.call('rival', 'put', `/challenges/${challenge._id}/partners/own`, line).expect(200)
  for (let i = 0; i < count; i += 4) await Promise.all([0, 1, 2, 3].map((more) => propose(i + more)))
  await until(async () => (await Outbox.countDocuments()) === 0, 60_000)
  const waiting = { state: 'planned' as const, waitsForDigest: false }
  await until(async () => (await Delivery.countDocuments(waiting)) === 0, 60_000)
  await until(async () => (await Delivery.countDocuments({ state: 'sending' })) === 0, 60_000)
  await until(async () => (await invitations()).length === count, 60_000)
}

/** Every answer of the API that needs no id but the challenge's, and every page that lists things, to one of these. */
async function answersTo(who: string | null): Promise<string> {
  const { paths } = (await programs.call(null, 'get', '/openapi.json')).body as {
    paths: Record<string, { get?: unknown }>
  }
  const wanted = Object.entries(paths)
    .filter(([path, { get }]) => get && /^(\/challenges\/\{id\})?[^{}]*$/.test(path))
    .map(([path]) => path.replace('{id}', challenge._id))
  expect(wanted.length).toBeGreaterThan(20)
  const texts: string[] = []
  for (const path of wanted) {
    const answer = await programs.call(who, 'get', path)
    expect(answer.status).toBeLessThan(500)
    texts.push(answer.text ?? String(answer.body))
  }
  for (const path of [
    '/',
    '/challenges',
    `/challenges/${challenge._id}`,
    '/challenges.atom',
    '/sitemap.xml',
    '/sitemaps/challenges.xml',
    '/data',
    '/api/ocds/releases',
  ])
    texts.push((await app.agent().get(path)).text)
  return texts.join('\n')
}

function looksBefore(): void {
  test('a canary is found in every spelling', () => {
    for (const i of [0, count >> 1, count - 1])
      for (const one of spellings(i)) expect(found(`before ${one} after`)).toContain(one)
  })

  describe('before the opening', () => {
    it('the database, its log of operations and its files hold nothing of the proposals', async () => {
      const dump = await dumpOfDatabase({ withOplog: true, without: mailbox })
      expect(dump.length).toBeGreaterThan(1_000_000)
      expect(found(dump)).toEqual([])
    })

    it('what was written to those who were invited says nothing but the challenge and the lead', async () => {
      const mails = await mongoose.connection.collection(mailbox).find({}).toArray()
      expect((await invitations())[0]?.['subject']).toContain(challenge.title)
      expect(found(JSON.stringify(mails.map(({ to: _, ...mail }) => mail)))).toEqual([])
    })

    it('Redis, the logs and the sockets hold nothing', async () => {
      const redis = await dumpOfRedis(sharedRedis())
      expect(redis).toContain('foothold')
      expect(logged).toContain(challenge._id)
      expect([redis, logged, heard].flatMap(found)).toEqual([])
      expect([redis, logged, heard].join(' ')).not.toContain(boardMark)
    })

    it.each([null, 'officer', 'broker', 'rival'])(
      'no answer of the API to %s holds anything',
      async (who) => {
        const answers = await answersTo(who)
        expect(found(answers)).toEqual([])
        expect(answers.includes(boardMark)).toBe(who === 'rival')
      },
    )
  })
}

function looksAfter(): void {
  it('after the opening the buyers read all that was submitted and not withdrawn, and nobody else does', async () => {
    const passed = { 'timetable.respondBy': new Date(Date.now() - 61_000) }
    await Challenge.updateOne({ _id: challenge._id }, { $set: passed })
    const opening = `/challenges/${challenge._id}/opening`
    for (const [who, isOpen] of [
      ['officer', false],
      ['broker', true],
    ] as const)
      expect(
        (await programs.call(who, 'post', opening, { password: testPassword }).expect(200)).body,
      ).toEqual({
        isOpen,
      })
    const declarations = `/challenges/${challenge._id}/evaluation/declarations`
    await programs.call('officer', 'post', declarations, { interest: 'none' }).expect(200)
    const read = (await programs.call('officer', 'get', `/challenges/${challenge._id}/proposals`)).text
    const summaries = [...new Set(read.match(/CANARY-summary-of-\d+-end/g))]
    expect(summaries.toSorted()).toEqual(submitted.toSorted())
    for (const who of [null, 'broker', 'rival']) {
      const answers = await answersTo(who)
      expect(found(answers)).toEqual([])
      expect(answers).not.toContain(boardMark)
    }
    expect(found(await dumpOfDatabase({ withOplog: true, without: mailbox }))).toEqual([])
  })
}

/**
 * Makes so many proposals of words that stand nowhere else, and looks for them wherever something is kept, told or
 * answered. @param proposals eight at least, so that one is taken back
 */
export function looksForCanaries(proposals: number): void {
  count = proposals
  beforeAll(begin, 180_000)
  afterAll(async () => {
    logTo()
    await app.stop()
  })
  looksBefore()
  looksAfter()
}
