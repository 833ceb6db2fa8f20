import { actorOfPerson } from '../../server/identity/index.ts'
import { courses } from '../../server/learning/index.ts'
import { skillTotals } from '../../server/learning/learning.skills.service.ts'
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
    courses: [
      { course: course?.slug, begun: null, people: [{ name: 'Lena Learner', completedAt: null }] },
      {},
    ],
  })
  const ofFirm = await caller({ organisation: 'supplier' })
  await ofFirm('get', '/learning/skills').expect(404)
  await (await caller({ organisation: 'brokerage' }))('get', '/learning/skills').expect(404)
  await app.agent().get('/api/v1/learning/skills').expect(401)
})

describe('a colleague who reads it again and again', () => {
  const figures = async (call: Awaited<ReturnType<typeof caller>>) =>
    (await call('get', '/learning/skills').expect(200)).body.courses[0] as {
      begun: number | null
      completed: number | null
    }
  const ofAuthority = async (code: string, members: number) => {
    const id = (await findAuthorityByCode(code))?.id ?? ''
    const calls = []
    for (let index = 0; index < members; index += 1) calls.push(await caller({ organisation: { id } }))
    return calls
  }

  it('does not see in an authority of two that the other began', async () => {
    const [reader, other] = await ofAuthority('BBD', 2)
    if (!reader || !other) throw new Error('Nobody there')
    const before = await figures(reader)
    await other('put', read).expect(200)
    expect(await figures(reader)).toEqual(before)
    // Nor by comparing it with what is said of those who are named.
    await reader('put', read).expect(200)
    await reader('put', '/learning/consents').send({ showName: true, countDrafts: false }).expect(200)
    expect(await figures(reader)).toMatchObject({ begun: null, completed: null })
  })

  it('sees whole fives of those who are not named, and not that it is all the others', async () => {
    const [reader, ...others] = await ofAuthority('BPL', 7)
    if (!reader) throw new Error('Nobody there')
    const seen: (number | null)[] = []
    for (const call of others) {
      await call('put', read).expect(200)
      seen.push((await figures(reader)).begun)
    }
    expect(seen).toEqual([null, null, null, null, 5, 5])
    // One agrees to be shown, and of the six who are left five may be told no more: the reader would know them all.
    await others[0]?.('put', '/learning/consents').send({ showName: true, countDrafts: false }).expect(200)
    expect((await figures(reader)).begun).toBeNull()
  })
})

it('tells brokers of none what it tells them of four', async () => {
  const { id } = await aPerson({ organisation: 'brokerage' })
  const { courses: totals } = await skillTotals(await actorOfPerson(id))
  expect(totals.map(({ completed }) => completed)).toEqual(courses().map(() => null))
  const call = await caller({ organisation: 'brokerage' })
  const { body } = await call('get', '/learning/skills/totals').expect(200)
  expect(body).toEqual(await skillTotals(await actorOfPerson(id)))
  for (const other of ['supplier', { id: council }] as const)
    await (await caller({ organisation: other }))('get', '/learning/skills/totals').expect(403)
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
