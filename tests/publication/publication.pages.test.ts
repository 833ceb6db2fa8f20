import { gunzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import type supertest from 'supertest'
import { withdrawChallenge } from '../../server/challenges/index.ts'
import { listEvents } from '../../server/audit/index.ts'
import { makeBulkExport, publishRelease } from '../../server/publication/index.ts'
import { Bulk } from '../../server/publication/publication.model.ts'
import { faultsOfRelease } from '../../server/publication/release-schema.ts'
import type { ChallengeRecord } from '../../shared/challenges/challenge.ts'
import type { Release } from '../../shared/publication/ocds.ts'
import { aChallenge } from '../challenges/challenges.factory.ts'
import { actor } from '../platform/actors.ts'
import { startTestApp, type TestApp } from '../platform/app.ts'
import { anAnswer, aPublishedChallenge } from './publication.records.ts'

let app: TestApp
let first: ChallengeRecord
let second: ChallengeRecord
const ocid = ({ _id }: ChallengeRecord) => `ocds-fthold-${_id}`
const get = (path: string) => app.agent().get(path)

beforeAll(async () => {
  app = await startTestApp()
  first = await aPublishedChallenge({ title: '=HYPERLINK("https://evil.example") & </script><b>' })
  second = await aPublishedChallenge({ title: 'Quicker road repairs' })
  await anAnswer(first, 'May tenants keep the sensors?', 'Yes.')
  for (const { _id } of [first, second])
    for (const event of await listEvents('challenge', _id)) await publishRelease(event._id)
})
afterAll(() => app.stop())

describe('the open data for programs', () => {
  it('come in packages that go on at links.next, for anybody and any site', async () => {
    const page = await get('/api/ocds/releases?limit=2').expect(200)
    expect(page.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'cache-control': 'public, max-age=60',
      'content-type': 'application/json; charset=utf-8',
    })
    expect(page.headers['set-cookie']).toBeUndefined()
    expect(page.body.releases.map(({ ocid: id }: Release) => id)).toEqual([ocid(first), ocid(first)])
    expect(page.body.releases.flatMap(faultsOfRelease)).toEqual([])
    const rest = await get(page.body.links.next.replace(app.url, '')).expect(200)
    expect(rest.body.releases).toHaveLength(1)
    expect(rest.body.links).toBeUndefined()
    expect(rest.body).toMatchObject({ version: '1.1', publicationPolicy: `${app.url}/open-data` })
  })

  it('are not sent again to whoever has them', async () => {
    const page = await get('/api/ocds/releases').expect(200)
    await get('/api/ocds/releases')
      .set('if-none-match', page.headers['etag'] ?? '')
      .expect(304)
  })

  it('give one release, and a record with what all of them say', async () => {
    const record = await get(`/api/ocds/records/${ocid(first)}`).expect(200)
    const [found] = record.body.records
    expect(found.ocid).toBe(ocid(first))
    expect(found.releases).toHaveLength(2)
    expect(found.compiledRelease).toMatchObject({
      tag: ['compiled'],
      tender: { hasEnquiries: true, enquiries: [{ answer: 'Yes.' }] },
    })
    const one = await get(`/api/ocds/releases/${found.releases[1].id}`).expect(200)
    expect(one.body.releases).toEqual([found.releases[1]])
  })

  it.each([
    ['/api/ocds/releases?limit=1000', 400],
    ['/api/ocds/releases?updatedfrom=2026-01-01', 400],
    ['/api/ocds/releases?limit=x', 400],
    ['/api/ocds/releases?cursor=$gt', 400],
    ['/api/ocds/releases?updatedFrom=31-02-2026', 400],
    ['/api/ocds/records/nothing', 404],
    ['/api/ocds/records/ocds-fthold-000000000000000000000000', 404],
    ['/api/ocds/releases/%00', 404],
    ['/api/ocds/elsewhere', 404],
  ])('refuse %s with problem details', async (path, status) => {
    const answer = await get(path).set('accept', '*/*').expect(status)
    expect(answer.headers['content-type']).toMatch('application/problem+json')
  })

  it('take the time of publication in every usual form', async () => {
    for (const moment of [
      '2026-01-01',
      '2026-01-01T00:00:00',
      '2026-01-01T00:00:00Z',
      '2026-01-01T01:00:00%2B01:00',
    ]) {
      const found = await get(`/api/ocds/releases?updatedTo=${moment}`).expect(200)
      expect(found.body.releases).toEqual([])
    }
  })
})

