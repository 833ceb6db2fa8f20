import { listEvents } from '../../server/audit/index.ts'
import { listPlansDue, remindOfPlan } from '../../server/challenges/index.ts'
import { Plan } from '../../server/challenges/challenges.plan.model.ts'
import { membersOf, type Organisation } from '../../server/organisations/index.ts'
import { freezeClock, releaseClock } from '../../server/platform/clock.ts'
import { addDays, dayOf } from '../../shared/coaching/law/periods.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { startTestApp, type TestApp } from '../platform/app.ts'
import { tokenFor } from '../platform/sign-in.ts'
import { aResource } from '../resources/resources.factory.ts'
import { aChallenge } from './challenges.factory.ts'
import { type Agent, post } from './challenges.forms.ts'
import { challengePeople } from './challenges.people.ts'

let app: TestApp
let council: Organisation
let buyer: Agent
let viewer: Agent
let broker: Agent
let supplier: Agent
let token = ''
let id = ''

beforeAll(async () => {
  app = await startTestApp()
  ;({ council, buyer, viewer, broker, supplier } = await challengePeople(app))
  token = await tokenFor(app.agent(), await aPerson({ organisation: council }))
  id = (await aChallenge({ authorityId: council.id, authorityName: council.name }))._id
}, 120_000)
afterEach(() => releaseClock())
afterAll(() => app.stop())

const page = () => `/challenges/${id}/plan`
const stored = async () => (await Plan.findById(id).lean())!
const dayOfStep = async (step: string) => (await stored()).steps.find((one) => one.id === step)?.on ?? ''
const parts = (day: string) => {
  const [year, month, date] = day.split('-').map(String)
  return { day: date, month, year }
}

describe('the route of a challenge', () => {
  it('is for its authority to see and to choose', async () => {
    for (const agent of [supplier, broker]) await agent.get(page()).expect(404)
    await viewer.get(page()).expect(200)
    await viewer.get(`/challenges/${id}/route`).expect(403)
    expect((await buyer.get(page()).expect(200)).text).toContain('No route is chosen yet')
  })

  it('is reckoned from the draft, with the questions that it leaves open', async () => {
    const shown = await buyer.get(`/challenges/${id}/route`).expect(200)
    expect(shown.text).toContain('value="180000"')
    expect(shown.text).toContain('Make it our plan')
    const wrong = await buyer.get(`/challenges/${id}/route?valuePence=plenty&startOn=2027-02-30`).expect(200)
    expect(wrong.text).toContain('value="plenty"')
    expect(wrong.text).toContain('The value must be an amount')
    await buyer.get(`/challenges/${id}/route?startOn=2150-01-01`).expect(200)
  })

  it('stands beside what the library has on it, as it does where the advisor is asked without a draft', async () => {
    const page = `/challenges/${id}/route`
    const rows = async () => (await buyer.get(page).expect(200)).text.split('<li class="row">').slice(1)
    const [first = ''] = (await rows()).map((row) => /name="routeId" value="([^"]+)"/.exec(row)?.[1])
    const { slug } = await aResource({ title: 'What others made of it', routes: [first as 'open'] })
    const leading = (await rows()).filter((row) => row.includes(`href="/resources/${slug}"`))
    expect(leading).toHaveLength(1)
    expect(leading[0]).toContain(`name="routeId" value="${first}"`)
  })

  it('is refused where it is closed, and kept where it is open', async () => {
    const route = `/challenges/${id}/route`
    const answers = {
      buyer: 'sub-central',
      nation: 'england',
      contract: 'services',
      valuePence: '300000',
      scaling: 'no',
    }
    const closed = await post(buyer, route, route, { routeId: 'below-threshold', answers })
    expect([closed.status, closed.text.includes('This route is closed')]).toEqual([422, true])
    expect((await post(buyer, route, route, { routeId: 'nonsense', answers })).status).toBe(422)
    const chosen = await post(buyer, route, route, { routeId: 'open', answers })
    expect(chosen.headers['location']).toBe(`${page()}?done=chosen`)
    const shown = await viewer.get(page()).expect(200)
    expect(shown.text).toContain('Open procedure')
    expect(shown.text).toContain('Conflicts assessment')
    expect(shown.text).not.toContain('Tick it off')
    expect(shown.text).toContain('The route and the challenge are of two kinds')
  })
})

