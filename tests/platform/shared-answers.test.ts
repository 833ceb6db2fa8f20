import { startTestApp, type TestApp } from './app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.stop())

/** One after the other, so that each is counted before the next. */
async function times(count: number, ask: () => Promise<unknown>): Promise<void> {
  for (let done = 0; done < count; done += 1) await ask()
}

it('counts a search in whatever way it is asked for: by a page, by its head alone, by a program', async () => {
  const agent = app.agent()
  await times(80, () => agent.get('/resources?q=damp').expect(200))
  await times(80, () => agent.head('/resources?q=damp').expect(200))
  await times(80, () => agent.get('/api/v1/resources?q=damp').expect(200))
  await agent.head('/resources?q=damp').expect(429)
  await agent.get('/resources?q=damp').expect(429)
  const refused = await agent.get('/api/v1/resources?q=damp').expect(429)
  expect(refused.headers['content-type']).toContain('application/problem+json')
  await agent.get('/resources').expect(200)
}, 60_000)

it('gives nobody a cookie with what others keep', async () => {
  for (const path of ['/resources.atom', '/resources.json-feed', '/challenges.atom', '/sitemap.xml'])
    for (const query of ['', '?lang=cy']) {
      const answer = await app.agent().get(`${path}${query}`).expect(200)
      expect([path, answer.headers['cache-control'], answer.headers['set-cookie']]).toEqual([
        path,
        expect.stringContaining('public'),
        undefined,
      ])
    }
  const picture = await app.agent().get('/preview.png?lang=cy').expect(200)
  expect(picture.headers['set-cookie']).toBeUndefined()
  expect((await app.agent().get('/help?lang=cy').expect(200)).headers['set-cookie']?.[0]).toContain(
    'language=cy',
  )
})
