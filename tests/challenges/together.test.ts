import { Challenge } from '../../server/challenges/challenges.model.ts'
import { Organisation as Organisations } from '../../server/organisations/organisations.model.ts'
import { findAuthorityByCode, type Organisation } from '../../server/organisations/index.ts'
import { aggregatedDemand } from '../../shared/challenges/same-need.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { startTestApp, type TestApp } from '../platform/app.ts'
import { signInAs, tokenFor } from '../platform/sign-in.ts'
import { actorOfPerson } from '../../server/identity/index.ts'
import { listEvents } from '../../server/audit/index.ts'
import { shareNeed, unshareNeed } from '../../server/challenges/challenges.needs.service.ts'
import { shareNeedSchema } from '../../shared/challenges/challenges.together.schema.ts'
import { aChallenge } from './challenges.factory.ts'
import { type Agent, post } from './challenges.forms.ts'
import { challengePeople } from './challenges.people.ts'

let app: TestApp
let council: Organisation
let neighbour: Organisation
let stranger: Organisation
let buyer: Agent
let broker: Agent
let supplier: Agent
let other: Agent
let token = ''

beforeAll(async () => {
  app = await startTestApp()
  ;({ council, buyer, broker, supplier } = await challengePeople(app))
  neighbour = (await findAuthorityByCode('BPL')) as Organisation
  stranger = (await findAuthorityByCode('LDS')) as Organisation
  await Organisations.updateOne({ _id: neighbour.id }, { $set: { status: 'verified' } })
  const person = await aPerson({ organisation: neighbour })
  other = app.agent()
  await signInAs(other, person)
  token = await tokenFor(app.agent(), person)
}, 120_000)
afterAll(() => app.stop())

const ours = (changes: Parameters<typeof aChallenge>[0] = {}) =>
  aChallenge({ authorityId: council.id, authorityName: council.name, ...changes })
const stored = async (id: string) => Challenge.findById(id).lean()
const eventsOf = async (id: string) => (await listEvents('challenge', id)).map(({ name }) => name)

