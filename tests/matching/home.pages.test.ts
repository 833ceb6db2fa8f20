import { listEvents } from '../../server/audit/index.ts'
import { followChallenge } from '../../server/challenges/challenges.follow.service.ts'
import { saveSearch } from '../../server/challenges/index.ts'
import { Feedback } from '../../server/evaluation/evaluation.award.model.ts'
import { actorOfPerson } from '../../server/identity/index.ts'
import { Match } from '../../server/matching/matching.model.ts'
import { Challenge } from '../../server/challenges/challenges.model.ts'
import { findMatches } from '../../server/matching/matching.board.service.ts'
import { matchPolicy } from '../../server/matching/matching.policy.ts'
import { saveSupplierProfile } from '../../server/organisations/index.ts'
import { startProposal } from '../../server/proposals/index.ts'
import { challengeListQuery } from '../../shared/challenges/challenge-list.ts'
import { criteriaOf } from '../../shared/challenges/saved-search.ts'
import { matchStatuses } from '../../shared/matching/match.ts'
import { newId } from '../../shared/platform/ids.ts'
import { inDays } from '../challenges/challenges.factory.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { aSupplier } from '../organisations/organisations.factory.ts'
import { allowed } from '../platform/actors.ts'
import { csrfIn, startTestApp, startTestWorkers, type TestApp, until } from '../platform/app.ts'
import { signInAs, tokenFor } from '../platform/sign-in.ts'
import { aMatch, aPublicChallenge } from './matching.factory.ts'

type Agent = ReturnType<TestApp['agent']>
let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.stop())
beforeEach(async () => {
  await Promise.all([Challenge.deleteMany({}), Match.deleteMany({})])
})

const home = '/your-matches'
const closingOn = (respondBy: Date) => ({
  timetable: { askBy: respondBy, answerBy: respondBy, respondBy, pilotStart: null, pilotMonths: null },
})

/** A supplier with somebody signed in, by page and by token. */
async function aFirm(options: Parameters<typeof aSupplier>[0] = {}, role: 'admin' | 'viewer' = 'admin') {
  const { supplier, admin } = await aSupplier(options)
  const person = await aPerson({ organisation: { id: supplier.id }, role })
  const agent = app.agent()
  await signInAs(agent, person)
  const token = await tokenFor(app.agent(), person)
  const api = (path: string) => app.agent().get(`/api/v1${path}`).set('Authorization', `Bearer ${token}`)
  return { supplier, admin, agent, token, api, actor: await actorOfPerson(person.id) }
}

/** Feedback that a supplier got on a proposal that did not win. @returns where it reads it */
async function aLoss(supplierId: string): Promise<string> {
  const [proposalId, at] = [newId(), new Date()]
  const place = { challengeId: newId(), submissionId: newId(), proposalId, supplierId }
  const sent = {
    result: 'unsuccessful',
    challengeTitle: 'Lost',
    supplier: { identifiers: [] },
    methodology: { levels: [], minimums: [] },
    criteria: [],
    winners: [],
  }
  await Feedback.create({ ...place, revision: 1, savedAt: at, sent, sentAt: at } as never)
  return `/proposals/${proposalId}/feedback`
}

const textOf = async (agent: Agent, path = home) => (await agent.get(path).expect(200)).text

it('the home is for a supplier’s own people, whatever their role', () => {
  const who = allowed((actor) => matchPolicy.seeHome(actor))
  expect(who).toEqual(['supplier', 'supplierViewer', 'unconfirmed', 'otherSupplier'])
})

