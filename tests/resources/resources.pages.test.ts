import { readFileSync } from 'node:fs'
import { seedResources } from '../../server/resources/index.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { csrfIn, startTestApp, type TestApp } from '../platform/app.ts'
import { signInAs, tokenFor } from '../platform/sign-in.ts'
import { aResource } from './resources.factory.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
  const path = new URL('../../data/demo/resources.json', import.meta.url)
  await seedResources(JSON.parse(readFileSync(path, 'utf8')))
})
afterAll(() => app.stop())

type Agent = ReturnType<TestApp['agent']>

async function brokerAgent(): Promise<Agent> {
  const agent = app.agent()
  await signInAs(agent, await aPerson({ organisation: 'brokerage' }))
  return agent
}

async function submit(agent: Agent, form: string, to: string, words: object) {
  const page = await agent.get(form).expect(200)
  return agent
    .post(to)
    .type('form')
    .send({ _csrf: csrfIn(page.text), ...words })
}

const words = {
  type: 'guide',
  title: 'Writing outcomes',
  summary: 'How to write what should change, with a number.',
  body: 'Begin with *who has the problem*.',
}

describe('the library for everybody', () => {
  it('says how many there are', async () => {
    const page = await app.agent().get('/resources').expect(200)
    expect(page.text).toContain('8 results found')
    expect(page.text).toContain('The future of innovation procurement')
    expect(page.text).not.toContain('Add a resource')
  })

  it('says it of one, and of none with a way on', async () => {
    const one = await app.agent().get('/resources?q=geofencing').expect(200)
    expect(one.text).toContain('1 result found')
    const none = await app.agent().get('/resources?q=xylophone').expect(200)
    expect(none.text).toContain('0 results found')
    expect(none.text).toContain('Show the whole library')
  })

  it('marks the words, counts the choices, and keeps the filters in every address', async () => {
    const page = await app.agent().get('/resources?q=geofence&sector=transport').expect(200)
    expect(page.text).toContain('<mark>Geofencing</mark>: innovative')
    expect(page.text).toMatch(/name="sector" type="checkbox" value="transport" checked/)
    expect(page.text).toContain('/resources.atom?q=geofence&amp;sector=transport')
    const byBody = await app.agent().get('/resources?q=wearable').expect(200)
    expect(byBody.text).toContain('<mark>wearables</mark>')
  })

  it('is a feed, for readers and for programs', async () => {
    const atom = await app.agent().get('/resources.atom?type=report').expect(200)
    expect(atom.headers['content-type']).toContain('application/atom+xml')
    expect(atom.text.match(/<entry>/g)).toHaveLength(2)
    const json = await app.agent().get('/resources.json-feed?q=geofencing').expect(200)
    const feed = JSON.parse(json.text) as { items: { title: string; url: string }[] }
    expect(feed.items.map(({ title }) => title)).toEqual([
      'Geofencing: innovative technology to improve trackside worker safety',
    ])
    const { _id } = await aResource({ status: 'draft', title: 'Not to be told' })
    expect(_id).not.toBe('')
    expect((await app.agent().get('/resources.atom')).text).not.toContain('Not to be told')
  })

  it('says how to cite one, how long it takes, and what is near it', async () => {
    const page = await app.agent().get('/resources/the-future-of-innovation-procurement').expect(200)
    expect(page.text).toContain('Connected Places Catapult (2024) The future of innovation procurement')
    expect(page.text).toContain('1 minute to read')
    expect(page.text).toContain('id="related"')
    expect(page.text).toContain('In fairness')
    expect(page.text).toContain('/resources?gate=2')
  })

  it('mends a filter that makes no sense', async () => {
    const page = await app.agent().get('/resources?page=999&type=film&sort=up&q[$gt]=').expect(200)
    expect(page.text).toContain('8 results found')
  })

  it('shows one, with both parts of the story', async () => {
    const slug = 'geofencing-innovative-technology-to-improve-trackside-worker-safety'
    const page = await app.agent().get(`/resources/${slug}`).expect(200)
    expect(page.text).toContain('Case study')
    expect(page.text).toContain('network_rail_pulls_geofencing_over')
    expect(page.text).not.toContain('/edit')
  })

  it('prints what people wrote as text', async () => {
    const { slug } = await aResource({
      title: 'A <script>alert(1)</script>',
      body: '<img src=x onerror=alert(1)>',
    })
    const page = await app.agent().get(`/resources/${slug}`).expect(200)
    expect(page.text).not.toContain('<script>alert')
    expect(page.text).not.toContain('<img src=x')
  })

  it('knows no draft and no address that it does not have', async () => {
    const { slug } = await aResource({ status: 'draft', title: 'Not yet' })
    await app.agent().get(`/resources/${slug}`).expect(404)
    await app.agent().get('/resources/nothing-here').expect(404)
    const page = await app.agent().get('/resources/new').expect(303)
    expect(page.headers['location']).toContain('/sign-in')
  })
})