describe('a joint challenge', () => {
  let id = ''
  const joint = () => `/challenges/${id}/joint`
  const submittedAt = async () =>
    /name="submittedAt" value="([^"]*)"/.exec((await other.get(joint())).text)?.[1] ?? ''
  const approve = (seen: string) =>
    post(other, joint(), `${joint()}/decide`, { decision: 'approve', submittedAt: seen })
  const submit = () => post(buyer, `/challenges/${id}/edit/check`, `/challenges/${id}/edit/check`, {})

  it('is read by whom the lead asks, and by no other authority', async () => {
    id = (await ours())._id
    await other.get(`/challenges/${id}`).expect(404)
    await supplier.get(joint()).expect(404)
    expect((await buyer.get(joint()).expect(200)).text).toContain('No other authority takes part')
    const wrong = await post(buyer, joint(), joint(), { authorityId: stranger.id })
    expect([wrong.status, wrong.text.includes('href="#authorityId"')]).toEqual([422, true])
    expect((await post(buyer, joint(), joint(), { authorityId: council.id })).status).toBe(422)
    expect((await post(buyer, joint(), joint(), { authorityId: neighbour.id })).status).toBe(303)
    expect((await post(buyer, joint(), joint(), { authorityId: neighbour.id })).status).toBe(422)
    await other.get(`/challenges/${id}`).expect(200)
    await other.get(`/challenges/${id}/edit`).expect(403)
    expect((await other.get('/your-challenges').expect(200)).text).toContain(
      'Joint challenges that others lead',
    )
    expect((await other.get(joint())).text).toContain('You can approve it once it is submitted')
  })

  it('waits for each approval, and asks again after each return', async () => {
    expect((await submit()).status).toBe(303)
    const review = `/challenges/${id}/review`
    const words = { noticeId: '012345-2026', ocid: 'ocds-h6vhtk-04f2a1' }
    const early = await post(broker, review, `/challenges/${id}/publish`, words)
    expect([early.status, early.text.includes(`${neighbour.name} has not approved it yet`)]).toEqual([
      422,
      true,
    ])
    expect((await post(other, joint(), `${joint()}/decide`, {})).status).toBe(422)
    const first = await submittedAt()
    expect((await approve(first)).status).toBe(303)
    expect((await stored(id))?.coBuyers[0]).toMatchObject({ status: 'approved' })
    await post(broker, review, `/challenges/${id}/return`, { general: 'Say more', comments: {} })
    await submit()
    expect((await stored(id))?.coBuyers[0]).toMatchObject({ status: 'invited', decidedAt: null })
    expect((await post(broker, review, `/challenges/${id}/publish`, words)).status).toBe(422)
    await Challenge.updateOne({ _id: id }, { $set: { summary: 'Said otherwise' } })
    const old = await approve(first)
    expect([old.status, old.text.includes('It was submitted anew')]).toEqual([409, true])
    expect((await approve('')).status).toBe(409)
    expect(old.text).toContain('otherwise')
    expect((await approve(await submittedAt())).status).toBe(303)
    expect((await post(broker, review, `/challenges/${id}/publish`, words)).status).toBe(303)
    const page = await app.agent().get(`/challenges/${id}`).expect(200)
    expect(page.text).toContain(`with ${neighbour.name}`)
    expect((await eventsOf(id)).filter((name) => name.startsWith('challenge.co-buyer'))).toEqual([
      'challenge.co-buyer-invited',
      'challenge.co-buyer-asked',
      'challenge.co-buyer-decided',
      'challenge.co-buyer-asked',
      'challenge.co-buyer-decided',
    ])
  })

  it('goes on without an authority that declines, and says why', async () => {
    id = (await ours())._id
    await post(buyer, joint(), joint(), { authorityId: neighbour.id })
    await submit()
    const silent = await post(other, joint(), `${joint()}/decide`, { decision: 'decline' })
    expect([silent.status, silent.text.includes('href="#reason"')]).toEqual([422, true])
    await post(other, joint(), `${joint()}/decide`, { decision: 'decline', reason: 'No money this year' })
    await other.get(`/challenges/${id}`).expect(404)
    expect((await buyer.get(joint())).text).toContain('No money this year')
    const gone = await post(buyer, joint(), `${joint()}/${neighbour.id}/remove`, {})
    expect([gone.status, (await stored(id))?.coBuyers]).toEqual([303, []])
  })
})

