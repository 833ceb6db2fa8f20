import { createHmac } from 'node:crypto'
import { config } from '../../server/platform/config.ts'
import { isKnownCaller, personsSession } from '../../server/platform/known-callers.ts'
import { freezeClock, now, releaseClock } from '../../server/platform/clock.ts'
import { absoluteLimitMs } from '../../server/platform/session-limits.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { startTestApp, type TestApp } from './app.ts'
import { signInAs, tokenFor } from './sign-in.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.stop())
afterEach(releaseClock)

const cookieOf = (agent: ReturnType<TestApp['agent']>): string => {
  const access = { path: '/', domain: '127.0.0.1', secure: false, script: false }
  return `foothold=${agent.jar.getCookie('foothold', access)?.value}`
}
const signed = (id: string, secret: string): string =>
  `foothold=${encodeURIComponent(`s:${id}.${createHmac('sha256', secret).update(id).digest('base64').replace(/=+$/, '')}`)}`

describe('who is known without the database', () => {
  it('is whoever signed in, for as long as a session can last', async () => {
    const agent = app.agent()
    await signInAs(agent, await aPerson())
    const cookie = cookieOf(agent)
    expect(personsSession(`other=1; ${cookie}`)).toMatch(/^p\./)
    freezeClock(new Date(now().getTime() + absoluteLimitMs))
    expect(personsSession(cookie)).toBeNull()
  })

  it('is no visitor, though a form gave them a session', async () => {
    const agent = app.agent()
    await agent.get('/sign-in').expect(200)
    expect(cookieOf(agent)).toContain('foothold=s')
    expect(personsSession(cookieOf(agent))).toBeNull()
  })

  it('is nobody with a cookie that was made up or altered', () => {
    const id = `p.${now().getTime().toString(36)}.aaaa`
    expect(personsSession(signed(id, config().sessionSecret))).toMatch(/^p\./)
    const whole = signed(id, config().sessionSecret)
    const made = [
      signed(id, 'another secret'),
      whole.slice(0, -3),
      whole.replace('aaaa', 'bbbb'),
      'foothold=x',
      'foothold=',
      'foothold=%E0%A4%A',
      'foothold=s%3A.',
      undefined,
    ]
    for (const cookie of made) expect(personsSession(cookie)).toBeNull()
  })

  it('is a program whose token opened something, and none with a token of its own making', async () => {
    const token = await tokenFor(app.agent(), await aPerson())
    const caller = { headers: { authorization: `Bearer ${token}` } }
    expect(isKnownCaller(caller)).toBe(false)
    await app.agent().get('/api/v1/tokens').set('Authorization', `Bearer ${token}`).expect(200)
    expect(isKnownCaller(caller)).toBe(true)
    const invented = 'Bearer fh_invented'
    await app.agent().get('/api/v1/tokens').set('Authorization', invented).expect(401)
    expect(isKnownCaller({ headers: { authorization: invented } })).toBe(false)
  })
})
