import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { resourceSchema } from '../../shared/resources/resources.schema.ts'
import { seedResources } from '../../server/resources/index.ts'
import { startTestApp, type TestApp } from '../platform/app.ts'
import { aResource } from './resources.factory.ts'

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
const given = JSON.parse(read('data/demo/objections.json')) as object[]
const articles = given.map((entry) => resourceSchema.parse(entry))

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
  await seedResources([...(JSON.parse(read('data/demo/resources.json')) as object[]), ...given])
})
afterAll(() => app.stop())

describe('the answers to objections', () => {
  it('are six or more, each with the law, what others did, whom to ask and what is fair', () => {
    expect(articles.length).toBeGreaterThanOrEqual(6)
    for (const { title, body, fairness, objection, procurementActSections } of articles) {
      const heads = [...body.matchAll(/^## (.+)$/gm)].map(([, head]) => head)
      expect([title, heads]).toEqual([title, ['What the law says', 'What others did', 'Who to ask']])
      expect([fairness, objection]).not.toContain('')
      expect(procurementActSections.length).toBeGreaterThan(0)
    }
  })

  it('name only sections that our own data on the law have, and link every section that they name', () => {
    const rows = parse(read('data/law/sections.csv'), { columns: true }) as { id: string }[]
    const known = (section: string) =>
      rows.some(({ id }) =>
        section.startsWith('Schedule')
          ? id.startsWith(section.replace('Schedule ', 'Sch '))
          : id === `s.${section}`,
      )
    for (const { title, body, procurementActSections } of articles) {
      const linked = [...body.matchAll(/2023\/54\/(section|schedule)\/(\d+)/g)].map(([, kind, number]) =>
        kind === 'schedule' ? `Schedule ${number}` : String(number),
      )
      expect([title, procurementActSections.filter((section) => !known(section))]).toEqual([title, []])
      expect([title, [...new Set(linked)].sort()]).toEqual([title, [...procurementActSections].sort()])
    }
  })

  it('tell of awards that are in our records only', () => {
    const records = read('data/awards/uk_contracts_finder_awards.csv')
    const notices = articles.flatMap(({ body }) =>
      [...body.matchAll(/contractsfinder\.service\.gov\.uk\/(?:Published\/)?Notice\/[0-9a-f-]+/g)].map(
        ([address]) => address,
      ),
    )
    expect(notices.length).toBeGreaterThan(0)
    expect(notices.filter((address) => !records.includes(address))).toEqual([])
  })

  it('stand on a page of their own, to which the first page leads', async () => {
    const home = await app.agent().get('/').expect(200)
    expect(home.text).toContain('href="/resources/objections"')
    const page = await app.agent().get('/resources/objections').expect(200)
    for (const { objection } of articles) expect(page.text).toContain(`“${objection}”`)
    const article = await app.agent().get('/resources/does-procurement-policy-allow-it').expect(200)
    expect(article.text).toContain('“Procurement policy doesn’t allow it”')
  })

  it('are shown once published', async () => {
    await aResource({ objection: 'Nobody has done it before', status: 'draft' })
    expect((await app.agent().get('/resources/objections')).text).not.toContain('Nobody has done it')
  })
})
