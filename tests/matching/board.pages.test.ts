import { listEvents } from '../../server/audit/index.ts'
import type { ChallengeRecord } from '../../shared/challenges/challenge.ts'
import { emptyProfile } from '../../shared/organisations/supplier-profile.ts'
import { newId } from '../../shared/platform/ids.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { aSupplier } from '../organisations/organisations.factory.ts'
import { csrfIn, startTestApp, type TestApp } from '../platform/app.ts'
import { signInAs } from '../platform/sign-in.ts'
import { aMatch, aPublicChallenge, aRun, matchesOf } from './matching.factory.ts'

type Agent = ReturnType<TestApp['agent']>
let app: TestApp
let broker: Agent
let viewer: Agent
let supplier: Agent
let challenge: ChallengeRecord

beforeAll(async () => {
  app = await startTestApp()
  const signedIn = async (person: Parameters<typeof aPerson>[0]) => {
    const agent = app.agent()
    await signInAs(agent, await aPerson(person))
    return agent
  }
  broker = await signedIn({ organisation: 'brokerage' })
  viewer = await signedIn({ organisation: 'brokerage', role: 'viewer' })
  supplier = await signedIn({ organisation: 'supplier' })
})
afterAll(() => app.stop())
beforeEach(async () => {
  challenge = await aPublicChallenge()
  await aRun(challenge._id)
})

const board = () => `/challenges/${challenge._id}/matches`
const read = async (path = board(), agent = broker) => (await agent.get(path).expect(200)).text

async function post(path: string, body: object, agent = broker, page = board()) {
  const { text } = await agent.get(page)
  return agent
    .post(path)
    .type('form')
    .send({ _csrf: csrfIn(text), ...body })
}
const follow = async (answer: { headers: Record<string, string> }) => read(answer.headers['location'])

