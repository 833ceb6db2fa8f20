import { Engagement, Registration } from '../../server/groups/groups.engagements.model.ts'
import { Group, GroupMember } from '../../server/groups/groups.model.ts'
import { post } from '../challenges/challenges.forms.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { startTestApp, type TestApp } from '../platform/app.ts'
import { signInAs, tokenFor } from '../platform/sign-in.ts'
import { crossEachOther } from '../platform/two-people.ts'
import { begin, type GroupPeople, groupPeople, plan } from './groups.people.ts'

let app: TestApp
let people: GroupPeople
let group = ''
let colleague: ReturnType<TestApp['agent']>

beforeAll(async () => {
  app = await startTestApp()
  people = await groupPeople(app)
  const founded = await post(people.organiser.agent, '/groups/new', '/groups/new', words)
  group = pathIn(founded.headers['location'])
  const { first } = people.councils
  const person = await aPerson({ organisation: first, name: 'Cleo Colleague' })
  colleague = app.agent()
  await signInAs(colleague, person)
  await GroupMember.create({
    groupId: group.split('/').at(-1) ?? '',
    userId: person.id,
    organisationId: first.id,
    organisationName: 'Pendle',
    role: 'organiser',
    since: new Date(),
  })
}, 120_000)
afterAll(() => app.stop())

const words = { title: 'Damp together', purpose: 'To end it.', joining: 'open', regions: ['TLD'] }
const pathIn = (location = '') => location.split('?')[0] ?? ''
const both = () => ({ first: people.organiser.agent, second: colleague })
const anEngagement = async () => {
  const form = `${group}/engagements/new`
  return pathIn((await post(people.organiser.agent, form, form, plan())).headers['location'])
}
const stored = (path: string) => Engagement.findById(path.split('/').at(-1)).lean()
/** A page without what only screen readers get. */
const seen = (html: string) => html.replaceAll(/<span class="govuk-visually-hidden">[^<]*<\/span>/g, '')

describe('what two people change at once', () => {
  it('of a group is saved over only by who saw it', async () => {
    const crossed = await crossEachOther({
      ...both(),
      page: `${group}/edit`,
      theirs: { ...words, joining: 'by-request' },
      mine: { ...words, purpose: 'To end it by spring.' },
      kept: async () => (await Group.findById(group.split('/').at(-1)).lean())?.joining,
    })
    expect([crossed.theirsKept, crossed.mineKept]).toEqual(['by-request', 'open'])
    expect(crossed.page).toContain('To end it by spring.')
    expect(seen(crossed.page)).toMatch(/Who may come in\?[^]*<ins>[^<]*ask/)
    expect(crossed.page).toContain(`href="${group}/edit"`)
  })

  it('of an engagement is saved over only by who saw it, the place of it, too', async () => {
    const engagement = await anEngagement()
    const crossed = await crossEachOther({
      ...both(),
      page: `${engagement}/edit`,
      theirs: { ...plan(), place: 'In Burnley' },
      mine: { ...plan(), minutes: '60' },
      kept: async () => (await stored(engagement))?.place,
    })
    expect([crossed.theirsKept, crossed.mineKept]).toEqual(['In Burnley', 'Online'])
    expect(seen(crossed.page)).toContain('<ins>In Burnley</ins>')
  })

  it('of a firm’s note is saved over only by who saw it', async () => {
    const engagement = await anEngagement()
    await post(people.organiser.agent, `${engagement}/announce`, `${engagement}/announce`, {
      noNoticeReason: 'Small',
    })
    const other = app.agent()
    await signInAs(other, people.supplier)
    const crossed = await crossEachOther({
      first: people.supplier.agent,
      second: other,
      page: engagement,
      to: `${engagement}/register`,
      theirs: { note: 'Two of us come.' },
      mine: { note: 'We bring a sensor.' },
      kept: async () =>
        (await Registration.findOne({ engagementId: engagement.split('/').at(-1) ?? '' }).lean())?.note,
    })
    expect([crossed.theirsKept, crossed.mineKept]).toEqual(['Two of us come.', 'We bring a sensor.'])
    expect(seen(crossed.page)).toContain('<ins>Two of us come.</ins>')
  })

  it('of the notes of an engagement is saved over only by who saw it', async () => {
    const engagement = await anEngagement()
    await Engagement.updateOne({ _id: engagement.split('/').at(-1) ?? '' }, { $set: { status: 'announced' } })
    await begin(engagement, 9e6)
    const crossed = await crossEachOther({
      ...both(),
      page: `${engagement}/notes`,
      theirs: { notes: 'Nobody came.' },
      mine: { notes: 'Two firms came.' },
      kept: async () => (await stored(engagement))?.notes?.text,
    })
    expect([crossed.theirsKept, crossed.mineKept]).toEqual(['Nobody came.', 'Two firms came.'])
    expect(crossed.page).toContain('Two firms came.')
  })
})

it('announces no words that whoever announces never saw', async () => {
  const engagement = await anEngagement()
  const reason = 'Below the threshold'
  const page = `${engagement}/announce`
  const opened = (await people.organiser.agent.get(page).expect(200)).text
  expect(opened).toContain('What works.')
  const changed = { ...plan(), learn: 'What works, and for whom.' }
  await post(colleague, `${engagement}/edit`, `${engagement}/edit`, changed)
  const sent = { revision: hidden(opened, 'revision'), words: hidden(opened, 'words') }
  const send = (fields: object) =>
    post(people.organiser.agent, page, page, { ...fields, noNoticeReason: reason })
  const refused = await send({ ...sent, _seen: hidden(opened, '_seen') })
  expect([refused.status, (await stored(engagement))?.status]).toEqual([409, 'planned'])
  expect(seen(refused.text)).toContain('<ins>, and for whom</ins>')
  expect(refused.text).toContain(reason)
  expect((await send({})).status).toBe(303)
  expect(await stored(engagement)).toMatchObject({ status: 'announced', learn: changed.learn })
})

const hidden = (html: string, name: string) =>
  (new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '').replaceAll('&quot;', '"')

it('answers programs that read something older with 409', async () => {
  const engagement = await anEngagement()
  const token = await tokenFor(app.agent(), people.organiser)
  const call = (method: 'get' | 'post' | 'put', path: string) =>
    app.agent()[method](`/api/v1${path}`).set('authorization', `Bearer ${token}`)
  const { body: read } = await call('get', engagement).expect(200)
  const startsAt = new Date(Date.now() + 20 * 864e5).toISOString()
  const said = { ...plan(), questions: [], minutes: 60, startsAt, registerBy: startsAt }
  await call('put', engagement)
    .send({ ...said, revision: read.revision })
    .expect(204)
  await call('put', engagement)
    .send({ ...said, place: 'Nowhere', revision: read.revision })
    .expect(409)
  const unread = { noNoticeReason: 'Small' }
  await call('post', `${engagement}/announce`).send(unread).expect(422)
  await call('post', `${engagement}/announce`)
    .send({ ...unread, words: read.words })
    .expect(409)
  const { body: now } = await call('get', engagement).expect(200)
  await call('post', `${engagement}/announce`)
    .send({ ...unread, words: now.words })
    .expect(204)
  const { body: found } = await call('get', group).expect(200)
  const edit = { ...words, title: 'Damp, together' }
  await call('put', group)
    .send({ ...edit, revision: found.revision })
    .expect(204)
  await call('put', group)
    .send({ ...words, revision: found.revision })
    .expect(409)
})
