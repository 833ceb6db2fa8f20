import { readFileSync } from 'node:fs'
import { seedResources } from '../../server/resources/index.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { startTestApp, type TestApp } from '../platform/app.ts'
import { tokenFor } from '../platform/sign-in.ts'
import { aResource } from './resources.factory.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
  const path = new URL('../../data/demo/resources.json', import.meta.url)
  await seedResources(JSON.parse(readFileSync(path, 'utf8')))
})
afterAll(() => app.stop())

const words = {
  type: 'guide',
  title: 'Writing outcomes',
  summary: 'How to write what should change, with a number.',
  body: 'Begin with *who has the problem*.',
}

describe('the library for programs', () => {
  it('lists by cursor and reads one', async () => {
    const page = await app.agent().get('/api/v1/resources?limit=3&type=article').expect(200)
    expect(page.body.items).toHaveLength(3)
    const [first] = page.body.items as { id: string; title: string; may: object }[]
    expect(first?.may).toEqual({
      edit: false,
      publish: false,
      unpublish: false,
      use: false,
      attach: false,
    })
    const one = await app.agent().get(`/api/v1/resources/${first?.id}`).expect(200)
    expect(one.body.title).toBe(first?.title)
    expect(one.body).not.toHaveProperty('_id')
    expect(one.body).not.toHaveProperty('createdBy')
  })

  it.each(['/api/v1/resources?limit=0', '/api/v1/resources?type=film', '/api/v1/resources?cursor=x'])(
    '%s is refused with the field',
    async (path) => {
      const answer = await app.agent().get(path).expect(400)
      expect(answer.body.errors).toHaveLength(1)
    },
  )

  it('knows no draft', async () => {
    const { _id } = await aResource({ status: 'draft' })
    await app.agent().get(`/api/v1/resources/${_id}`).expect(404)
    await app.agent().get('/api/v1/resources/x').expect(404)
  })

  it('narrows by what resources are filed under', async () => {
    const page = await app.agent().get('/api/v1/resources?sector=transport&gate=3').expect(200)
    expect(page.body.items.map(({ slug }: { slug: string }) => slug)).toEqual([
      'geofencing-innovative-technology-to-improve-trackside-worker-safety',
    ])
    await app.agent().get('/api/v1/resources?gate=9').expect(400)
  })

  it('lets brokers write, once for one key', async () => {
    const agent = app.agent()
    const token = await tokenFor(agent, await aPerson({ organisation: 'brokerage' }))
    const post = (key: string, body: object) =>
      agent
        .post('/api/v1/resources')
        .set('Authorization', `Bearer ${token}`)
        .set('Idempotency-Key', key)
        .send(body)
    const first = await post('one', words).expect(201)
    const again = await post('one', words).expect(201)
    expect(again.body.id).toBe(first.body.id)
    const refused = await post('two', { ...words, type: 'film', link: 'x' }).expect(422)
    expect(refused.body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual([
      '/link',
      '/type',
    ])

    const patched = await agent
      .patch(`/api/v1/resources/${first.body.id}`)
      .set('Authorization', `Bearer ${token}`)
      .send({ status: 'published' })
      .expect(200)
    expect(patched.body.status).toBe('published')
  })

  it('takes dates and gives versions', async () => {
    const agent = app.agent()
    const token = await tokenFor(agent, await aPerson({ organisation: 'brokerage' }))
    const { _id } = await aResource()
    const put = (body: object) =>
      agent.put(`/api/v1/resources/${_id}/dates`).set('Authorization', `Bearer ${token}`).send(body)
    const reviewOn = `${new Date().getFullYear() + 1}-06-01T08:00:00.000Z`
    expect((await put({ reviewOn }).expect(200)).body).toMatchObject({ publishAt: null, reviewOn })
    const refused = await put({ publishAt: reviewOn }).expect(422)
    expect(refused.body.errors[0].pointer).toBe('/publishAt')
    const read = await agent
      .get(`/api/v1/resources/${_id}/versions`)
      .set('Authorization', `Bearer ${token}`)
      .expect(200)
    expect(read.body.items).toHaveLength(1)
    expect((await app.agent().get(`/api/v1/resources/${_id}`)).body).not.toHaveProperty('reviewOn')
  })

  it('and nobody else', async () => {
    await app.agent().post('/api/v1/resources').send(words).expect(401)
    const agent = app.agent()
    const token = await tokenFor(agent, await aPerson({ organisation: 'supplier' }))
    await agent.post('/api/v1/resources').set('Authorization', `Bearer ${token}`).send(words).expect(403)
  })
})
