import { programLimits, programRequests } from '../../server/identity/identity.requests.ts'
import { callerAddress } from '../../server/platform/caller-address.ts'
import { startTestApp, type TestApp } from '../platform/app.ts'
import { tokenFor } from '../platform/sign-in.ts'
import { aPerson } from './identity.factory.ts'

const address = '127.0.0.1'
let app: TestApp
const counted: string[] = [address]

beforeAll(async () => {
  app = await startTestApp()
})
afterAll(async () => {
  for (const who of counted) await programRequests.forgive(who)
  await app.stop()
})

const ask = (token?: string) => {
  const request = app.agent().get('/api/v1/challenges')
  return token ? request.set('Authorization', `Bearer ${token}`) : request
}
const useUp = async (who: string) => {
  await programRequests.forgive(who)
  await programRequests.consume(who, programLimits.requests)
}

describe('what programs may ask', () => {
  it('is counted by the token, so that colleagues behind one address do not share it', async () => {
    const [one, other] = [await aPerson(), await aPerson()]
    const tokens = [await tokenFor(app.agent(), one), await tokenFor(app.agent(), other)] as const
    const list = await app
      .agent()
      .get('/api/v1/tokens')
      .set('Authorization', `Bearer ${tokens[0]}`)
      .expect(200)
    const own = `token:${list.body.items[0].id}`
    counted.push(own)
    await useUp(own)
    const refused = await ask(tokens[0]).expect(429)
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    await ask(tokens[1]).expect(200)
    await ask().expect(200)
  })

  it('is counted by the address without a token, and with one that opens nothing', async () => {
    const token = await tokenFor(app.agent(), await aPerson())
    await programRequests.forgive(address)
    await ask('fh_unknown').expect(401)
    await programRequests.consume(address, programLimits.requests - 1)
    await ask('fh_unknown').expect(429)
    await ask().expect(429)
    await app.agent().get('/api/v1/challenges').set('Authorization', 'Basic x').expect(429)
    await ask(token).expect(200)
  })

  it('is said in the description', async () => {
    await programRequests.forgive(address)
    const { body } = await app.agent().get('/api/v1/openapi.json').expect(200)
    expect(body.info.description).toContain(
      `${programLimits.requests} requests a minute, counted for each token`,
    )
    const bounces = body.paths['/mail/bounces'].post
    expect(Object.keys(bounces.requestBody.content)).toEqual([
      'message/rfc822',
      'text/plain',
      'application/json',
    ])
    expect(bounces.security).toEqual([{ bounceSecret: [] }])
    expect(body.components.schemas).toHaveProperty('NotifyReceipt')
    const page = (await app.agent().get('/api').expect(200)).text
    expect(page).toMatch(/POST \/mail\/bounces/)
  })
})

it.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
  ['nonsense', 'unknown'],
  [undefined, 'unknown'],
])('the address %s counts as %s', (ip, counts) => {
  expect(callerAddress(ip)).toBe(counts)
})
