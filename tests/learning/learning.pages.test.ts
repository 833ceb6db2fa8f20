import { listEvents } from '../../server/audit/index.ts'
import { findAuthorityByCode, loadAuthorities, removeMember } from '../../server/organisations/index.ts'
import { now } from '../../server/platform/clock.ts'
import { courses, judgeAnswer } from '../../server/learning/index.ts'
import { Progress } from '../../server/learning/learning.model.ts'
import { answerExercise, keepWords, readLesson } from '../../server/learning/learning.progress.service.ts'
import { type Actor, system } from '../../shared/platform/actor.ts'
import type { Course, Exercise } from '../../shared/learning/course.ts'
import { aChallenge } from '../challenges/challenges.factory.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { csrfIn, startTestApp, type TestApp } from '../platform/app.ts'
import { signInAs, tokenFor } from '../platform/sign-in.ts'

let app: TestApp
let councilId: string
beforeAll(async () => {
  app = await startTestApp()
  await loadAuthorities()
  councilId = (await findAuthorityByCode('BBD'))?.id ?? ''
})
afterAll(() => app.stop())

type Agent = ReturnType<TestApp['agent']>
type Who = Awaited<ReturnType<typeof aPerson>>

const [course] = courses() as [Course, Course]
const home = `/learning/${course.slug}`
const solutions = `${home}/from-solution-to-result`
const good = course.lessons[1]?.exercises.find(({ kind }) => kind === 'rewrite') as Exercise & {
  model: string
}

async function signedIn(facts: Parameters<typeof aPerson>[0] = {}): Promise<{ agent: Agent; who: Who }> {
  const who = await aPerson(facts)
  const agent = app.agent()
  await signInAs(agent, who)
  return { agent, who }
}

async function send(agent: Agent, from: string, to: string, words: object = {}) {
  const page = await agent.get(from).expect(200)
  return agent
    .post(to)
    .type('form')
    .send({ _csrf: csrfIn(page.text), ...words })
}
const answer = (agent: Agent, id: string, text: string) =>
  send(agent, solutions, `${solutions}/exercises/${id}`, { [id]: text })

const asActor = ({ id, organisationId }: Who): Actor => ({
  kind: 'person',
  userId: id,
  organisation: organisationId
    ? { id: organisationId, kind: 'authority', name: 'Council', isVerified: true }
    : null,
  role: 'member',
})

const rightAnswer = (exercise: Exercise): string => {
  if (exercise.kind === 'rewrite') return exercise.model
  const options = exercise.kind === 'choose' ? exercise.options.map(({ id }) => id) : exercise.options
  return options.find((option) => judgeAnswer(exercise, option).isPassed) ?? ''
}

/** Takes every lesson but the last so many, as the pages would. */
async function take(who: Who, leave = 0, lessons = course.lessons): Promise<void> {
  for (const lesson of lessons.slice(0, lessons.length - leave)) {
    for (const exercise of lesson.exercises)
      await answerExercise(
        asActor(who),
        { course, lesson, exercise },
        rightAnswer(exercise),
        `${who.id} ${lesson.slug}`,
      )
    await readLesson(asActor(who), { course, lesson })
  }
}

/** Has completed the course at this instant, without the way there. */
const complete = ({ id: userId }: Who) =>
  Progress.create({ userId, course: course.slug, begunAt: now(), completedAt: now(), updatedAt: now() })

describe('without an account', () => {
  it('one reads courses, lessons and the way to the next', async () => {
    const list = await app.agent().get('/learning').expect(200)
    for (const { title } of courses()) expect(list.text).toContain(title)
    const page = await app.agent().get(solutions).expect(200)
    expect(page.text).toContain('Open Government Licence v3.0')
    expect(page.text).toContain(`${home}/performance-not-design`)
    expect(page.text).not.toContain('data-autosave')
    await app.agent().get('/learning/nothing').expect(404)
    await app.agent().get(`${home}/nothing`).expect(404)
    expect((await app.agent().get(`${home}/record`)).headers['location']).toContain('/sign-in')
  })

  it('one tries an exercise: what is wrong, then passed, each with the words', async () => {
    const agent = app.agent()
    const empty = await answer(agent, good.id, '  ')
    expect(empty.status).toBe(422)
    expect(empty.text).toContain(`href="#${good.id}"`)
    const words = 'We need an app for tenants to book a repair & more.'
    const wrong = await answer(agent, good.id, words)
    expect(wrong.status).toBe(200)
    expect(wrong.text).toContain('This names a solution')
    expect(wrong.text).toContain('book a repair &amp; more.</textarea>')
    expect(wrong.text).not.toContain('One way to write it')
    const right = await answer(agent, good.id, good.model)
    expect(right.text).toContain('The coach has nothing left to say of this.')
    expect(await Progress.countDocuments()).toBe(0)
    const opened = await agent.get(`${solutions}/exercises/${good.id}`)
    expect(opened.headers['location']).toBe(`${solutions}#${good.id}-exercise`)
    const nothing = await answer(agent, 'which-is-a-result', '')
    expect(nothing.status).toBe(422)
    await send(agent, solutions, `${solutions}/exercises/nothing`).then(({ status }) =>
      expect(status).toBe(404),
    )
  })

  it('one comes from a finding of the coach to its lesson', async () => {
    const to = async (rule: string) => (await app.agent().get(`/learning/for/${rule}`)).headers['location']
    expect(await to('brand-named')).toBe(`${home}/names-and-standards`)
    expect(await to('no-such-rule')).toBe('/learning')
    const page = app.agent()
    const read = await send(page, '/coach', '/coach', {
      text: 'The council requires a cloud-based system for repairs.',
    })
    expect(read.text).toContain('href="/learning/for/solution-named"')
  })
})

