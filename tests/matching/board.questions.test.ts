import { listEvents } from '../../server/audit/index.ts'
import { MatchingProgress } from '../../server/matching/matching.progress.model.ts'
import { summariseRanking } from '../../server/matching/index.ts'
import { ask } from '../../server/platform/ask.ts'
import type { ChallengeRecord } from '../../shared/challenges/challenge.ts'
import { tryWeights, whyNot } from '../../shared/matching/board.questions.ts'
import { type Parts, partNames } from '../../shared/matching/ranking.ts'
import { emptyProfile } from '../../shared/organisations/supplier-profile.ts'
import { newId } from '../../shared/platform/ids.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { aSupplier } from '../organisations/organisations.factory.ts'
import { csrfIn, startTestApp, type TestApp, until } from '../platform/app.ts'
import { signInAs, tokenFor } from '../platform/sign-in.ts'
import { aPublicChallenge, matchesOf } from './matching.factory.ts'

type Firm = Awaited<ReturnType<typeof aSupplier>>['supplier']
let app: TestApp
let broker: ReturnType<TestApp['agent']>
let token: string
let challenge: ChallengeRecord
let damp: Firm
let caterer: Firm
let unheardOf: Firm

const onlyRegion = Object.fromEntries(partNames.map((name) => [name, name === 'region' ? 5 : 0])) as Parts

beforeAll(async () => {
  app = await startTestApp({ workers: true })
  const person = await aPerson({ organisation: 'brokerage' })
  broker = app.agent()
  await signInAs(broker, person)
  token = await tokenFor(app.agent(), person)
  const whatWeDo = 'Sensors that find damp and mould in council homes before tenants do'
  const says = { whatWeDo, cpv: ['44000000'] }
  damp = (await aSupplier({ name: 'Damp Sensors Ltd', profile: { ...says, regions: ['TLD3'] } })).supplier
  await aSupplier({ name: 'Mould Finders', profile: { ...says, regions: ['TLI'] } })
  for (let depot = 0; depot < 4; depot += 1)
    await aSupplier({ profile: { whatWeDo: `Buses for schools, depot ${depot}` } })
  caterer = (
    await aSupplier({
      name: 'Wedding Caterers',
      status: 'unclaimed',
      profile: { whatWeDo: 'Cakes', regions: ['TLD33'] },
    })
  ).supplier
  unheardOf = (await aSupplier({ name: 'Unheard Of Ltd', status: 'unclaimed', profile: emptyProfile() }))
    .supplier
  challenge = await aPublicChallenge()
}, 60_000)
afterAll(() => app.stop())

const board = () => `/challenges/${challenge._id}/matches`
const read = async (path: string) => (await broker.get(path).expect(200)).text
const api = (path: string) => `/api/v1${board()}${path}`
const bearer = () => ({ authorization: `Bearer ${token}` })

async function post(path: string) {
  const { text } = await broker.get(board())
  return broker
    .post(path)
    .type('form')
    .send({ _csrf: csrfIn(text) })
}

