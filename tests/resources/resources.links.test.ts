import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { visitor } from '../../shared/platform/actor.ts'
import { linksIn } from '../../shared/resources/links.ts'
import { freezeClock, releaseClock } from '../../server/platform/clock.ts'
import { lookOutside } from '../../server/platform/outside-call.ts'
import { checkAllLinks } from '../../server/resources/index.ts'
import { listBrokenLinks, type Look } from '../../server/resources/resources.links.service.ts'
import { getResource } from '../../server/resources/resources.service.ts'
import { editResource } from '../../server/resources/resources.write.service.ts'
import { emptyDatabase, useDatabase, useTestConfig } from '../platform/database.ts'
import { runScheduled } from '../platform/jobs.ts'
import { aResource, resourceWords, somebody } from './resources.factory.ts'

useDatabase()
beforeEach(emptyDatabase)
afterEach(releaseClock)

const broker = somebody('brokerage')
const at = (text: string) => new Date(text)

/** Answers with a status, or with a move, by address; asks nobody. */
function answering(by: Record<string, number | string>) {
  const asked: string[] = []
  const look: Look = (url) => {
    asked.push(url)
    const known = by[url]
    const none = { ms: 1, answer: '', fault: '', location: '' }
    if (known === undefined)
      return Promise.resolve({ ...none, status: null, fault: 'The host cannot be reached' })
    return Promise.resolve(
      typeof known === 'number' ? { ...none, status: known } : { ...none, status: 301, location: known },
    )
  }
  return { asked, look }
}

describe('links of a resource', () => {
  it('are those of its fields and its texts, each once, without the point behind them', () => {
    const words = resourceWords({
      link: 'https://a.example/one',
      body: 'See [one](https://a.example/one), https://b.example/two. And [ours](/resources/x).',
      fairness: '[Three](http://c.example/three?x=1).',
    })
    expect(linksIn(words)).toEqual([
      'https://a.example/one',
      'https://b.example/two',
      'http://c.example/three?x=1',
    ])
  })

  it.each([
    [200, ''],
    [404, 'It answers with status 404'],
    [500, 'It answers with status 500'],
    [403, ''],
    ['/moved', ''],
    ['https://a.example/gone', 'It answers with status 410'],
    ['https://a.example/x', 'It leads from one address to the next without end'],
  ])('are found %j: %j', async (known, fault) => {
    const { _id } = await aResource({ link: 'https://a.example/x' })
    const { look } = answering({
      'https://a.example/x': known,
      'https://a.example/moved': 200,
      'https://a.example/gone': 410,
    })
    await checkAllLinks(look)
    const { linkChecks } = await getResource(broker, _id)
    expect(linkChecks).toMatchObject([{ url: 'https://a.example/x', fault }])
    expect(linkChecks[0]?.brokenSince === null).toBe(fault === '')
  })

  it('are remembered since they were broken, until they work or are taken out, and nothing else changes', async () => {
    const made = await aResource({ link: 'https://a.example/x', body: 'https://b.example/y' })
    freezeClock(at('2026-05-04T03:30:00Z'))
    await checkAllLinks(answering({}).look)
    freezeClock(at('2026-05-11T03:30:00Z'))
    await checkAllLinks(answering({ 'https://b.example/y': 200 }).look)
    const [found] = await listBrokenLinks(broker)
    expect(found?.linkChecks).toMatchObject([
      { url: 'https://a.example/x', brokenSince: at('2026-05-04T03:30:00Z'), status: null },
      { url: 'https://b.example/y', brokenSince: null },
    ])
    const { revision, updatedAt, status, link } = made
    expect(found).toMatchObject({ revision, updatedAt, status, link })
    await editResource(broker, made._id, { link: 'https://a.example/new' })
    expect(await listBrokenLinks(broker)).toEqual([])
  })

  it('are asked for once, though several resources have them', async () => {
    await aResource({ link: 'https://a.example/x' })
    await aResource({ link: 'https://a.example/x' })
    const { asked, look } = answering({ 'https://a.example/x': 200 })
    await checkAllLinks(look)
    expect(asked).toEqual(['https://a.example/x'])
  })

  it('are looked at by the clock', async () => {
    const { title } = await aResource({ link: 'http://plain.example/x' })
    expect(await listBrokenLinks(broker)).toEqual([])
    await runScheduled('resources-links')
    expect((await listBrokenLinks(broker)).map((one) => one.title)).toEqual([title])
  })

  it('are listed for brokers alone', async () => {
    for (const actor of [visitor, somebody('authority', 'admin'), somebody('brokerage', 'viewer')])
      await expect(listBrokenLinks(actor)).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('a look at the outside', () => {
  it('says what is there and where it moved, by GET and without a body', async () => {
    useTestConfig({ WEBHOOK_TARGETS: 'anywhere' })
    const methods: (string | undefined)[] = []
    const server = createServer((req, res) => {
      methods.push(req.method, req.headers['content-length'])
      res.writeHead(302, { location: '/elsewhere' }).end()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
    expect(await lookOutside({ url, headers: {} })).toMatchObject({ status: 302, location: '/elsewhere' })
    expect(methods).toEqual(['GET', undefined])
    server.close()
  })

  it('is refused inside, and so is a link that moves there', async () => {
    useTestConfig({ WEBHOOK_TARGETS: 'public' })
    for (const url of ['https://127.0.0.1/', 'https://169.254.169.254/', 'https://metadata.internal/']) {
      expect(await lookOutside({ url, headers: {} })).toMatchObject({
        status: null,
        fault: 'The address must be on the public internet',
      })
    }
    const { _id } = await aResource({ link: 'https://a.example/x' })
    const moving = answering({ 'https://a.example/x': 'https://169.254.169.254/latest' })
    await checkAllLinks((url) =>
      url.includes('a.example') ? moving.look(url) : lookOutside({ url, headers: {} }),
    )
    expect((await getResource(broker, _id)).linkChecks).toMatchObject([
      { status: null, fault: 'The address must be on the public internet' },
    ])
  })
})