describe('with an account', () => {
  it('words save themselves, and newer ones of another window are not overwritten', async () => {
    const { agent } = await signedIn()
    const page = await agent.get(solutions).expect(200)
    const save = (text: string, revision: number) =>
      agent
        .post(`${solutions}/exercises/${good.id}/words`)
        .set('Accept', 'application/json')
        .type('form')
        .send({ _csrf: csrfIn(page.text), [good.id]: text, revision })
    expect((await save('Half a sentence', 0)).body).toEqual({
      values: { revision: 1, _seen: expect.stringContaining('Half a sentence') },
    })
    expect((await agent.get(solutions)).text).toContain('>Half a sentence</textarea>')
    const late = await save('Older words', 0)
    expect(late.status).toBe(409)
    expect(late.body.detail).toContain('another window')
    expect((await agent.get(solutions)).text).toContain('>Half a sentence</textarea>')
    expect((await save('x'.repeat(3001), 1)).status).toBe(422)
  })

  it('tries are counted, what was passed stays passed, and one goes on where one was', async () => {
    const { agent, who } = await signedIn()
    const tried = await answer(agent, good.id, 'We need an app for tenants to book repairs by phone.')
    expect(tried.headers['location']).toBe(`${solutions}#${good.id}-exercise`)
    expect((await agent.get(solutions)).text).toContain('1 try')
    await answer(agent, good.id, good.model)
    await answer(agent, good.id, 'A worse text that needs an app for tenants again.')
    const page = await agent.get(solutions)
    expect(page.text).toContain('3 tries')
    expect(page.text).toMatch(/passed on \d/)
    const [first] = course.lessons
    const next = await send(agent, `${home}/${first?.slug}`, `${home}/${first?.slug}/done`)
    expect(next.headers['location']).toBe(`${solutions}?done=read`)
    expect((await agent.get('/learning')).text).toContain('Go on with “Begin with the problem”')
    expect((await listEvents('person', who.id)).map(({ name }) => name)).toContain('learning.course-begun')
  })

  it('a course is complete with its last lesson, and has a record; not before', async () => {
    const { agent, who } = await signedIn({ name: 'Nell Learner' })
    await take(who, 1)
    await agent.get(`${home}/record`).expect(404)
    const last = course.lessons.at(-1)
    const end = `${home}/${last?.slug}`
    expect((await send(agent, end, `${end}/done`)).headers['location']).toBe(`${home}?done=course-read`)
    await take(who, 0, course.lessons.slice(-1))
    const record = await agent.get(`${home}/record`).expect(200)
    expect(record.text).toContain('Nell Learner')
    expect(record.text).toContain('it is no qualification')
    await take(who, 0, course.lessons.slice(-1))
    const told = (await listEvents('person', who.id)).filter(
      ({ name }) => name === 'learning.course-completed',
    )
    expect(told).toHaveLength(1)
    const stranger = await signedIn()
    await stranger.agent.get(`${home}/record`).expect(404)
  })

  it('everything can be downloaded, and deleted', async () => {
    const { agent, who } = await signedIn()
    await keepWords(asActor(who), { course, lesson: course.lessons[1]!, exercise: good }, 'Mine alone', 0)
    await send(agent, '/account/learning', '/account/learning', { agree: ['show-name'] })
    const file = await agent.get('/account/learning/download').expect(200)
    expect(JSON.stringify(file.body)).toContain('Mine alone')
    expect(file.body).not.toHaveProperty('courses.0._id')
    await send(agent, '/account/learning/delete', '/account/learning/delete')
    expect((await agent.get('/account/learning/download')).body).toEqual({
      consents: { showName: null, countDrafts: null },
      courses: [],
    })
  })
})

