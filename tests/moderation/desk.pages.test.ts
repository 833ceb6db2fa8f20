import { askQuestion, reportQuestion } from '../../server/clarifications/index.ts'
import { listQueue, queueLength } from '../../server/moderation/moderation.service.ts'
import { aChallenge, inDays } from '../challenges/challenges.factory.ts'
import { post } from '../challenges/challenges.forms.ts'
import { type ChallengePeople, challengePeople } from '../challenges/challenges.people.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { aBroker, aSupplier } from '../organisations/organisations.factory.ts'
import { actor, everybody } from '../platform/actors.ts'
import { startTestApp, type TestApp } from '../platform/app.ts'
import { tokenFor } from '../platform/sign-in.ts'

let app: TestApp
let people: ChallengePeople

beforeAll(async () => {
  app = await startTestApp()
  people = await challengePeople(app)
}, 60_000)
afterAll(() => app.stop())

const desk = async (path = '/desk') => (await people.broker.get(path).expect(200)).text

describe('the desk', () => {
  it('says that nothing waits, and what will appear', async () => {
    expect(await desk()).toContain('Nothing waits')
  })

  it('lists what waits in every room, and counts it on each page', async () => {
    await aSupplier({ name: 'Newcomer Ltd', status: 'pending' })
    const open = await aChallenge({ status: 'open', title: 'Fewer falls' })
    await aChallenge({ status: 'submitted', title: 'Drier homes' })
    const asked = await askQuestion(actor('supplier', 'asker'), open._id, 'Is Acme the only firm? '.repeat(9))
    await reportQuestion(actor('authority', open.authorityId), asked.id, 'It names a firm')
    const queue = await listQueue(aBroker())
    expect(queue.map(({ kind, title }) => [kind, title]).sort()).toEqual([
      ['challenge', 'Drier homes'],
      ['organisation', 'Newcomer Ltd'],
      ['question', expect.stringMatching(/^Is Acme the only firm\? .*…$/)],
    ])
    expect(await queueLength(aBroker())).toBe(queue.length)
    expect(await queueLength(everybody.buyer)).toBe(0)
    expect(await desk('/')).toMatch(/Desk[\s\S]{0,200}3/)
    expect(await desk('/desk?kind=question')).not.toContain('Newcomer Ltd')
    await people.buyer.get('/desk').expect(404)
  })

  it('lets one broker take an item and give it back', async () => {
    const [item] = await listQueue(aBroker(), 'challenge')
    const fields = { kind: 'challenge', id: item?.id ?? '' }
    expect((await post(people.broker, '/desk', '/desk/claim', fields)).status).toBe(303)
    expect(await desk()).toContain('You are dealing with this')
    expect((await post(people.broker, '/desk', '/desk/release', fields)).status).toBe(303)
    expect(await desk()).not.toContain('dealing with this')
  })

  it('shows apart what is approved for later, and counts it not among what waits', async () => {
    const schedule = { at: inDays(3), approvedBy: 'broker', approvedAt: new Date() }
    const { _id } = await aChallenge({ status: 'submitted', title: 'Quieter nights', schedule })
    const text = await desk()
    expect(text.slice(text.indexOf('Approved for later'))).toContain(`href="/challenges/${_id}/review"`)
    expect((await listQueue(aBroker())).map(({ title }) => title)).not.toContain('Quieter nights')
    const token = await tokenFor(app.agent(), await aPerson({ organisation: 'brokerage' }))
    const { body } = await app.agent().get('/api/v1/desk').set('authorization', `Bearer ${token}`).expect(200)
    expect(body.scheduled).toMatchObject([
      { id: _id, title: 'Quieter nights', at: schedule.at.toISOString() },
    ])
  })
})
