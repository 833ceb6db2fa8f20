import { newestEvents } from '../../server/audit/index.ts'
import { getChallenge, listVersions, passDeadlines } from '../../server/challenges/index.ts'
import { actorOfPerson } from '../../server/identity/index.ts'
import { findAuthorityByCode, loadAuthorities } from '../../server/organisations/index.ts'
import { Organisation as Organisations } from '../../server/organisations/organisations.model.ts'
import { freezeClock, releaseClock } from '../../server/platform/clock.ts'
import { extendAfterFailure } from '../../server/proposals/proposals.extension.service.ts'
import { readOpening } from '../../server/proposals/proposals.openings.read.service.ts'
import { comeToOpen } from '../../server/proposals/proposals.openings.service.ts'
import type { ChallengeRecord } from '../../shared/challenges/challenge.ts'
import { type Actor, system } from '../../shared/platform/actor.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { actor, everybody } from '../platform/actors.ts'
import { csrfIn, startTestApp, type TestApp } from '../platform/app.ts'
import { signInAs } from '../platform/sign-in.ts'
import { anAnswerableChallenge, aSubmittedProposal } from './proposals.factory.ts'

let app: TestApp
let council: string
let person: Awaited<ReturnType<typeof aPerson>>
let officer: Actor
let challenge: ChallengeRecord
const hour = 3_600_000
const day = 24 * hour
const supplier = actor('supplier', 'supplier')

beforeAll(async () => {
  app = await startTestApp()
  await loadAuthorities()
  council = (await findAuthorityByCode('BBD'))?.id ?? ''
  await Organisations.updateOne({ _id: council }, { $set: { status: 'verified' } })
}, 60_000)
afterAll(() => app.stop())
afterEach(releaseClock)

// A Tuesday after which nobody has a holiday.
const deadline = new Date('2027-02-09T12:00:00Z')
const after = (ms: number): Date => new Date(deadline.getTime() + ms)
const wish = (respondBy: Date) => ({ respondBy, reason: 'From 11am to noon nobody could sign in.' })
const extend = (who: Actor, respondBy = after(3 * day)) =>
  extendAfterFailure(who, challenge._id, wish(respondBy))

beforeEach(async () => {
  freezeClock(after(-20 * day))
  person = await aPerson({ organisation: council, role: 'admin' })
  officer = await actorOfPerson(person.id)
  challenge = await anAnswerableChallenge({
    authorityId: council,
    createdBy: officer.userId,
    timetable: {
      askBy: after(-10 * day),
      answerBy: after(-5 * day),
      respondBy: deadline,
      pilotStart: after(9 * day),
      pilotMonths: null,
    },
  })
})

it('takes responses again for everybody, tells why, and keeps what was submitted', async () => {
  await aSubmittedProposal(supplier, challenge._id)
  freezeClock(after(hour))
  await passDeadlines(challenge._id)
  const late = actor('supplier', 'somebody-late')
  await expect(aSubmittedProposal(late, challenge._id)).rejects.toMatchObject({ code: 'too-late' })
  expect((await readOpening(officer, challenge._id)).mayExtend).toBe(true)
  expect(await extend(officer)).toBe(2)
  const { status, timetable } = await getChallenge(challenge._id)
  expect([status, timetable.respondBy]).toEqual(['clarifications-closed', after(3 * day)])
  const [version] = (await listVersions(system, challenge._id)).versions
  expect(version?.why).toContain('nobody could sign in')
  expect(version?.whatChanged).toContain('9 February 2027')
  const [told] = await newestEvents('challenge.amended', 1)
  expect(told?.subject.id).toBe(challenge._id)
  await aSubmittedProposal(late, challenge._id)
  await expect(comeToOpen(officer, challenge._id)).rejects.toMatchObject({ code: 'conflict' })
  freezeClock(after(3 * day + hour))
  await passDeadlines(challenge._id)
  expect(await comeToOpen(officer, challenge._id)).toBe(false)
})

it('is for the buyers’ people who act, and nobody else', async () => {
  freezeClock(after(hour))
  const { broker, stranger } = { broker: everybody.broker, stranger: actor('supplier', 'other') }
  await expect(extend(stranger)).rejects.toMatchObject({ code: 'not-found' })
  await expect(extend(broker)).rejects.toMatchObject({ code: 'forbidden' })
  const viewer = await aPerson({ organisation: council, role: 'viewer' })
  await expect(extend(await actorOfPerson(viewer.id))).rejects.toMatchObject({ code: 'forbidden' })
})

it('is not for an open challenge, nor once somebody has come to open, nor for an old deadline', async () => {
  await expect(extend(officer)).rejects.toMatchObject({ code: 'conflict' })
  freezeClock(after(hour))
  const refused = { code: 'invalid', fields: { respondBy: expect.any(String) } }
  await expect(extend(officer, after(20 * hour))).rejects.toMatchObject(refused)
  await expect(extend(officer, after(40 * day))).rejects.toMatchObject(refused)
  await expect(extend(officer, after(10 * day))).rejects.toMatchObject(refused)
  freezeClock(after(3 * day))
  await expect(extend(officer, after(6 * day))).rejects.toMatchObject(refused)
  freezeClock(after(2 * day))
  await comeToOpen(officer, challenge._id)
  await expect(extend(officer, after(6 * day))).rejects.toMatchObject({ code: 'conflict' })
  expect((await readOpening(officer, challenge._id)).mayExtend).toBe(false)
})

it('happens or the opening begins, never both', async () => {
  freezeClock(after(hour))
  const outcomes = await Promise.allSettled([extend(officer), comeToOpen(officer, challenge._id)])
  const { holders } = await readOpening(officer, challenge._id)
  const hasBegun = holders.some(({ cameAt }) => cameAt !== null)
  const isExtended = (await getChallenge(challenge._id)).timetable.respondBy?.getTime() !== deadline.getTime()
  expect([hasBegun, isExtended].filter(Boolean)).toHaveLength(1)
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
})

it('is a page that keeps what was typed, and a call of the API', async () => {
  freezeClock(after(hour))
  const agent = app.agent()
  await signInAs(agent, person)
  const shown = await agent.get(`/challenges/${challenge._id}/opening`).expect(200)
  const path = `/challenges/${challenge._id}/opening/extension`
  expect(shown.text).toContain(path)
  const page = await agent.get(path).expect(200)
  const send = (fields: object) =>
    agent
      .post(path)
      .type('form')
      .send({ _csrf: csrfIn(page.text), ...fields })
  const wrong = await send({ reason: 'Nobody could sign in.', 'respondBy[day]': '9' }).expect(422)
  expect(wrong.text).toContain('Nobody could sign in.')
  expect(wrong.text).toContain('href="#respondBy"')
  const parts = { day: '12', month: '2', year: '2027', time: 'noon' }
  const boxes = Object.fromEntries(
    Object.entries(parts).map(([name, value]) => [`respondBy[${name}]`, value]),
  )
  await send({ reason: 'Nobody could sign in.', ...boxes }).expect(303)
  expect((await agent.get(path)).status).toBe(403)
})
