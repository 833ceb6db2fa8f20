import { readFileSync } from 'node:fs'
import { seedResources } from '../../server/resources/index.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { csrfIn, seenIn, startTestApp, type TestApp } from '../platform/app.ts'
import { signInAs } from '../platform/sign-in.ts'
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
    .send({ _csrf: csrfIn(page.text), ...seenIn(page.text, form, to), ...words })
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
    const ofBody = await app.agent().get('/resources?q=booklet%20themes').expect(200)
    expect(ofBody.text).not.toContain('(https://ipec.org.uk')
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

  it('can be sent on: its whole address to copy, and an e-mail with its title and that address', async () => {
    const address = `${app.url}/resources/the-future-of-innovation-procurement`
    const { text } = await app.agent().get(new URL(address).pathname).expect(200)
    expect(text).toContain(address)
    expect(text).toContain(
      `mailto:?subject=The%20future%20of%20innovation%20procurement&amp;body=${encodeURIComponent(address)}`,
    )
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

  it('sees before it saves all that the page will show, each value leading to what is filed alike', async () => {
    const agent = await brokerAgent()
    const common = { ...words, place: 'Leeds', topics: 'heat pumps', gates: '3', picture: 'talk' }
    const kinds = {
      episode: {
        mediaLink: 'https://a.example/x.mp3',
        link: 'https://a.example/68',
        transcript: '**Welcome** all',
      },
      article: { objection: 'We may not', procurementActSections: '20' },
    }
    const shown = {
      episode: [
        '<strong>Welcome</strong>',
        'href="https://a.example/x.mp3"',
        'href="https://a.example/68"',
        'Transcript',
      ],
      article: ['“We may not”', 'When they are right', 'section/20'],
    }
    const both = ['<svg', 'href="/resources?place=Leeds"', 'href="/resources?topic=heat%20pumps"', 'Gate 3']
    for (const type of ['episode', 'article'] as const) {
      const typed = { ...common, ...kinds[type], type, title: `A whole ${type}`, fairness: 'We heard it' }
      const preview = await submit(agent, '/resources/new', '/resources', { ...typed, action: 'preview' })
      const added = await submit(agent, '/resources/new', '/resources', typed)
      const page = await agent.get(String(added.headers['location'])).expect(200)
      const [section = ''] = preview.text.split('Not saved yet')
      for (const says of [...shown[type], ...both])
        expect([says, page.text.includes(says), section.includes(says)]).toEqual([says, true, true])
    }
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
    expect((await submit(agent, form, form, words)).status).toBe(303)
    const late = await submit(agent, form, form, { ...words, revision: 'older', body: 'My own words' })
    expect(late.status).toBe(409)
    expect(late.text).toContain('My own words')
  })

  it('sets dates, and reads what was said before', async () => {
    const agent = await brokerAgent()
    const { slug, _id } = await aResource({ status: 'draft', title: 'To be dated' })
    const form = `/resources/${slug}/dates`
    const wrong = await submit(agent, form, form, { 'reviewOn[day]': '31', 'reviewOn[month]': '6' })
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('href="#reviewOn"')
    const year = String(new Date().getFullYear() + 1)
    const set = await submit(agent, form, form, {
      'publishAt[day]': '1',
      'publishAt[month]': '6',
      'publishAt[year]': year,
      'publishAt[time]': '17:00',
    })
    expect(set.status).toBe(303)
    const shown = await agent.get(`/resources/${slug}?done=dated`).expect(200)
    expect(shown.text).toContain(`Goes public on 1 June ${year}, 5pm`)

    const edit = `/resources/${slug}/edit`
    expect((await submit(agent, edit, edit, { ...words, title: 'Dated' })).status).toBe(303)
    const versions = await agent.get(`/resources/${slug}/versions`).expect(200)
    expect(versions.text).toContain('Changed: what it is, title')
    const [, last, first] = /\/versions\/(\d+)"[^]*?\/versions\/(\d+)"/.exec(versions.text) ?? []
    const old = await agent.get(`/resources/${slug}/versions/${first}`).expect(200)
    expect(old.text).toContain('To be dated')
    expect(old.text).not.toContain('What changed')
    const changed = await agent.get(`/resources/${slug}/versions/${last}`).expect(200)
    expect(changed.text.replaceAll(/<span[^>]*>[^<]*<\/span>/g, '')).toContain(
      '<del>To be dated</del><ins>Dated</ins>',
    )
    await agent.get(`/resources/${slug}/versions/99`).expect(404)
    await app.agent().get(`/api/v1/resources/${_id}/versions`).expect(401)
    const stranger = app.agent()
    await signInAs(stranger, await aPerson({ organisation: 'supplier' }))
    await stranger.get(`/resources/${slug}/versions`).expect(404)
    await stranger.get(form).expect(404)
  })

  it('and nobody else', async () => {
    const agent = app.agent()
    await signInAs(agent, await aPerson({ organisation: 'supplier' }))
    await agent.get('/resources/new').expect(403)
    const { slug } = await aResource()
    await agent.get(`/resources/${slug}/edit`).expect(403)
  })
})