/** A match of a firm that exists in the directory. */
async function aFirm(name: string, status: 'verified' | 'unclaimed' = 'verified', changes = {}) {
  const profile = { regions: [name.startsWith('London') ? 'TLI4' : 'TLD3'] }
  const { supplier: firm } = await aSupplier({ name, status, profile })
  return aMatch(challenge._id, firm, changes)
}
const names = (text: string) => [...text.matchAll(/ranking__name"><a[^>]*>([^<]+)/g)].map(([, name]) => name)

it.each([
  ['add', 'Enter the name of a supplier, or what it does'],
  ['why-not', 'Enter the name of a firm'],
])('names the search box of “%s” when it was empty', async (page, message) => {
  const { text } = await broker.get(`${board()}/${page}?q=+`).expect(422)
  expect(text).toContain(`<a href="#q">${message}</a>`)
  expect(text).toContain('aria-describedby="q-error"')
  expect(await read(`${board()}/${page}`)).not.toContain(message)
})

describe('the board', () => {
  it('has the challenge beside its candidates', async () => {
    challenge = await aPublicChallenge({
      problem: 'Mould is found **late**.',
      budget: { pilotPence: 6_000_000, pilots: 2, scalePence: 25_000_000, vat: 'none' },
    })
    const text = await read()
    expect(text).toContain('Mould is found <strong>late</strong>.')
    expect(text).toContain('£60,000 for each of 2 pilots, up to £250,000 to scale')
    expect(text).toContain('Blackburn with Darwen')
  })

  it('says who is in the list, above the line and sent, in words and numbers', async () => {
    const acquainted = [{ kind: 'worked-for-buyer' as const, count: 2, buyer: 'Blackburn with Darwen' }]
    await aFirm('North One')
    await aFirm('London Two', 'verified', { status: 'sent', sentAt: new Date(), reasons: acquainted })
    await aFirm('North Three', 'unclaimed', { score: 0.2 })
    const text = (await read()).replaceAll(/\s+/g, ' ')
    expect(text).toContain('Select the one above the line on this page that waits</label>')
    expect(text.match(/ data-offered/g)).toHaveLength(1)
    expect(text).toContain('Above the line: 2</th><th scope="col">Sent: 1')
    expect(text).toContain('New to this council</th><td>1 of 2 (50%)</td><td>0 of 1 (0%)</td>')
    expect(text).toContain('Has won from this council before</th><td>1 of 2 (50%)</td><td>1 of 1 (100%)</td>')
    expect(text).toContain('VCSEs</th><td>not known</td>')
    expect(text).toContain('London 1, North West 1')
  })

  it('says in its figures what the filters find: who was added below the line, who said no, who waits', async () => {
    const by = { by: newId(), at: new Date(), reason: 'They asked' }
    await aFirm('Reaching')
    await aFirm('Not signed up', 'unclaimed', { rank: 2 })
    await aFirm('By hand', 'verified', {
      rank: 3,
      score: 0.1,
      status: 'sent',
      sentAt: new Date(),
      addedBy: by,
    })
    const no = { status: 'not-for-me' as const, sentAt: new Date(), answer: by }
    await aFirm('Unwilling', 'verified', { rank: 4, ...no })
    const text = (await read()).replaceAll(/\s+/g, ' ')
    expect(text).toContain(
      '4 above the line of 0.30 or added below it (1), 2 sent (1 of them not for the firm), 2 wait for a decision (1 of a firm that has not signed up).',
    )
    expect(text).toContain('Above the line or added: 4</th>')
    expect(names(await read(`${board()}?status=waiting`))).toHaveLength(2)
    expect(names(await read(`${board()}?status=sent`))).toHaveLength(1)
  })

  it('filters by all that is chosen together, counts, and keeps it in its addresses', async () => {
    const facts = { isSme: false, isVcse: true, isExample: false }
    await aFirm('North SME')
    await aFirm('London SME', 'unclaimed', { rank: 2 })
    await aFirm('North (VCSE)', 'verified', {
      rank: 3,
      supplier: { name: 'North (VCSE)', isClaimed: true, ...facts },
      reasons: [],
      status: 'declined',
      decision: { by: newId(), at: new Date(), reason: 'No' },
    })
    await aFirm('North low', 'verified', { rank: 4, score: 0.1 })
    const shown = async (query: string) => names(await read(`${board()}?${query}`))
    expect(await shown('region=TLI')).toEqual(['London SME'])
    expect(await shown('region=TLI&region=TLD')).toHaveLength(4)
    expect(await shown('vcse=yes')).toEqual(['North (VCSE)'])
    expect(await shown('q=(vc')).toEqual(['North (VCSE)'])
    expect(await shown('newToBuyer=yes&claimed=yes')).toEqual(['North SME', 'North low'])
    expect(await shown('claimed=no&sme=yes')).toEqual(['London SME'])
    expect(await shown('status=waiting')).toEqual(['North SME', 'London SME'])
    expect(await shown('status=below-line&status=declined')).toEqual(['North (VCSE)', 'North low'])
    const text = await read(`${board()}?status=waiting&region=TLI`)
    expect(text).toContain('>1 match<')
    expect(text).toContain('Clear all')
    expect(text).toMatch(/action="\/matches\/[^"]+\/approve\?status=waiting&amp;region=TLI"/)
    expect(await read(`${board()}?status=sent`)).toContain('No match fits all of this')
  })

  it('shows the last page to whoever asks for one beyond it', async () => {
    await aFirm('Last')
    const beyond = await read(`${board()}?page=9`)
    expect(beyond).toContain('Last')
    expect(beyond).not.toContain('The directory has no suppliers yet')
  })
  it('says plainly where nothing is known of a firm', async () => {
    const { supplier: firm } = await aSupplier({ name: 'Unheard Of', profile: emptyProfile() })
    const match = await aMatch(challenge._id, firm, { reasons: [] })
    const cakes = (await aSupplier({ name: 'Known', profile: { whatWeDo: 'Cakes' } })).supplier
    const known = await aMatch(challenge._id, cakes, { rank: 2, reasons: [] })
    const said = /We don’t know what this firm does/g
    expect((await read()).match(said)).toHaveLength(1)
    const compared = await read(`${board()}/compare?a=${match._id}&b=${known._id}`)
    expect(compared.match(said)).toHaveLength(1)
    expect(compared).toContain('Nothing in common was found')
  })

  it('marks a place that was added for somebody new', async () => {
    await aFirm('Newcomer', 'verified', { isAddedPlace: true })
    expect(await read()).toContain('place added: new to this council')
  })
})

describe('deciding on several', () => {
  it('approves: some go out, some wait, and it says which could not be approved and why', async () => {
    const [out, later] = [await aFirm('Out'), await aFirm('Later', 'unclaimed')]
    const sent = await aFirm('Before', 'verified', { status: 'sent', sentAt: new Date() })
    const matchIds = [out._id, later._id, sent._id]
    const answer = await post(`${board()}/selected?claimed=any&sme=yes`, { do: 'approve', matchIds })
    expect(answer.status).toBe(303)
    const text = await follow(answer)
    expect(text).toContain('1 match went out.')
    expect(text).toContain('1 waits for the firm to sign up.')
    expect(text).toContain('Before: This match has been sent already.')
    expect(answer.headers['location']).toContain('sme=yes')
    const again = await follow(await post(`${board()}/selected`, { do: 'approve', matchIds }))
    expect(again).toContain('3 could no longer be decided on')
    for (const { _id } of [out, later]) {
      const approved = (await listEvents('match', _id)).filter(({ name }) => name === 'match.approved')
      expect(approved).toHaveLength(1)
    }
  })

  it('takes a whole page at once', async () => {
    for (let rank = 1; rank <= 25; rank += 1)
      await aMatch(challenge._id, { id: newId(), name: `Firm ${rank}`, isVerified: false }, { rank })
    const matchIds = (await matchesOf(challenge._id)).map(({ _id }) => _id)
    const text = await follow(await post(`${board()}/selected`, { do: 'approve', matchIds }))
    expect(text).toContain('25 wait for the firm to sign up.')
  })

  it('asks for one reason and declines all with it', async () => {
    const [first, second] = [await aFirm('First'), await aFirm('Second')]
    const matchIds = [first._id, second._id]
    const chosen = await post(`${board()}/selected`, { do: 'decline', matchIds })
    const page = chosen.headers['location'] ?? ''
    expect(await read(page)).toContain('Decline 2 matches')
    const empty = await post(`${board()}/decline`, { matchIds, reason: ' ', kind: 'other' })
    expect(empty.status).toBe(422)
    expect(empty.text).toContain('Say why this match is declined')
    expect(empty.text).toContain(second._id)
    const why = { reason: 'Both only paint', kind: 'not-what-they-do' }
    const text = await follow(await post(`${board()}/decline`, { matchIds, ...why }))
    expect(text).toContain('2 declined, with your reason.')
    for (const match of await matchesOf(challenge._id)) {
      expect(match).toMatchObject({ status: 'declined', decision: why })
    }
  })

  it('refuses nothing chosen, one to compare, strangers and a challenge that is over', async () => {
    const match = await aFirm('Only')
    const nothing = await post(`${board()}/selected`, { do: 'approve' })
    expect(nothing.status).toBe(422)
    expect(nothing.text).toContain('Choose at least one match')
    const none = await post(`${board()}/selected`, { do: 'compare' })
    expect(none.text).toContain('Choose two matches to compare')
    expect(none.text).not.toContain('Choose at least one match')
    const single = await post(`${board()}/selected`, { do: 'compare', matchIds: match._id })
    expect(single.text).toContain('Choose two matches to compare')
    const byViewer = await post(`${board()}/selected`, { do: 'approve', matchIds: match._id }, viewer)
    expect(byViewer.status).toBe(403)
    expect(await read(board(), viewer)).not.toContain('value="approve"')
    const page = '/your-matches'
    const bySupplier = await post(
      `${board()}/selected`,
      { do: 'approve', matchIds: match._id },
      supplier,
      page,
    )
    expect(bySupplier.status).toBe(404)
    const past = new Date(Date.now() - 1000)
    const timetable = { ...challenge.timetable, askBy: past, answerBy: past, respondBy: past }
    const closed = await aPublicChallenge({ timetable })
    await aRun(closed._id)
    const late = await aMatch(closed._id, { id: newId(), name: 'Late', isVerified: true })
    const over = `/challenges/${closed._id}/matches`
    const answer = await post(`${over}/selected`, { do: 'approve', matchIds: late._id })
    expect(answer.status).toBe(409)
    expect(await read(`${over}/weights`)).toContain('nobody is ranked for it any more')
    expect(await read(`${over}/why-not?supplier=${late.supplierId}`)).toContain('takes no more responses')
    expect((await post(`${over}/rerun`, {})).status).toBe(409)
  })
})

describe('comparing two', () => {
  it('lays them beside each other and says what decided', async () => {
    const one = await aFirm('Ribble')
    const parts = { text: 0.8, category: 0.1, region: 1, trackRecord: 0.25 }
    const two = await aFirm('Calder', 'unclaimed', { rank: 2, score: 0.6, parts, reasons: [] })
    const chosen = await post(`${board()}/selected`, { do: 'compare', matchIds: [two._id, one._id] })
    const text = await read(chosen.headers['location'])
    expect(text).toMatch(/Ribble ranks higher because of [a-z ]+: \d+ against \d+\./)
    expect(text.indexOf('>Ribble</th>')).toBeLessThan(text.indexOf('>Calder</th>'))
    expect(text).toContain('new to this council')
    expect(text).toContain('No public awards on record')
    const half = await read(`${board()}?compare=${one._id}`)
    expect(half).toContain(`/compare?a=${one._id}&amp;b=${two._id}`)
    await broker.get(`${board()}/compare?a=${one._id}&b=${newId()}`).expect(404)
    await broker.get(`${board()}/compare?a=${newId()}`).expect(404)
    await supplier.get(`${board()}/compare?a=${one._id}&b=${two._id}`).expect(404)
  })
  it('takes one that is named twice for one, and asks for another', async () => {
    const { _id } = await aFirm('Ribble')
    const twice = await post(`${board()}/selected`, { do: 'compare', matchIds: [_id, _id] })
    expect(twice.text).toContain('Choose two matches to compare')
    for (const query of [`a=${_id}&b=${_id}`, `b=${_id}`]) {
      const answer = await broker.get(`${board()}/compare?${query}`).expect(303)
      expect(await follow(answer)).toContain('Comparing Ribble: choose “Compare with this” at another firm.')
    }
    await supplier.get(`${board()}/compare?a=${_id}&b=${_id}`).expect(404)
  })
})
