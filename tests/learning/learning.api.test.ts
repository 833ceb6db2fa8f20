import { courses } from '../../server/learning/index.ts'
import { findAuthorityByCode, loadAuthorities } from '../../server/organisations/index.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { startTestApp, type TestApp } from '../platform/app.ts'
import { tokenFor } from '../platform/sign-in.ts'

let app: TestApp
let council = ''
beforeAll(async () => {
  app = await startTestApp()
  await loadAuthorities()
  council = (await findAuthorityByCode('PEN'))?.id ?? ''
})
afterAll(() => app.stop())

const [course] = courses()
const read = `/learning/courses/${course?.slug}/lessons/${course?.lessons[0]?.slug}/read`

async function caller(facts: Parameters<typeof aPerson>[0]) {
  const token = await tokenFor(app.agent(), await aPerson(facts))
  return (method: 'get' | 'put' | 'delete', path: string) =>
    app.agent()[method](`/api/v1${path}`).set('Authorization', `Bearer ${token}`)
}

it('tells an authority’s people what it has learnt, with the names of those who agreed', async () => {
  const call = await caller({ organisation: { id: council }, name: 'Lena Learner' })
  await call('put', read).expect(200)
  await call('put', '/learning/consents').send({ showName: true, countDrafts: false }).expect(200)
  const { body } = await call('get', '/learning/skills').expect(200)
  expect(body).toMatchObject({
    members: 1,
    courses: [{ course: course?.slug, begun: 1, people: [{ name: 'Lena Learner', completedAt: null }] }, {}],
  })
  const ofFirm = await caller({ organisation: 'supplier' })
  await ofFirm('get', '/learning/skills').expect(404)
  await (await caller({ organisation: 'brokerage' }))('get', '/learning/skills').expect(404)
  await app.agent().get('/api/v1/learning/skills').expect(401)
})

it('forgets what somebody learnt once they ask', async () => {
  const call = await caller({})
  await call('put', read).expect(200)
  await call('put', '/learning/consents').send({ showName: true, countDrafts: true }).expect(200)
  await call('delete', '/learning/progress').expect(204)
  expect((await call('get', '/learning/progress').expect(200)).body.items).toEqual([])
  expect((await call('get', '/learning/consents').expect(200)).body).toEqual({
    showName: null,
    countDrafts: null,
  })
})
