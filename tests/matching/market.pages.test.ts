import type { ChallengeRecord } from '../../shared/challenges/challenge.ts'
import { challengePeople, type ChallengePeople } from '../challenges/challenges.people.ts'
import { aChallenge } from '../challenges/challenges.factory.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { aSupplier } from '../organisations/organisations.factory.ts'
import { startTestApp, startTestWorkers, type TestApp, until } from '../platform/app.ts'
import { signInAs, tokenFor } from '../platform/sign-in.ts'

let app: TestApp
let people: ChallengePeople
let draft: ChallengeRecord
let token: string
let outsider: ChallengePeople['buyer']

const words = {
  title: 'Damp and mould in council homes',
  summary: 'Tenants live with damp. We want sensors that find mould early.',
  cpv: ['44000000'],
  regions: ['TLD33'],
  asks: 'Say how your sensors find damp. Bidders must have a minimum turnover of £1,000,000.',
}
/** Names that may be read nowhere. */
const canary = (index: number) => `Zanzibar Canary ${index} Limited`

beforeAll(async () => {
  app = await startTestApp()
  people = await challengePeople(app)
  for (let i = 0; i < 14; i += 1)
    await aSupplier({
      name: canary(i),
      profile: {
        whatWeDo: 'Sensors that find damp and mould early in council homes, for tenants',
        cpv: ['44000000'],
        regions: ['TLD'],
        turnoverPence: i < 6 ? 100_000_00 : null,
      },
    })
  draft = await aChallenge({
    ...words,
    authorityId: people.council.id,
    authorityName: people.council.name,
  })
  token = await tokenFor(app.agent(), await aPerson({ organisation: people.council }))
  outsider = app.agent()
  await signInAs(outsider, await aPerson({ organisation: 'authority' }))
}, 60_000)
afterAll(() => app.stop())

const path = (challenge: ChallengeRecord, rest = '/market') => `/challenges/${challenge._id}${rest}`
const read = (query = '', id = draft._id) =>
  app.agent().get(`/api/v1/challenges/${id}/market-view${query}`).set('Authorization', `Bearer ${token}`)

describe('while no worker answers', () => {
  it('the page says so calmly and offers to try again; the draft’s pages show all the rest in time', async () => {
    const page = await people.buyer.get(path(draft)).expect(200)
    expect(page.text).toContain('The market view is being made')
    expect(page.text).toContain('Try again')
    const start = performance.now()
    const tasks = await people.buyer.get(path(draft, '/edit')).expect(200)
    expect(performance.now() - start).toBeLessThan(2500)
    expect(tasks.text).toContain('The market view is being made.')
    expect(tasks.text).toContain('What it must pass before it is public')
    const coach = await people.buyer.get(path(draft, '/edit/coach')).expect(200)
    expect(coach.text).toContain('This sets a financial floor')
  })

  it('a program is told when to come again', async () => {
    const answer = await read().expect(503)
    expect(answer.headers['retry-after']).toBe('5')
  })
})