describe('the same problem elsewhere', () => {
  it('tells nobody where nothing changed, and is changed so many times a day by a person', async () => {
    const { _id } = await ours({ status: 'open' })
    const actor = await actorOfPerson((await aPerson({ organisation: neighbour })).id)
    const say = (words: object) => shareNeed(actor, _id, shareNeedSchema.parse(words))
    const words = { volume: 40, unit: 'homes', spend: '25k-100k', buyFrom: '2027-Q2', isNamed: 'no' }
    await say(words)
    const first = await stored(_id)
    await say(words)
    expect((await stored(_id))?.sameNeeds).toEqual(first?.sameNeeds)
    expect(await eventsOf(_id)).toEqual(['challenge.need-shared'])
    const changes = [{ note: 'x' }, { volume: 41 }, { spend: '' }, { buyFrom: '' }, { isNamed: 'yes' }]
    for (const change of changes) await say({ ...words, ...change })
    expect(await eventsOf(_id)).toHaveLength(6)
    for (let time = 7; time < 20; time += 1) await say(words)
    await expect(say({ ...words, volume: 99 })).rejects.toMatchObject({ code: 'too-many' })
    await unshareNeed(actor, _id)
    expect((await stored(_id))?.sameNeeds).toEqual([])
  })

  it('is said once by each authority, counted, and shown to everybody', async () => {
    const { _id } = await ours({ status: 'open', demand: { volume: 9000, unit: 'homes' } })
    const page = `/challenges/${_id}/same-problem`
    await supplier.get(page).expect(403)
    await buyer.get(page).expect(403)
    expect((await post(other, page, page, { volume: 'many', note: '' })).status).toBe(422)
    for (const volume of ['1,000', '12,000']) {
      const said = await post(other, page, page, { volume, note: 'Terraces by the sea' })
      expect(said.headers['location']).toBe(`/challenges/${_id}?done=shared#demand`)
    }
    const seen = await app.agent().get(`/challenges/${_id}`).expect(200)
    expect(seen.text).toContain('2 authorities, 21,000 homes')
    expect(seen.text).toContain('Terraces by the sea')
    const { body } = await app.agent().get(`/api/v1/challenges/${_id}`).expect(200)
    expect(body.aggregatedDemand).toEqual({
      authorities: 2,
      volume: 21_000,
      unit: 'homes',
      counted: 2,
      unnamed: 0,
      withheld: 0,
      spend: null,
      buyFrom: [],
    })
    expect(JSON.stringify(body.sameProblem)).not.toContain('"by"')
    await post(other, page, `${page}/take-back`, {})
    expect((await stored(_id))?.sameNeeds).toEqual([])
    expect(await eventsOf(_id)).toEqual([
      'challenge.need-shared',
      'challenge.need-shared',
      'challenge.need-unshared',
    ])
  })

  it('does not get in the way of whoever amends the challenge at that moment', async () => {
    const { _id } = await ours({ status: 'open' })
    const before = await stored(_id)
    await app
      .agent()
      .put(`/api/v1/challenges/${_id}/same-problem`)
      .set('Authorization', `Bearer ${token}`)
      .send({ note: 'Here too' })
      .expect(200)
    expect((await stored(_id))?.revision).toBe(before?.revision)
    expect((await stored(_id))?.version).toBe(1)
  })

  it('becomes a joint draft of the next stage', async () => {
    const { _id } = await ours({ status: 'closed' })
    const page = `/challenges/${_id}/same-problem`
    await post(other, page, page, { note: '' })
    const copied = await post(buyer, `/challenges/${_id}`, `/challenges/${_id}/copy`, { isJoint: 'yes' })
    const copy = /\/challenges\/(\w{24})\//.exec(copied.headers['location'] ?? '')?.[1] ?? ''
    expect((await stored(copy))?.coBuyers).toMatchObject([{ authorityId: neighbour.id, status: 'invited' }])
    expect((await stored(copy))?.onFile.conflictsOn).toBeNull()
    expect(await eventsOf(copy)).toEqual(['challenge.drafted', 'challenge.co-buyer-invited'])
    await other.get(`/challenges/${copy}`).expect(200)
  })
})

describe('the sum of a demand', () => {
  const own = { volume: 9000, unit: 'homes' }
  it.each([
    ['alone', own, 0, [], { authorities: 1, volume: 9000, unit: 'homes', counted: 1 }],
    [
      'with a co-buyer, who is not counted',
      own,
      1,
      [],
      { authorities: 2, volume: 9000, unit: 'homes', counted: 1 },
    ],
    [
      'in another unit',
      own,
      0,
      [{ volume: 5, unit: 'schemes' }],
      { authorities: 2, volume: 9000, unit: 'homes', counted: 1 },
    ],
    [
      'without a figure',
      own,
      0,
      [{ volume: null, unit: '' }],
      { authorities: 2, volume: 9000, unit: 'homes', counted: 1 },
    ],
    [
      'where only others know',
      { volume: null, unit: 'homes' },
      0,
      [{ volume: 5, unit: 'homes' }],
      { authorities: 2, volume: 5, unit: 'homes', counted: 1 },
    ],
    [
      'where nobody counts',
      { volume: null, unit: '' },
      0,
      [{ volume: 5, unit: '' }],
      { authorities: 2, volume: null, unit: '', counted: 0 },
    ],
  ])('%s', (_why, demand, coBuyers, others, expected) => {
    expect(aggregatedDemand(demand, coBuyers, others)).toEqual(expected)
  })
})
