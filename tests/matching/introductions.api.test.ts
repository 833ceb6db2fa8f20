import { startTestApp, type TestApp } from '../platform/app.ts'
import { type Programs, programsOf } from '../platform/sign-in.ts'
import {
  aChallengeOfACouncil,
  anEngagement,
  buyersCanary,
  canaries,
  twoSuppliers,
  words,
} from './introductions.factory.ts'

let app: TestApp
let call: Programs['call']
let firms: Awaited<ReturnType<typeof twoSuppliers>>
let engagement: string

beforeAll(async () => {
  app = await startTestApp()
  const { challenge, council } = await anEngagement()
  engagement = challenge._id
  firms = await twoSuppliers()
  const programs = await programsOf(app, {
    broker: { organisation: 'brokerage' },
    one: { organisation: firms.one.supplier.id },
    two: { organisation: firms.two.supplier.id },
    reader: { organisation: firms.two.supplier.id, role: 'viewer' },
    buyer: { organisation: council.id },
    stranger: { organisation: 'supplier' },
  })
  call = programs.call
}, 60_000)
afterAll(() => app.stop())

const pair = () => ({ supplierId: firms.one.supplier.id, otherSupplierId: firms.two.supplier.id })

async function propose(challengeId: string, body: object): Promise<string> {
  const path = `/challenges/${challengeId}/introductions`
  const answer = await call('broker', 'post', path, { ...words, ...body }).expect(201)
  return (answer.body as { id: string }).id
}

describe('introductions for programs', () => {
  it('are proposed, accepted by both and read, with no contact before', async () => {
    const { challenge } = await aChallengeOfACouncil()
    const id = await propose(challenge._id, { between: 'suppliers', ...pair() })
    const list = await call('one', 'get', '/introductions').expect(200)
    expect(list.body).toMatchObject({ total: 1, items: [{ id, view: 'answer', contact: null }] })
    const own = await call('one', 'post', `/introductions/${id}/accept`, {}).expect(200)
    expect(own.body).toMatchObject({ view: 'accepted', contact: null })
    for (const who of ['one', 'two', 'reader', 'broker']) {
      const path = who === 'broker' ? `/challenges/${challenge._id}/introductions` : `/introductions/${id}`
      const shown = JSON.stringify((await call(who, 'get', path).expect(200)).body)
      for (const canary of [...canaries, buyersCanary]) expect(shown).not.toContain(canary)
      if (who !== 'broker' && who !== 'one') expect(shown).not.toMatch(/accepted/)
    }
    await call('reader', 'post', `/introductions/${id}/accept`, {}).expect(403)
    const made = await call('two', 'post', `/introductions/${id}/accept`, {}).expect(200)
    expect(made.body).toMatchObject({ view: 'made', contact: { email: canaries[0], phone: canaries[1] } })
    const brokers = await call('broker', 'get', `/challenges/${challenge._id}/introductions`).expect(200)
    expect(brokers.body.items).toMatchObject([{ id, status: 'made', may: { withdraw: false } }])
    await call('broker', 'post', `/introductions/${id}/withdraw`, {}).expect(409)
  })

  it('tell a side that was declined no more than that', async () => {
    const { challenge } = await aChallengeOfACouncil()
    const id = await propose(challenge._id, { between: 'suppliers', ...pair() })
    await call('two', 'post', `/introductions/${id}/decline`, { reason: 'Rivals' }).expect(200)
    const { body } = await call('one', 'get', `/introductions/${id}`).expect(200)
    expect(body).toMatchObject({ view: 'ended', reason: '' })
    expect(JSON.stringify(body)).not.toMatch(/declined|Rivals/)
    const refused = await call('one', 'post', `/introductions/${id}/accept`, {}).expect(409)
    expect(refused.body.detail).toBe('This introduction will not come about.')
    const { body: all } = await call('broker', 'get', `/challenges/${challenge._id}/introductions`)
    expect(all.items[0].sides[1]).toMatchObject({ answer: 'declined', reason: 'Rivals' })
  })

  it('with the buyer are for engagement, and on the record for anybody without names', async () => {
    const elsewhere = (await aChallengeOfACouncil()).challenge._id
    const body = { between: 'buyer-and-supplier', supplierId: firms.one.supplier.id, ...words }
    const refused = await call('broker', 'post', `/challenges/${elsewhere}/introductions`, body).expect(422)
    expect(JSON.stringify(refused.body.errors)).toMatch(/between.*section 16|section 16.*between/)
    const id = await propose(engagement, body)
    await call('buyer', 'post', `/introductions/${id}/accept`, {}).expect(200)
    await call('one', 'post', `/introductions/${id}/accept`, {}).expect(200)
    const path = `/challenges/${engagement}/introductions-on-record`
    const forAll = await call(null, 'get', path).expect(200)
    expect(forAll.body.items).toMatchObject([{ number: 1, supplier: null }])
    const forBuyer = await call('buyer', 'get', path).expect(200)
    expect(forBuyer.body.items[0].supplier.name).toBe('Damp Sensors Ltd')
  })

  it('are nobody else’s, and say what is wrong', async () => {
    const { challenge } = await aChallengeOfACouncil()
    const path = `/challenges/${challenge._id}/introductions`
    for (const who of ['stranger', 'buyer', 'one']) {
      await call(who, 'get', path).expect(404)
      await call(who, 'post', path, { between: 'suppliers', ...pair(), ...words }).expect(404)
    }
    await call(null, 'get', '/introductions').expect(401)
    await call('broker', 'get', '/introductions').expect(404)
    const same = { between: 'suppliers', supplierId: 'x', otherSupplierId: 'x', ...words, phone: '1' }
    const { body } = await call('broker', 'post', path, same).expect(422)
    expect(JSON.stringify(body.errors)).toContain('phone is not a field')
    const id = await propose(challenge._id, { between: 'suppliers', ...pair() })
    for (const verb of ['accept', 'decline', 'withdraw'])
      await call('stranger', 'post', `/introductions/${id}/${verb}`, {}).expect(404)
    await call('stranger', 'get', `/introductions/${id}`).expect(404)
    await call('broker', 'post', `/introductions/${id}/withdraw`, {}).expect(200)
  })
})