describe('the skills of an authority', () => {
  it('are figures for its people, with the names of those who agree until they take it back', async () => {
    const shown = await signedIn({ organisation: councilId, name: 'Shown Person' })
    const silent = await signedIn({ organisation: councilId, name: 'Silent Person', role: 'viewer' })
    await complete(shown.who)
    await take(silent.who, 7)
    const skills = async (agent: Agent) => (await agent.get('/organisation/skills').expect(200)).text
    // The administrator's page names nobody who didn't agree; their own names are not on it at all.
    expect((await skills(silent.agent)).match(/Shown Person/g)).toBeNull()
    await send(shown.agent, '/account/learning', '/account/learning', {
      agree: ['show-name', 'count-drafts'],
    })
    const page = await skills(silent.agent)
    expect(page).toMatch(/Shown Person<span[^>]*>, completed on/)
    // One of two who began is named: how many they are would tell of the other, and that it is one alone as well.
    expect(page).toMatch(/Not told<\/span><\/td>\s*<td[^>]*><span[^>]*>Not told</)
    expect(page).toContain('does not prove that the course did it')
    await send(shown.agent, '/account/learning', '/account/learning', {})
    expect(await skills(silent.agent)).not.toContain('Shown Person')
    const names = (await listEvents('person', shown.who.id)).map(({ name }) => name)
    expect(names.filter((name) => name === 'learning.consent-withdrawn')).toHaveLength(2)
    await removeMember(system, councilId, shown.who.id)
    expect(await skills(silent.agent)).not.toMatch(/\d+ or more<\/td>/)
  })

  it('are nobody else’s', async () => {
    await (await signedIn({ organisation: 'supplier' })).agent.get('/organisation/skills').expect(404)
    await (await signedIn()).agent.get('/organisation/skills').expect(404)
    const page = await app.agent().get('/organisation/skills')
    expect(page.headers['location']).toContain('/sign-in')
  })

  it('are told brokers in all, and never of fewer than five', async () => {
    const broker = await signedIn({ organisation: 'brokerage' })
    const few = await broker.agent.get('/organisation/skills').expect(200)
    expect(few.text).toContain('fewer than 5')
    const people = await Promise.all(
      Array.from({ length: 5 }, () => aPerson({ organisation: councilId, name: 'Not Told' })),
    )
    for (const who of people) {
      const agent = app.agent()
      await signInAs(agent, who)
      const problem = 'The council requires a cloud-based system, to be supplied with 12 Dell laptops.'
      await aChallenge({ authorityId: councilId, createdBy: who.id, problem })
      await complete(who)
      await aChallenge({ authorityId: councilId, createdBy: who.id })
      await send(agent, '/account/learning', '/account/learning', { agree: 'count-drafts' })
    }
    const own = app.agent()
    await signInAs(own, people[0] as Who)
    expect((await own.get('/account/learning')).text).toMatch(/before \d+, after \d+\. Only you see this/)
    const page = await broker.agent.get('/organisation/skills').expect(200)
    expect(page.text).not.toContain('Not Told')
    expect(page.text.match(/5 drafts of 5 people/g)).toHaveLength(2)
    const [before = 0, after = 0] = [...page.text.matchAll(/class="tabular">(\d+)/g)].map(([, mean]) =>
      Number(mean),
    )
    expect(after).toBeGreaterThan(before)
  })
})

describe('for programs', () => {
  it('courses, lessons, answers, progress and consents', async () => {
    const list = await app.agent().get('/api/v1/learning/courses').expect(200)
    expect(list.body.items.map(({ slug }: { slug: string }) => slug)).toEqual(
      courses().map(({ slug }) => slug),
    )
    await app.agent().get('/api/v1/learning/courses?page=2').expect(400)
    const base = `/api/v1/learning/courses/${course.slug}`
    const lesson = await app.agent().get(`${base}/lessons/from-solution-to-result`).expect(200)
    expect(JSON.stringify(lesson.body)).not.toContain('isRight')
    expect(JSON.stringify(lesson.body)).not.toContain(good.model)
    const exercise = `${base}/lessons/from-solution-to-result/exercises/${good.id}`
    const visitor = await app.agent().post(exercise).send({ answer: good.model }).expect(200)
    expect(visitor.body.isPassed).toBe(true)
    await app.agent().post(exercise).send({ answer: '' }).expect(422)
    await app.agent().post(exercise).send({ answer: 'x', more: 1 }).expect(422)
    await app.agent().get('/api/v1/learning/progress').expect(401)
    const token = await tokenFor(app.agent(), await aPerson())
    const call = (method: 'get' | 'put' | 'post', path: string) =>
      app.agent()[method](path).set('Authorization', `Bearer ${token}`)
    await call('post', exercise).send({ answer: good.model }).expect(200)
    await call('put', `${base}/lessons/from-solution-to-result/read`).expect(200)
    const progress = await call('get', '/api/v1/learning/progress').expect(200)
    expect(progress.body.items[0]).toMatchObject({
      course: course.slug,
      exercises: [{ id: good.id, tries: 1 }],
    })
    const set = await call('put', '/api/v1/learning/consents').send({ showName: true, countDrafts: false })
    expect(set.body).toEqual({ showName: expect.any(String), countDrafts: null })
  })
})