describe('while no worker answers', () => {
  it('every open challenge is there by its deadline, and the page says that the ranking is being made', async () => {
    const { agent, api } = await aFirm()
    const later = await aPublicChallenge({ title: 'Closing later' })
    const sooner = await aPublicChallenge({ title: 'Closing sooner', ...closingOn(inDays(10)) })
    const text = await textOf(agent)
    expect(text).toContain('Your ranking is being made')
    expect(text).toMatch(/<noscript><a [^>]+>Load this page again<\/a><\/noscript>/)
    expect(text.indexOf('Closing sooner')).toBeLessThan(text.indexOf('Closing later'))
    const { body } = await api('/ranked-challenges').expect(200)
    expect(body).toMatchObject({ state: 'being-made', total: 2, gains: null })
    expect(body.items.map(({ challengeId }: { challengeId: string }) => challengeId)).toEqual([
      sooner._id,
      later._id,
    ])
  })

  it('what closes within a week is named with the reason why: a draft, followed, sent; nothing else', async () => {
    const { agent, actor, supplier } = await aFirm()
    const soon = (title: string) => aPublicChallenge({ title, ...closingOn(inDays(5)) })
    const [drafted, followed, sent, other] = await Promise.all(
      ['Drafted', 'Followed', 'Sent', 'Other'].map(soon),
    )
    if (!drafted || !followed || !sent || !other) throw new Error('Too few challenges')
    const later = await aPublicChallenge({ title: 'Later' })
    await startProposal(actor, drafted._id)
    for (const { _id } of [followed, later]) await followChallenge(actor, _id)
    await aMatch(sent._id, supplier, { status: 'sent', sentAt: new Date() })
    await aMatch(other._id, supplier, { status: 'declined' })
    const closing = /id="closing-soon"[\s\S]*?<\/section>/.exec(await textOf(agent))?.[0] ?? ''
    for (const words of ['you have a draft proposal', 'you follow it', 'a broker sent it to you'])
      expect(closing.split(words)).toHaveLength(2)
    for (const title of ['Drafted', 'Followed', 'Sent']) expect(closing).toContain(title)
    for (const title of ['Other', 'Later']) expect(closing).not.toContain(title)
  })

  it('a supplier that waits for a broker is told so, and has its searches', async () => {
    const { agent, actor } = await aFirm({ status: 'pending' })
    await aPublicChallenge({ title: 'Open to all' })
    await saveSearch(actor, {
      name: 'My damp',
      alert: 'daily',
      criteria: criteriaOf(challengeListQuery.parse({ q: 'damp' })),
    })
    const text = await textOf(agent)
    for (const words of ['A broker has yet to confirm', 'Open to all', 'My damp', 'alerts: once a day'])
      expect(text).toContain(words)
  })

  it('what was sent stays in a list of its own, over or not, and is marked among the others', async () => {
    const { agent, supplier } = await aFirm()
    const open = await aPublicChallenge({ title: 'Sent and open' })
    const over = await aPublicChallenge({ title: 'Sent and over', ...closingOn(inDays(-1)) })
    for (const { _id } of [open, over]) await aMatch(_id, supplier, { status: 'sent', sentAt: new Date() })
    expect(await textOf(agent)).toContain('sent to you by a broker')
    expect(await textOf(agent)).not.toContain('Sent and over')
    const refused = await aPublicChallenge({ title: 'Sent and refused' })
    const answer = { by: newId(), at: new Date(), reason: 'Too far away', kind: 'wrong-place' as const }
    await aMatch(refused._id, supplier, { status: 'not-for-me', sentAt: new Date(), answer })
    expect(await textOf(agent)).toMatch(/>not for you<[^]*You said that it is not for you: “Too far away”/)
    expect(await textOf(agent, `${home}?show=sent`)).toContain('Sent and over')
    for (const query of ['?page=99', '?show=sent&page=99', '?show[$ne]=x']) await textOf(agent, home + query)
  })
})

