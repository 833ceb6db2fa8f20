import { readFileSync } from 'node:fs'
import { seedResources } from '../../server/resources/index.ts'
import { Resource } from '../../server/resources/resources.model.ts'
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
      file: false,
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

  it('narrows by category, place, year and topic, and counts what each choice would find', async () => {
    const found = async (query: string) => {
      const { body } = await app.agent().get(`/api/v1/resources?${query}`).expect(200)
      return (body.items as { slug: string }[]).map(({ slug }) => slug.slice(0, 12)).sort()
    }
    expect(await found('category=34')).toEqual(['geofencing-i'])
    expect(await found('category=34&category=45')).toEqual(['geofencing-i', 'meet-the-aca'])
    expect(await found('place=Leeds')).toEqual(['the-future-o'])
    expect(await found('year=2024&topic=innovation procurement')).toEqual(['the-future-o'])
    expect(await found('year=2024&topic=rail')).toEqual([])
    const { body } = await app.agent().get('/api/v1/resources/counts?year=2023').expect(200)
    expect(body.type).toEqual([{ value: 'case-study', count: 1 }])
    expect(body.year).toEqual(
      expect.arrayContaining([
        { value: '2022', count: 1 },
        { value: '2024', count: 1 },
      ]),
    )
    for (const wrong of ['category=3', 'year=24', 'sort=relevance', 'colour=red'])
      await app.agent().get(`/api/v1/resources?${wrong}`).expect(400)
  })

  it.each(['title', 'year', 'newest'])('can be read to its end sorted by %s', async (sort) => {
    const read: { title: string; publishedOn: string }[] = []
    let cursor = ''
    do {
      const path = `/api/v1/resources?limit=3&sort=${sort}${cursor && `&cursor=${cursor}`}`
      const { body } = await app.agent().get(path).expect(200)
      read.push(...(body.items as typeof read))
      cursor = (body.nextCursor as string | null) ?? ''
      if (cursor) {
        const other = sort === 'title' ? 'year' : 'title'
        await app.agent().get(`/api/v1/resources?sort=${other}&cursor=${cursor}`).expect(400)
      }
    } while (cursor)
    const titles = read.map(({ title }) => title)
    const years = read.map(({ publishedOn }) => publishedOn)
    expect(new Set(titles).size).toBe(8)
    if (sort === 'title') expect(titles).toEqual([...titles].sort())
    if (sort === 'year') expect(years).toEqual([...years].sort().reverse())
  })

  it('shows brokers which links are broken, and nobody else', async () => {
    const at = new Date()
    const check = { url: 'https://a.example/x', at, status: 404, fault: 'It is gone', brokenSince: at }
    const { _id, title } = await aResource({ link: check.url })
    await Resource.updateOne({ _id }, { $set: { linkChecks: [check] } })
    const ask = async (organisation: 'brokerage' | 'supplier') => {
      const token = await tokenFor(app.agent(), await aPerson({ organisation }))
      return app.agent().get('/api/v1/resources/broken-links').set('Authorization', `Bearer ${token}`)
    }
    expect((await ask('supplier')).status).toBe(403)
    await app.agent().get('/api/v1/resources/broken-links').expect(401)
    const { body } = await ask('brokerage')
    expect(body.items).toMatchObject([{ id: _id, title, links: [{ url: check.url, status: 404 }] }])
    await Resource.deleteOne({ _id })
  })

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