describe('why not this firm', () => {
  it('is answered by a worker: its place among all, its parts, and those of the first and of the line', async () => {
    const asked = { challengeId: challenge._id, supplierId: caterer.id }
    const answer = await ask(whyNot, asked, 20_000)
    expect(answer.total).toBe(8)
    expect(answer.first).toMatchObject({ supplierId: damp.id, rank: 1 })
    expect(answer.firm?.rank).toBeGreaterThan(2)
    expect(answer.firm?.parts).toMatchObject({ text: 0, region: 1 })
    expect(answer.firm?.reasons.map(({ kind }) => kind)).toContain('region')
    const nobody = await ask(whyNot, { ...asked, supplierId: newId() }, 20_000)
    expect(nobody.firm).toBeNull()
  })

  it('finds a firm by name, shows its place and what is missing, and offers to add it', async () => {
    const found = await read(`${board()}/why-not?q=wedding`)
    expect(found).toContain(`/why-not?q=wedding&amp;supplier=${caterer.id}`)
    const text = await until(async () => {
      const page = await read(`${board()}/why-not?q=wedding&supplier=${caterer.id}`)
      return page.includes('is number') && page.replaceAll(/\s+/g, ' ')
    })
    expect(text).toMatch(/Wedding Caterers is number \d of 8/)
    expect(text).toContain('Damp Sensors Ltd')
    expect(text).toMatch(/With category 44\d+ .+?: (would rank \d instead of \d|the score would be)/)
    expect(text).toContain('Its profile has no case study.')
    expect(text).toContain(`/add?supplier=${caterer.id}`)
    expect(await read(`${board()}/add?supplier=${caterer.id}`)).toContain('Wedding Caterers')
  })

  it('shows the shared words where they stand, and says it plainly where nothing is known of a firm', async () => {
    const shown = (supplierId: string, wanted: string) =>
      until(async () => {
        const page = await read(`${board()}/why-not?supplier=${supplierId}`)
        return page.includes(wanted) && page.replaceAll(/\s+/g, ' ')
      })
    const known = await shown(damp.id, 'Where the words stand')
    expect(known).toContain('<mark>Damp</mark> and mould in council homes')
    expect(known).toMatch(/Its profile<\/span> <span>Sensors that find <mark>damp<\/mark>/)
    const unknown = await shown(unheardOf.id, 'We don’t know what this firm does')
    expect(unknown).not.toContain('Nothing in common was found')
    expect(known).not.toContain('We don’t know what this firm does')
    const { body } = await app
      .agent()
      .get(api(`/why-not?supplierId=${damp.id}`))
      .set(bearer())
      .expect(200)
    expect(body.firm).toMatchObject({ saysNothing: false, contexts: [{ word: 'damp' }, {}, {}] })
  })

  it('is said to programs, and refused to strangers', async () => {
    const answer = await until(async () => {
      const one = await app
        .agent()
        .get(api(`/why-not?supplierId=${caterer.id}`))
        .set(bearer())
      return one.status === 200 && one.body
    })
    expect(answer).toMatchObject({ total: 8, firm: { name: 'Wedding Caterers' } })
    expect(answer.firm.why.length).toBeGreaterThan(0)
    expect(answer.firm.missing.find(({ kind }: { kind: string }) => kind === 'category')).toMatchObject({
      gain: expect.any(Number),
      sentence: expect.stringMatching(/^With category /),
    })
    expect(answer.weights).toHaveProperty('text')
    await app
      .agent()
      .get(api(`/why-not?supplierId=${newId()}`))
      .set(bearer())
      .expect(404)
    await app.agent().get(api('/why-not')).set(bearer()).expect(400)
    const supplier = await tokenFor(app.agent(), await aPerson({ organisation: 'supplier' }))
    const own = { authorization: `Bearer ${supplier}` }
    await app
      .agent()
      .get(api(`/why-not?supplierId=${caterer.id}`))
      .set(own)
      .expect(404)
    await app.agent().post(api('/try-weights')).set(own).send({ weights: onlyRegion }).expect(404)
  })
})