describe('the files with everything', () => {
  const download = async (name: string) =>
    (await get(`/data/${name}`).buffer(true).parse(bytes).expect(200)).body as Buffer

  it('are told of before there are any, and then can be downloaded whole', async () => {
    expect((await get('/open-data').expect(200)).text).toContain('not made yet')
    await get('/data/releases.jsonl.gz').expect(404)
    await makeBulkExport()
    const page = await get('/open-data').expect(200)
    for (const name of ['releases.jsonl.gz', 'compiled.jsonl.gz', 'challenges.csv'])
      expect(page.text).toContain(`href="/data/${name}"`)
    const releases = gunzipSync(await download('releases.jsonl.gz'))
      .toString()
      .trim()
      .split('\n')
    const compiled = gunzipSync(await download('compiled.jsonl.gz'))
      .toString()
      .trim()
      .split('\n')
    expect([releases.length, compiled.length]).toEqual([3, 2])
    expect(compiled.flatMap((line) => faultsOfRelease(JSON.parse(line)))).toEqual([])
    await get('/data').expect(303)
    await get('/data/..%2Fpackage.json').expect(404)
  })

  it('hold a table in which nothing is a formula', async () => {
    const rows = parse(await download('challenges.csv'), { columns: true }) as Record<string, string>[]
    const row = rows.find((one) => one['ocid'] === ocid(first))
    expect(row).toMatchObject({
      value_gbp: '525000',
      value_with_vat_gbp: '630000',
      status: 'active',
      questions_answered: '1',
      cpv: '85310000',
    })
    expect(row?.['title']).toMatch(/^'=HYPERLINK/)
    expect(row?.['page']).toBe(`${app.url}/challenges/${first._id}`)
  })

  it('take the place of the earlier ones, of which one night stays', async () => {
    await makeBulkExport()
    const last = await makeBulkExport()
    expect(await Bulk.countDocuments()).toBe(2)
    const head = await app.agent().head('/data/challenges.csv').expect(200)
    // What others keep carries nobody's choice of a language.
    const chosen = await get('/data/challenges.csv?lang=cy').expect(200)
    expect(chosen.headers['set-cookie']).toBeUndefined()
    expect(head.headers['etag']).toBe(`"${last.files[2]?.sha256}"`)
    await get('/data/challenges.csv')
      .set('if-none-match', head.headers['etag'] ?? '')
      .expect(304)
  })
})

describe('feeds, sitemap and calendar', () => {
  it('tell of a search in Atom and JSON, with the same query as the page', async () => {
    const atom = await get('/challenges.atom?q=road').expect(200)
    expect(atom.headers['content-type']).toBe('application/atom+xml; charset=utf-8')
    expect(atom.text).toContain('<title>Quicker road repairs</title>')
    expect(atom.text).not.toContain('HYPERLINK')
    const all = await get('/challenges.atom').expect(200)
    expect(all.text).toContain('&lt;/script&gt;&lt;b&gt;')
    const json = await get('/challenges.json-feed?q=road').expect(200)
    expect(JSON.parse(json.text)).toMatchObject({
      version: 'https://jsonfeed.org/version/1.1',
      items: [{ title: 'Quicker road repairs', url: `${app.url}/challenges/${second._id}` }],
    })
    const page = await get('/challenges?q=road').expect(200)
    expect(page.text).toContain('/challenges.atom?q=road')
  })

  it('list every challenge that is published in the sitemap', async () => {
    const { text } = await get('/sitemaps/challenges.xml').expect(200)
    for (const { _id } of [first, second]) expect(text).toContain(`${app.url}/challenges/${_id}</loc>`)
    expect((await get('/robots.txt').expect(200)).text).toContain(`Sitemap: ${app.url}/sitemap.xml`)
  })

  it('put the dates of a challenge into a calendar, cancelled when it is withdrawn', async () => {
    const page = await get(`/challenges/${second._id}`).expect(200)
    expect(page.text).toContain(`href="/challenges/${second._id}/dates.ics"`)
    const { text, headers } = await get(`/challenges/${second._id}/dates.ics`).expect(200)
    expect(headers['content-type']).toBe('text/calendar; charset=utf-8')
    expect(text.match(/BEGIN:VEVENT/g)).toHaveLength(4)
    expect(text).toContain('SUMMARY:Deadline for responses: Quicker road repairs\r\n')
    const ending = await aPublishedChallenge()
    await withdrawChallenge(actor('authority', ending.authorityId), ending._id, { reason: 'No money' })
    const gone = await get(`/challenges/${ending._id}/dates.ics`).expect(200)
    expect(gone.text).toContain('STATUS:CANCELLED')
  })

  it('know nothing of a draft', async () => {
    const draft = await aChallenge()
    await get(`/challenges/${draft._id}/dates.ics`).expect(404)
    await get('/challenges/nonsense/dates.ics').expect(404)
  })

  it('describe a challenge to search engines in data that nothing can break out of', async () => {
    const { text } = await get(`/challenges/${first._id}`).expect(200)
    const blocks = [...text.matchAll(/<script type="application\/ld\+json"[^>]*>(.*?)<\/script>/gs)]
    const told = blocks.map(([, json]) => JSON.parse(json ?? '') as object)
    const seeks = expect.objectContaining({ '@type': 'Demand', name: first.title }) as object
    expect(told).toContainEqual(expect.objectContaining({ seeks }))
  })
})

/** Bytes as they come, for supertest. */
function bytes(answer: supertest.Response, done: (error: Error | null, body: Buffer) => void): void {
  const chunks: Buffer[] = []
  const res = answer as unknown as NodeJS.ReadableStream
  res.on('data', (chunk: Buffer) => chunks.push(Buffer.from(chunk)))
  res.on('end', () => done(null, Buffer.concat(chunks)))
}
