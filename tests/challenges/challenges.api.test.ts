import { findAuthorityByCode, loadAuthorities, type Organisation } from '../../server/organisations/index.ts'
import { Organisation as Organisations } from '../../server/organisations/organisations.model.ts'
import { startTestApp, type TestApp } from '../platform/app.ts'
import { type Programs, programsOf } from '../platform/sign-in.ts'
import { aChallenge, aChallengeContent, inDays } from './challenges.factory.ts'

let app: TestApp
let council: Organisation
let call: Programs['call']

beforeAll(async () => {
  app = await startTestApp()
  await loadAuthorities()
  council = (await findAuthorityByCode('BBD')) as Organisation
  await Organisations.updateOne({ _id: council.id }, { $set: { status: 'verified' } })
  ;({ call } = await programsOf(app, {
    buyer: { organisation: council },
    viewer: { organisation: council, role: 'viewer' },
    broker: { organisation: 'brokerage' },
    supplier: { organisation: 'supplier' },
  }))
}, 120_000)
afterAll(() => app.stop())

const { attachments: _, ...fields } = aChallengeContent()

describe('the life of a challenge by programs', () => {
  let id = ''

  it('begins once for an Idempotency-Key', async () => {
    const begin = () =>
      call('buyer', 'post', '/challenges', { title: 'Fewer falls' }).set('Idempotency-Key', 'one')
    const [first, second] = [await begin(), await begin()]
    expect([first.status, second.status]).toEqual([201, 201])
    expect(second.body.id).toBe(first.body.id)
    id = first.body.id
    expect(first.body).toMatchObject({ status: 'draft', authority: { id: council.id }, version: 0 })
    expect(first.body.draft.missing.length).toBeGreaterThan(10)
  })

  it('refuses what is nested without end, also where the body is compared with an earlier one', async () => {
    const deep = await call('buyer', 'post', '/challenges')
      .set('Idempotency-Key', 'deep')
      .type('json')
      .send(`{"title":${'['.repeat(40_000)}${']'.repeat(40_000)}}`)
    expect([deep.status, deep.body.detail]).toEqual([400, 'The body is nested deeper than 100 levels.'])
  })

  it('refuses with the place of each mistake', async () => {
    const wrong = await call('buyer', 'patch', `/challenges/${id}`, {
      outcomes: [{ title: 'x', target: 'many' }],
      colour: 'red',
    })
    expect([wrong.status, wrong.type]).toEqual([422, 'application/problem+json'])
    const pointers = wrong.body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()
    expect(pointers).toEqual(['/colour', '/outcomes/0/target'])
    const unknown = await call('buyer', 'patch', `/challenges/${id}`, {
      cpv: ['00000000'],
      regions: ['TLC9'],
    })
    expect(unknown.body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual([
      '/cpv',
      '/regions',
    ])
    const early = await call('buyer', 'post', `/challenges/${id}/submit`)
    expect(early.status).toBe(422)
    expect(early.body.errors).toContainEqual({ pointer: '/problem', detail: 'Describe the problem' })
  })

  it('changes what is sent, and refuses a stale revision', async () => {
    const changed = await call('buyer', 'patch', `/challenges/${id}`, fields)
    expect(changed.status).toBe(200)
    expect(changed.body.draft.missing).toEqual([])
    expect(changed.body.budget.pilotPence).toBe(60_000_00)
    const stale = await call('buyer', 'patch', `/challenges/${id}`, { title: 'Other', revision: 0 })
    expect(stale.status).toBe(409)
    const onlyTitle = await call('buyer', 'patch', `/challenges/${id}`, { title: 'Far fewer falls' })
    expect(onlyTitle.body).toMatchObject({
      title: 'Far fewer falls',
      problem: fields.problem,
      cpv: fields.cpv,
    })
  })

  it('hides the draft, and lets nobody else act on it', async () => {
    await call(null, 'get', `/challenges/${id}`).expect(404)
    await call('supplier', 'get', `/challenges/${id}`).expect(404)
    await call('viewer', 'patch', `/challenges/${id}`, { title: 'x' }).expect(403)
    await call(null, 'patch', `/challenges/${id}`, { title: 'x' }).expect(401)
    await call('supplier', 'post', '/challenges', { title: 'x' }).expect(403)
  })

  it('goes through the brokers and out', async () => {
    await call('viewer', 'post', `/challenges/${id}/submit`).expect(403)
    expect((await call('buyer', 'post', `/challenges/${id}/submit`)).body.status).toBe('submitted')
    await call('buyer', 'post', `/challenges/${id}/submit`).expect(409)
    await call('buyer', 'post', `/challenges/${id}/publish`, {
      exception: 'not-notifiable',
      noNoticeReason: 'Small',
    }).expect(403)
    const returned = await call('broker', 'post', `/challenges/${id}/return`, {
      comments: { problem: 'Who?' },
    })
    expect(returned.body).toMatchObject({
      status: 'returned',
      draft: { comments: [{ section: 'problem', text: 'Who?' }] },
    })
    await call('buyer', 'post', `/challenges/${id}/submit`).expect(200)
    await call('broker', 'post', `/challenges/${id}/publish`, {}).expect(422)
    await call('supplier', 'get', `/challenges/${id}/gates`).expect(404)
    const gates = await call('buyer', 'get', `/challenges/${id}/gates`).expect(200)
    const open = gates.body.items.filter(({ isClear }: { isClear: boolean }) => !isClear)
    expect(open.map(({ name, clearedBy }: Record<string, string>) => [name, clearedBy])).toEqual([
      ['central-platform', 'broker'],
      ['approval', 'broker'],
    ])
    const published = await call('broker', 'post', `/challenges/${id}/publish`, {
      noticeId: '012345-2026',
      ocid: 'ocds-h6vhtk-04f2a1',
    })
    expect(published.body).toMatchObject({
      status: 'open',
      version: 1,
      findATender: { noticeId: '012345-2026', ocid: 'ocds-h6vhtk-04f2a1' },
    })
    const seen = await call(null, 'get', `/challenges/${id}`).expect(200)
    expect(seen.body.draft).toBeNull()
  })

  it('is amended, followed, and withdrawn', async () => {
    const amendment = {
      summary: 'Shorter',
      whatChanged: 'A shorter summary',
      why: 'Clarity',
      isSubstantial: false,
    }
    await call('supplier', 'post', `/challenges/${id}/amend`, amendment).expect(403)
    expect((await call('buyer', 'post', `/challenges/${id}/amend`, amendment)).body.version).toBe(2)
    const same = await call('buyer', 'post', `/challenges/${id}/amend`, amendment)
    expect([same.status, same.body.detail]).toEqual([422, 'Nothing is different from the public version yet'])
    const versions = await call(null, 'get', `/challenges/${id}/versions`).expect(200)
    expect(versions.body.items.map(({ number }: { number: number }) => number)).toEqual([2, 1])
    expect(JSON.stringify(versions.body)).not.toContain('userId')
    await call('supplier', 'put', `/challenges/${id}/follow`).expect(204)
    await call('supplier', 'delete', `/challenges/${id}/follow`).expect(204)
    expect(
      (await call('broker', 'post', `/challenges/${id}/withdraw`, { reason: 'Asked to' })).body.status,
    ).toBe('withdrawn')
    expect((await call('buyer', 'post', `/challenges/${id}/copy`)).body).toMatchObject({
      status: 'draft',
      title: 'Far fewer falls',
    })
  })
})

describe('the list for programs', () => {
  it('goes on from page to page and ends', async () => {
    for (const day of [1, 2, 3])
      await aChallenge({ status: 'open', title: `Published ${day} days ago`, publishedAt: inDays(-day) })
    const first = await call(null, 'get', '/challenges?limit=2').expect(200)
    expect(first.body.items.map(({ title }: { title: string }) => title)).toEqual([
      'Published 1 days ago',
      'Published 2 days ago',
    ])
    const second = await call(null, 'get', `/challenges?limit=2&cursor=${first.body.nextCursor}`).expect(200)
    expect(second.body.items.map(({ title }: { title: string }) => title)).toEqual(['Published 3 days ago'])
    expect(second.body.nextCursor).toBeNull()
    await call(null, 'get', '/challenges?cursor=rubbish').expect(400)
    await call(null, 'get', '/challenges?limit=1000').expect(400)
    const own = await call('buyer', 'get', '/challenges?state=own').expect(200)
    expect(own.body.items.length).toBe(2)
  })

  it('stands in the description of the API', async () => {
    const { body } = await app.agent().get('/api/v1/openapi.json').expect(200)
    expect(Object.keys(body.paths)).toEqual(
      expect.arrayContaining([
        '/challenges',
        '/challenges/{id}',
        ...['submit', 'publish', 'return', 'amend', 'withdraw'].map((verb) => `/challenges/{id}/${verb}`),
      ]),
    )
  })
})
