import { startTestApp, type TestApp } from '../platform/app.ts'
import { tokenFor } from '../platform/sign-in.ts'
import { type GroupPeople, groupPeople, plan } from './groups.people.ts'

let app: TestApp
let people: GroupPeople
let group = ''

type Name = 'organiser' | 'member' | 'outsider' | 'viewer' | 'broker' | 'supplier'
const tokens = new Map<Name, string>()

async function call(
  who: Name,
  method: 'get' | 'post' | 'put' | 'delete',
  path: string,
  status: number,
  input?: object,
) {
  const token = tokens.get(who) ?? (await tokenFor(app.agent(), people[who]))
  tokens.set(who, token)
  const asked = app.agent()[method](`/api/v1${path}`).set('authorization', `Bearer ${token}`)
  const answer = await (input ? asked.send(input) : asked)
  expect([who, method, path, answer.status]).toEqual([who, method, path, status])
  return answer.body as { id: string; items: Record<string, string>[] }
}

beforeAll(async () => {
  app = await startTestApp()
  people = await groupPeople(app)
  const words = { title: 'Damp together', purpose: 'To end it.', joining: 'by-request', regions: ['TLD'] }
  group = `/groups/${(await call('organiser', 'post', '/groups', 201, words)).id}`
}, 120_000)
afterAll(() => app.stop())

it('lets in who asks and whom an organiser wants', async () => {
  await call('member', 'put', `${group}/request`, 204, { note: 'We have it too' })
  await call('outsider', 'put', `${group}/request`, 204, { note: '' })
  await call('member', 'get', `${group}/requests`, 403)
  const { items } = await call('organiser', 'get', `${group}/requests`, 200)
  expect(items).toMatchObject([{ name: 'Mo Member', note: 'We have it too' }, { name: 'Odd Outsider' }])
  const [asked, other] = items.map(({ id }) => `${group}/requests/${id}/decision`)
  await call('member', 'post', asked ?? '', 403, { decision: 'accept' })
  await call('organiser', 'post', asked ?? '', 422, { decision: 'perhaps' })
  await call('organiser', 'post', asked ?? '', 204, { decision: 'accept' })
  await call('organiser', 'post', other ?? '', 204, { decision: 'refuse' })
  await call('organiser', 'post', other ?? '', 404, { decision: 'refuse' })
})

it('tells members and brokers who is in it, and nobody else', async () => {
  for (const who of ['member', 'broker'] as const)
    expect((await call(who, 'get', `${group}/members`, 200)).items).toMatchObject([
      { name: 'Olive Organiser', role: 'organiser' },
      { name: 'Mo Member', role: 'member' },
    ])
  await call('outsider', 'get', `${group}/members`, 403)
  await call('viewer', 'get', `${group}/members`, 403)
  await call('supplier', 'get', `${group}/members`, 404)
})

it('has roles changed and members taken out as on the page, never the last organiser', async () => {
  const { organiser, member } = people
  await call('member', 'put', `${group}/members/${member.id}/role`, 403, { role: 'organiser' })
  await call('organiser', 'put', `${group}/members/${organiser.id}/role`, 409, { role: 'member' })
  await call('broker', 'put', `${group}/members/${member.id}/role`, 204, { role: 'organiser' })
  await call('organiser', 'put', `${group}/members/${member.id}/role`, 204, { role: 'member' })
  await call('member', 'delete', `${group}/members/${organiser.id}`, 403)
  await call('organiser', 'delete', `${group}/members/${member.id}`, 204)
  await call('organiser', 'delete', `${group}/members/${member.id}`, 404)
  await call('member', 'get', `${group}/members`, 403)
})

it('is muted by each member for themselves', async () => {
  await call('organiser', 'put', `${group}/mute`, 204)
  await call('organiser', 'delete', `${group}/mute`, 204)
  await call('outsider', 'put', `${group}/mute`, 404)
})

it('tells who registered for an engagement to those whose page lists it, and each firm of itself alone', async () => {
  const { id } = await call('organiser', 'post', `${group}/engagements`, 201, plan())
  const engagement = `/engagements/${id}`
  const { words } = (await call('organiser', 'get', engagement, 200)) as unknown as { words: string }
  const announced = { words, noticeId: '', noNoticeReason: 'It stays below the threshold' }
  await call('organiser', 'post', `${engagement}/announce`, 204, announced)
  await call('supplier', 'put', `${engagement}/registration`, 204, { note: 'We can show a pilot' })
  for (const who of ['organiser', 'broker', 'supplier'] as const)
    expect((await call(who, 'get', `${engagement}/registrations`, 200)).items).toMatchObject([
      { organisation: { name: expect.any(String) }, note: 'We can show a pilot' },
    ])
  expect((await call('outsider', 'get', `${engagement}/registrations`, 200)).items).toEqual([])
  await app.agent().get(`/api/v1${engagement}/registrations`).expect(401)
})
