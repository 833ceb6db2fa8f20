import { Decision } from '../../server/evaluation/evaluation.award.model.ts'
import { Pilot } from '../../server/outcomes/outcomes.model.ts'
import { Review } from '../../server/outcomes/outcomes.reviews.model.ts'
import { setClock, releaseClock } from '../../server/platform/clock.ts'
import { addDays, dayOf } from '../../shared/coaching/law/periods.ts'
import { planReminder } from '../../shared/outcomes/pilot.ts'
import { type EvaluationPeople, evaluationPeople, type Who } from '../evaluation/evaluation.people.ts'
import { noticesOf } from '../notifications/notifications.factory.ts'
import { startTestApp, type TestApp } from '../platform/app.ts'
import { runScheduled } from '../platform/jobs.ts'
import { contractsOf } from './outcomes.factory.ts'

let app: TestApp
let room: EvaluationPeople
let place: string
let api: string
const today = dayOf(new Date())
/** So many days from the contract's start until its first review may be written, when it is late, and to its last one. */
const toReview = { opens: 76, late: 106, last: 380 }

beforeAll(async () => {
  app = await startTestApp()
  room = await evaluationPeople(app)
  const [submissionId] = await contractsOf(room)
  const recordedAt = new Date(`${addDays(today, -100)}T12:00:00Z`)
  await Decision.updateOne({ _id: room.challenge._id }, { $set: { 'contracts.0.recordedAt': recordedAt } })
  place = `/challenges/${room.challenge._id}/pilot/${submissionId}`
  api = `/challenges/${room.challenge._id}/pilots/${submissionId}`
}, 60_000)
afterAll(async () => {
  releaseClock()
  await app.stop()
})

const page = (who: Who, path = '', status = 200) => room.agents[who].get(`${place}${path}`).expect(status)
const kindsOf = async (who: Who) =>
  (await noticesOf(room.people[who].id))
    .map(({ kind }) => kind)
    .filter((kind) => /^(?:pilot-un|review-)/.test(kind))
    .sort()

/**
 * What the buyers and the supplier were told in all, once a worker looked so many days after the contract's start, and
 * once more. The contract moves, not the clock: nobody is signed out.
 */
async function toldAfter(days: number) {
  const startsOn = addDays(today, -days)
  const moved = { 'contracts.0.startsOn': startsOn, 'contracts.0.endsOn': addDays(startsOn, 270) }
  await Decision.updateOne({ _id: room.challenge._id }, { $set: moved })
  setClock(new Date(`${today}T12:00:00Z`))
  await runScheduled('notifications.work')
  await runScheduled('notifications.work')
  releaseClock()
  return { buyer: await kindsOf('lead'), supplier: await kindsOf('supplier') }
}

describe('a pilot that nobody planned', () => {
  it('is reminded of before it begins and while it runs, each once and to its buyers alone', async () => {
    const none = { buyer: [], supplier: [] }
    expect(await toldAfter(-8)).toEqual(none)
    expect(await toldAfter(-7)).toEqual({ ...none, buyer: ['pilot-unplanned'] })
    expect(await toldAfter(27)).toEqual({ ...none, buyer: ['pilot-unplanned'] })
    const [notice] = await noticesOf(room.people.lead.id)
    const way = await room.agents.lead.get(notice?.link ?? '').expect(303)
    expect(way.headers['location']).toBe(place)
    await page('supplier', '', 404)
    const twice = ['pilot-unplanned', 'pilot-unplanned']
    expect(await toldAfter(28)).toEqual({ ...none, buyer: twice })
    for (const who of ['stranger', 'broker'] as const) expect(await kindsOf(who)).toEqual([])
  })

  it('asks each side for its review, and lets it write one', async () => {
    const before = await toldAfter(toReview.opens - 3)
    expect(before.supplier).toEqual([])
    await page('supplier', '/reviews/3/supplier', 404)
    const { buyer, supplier } = await toldAfter(toReview.opens + 2)
    expect([buyer, supplier]).toEqual([[...before.buyer, 'review-due-buyer'], ['review-due-supplier']])
    const words = {
      followOnPence: 0,
      rdSpendPence: 0,
      jobsCreated: 0,
      jobsSafeguarded: 0,
      regionCode: 'TLD4',
    }
    const said = { ...words, view: 'Nobody measured yet' }
    expect((await page('supplier')).text).toContain('Your reviews can be written all the same')
    expect((await page('supplier', '/reviews/3/supplier/edit')).text).toContain('Follow-on investment')
    await room.call('supplier', 'put', `${api}/reviews/3/supplier`, said).expect(200)
    expect((await page('moderator', '/reviews/3/supplier')).text).toContain('Nobody measured yet')
    expect((await page('moderator', '/reviews/3/buyer/edit')).text).toContain('What did you learn')
    await page('supplier', '/reviews/6/buyer', 200)
    for (const who of ['stranger', 'broker'] as const) await page(who, '/reviews/3/supplier', 404)
  })

  it('is the same pilot once it is planned: reviews stay, and nobody is told twice', async () => {
    const before = await toldAfter(toReview.late + 3)
    expect([before.buyer.at(-1), before.supplier]).toEqual(['review-late-buyer', ['review-due-supplier']])
    const measuring = { 'fewer-falls': { how: 'Visits', howOften: 'Each month', byWhom: 'Housing' } }
    await room.call('moderator', 'put', `${api}/plan`, { measuring }).expect(200)
    expect(await toldAfter(toReview.late + 4)).toEqual(before)
    expect((await page('moderator', '/reviews/3/supplier')).text).toContain('Nobody measured yet')
    const [pilot, review] = await Promise.all([Pilot.findOne().lean(), Review.findOne().lean()])
    expect(pilot?._id).toBe(review?.pilotId)
  })

  it('is asked for its latest review only where it comes on record long after its start', async () => {
    await Promise.all([Pilot.deleteMany({}), Review.deleteMany({})])
    await Decision.updateOne({ _id: room.challenge._id }, { $set: { 'contracts.0.submissionId': 'another' } })
    const before = { buyer: await kindsOf('lead'), supplier: await kindsOf('supplier') }
    const { buyer, supplier } = await toldAfter(toReview.last)
    expect([buyer, supplier]).toEqual([
      [...before.buyer, 'review-late-buyer'],
      [...before.supplier, 'review-late-supplier'],
    ])
  })
})

it.each([
  ['too early', -8, -40, null],
  ['a week before the start', -7, -40, 'start'],
  ['a week before the start, but recorded yesterday', -7, -8, null],
  ['a week after it was recorded', 0, -7, 'start'],
  ['four weeks after the start', 28, -40, 'running'],
  ['four weeks after the start, recorded two weeks ago', 28, 14, 'start'],
  ['after the end', 91, -40, null],
] as const)('is reminded of or not: %s', (_, today, recorded, which) => {
  const start = '2026-09-01'
  const days = { recordedOn: addDays(start, recorded), startsOn: start, endsOn: addDays(start, 90) }
  expect(planReminder(days, addDays(start, today))).toBe(which)
})