describe('with workers', () => {
  beforeAll(async () => {
    startTestWorkers()
    // The first question loads the directory, which may take longer than anybody waits.
    await until(async () => (await read()).status === 200, 20_000)
  }, 30_000)

  it('tells the draft’s writers how many could answer, and what a condition costs', async () => {
    const page = await people.buyer.get(path(draft)).expect(200)
    expect(page.text).toContain('8 firms')
    expect(page.text).toContain('6 firms don’t meet this; 8 don’t say.')
    expect(page.text).toContain('8 firms could answer as it stands; 14 without it.')
    expect(page.text).toContain('A number is no promise that anybody answers.')
    const tried = await people.buyer
      .get(path(draft, '/market?drop=turnover-1000000&anywhere=yes'))
      .expect(200)
    expect(tried.text).toContain('Without what you ticked, 14 firms could answer')
    expect(tried.text).toContain('If the work could be anywhere in the UK, 14 firms could answer')
    expect(tried.text).toMatch(/value="turnover-1000000"[^>]* checked/)
  })

  it('tells it on the list of sections, and beside the coach’s finding', async () => {
    const tasks = await people.buyer.get(path(draft, '/edit')).expect(200)
    expect(tasks.text).toContain('About 8 firms could answer')
    const coach = await people.buyer.get(path(draft, '/edit/coach')).expect(200)
    expect(coach.text).toContain('6 firms don’t meet this; 8 don’t say.')
  })

  it('gives programs the same numbers', async () => {
    const { body } = await read('?drop=turnover-1000000,unheard-of').expect(200)
    expect(body).toMatchObject({
      state: 'counted',
      view: {
        whole: { firms: { least: 14, most: 14 } },
        standing: { firms: { least: 8, most: 8 } },
        whatIf: { firms: { least: 14, most: 14 } },
      },
      conditions: [{ id: 'turnover-1000000', says: '6 firms don’t meet this; 8 don’t say.' }],
    })
  })

  it('never says who they are: no page, answer or question has a name or an id of them', async () => {
    const texts = [
      await people.buyer.get(path(draft)),
      await people.buyer.get(path(draft, '/market?drop=turnover-1000000&anywhere=yes')),
      await people.buyer.get(path(draft, '/edit')),
      await people.buyer.get(path(draft, '/edit/coach')),
      await people.buyer.get(path(draft, '')),
      await read('?drop=turnover-1000000&anywhere=true'),
    ].map((answer) => answer.text)
    for (const text of texts) expect(text).not.toMatch(/zanzibar|canary/i)
  })

  it('counts the first sixty conditions of a draft that has more, and says so', async () => {
    const asks = Array.from(
      { length: 35 },
      (_, i) =>
        `Bidders must have a minimum turnover of £${i + 1},000,000. Suppliers must have ${i + 10} employees.`,
    )
    const { council } = people
    const crowded = await aChallenge({
      ...words,
      asks: asks.join(' '),
      authorityId: council.id,
      authorityName: council.name,
    })
    const { body } = await read('', crowded._id).expect(200)
    expect((body as { conditions: unknown[] }).conditions).toHaveLength(60)
    expect(body).toMatchObject({ uncounted: 10 })
    const page = await people.buyer.get(path(crowded)).expect(200)
    expect(page.text).toContain('Your draft makes 70 conditions. The first 60 are counted')
    expect((await people.buyer.get(path(draft)).expect(200)).text).not.toContain('aren’t, so fewer firms')
  })

  it('says what is needed first where the draft says too little', async () => {
    const short = await aChallenge({
      authorityId: people.council.id,
      title: '',
      summary: '',
      problem: 'Damp',
      whoHasIt: '',
    })
    const page = await people.buyer.get(path(short)).expect(200)
    expect(page.text).toContain('Needed first:')
    expect(page.text).not.toMatch(/\d+ firms/)
    const { body } = await read('', short._id).expect(200)
    expect(body).toMatchObject({ state: 'too-short', missing: ['title', 'problem'], view: null })
  })

  it('is over once the challenge is public', async () => {
    const open = await aChallenge({ ...words, status: 'open', authorityId: people.council.id })
    const page = await people.buyer.get(path(open)).expect(200)
    expect(page.text).toContain('so it is over')
    expect(page.text).not.toMatch(/\d+ firms/)
    const { body } = await read('', open._id).expect(200)
    expect(body).toMatchObject({ state: 'over', view: null })
  })

  it('is for those who write the draft, and for the brokers once it is before them', async () => {
    const submitted = await aChallenge({ ...words, status: 'submitted', authorityId: people.council.id })
    const cases = [
      [people.buyer, 200, 200],
      [people.broker, 404, 200],
      [people.viewer, 404, 404],
      [people.supplier, 404, 404],
      [outsider, 404, 404],
      [app.agent(), 303, 303],
    ] as const
    for (const [agent, asDraft, asSubmitted] of cases) {
      await agent.get(path(draft)).expect(asDraft)
      await agent.get(path(submitted)).expect(asSubmitted)
    }
    await app.agent().get(`/api/v1/challenges/${draft._id}/market-view`).expect(401)
    const other = await tokenFor(app.agent(), await aPerson({ organisation: 'supplier' }))
    await app
      .agent()
      .get(`/api/v1/challenges/${draft._id}/market-view`)
      .set('Authorization', `Bearer ${other}`)
      .expect(404)
  })
})
