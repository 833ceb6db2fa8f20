import { startTestApp, type TestApp } from './app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.stop())

const times = (count: number) => Array.from({ length: count })

it('counts a search in whatever way it is asked for: by a page, by its head alone, by a program', async () => {
  const agent = app.agent()
  for (const _ of times(80)) await agent.get('/resources?q=damp').expect(200)
  for (const _ of times(80)) await agent.head('/resources?q=damp').expect(200)
  for (const _ of times(80)) await agent.get('/api/v1/resources?q=damp').expect(200)
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