describe('other weights', () => {
  const query = (weights: Partial<Parts>) =>
    partNames.map((name) => `${name}=${weights[name] ?? 0}`).join('&')

  it('are tried by a worker: new places, places now, and nothing is kept', async () => {
    const weights = { ...onlyRegion, region: 1 }
    const { total, rows } = await ask(tryWeights, { challengeId: challenge._id, weights }, 20_000)
    expect(total).toBe(8)
    const firm = rows.find(({ supplierId }) => supplierId === caterer.id)
    expect(firm?.score).toBe(1)
    expect(firm?.movedBy).toBe((firm?.rankNow ?? 0) - (firm?.rank ?? 0))
    expect(firm?.movedBy).toBeGreaterThan(0)
    expect(await matchesOf(challenge._id)).toEqual([])
  })

  it('show their effect on the page and in its fragment, and say that they change nothing', async () => {
    expect(await read(`${board()}/weights`)).toContain('This changes nothing.')
    const text = await until(async () => {
      const page = await read(`${board()}/weights?${query(onlyRegion)}`)
      return page.includes('in another place') && page.replaceAll(/\s+/g, ' ')
    })
    expect(text).toMatch(/The first 8 of 8/)
    expect(text).toMatch(/up \d/)
    expect(text).toContain('Region 100')
    const fragment = await read(`${board()}/weights/tried?${query(onlyRegion)}`)
    expect(fragment).not.toContain('<html')
    expect(fragment).toContain('Wedding Caterers')
  })

  it('are refused if all are zero or one is no weight', async () => {
    const zero = await broker.get(`${board()}/weights?${query({})}`).expect(422)
    expect(zero.text).toContain('Give at least one part a weight above zero')
    const wrong = await broker.get(`${board()}/weights?${query({ region: -3 })}`).expect(422)
    expect(wrong.text).toContain('Region: the weight must be a number between 0 and 100')
    expect(wrong.text).toContain('value="-3"')
    const send = (weights: object) => app.agent().post(api('/try-weights')).set(bearer()).send({ weights })
    await send(Object.fromEntries(partNames.map((name) => [name, 0]))).expect(422)
    await send({ region: 1 }).expect(422)
    await send({ ...onlyRegion, luck: 1 }).expect(422)
    const answer = await send(onlyRegion).expect(200)
    expect(answer.body.weights.region).toBe(1)
    expect(answer.body.rows[0]).toHaveProperty('movedBy')
  })
})

describe('ranking again', () => {
  it('is recorded, done by a worker, and its progress ends with the counts', async () => {
    expect((await post(`${board()}/rerun`)).status).toBe(303)
    const asked = await listEvents('challenge', challenge._id)
    expect(asked.map(({ name }) => name)).toContain('matching.rerun-asked')
    const { run } = await until(async () => {
      const summary = await summariseRanking(challenge._id)
      return summary.run && summary
    }, 20_000)
    expect(run).toMatchObject({ trigger: 'asked' })
    const progress = await until(async () => {
      const { body } = await app.agent().get(api('/progress')).set(bearer()).expect(200)
      return body.progress?.look === 'done' && body.progress
    })
    expect(progress).toMatchObject({
      state: 'done',
      suppliers: run?.suppliersCount,
      stored: run?.suppliersCount,
    })
    const done = /Ranked \d suppliers and stored the best \d\./
    expect(await read(`${board()}?awaited=yes`)).toMatch(done)
    expect(await read(`${board()}/progress?awaited=yes`)).toMatch(done)
    expect(await read(board())).not.toMatch(done)
    expect(await read(`${board()}/progress`)).not.toMatch(done)
  }, 40_000)

  it('asked while one is under way is asked once; one that died says so and may be asked again', async () => {
    const other = await aPublicChallenge({ title: 'Quieter streets' })
    const at = (secondsAgo: number) => new Date(Date.now() - secondsAgo * 1000)
    await MatchingProgress.create({ _id: other._id, state: 'ranking', at: at(20), suppliers: 858 })
    const page = `/challenges/${other._id}/matches`
    expect(await read(page)).toContain('Ranking 858 suppliers')
    const again = await app.agent().post(`/api/v1${page}/rerun`).set(bearer()).expect(202)
    expect(again.body).toMatchObject({ state: 'ranking', look: 'running' })
    expect((await listEvents('challenge', other._id)).map(({ name }) => name)).toEqual([])
    await MatchingProgress.updateOne({ _id: other._id }, { $set: { at: at(70) } })
    expect(await read(page)).toContain('The ranking has stopped.')
    expect(await read(`${page}/progress`)).toContain('data-look="died"')
    const anew = await app.agent().post(`/api/v1${page}/rerun`).set(bearer()).expect(202)
    expect(anew.body).toMatchObject({ state: 'waiting', look: 'running' })
    await until(async () => (await summariseRanking(other._id)).run, 20_000)
  }, 40_000)
})