describe('a broker', () => {
  it('adds, looks at, publishes, edits and takes back', async () => {
    const agent = await brokerAgent()
    const preview = await submit(agent, '/resources/new', '/resources', { ...words, action: 'preview' })
    expect(preview.status).toBe(200)
    expect(preview.text).toContain('As it will look')
    expect(preview.text).toContain('<em>who has the problem</em>')

    const added = await submit(agent, '/resources/new', '/resources', words)
    expect(added.status).toBe(303)
    const address = String(added.headers['location']).replace('?done=added', '')
    expect((await agent.get(`${address}?done=added`)).text).toContain('Saved as a draft. Publish it')
    await app.agent().get(address).expect(404)

    expect((await submit(agent, address, `${address}/publish`, {})).status).toBe(303)
    await app.agent().get(address).expect(200)

    const edited = await submit(agent, `${address}/edit`, `${address}/edit`, {
      ...words,
      title: 'Writing good outcomes',
    })
    expect(edited.status).toBe(303)
    expect((await app.agent().get(address)).text).toContain('Writing good outcomes')

    expect((await submit(agent, address, `${address}/unpublish`, {})).status).toBe(303)
    await app.agent().get(address).expect(404)
  })

  it('keeps the words of a form with mistakes, and is told of each', async () => {
    const agent = await brokerAgent()
    const page = await submit(agent, '/resources/new', '/resources', {
      ...words,
      title: '',
      link: 'ftp://x',
      topics: 'rail, trams',
    })
    expect(page.status).toBe(422)
    expect(page.text).toContain('There is a problem')
    expect(page.text).toContain('href="#title"')
    expect(page.text).toContain('href="#link"')
    expect(page.text).toContain('value="rail, trams"')
    expect(page.text).toContain('Begin with *who has the problem*.')
  })

  it('is told when somebody saved in between', async () => {
    const agent = await brokerAgent()
    const { slug } = await aResource({ status: 'draft' })
    const form = `/resources/${slug}/edit`
    expect((await submit(agent, form, form, { ...words, revision: '0' })).status).toBe(303)
    const late = await submit(agent, form, form, { ...words, revision: '0', body: 'My own words' })
    expect(late.status).toBe(409)
    expect(late.text).toContain('My own words')
  })

  it('and nobody else', async () => {
    const agent = app.agent()
    await signInAs(agent, await aPerson({ organisation: 'supplier' }))
    await agent.get('/resources/new').expect(403)
    const { slug } = await aResource()
    await agent.get(`/resources/${slug}/edit`).expect(403)
  })
})

describe('the library for programs', () => {
  it('lists by cursor and reads one', async () => {
    const page = await app.agent().get('/api/v1/resources?limit=3&type=article').expect(200)
    expect(page.body.items).toHaveLength(3)
    const [first] = page.body.items as { id: string; title: string; may: object }[]
    expect(first?.may).toEqual({ edit: false, publish: false, unpublish: false })
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

  it('and nobody else', async () => {
    await app.agent().post('/api/v1/resources').send(words).expect(401)
    const agent = app.agent()
    const token = await tokenFor(agent, await aPerson({ organisation: 'supplier' }))
    await agent.post('/api/v1/resources').set('Authorization', `Bearer ${token}`).send(words).expect(403)
  })
})