describe('the plan', () => {
  it('moves a day with what follows, and refuses one that the law doesn’t leave', async () => {
    const due = await dayOfStep('tenders-due')
    const published = await dayOfStep('uk4-open')
    const to = `${page()}/steps/tenders-due`
    const early = await post(buyer, page(), to, { on: parts(addDays(published, 24)) })
    expect([early.status, early.text.includes('at least 25 days')]).toEqual([422, true])
    const alone = await post(buyer, page(), to, { on: parts(addDays(due, 60)) })
    expect([alone.status, alone.text.includes('can’t stay')]).toEqual([422, true])
    const carried = await post(buyer, page(), to, { on: parts(addDays(due, 60)), isCarried: 'yes' })
    expect(carried.headers['location']).toBe(`${page()}?done=moved`)
    expect(await dayOfStep('tenders-due')).toBe(addDays(due, 60))
    const { tasks } = await stored()
    expect(tasks.find((task) => task.id === 'notice-uk6')?.due).toBe(await dayOfStep('uk6'))
    expect((await post(buyer, page(), to, { on: { day: '31', month: '2', year: '2027' } })).status).toBe(422)
  })

  it('says where the challenge names another day', async () => {
    expect((await buyer.get(page())).text).toContain('The plan and the challenge name different days')
  })

  it('gives tasks to members only, ticks them, and keeps that when the route is chosen again', async () => {
    const [member] = await membersOf(council.id)
    const to = `${page()}/tasks/file-conflicts`
    expect((await post(buyer, page(), to, { assignedTo: 'somebody-else' })).status).toBe(422)
    await post(buyer, page(), to, { assignedTo: member?.userId })
    await post(buyer, page(), to, { isDone: 'yes' })
    await post(buyer, page(), `${page()}/tasks`, {
      title: 'Ask legal',
      due: parts(addDays(dayOf(new Date()), 9)),
    })
    const again = await app
      .agent()
      .put(`/api/v1/challenges/${id}/plan`)
      .set('Authorization', `Bearer ${token}`)
      .send({
        routeId: 'open',
        answers: { buyer: 'sub-central', nation: 'england', contract: 'services', valuePence: 300_000_00 },
      })
      .expect(200)
    const tasks = again.body.tasks as { id: string; title: string; assignedTo: string; doneAt: string }[]
    expect(tasks.find((task) => task.id === 'file-conflicts')).toMatchObject({
      assignedTo: member?.userId,
      doneAt: expect.any(String),
    })
    const own = tasks.find(({ title }) => title === 'Ask legal')
    await post(buyer, page(), `${page()}/tasks/${own?.id}/remove`, {})
    expect((await stored()).tasks.some(({ title }) => title === 'Ask legal')).toBe(false)
    expect((await post(buyer, page(), `${page()}/tasks/file-lots/remove`, {})).status).toBe(409)
  })

  it('goes into a calendar', async () => {
    const file = await buyer.get(`${page()}.ics`).expect(200)
    expect(file.headers['content-type']).toContain('text/calendar')
    expect(file.text).toContain('BEGIN:VCALENDAR')
    await supplier.get(`${page()}.ics`).expect(404)
  })
})

describe('reminders of a plan', () => {
  const dueEvents = async () =>
    (await listEvents('challenge', id)).filter(({ name }) => name === 'challenge.plan-task-due')

  it('go out once ahead and once on the day, to whoever has the task', async () => {
    const due = await dayOfStep('uk4-open')
    const [member] = await membersOf(council.id)
    await post(buyer, page(), `${page()}/tasks/notice-uk4-open`, { assignedTo: member?.userId })
    await Plan.updateOne({ _id: id }, { $pull: { tasks: { id: { $ne: 'notice-uk4-open' } } } })
    const at = (days: number) => freezeClock(new Date(`${addDays(due, days)}T09:00:00Z`))
    at(-4)
    expect(await listPlansDue()).not.toContain(id)
    for (const days of [-3, -2, 0, 1]) {
      at(days)
      for (const plan of await listPlansDue()) await remindOfPlan(plan)
      await remindOfPlan(id)
    }
    expect((await dueEvents()).map(({ payload }) => (payload as { userId?: string }).userId)).toEqual([
      member?.userId,
      member?.userId,
    ])
    expect(await listPlansDue()).not.toContain(id)
  })
})