describe('what is not for it', () => {
  it('stands last with the reason, and can be taken back by page and API while it takes responses', async () => {
    const { agent, api, supplier, token } = await aFirm()
    const refused = await aPublicChallenge({ title: 'Refused, closing first', ...closingOn(inDays(2)) })
    await aPublicChallenge({ title: 'Closing last', ...closingOn(inDays(30)) })
    const answer = { by: newId(), at: new Date(), reason: 'Too far away', kind: 'wrong-place' as const }
    const decision = { by: newId(), at: new Date(), reason: '' }
    const stands = { status: 'not-for-me' as const, sentAt: new Date(), answer, decision }
    const match = await aMatch(refused._id, supplier, { ...stands, score: 0.9 })
    const before = (await api('/ranked-challenges')).body.items as { challengeId: string }[]
    expect(before.at(-1)?.challengeId).toBe(refused._id)
    const text = await textOf(agent)
    expect(text.lastIndexOf('Refused, closing first')).toBeGreaterThan(text.lastIndexOf('>Closing last<'))
    for (const path of [home, `/challenges/${refused._id}`, `/matches/${match._id}/not-for-me`])
      expect(await textOf(agent, path)).toContain(`action="/matches/${match._id}/take-back"`)
    const back = `/matches/${match._id}/take-back`
    const send = { _csrf: csrfIn(text) }
    expect((await agent.post(back).type('form').send(send)).headers['location']).toBe(
      `${home}?done=taken-back`,
    )
    expect(await textOf(agent, `${home}?done=taken-back`)).toContain('Taken back.')
    expect(await findMatches(refused._id, [match._id])).toMatchObject([
      { status: 'sent', answer: null, takenBackAt: expect.any(Date) },
    ])
    const named = (await listEvents('match', match._id)).map(({ name }) => name)
    expect(named).toContain('match.taken-back')
    const again = await app.agent().post(`/api/v1${back}`).set('Authorization', `Bearer ${token}`)
    expect([again.status, again.body.code]).toEqual([409, 'conflict'])
    await Match.updateOne({ _id: match._id }, { $set: stands })
    const byApi = await app.agent().post(`/api/v1${back}`).set('Authorization', `Bearer ${token}`)
    expect([byApi.status, byApi.body]).toEqual([200, { id: match._id, status: 'sent' }])
  })
})

