import { isFollowing } from '../../server/challenges/challenges.follow.service.ts'
import type { Organisation } from '../../server/organisations/index.ts'
import type { ChallengeRecord } from '../../shared/challenges/challenge.ts'
import { startTestApp, type TestApp } from '../platform/app.ts'
import { aChallenge, inDays } from './challenges.factory.ts'
import { type Agent, post } from './challenges.forms.ts'
import { challengePeople } from './challenges.people.ts'

let app: TestApp
let council: Organisation
let buyer: Agent
let viewer: Agent
let broker: Agent
let supplier: Agent

beforeAll(async () => {
  app = await startTestApp()
  ;({ council, buyer, viewer, broker, supplier } = await challengePeople(app))
}, 120_000)
afterAll(() => app.stop())

const ours = (changes: Partial<ChallengeRecord> = {}) =>
  aChallenge({ authorityId: council.id, authorityName: council.name, ...changes })

describe('the public list', () => {
  it('says what will appear when nothing is open', async () => {
    const page = await app.agent().get('/challenges').expect(200)
    expect(page.text).toContain('No challenges are open')
  })

  it('lists what is open, counts, searches and filters it', async () => {
    await ours({ status: 'open', title: 'Damp in private rented homes', publishedAt: inDays(-1) })
    await ours({ status: 'open', title: 'Know where trade waste went', regions: ['TLI'], cpv: ['90500000'] })
    await ours({ status: 'draft', title: 'Nobody may see this draft' })
    const all = await app.agent().get('/challenges').expect(200)
    expect(all.text).toContain('2 challenges')
    expect(all.text).toContain('to ask a question')
    expect(all.text).not.toContain('Nobody may see this draft')
    const found = await app.agent().get('/challenges?q=trade+waste&sort=relevance').expect(200)
    expect(found.text).toMatch(/Know where trade waste went/)
    expect(found.text).not.toContain('Damp in private rented homes')
    const london = await app
      .agent()
      .get('/challenges?region=TLI&category=90000000&stage=pilot&budget=up-to-100k')
      .expect(200)
    expect(london.text).toContain('1 challenge<')
    const none = await app.agent().get('/challenges?q=xylophone').expect(200)
    expect(none.text).toContain('No challenge fits all of this')
  })

  it('finds nothing for words that are too long to search for, and shows the last page beyond it', async () => {
    const long = await app
      .agent()
      .get(`/challenges?q=${'x'.repeat(500)}`)
      .expect(200)
    expect(long.text).toContain('No challenge fits all of this')
    const beyond = await app.agent().get('/challenges?state=all&page=9').expect(200)
    expect(beyond.text).toContain('Damp in private rented homes')
  })

  it('mends an address that makes no sense', async () => {
    await app
      .agent()
      .get('/challenges?page=-3&region[$ne]=x&category=%00&sort=drop&q[$gt]=&state=x&closing=y')
      .expect(200)
    await app.agent().get('/challenges?q=%22%28-').expect(200)
    await app.agent().get('/challenges?page=999').expect(200)
  })
})

describe('the public page', () => {
  it('shows what must change, by when, and with what money', async () => {
    const { _id } = await ours({ status: 'open' })
    const page = await app.agent().get(`/challenges/${_id}`).expect(200)
    for (const words of [
      'What must change',
      '33 now',
      '23 or fewer',
      '£60,000 each, up to 3',
      'How we judge',
      '75%',
      'Ask by',
    ])
      expect(page.text).toContain(words)
    expect(page.text).toContain('No notice on the central digital platform is needed')
    expect(page.text).not.toContain('Amend')
  })

  it('is not there for drafts, for anybody but their authority', async () => {
    const { _id } = await ours()
    for (const agent of [app.agent(), supplier, broker]) await agent.get(`/challenges/${_id}`).expect(404)
    await buyer.get(`/challenges/${_id}`).expect(200)
    await viewer.get(`/challenges/${_id}`).expect(200)
    await viewer.get(`/challenges/${_id}/edit`).expect(403)
    await app.agent().get('/challenges/nonsense').expect(404)
  })

  it('says so when it is withdrawn or closed', async () => {
    const withdrawn = await ours({
      status: 'withdrawn',
      version: 1,
      publishedAt: inDays(-3),
      withdrawnAt: inDays(-1),
      withdrawnReason: 'We found that the <b>need</b> has gone.',
    })
    const gone = await app.agent().get(`/challenges/${withdrawn._id}`).expect(200)
    expect(gone.text).toContain('We found that the &lt;b&gt;need&lt;/b&gt; has gone.')
    const closed = await ours({
      status: 'open',
      timetable: {
        askBy: inDays(-5),
        answerBy: inDays(-3),
        respondBy: inDays(-1),
        pilotStart: null,
        pilotMonths: 3,
      },
    })
    const over = await app.agent().get(`/challenges/${closed._id}`).expect(200)
    expect(over.text).toContain('Responses are no longer taken')
  })

  it('can be followed and left again', async () => {
    const { _id } = await ours({ status: 'open' })
    await post(supplier, `/challenges/${_id}`, `/challenges/${_id}/follow`, {})
    expect((await supplier.get(`/challenges/${_id}`)).text).toContain('Stop following')
    await post(supplier, `/challenges/${_id}`, `/challenges/${_id}/unfollow`, {})
    expect((await supplier.get(`/challenges/${_id}`)).text).not.toContain('Stop following')
    expect(await isFollowing({ kind: 'visitor', userId: '', organisation: null, role: null }, _id)).toBe(
      false,
    )
  })
})
