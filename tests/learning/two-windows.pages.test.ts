import { courses } from '../../server/learning/index.ts'
import { Progress } from '../../server/learning/learning.model.ts'
import type { Course, Exercise } from '../../shared/learning/course.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { csrfIn, seenIn, startTestApp, type TestApp } from '../platform/app.ts'
import { signInAs } from '../platform/sign-in.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.stop())

type Agent = ReturnType<TestApp['agent']>
const [course] = courses() as [Course]
const lesson = `/learning/${course.slug}/${course.lessons[1]?.slug}`
const written = course.lessons[1]?.exercises.find(({ kind }) => kind === 'rewrite') as Exercise
const { id } = written
const page = `${lesson}/exercises/${id}`

/** A page as it is read once what was taken out is left away, without what only screen readers get. */
const seen = (html: string) =>
  html
    .replaceAll(/<span class="govuk-visually-hidden">[^<]*<\/span>/g, '')
    .replaceAll(/<del>[^<]*<\/del>|<\/?ins>/g, '')

const send = (agent: Agent, html: string, text: string, to = page, accept = 'text/html') =>
  agent
    .post(to)
    .set('accept', accept)
    .type('form')
    .send({
      _csrf: csrfIn(html),
      ...seenIn(html.replaceAll(`${page}#${id}-exercise`, page), page, page),
      [id]: text,
    })

it('does not lose the words of another window for an answer that never saw them, and takes it the next time', async () => {
  const who = await aPerson()
  const [first, second] = [app.agent(), app.agent()]
  for (const agent of [first, second]) await signInAs(agent, who)
  const kept = async () => (await Progress.findOne({ userId: who.id }).lean())?.exercises[0]
  const opened = (await first.get(lesson)).text
  const theirs = (await second.get(lesson)).text
  const saved = await send(second, theirs, 'Tenants wait.', `${page}/words`, 'application/json').expect(200)
  expect(saved.body.values).toEqual({ revision: 1, _seen: expect.stringContaining('Tenants wait.') })

  const alone = await send(first, opened, 'Floors are wet.', `${page}/words`, 'application/json').expect(409)
  expect(alone.body.detail).toContain('Let the coach read these')
  const refused = await send(first, opened, 'Floors are wet.').expect(409)
  expect(await kept()).toMatchObject({ answer: 'Tenants wait.', tries: 0 })
  expect(refused.text).toContain('What you changed meanwhile in another window')
  expect(seen(refused.text)).toContain('diff__words">Tenants wait.</dd>')
  expect(refused.text).toContain('>Floors are wet.</textarea>')

  expect((await send(first, refused.text, 'Floors are wet.')).status).toBe(303)
  expect(await kept()).toMatchObject({ answer: 'Floors are wet.', tries: 1, isHandedIn: true })
  expect((await send(first, (await first.get(lesson)).text, 'Floors are dry.')).status).toBe(303)
})