describe('a match decides nothing', () => {
  it.each([null, ...matchStatuses])(
    'a supplier whose match is %s reads and answers every open challenge, by page and API',
    async (status) => {
      const { agent, api, supplier, token } = await aFirm()
      const challenges = []
      for (let i = 1; i <= 12; i += 1) challenges.push(await aPublicChallenge({ title: `Challenge ${i}.` }))
      if (status) for (const { _id } of challenges) await aMatch(_id, supplier, { status, score: 0 })
      const pages = (await textOf(agent)) + (await textOf(agent, `${home}?page=2`))
      const [first, second] = await Promise.all([1, 2].map((page) => api(`/ranked-challenges?page=${page}`)))
      const listed = [...(first?.body.items ?? []), ...(second?.body.items ?? [])]
      expect(listed).toHaveLength(12)
      for (const { _id, title } of challenges) {
        expect(pages).toContain(title)
        await api(`/challenges/${_id}`).expect(200)
      }
      const [one, other] = challenges
      const page = await agent.get(`/challenges/${one?._id}`).expect(200)
      const started = await agent
        .post(`/challenges/${one?._id}/proposals`)
        .type('form')
        .send({ _csrf: csrfIn(page.text) })
      expect(started.status).toBe(303)
      expect(started.headers['location']).toMatch(/^\/proposals\//)
      await app
        .agent()
        .post(`/api/v1/challenges/${other?._id}/proposals`)
        .set('Authorization', `Bearer ${token}`)
        .expect(201)
    },
    30_000,
  )
})

describe('with a worker', () => {
  beforeAll(() => startTestWorkers())

  /** The first question may come before the directory is read. */
  const ranked = (api: Awaited<ReturnType<typeof aFirm>>['api']) =>
    until(async () => {
      const { body } = await api('/ranked-challenges')
      return body.state !== 'being-made' && body.gains ? body : null
    })

  it('every open challenge is ranked, with reasons and what would bring more, and no rank or other firm', async () => {
    for (let i = 0; i < 12; i += 1)
      await aSupplier({ profile: { whatWeDo: `Buses for schools, depot ${i}`, cpv: ['44000000'] } })
    const other = await aSupplier({
      name: 'Rival Ltd',
      profile: { whatWeDo: 'Damp and mould sensors for homes' },
    })
    const { agent, api, supplier, admin } = await aFirm({
      profile: { whatWeDo: 'Sensors that find damp and mould in council homes', cpv: ['44110000'] },
    })
    const catering = await aPublicChallenge({
      title: 'School meals',
      summary: 'Hot meals',
      cpv: ['55520000'],
      regions: ['TLE'],
    })
    const damp = await aPublicChallenge({ cpv: ['44200000'] })
    await aMatch(damp._id, supplier, { status: 'declined' })
    const body = await ranked(api)
    expect(body.state).toBe('ranked')
    const ids = body.items.map(({ challengeId }: { challengeId: string }) => challengeId)
    expect(ids).toEqual([damp._id, catering._id])
    expect(body.items[0]).toMatchObject({ isSentByBroker: false })
    expect(body.items[0].why.join()).toContain('damp')
    expect(JSON.stringify(body)).not.toMatch(new RegExp(`rank"|${other.supplier.id}|Rival`))
    const before = body.gains.find(({ kind }: { kind: string }) => kind === 'categories')
    expect(before).toMatchObject({ code: '44200000', asked: 1, raised: 1 })
    // A machine with much to do may be late with one answer.
    const text = await until(async () => {
      const shown = await textOf(agent)
      return shown.includes('Ranked for you') && shown.includes('44200000') ? shown : null
    })
    for (const words of [
      'Ranked for you',
      '44200000',
      'You would score higher for 1 open challenge.',
      'Only you and the brokers see this',
    ])
      expect(text).toContain(words)
    // Whoever did not win reads there where else they fit, the best first.
    const feedback = await aLoss(supplier.id)
    const elsewhere = await until(async () => {
      const shown = await textOf(agent, feedback)
      return shown.includes('School meals') ? shown : null
    })
    expect(elsewhere.slice(0, elsewhere.indexOf('School meals'))).toContain(`/challenges/${damp._id}`)
    const score = body.items[0].score
    await saveSupplierProfile(admin, supplier.id, { cpv: ['44110000', '44200000'] })
    const after = await ranked(api)
    expect(after.items[0].score).toBeGreaterThan(score)
    expect(after.gains.map(({ code }: { code: string }) => code)).not.toContain('44200000')
  }, 30_000)

  it('a supplier of which nothing is known is told what to say, and sees all the same', async () => {
    const { agent, api } = await aFirm()
    await aPublicChallenge({ title: 'Open to all' })
    expect((await ranked(api)).state).toBe('says-nothing')
    const text = await until(async () => {
      const shown = await textOf(agent)
      return shown.includes('We know nothing of what you do') ? shown : null
    })
    expect(text).toContain('Open to all')
  })

  it('a viewer sees it all and is offered nothing to do', async () => {
    const profile = { whatWeDo: 'Sensors that find damp and mould in council homes' }
    const { agent, api, supplier } = await aFirm({ profile }, 'viewer')
    const { _id } = await aPublicChallenge()
    await aMatch(_id, supplier, { status: 'sent', sentAt: new Date() })
    await ranked(api)
    const text = await textOf(agent)
    expect(text).toContain('What would bring more')
    expect(text).not.toContain('/organisation/profile/')
    expect(text).not.toContain('/not-for-me')
  })

  it('is for suppliers alone', async () => {
    const broker = app.agent()
    await signInAs(broker, await aPerson({ organisation: 'brokerage' }))
    await broker.get(home).expect(404)
    const token = await tokenFor(app.agent(), await aPerson({ organisation: 'brokerage' }))
    await app.agent().get('/api/v1/ranked-challenges').set('Authorization', `Bearer ${token}`).expect(404)
    await app.agent().get('/api/v1/ranked-challenges').expect(401)
  })
})
