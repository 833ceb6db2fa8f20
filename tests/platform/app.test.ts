import { startTestApp, type TestApp } from './app.ts'

let app: TestApp

beforeAll(async () => {
  app = await startTestApp({ workers: true })
})
afterAll(() => app.stop())

describe('the application', () => {
  it('says that it lives and is ready', async () => {
    await app.agent().get('/health/live').expect(200)
    const ready = await app.agent().get('/health/ready').expect(200)
    expect(ready.body).toEqual({ status: 'ok', mongodb: true, redis: true })
  })

  it.each(['/about', '/accessibility', '/privacy', '/cookies'])('shows %s', async (path) => {
    const page = await app.agent().get(path).expect(200)
    expect(page.text).toContain('<h1')
    expect(page.headers['content-security-policy']).toContain("default-src 'none'")
    expect(page.headers['x-content-type-options']).toBe('nosniff')
  })

  it('answers a person with a calm page where nothing is, and a program with problem details', async () => {
    const page = await app.agent().get('/nothing-here').set('accept', 'text/html').expect(404)
    expect(page.text).toContain('Page not found')
    const problem = await app.agent().get('/api/v1/nothing-here').expect(404)
    expect(problem.headers['content-type']).toContain('application/problem+json')
    expect(problem.body).toMatchObject({ status: 404, code: 'not-found', requestId: expect.any(String) })
  })

  it('describes its API in OpenAPI 3.1', async () => {
    const { body } = await app.agent().get('/api/v1/openapi.json').expect(200)
    expect(body.openapi).toBe('3.1.0')
    expect(Object.keys(body.paths).length).toBeGreaterThan(20)
  })

  it('describes no answer as two shapes at once, of which neither may have what the other names', async () => {
    const { body } = await app.agent().get('/api/v1/openapi.json').expect(200)
    expect(JSON.stringify(body)).not.toContain('"allOf"')
  })

  it('describes that a list which is not for everybody may be answered with not-found', async () => {
    const { body } = await app.agent().get('/api/v1/openapi.json').expect(200)
    expect(Object.keys(body.paths['/matches'].get.responses)).toContain('404')
  })

  it('refuses a form that another site sent, and one without the token', async () => {
    await app.agent().post('/sign-out').set('origin', 'https://elsewhere.example').expect(403)
    await app.agent().post('/sign-out').expect(403)
  })

  it('names the limit when a body is too large', async () => {
    const big = { text: 'x'.repeat(150_000) }
    const problem = await app.agent().post('/api/v1/questions/x/answer').send(big).expect(413)
    expect(problem.body.detail).toContain('102400')
  })

  it('refuses another type than JSON in the API', async () => {
    await app.agent().post('/api/v1/tokens').type('form').send('a=b').expect(415)
  })
})
