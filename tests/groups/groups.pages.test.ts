import { listEvents } from '../../server/audit/index.ts'
import { Challenge } from '../../server/challenges/challenges.model.ts'
import { Engagement } from '../../server/groups/groups.engagements.model.ts'
import { Post } from '../../server/groups/groups.model.ts'
import { dateWords, post } from '../challenges/challenges.forms.ts'
import { aChallenge } from '../challenges/challenges.factory.ts'
import { csrfIn, startTestApp, type TestApp } from '../platform/app.ts'
import { tokenFor } from '../platform/sign-in.ts'
import { begin, type GroupPeople, groupPeople, plan } from './groups.people.ts'

let app: TestApp
let people: GroupPeople
let group = ''
let engagement = ''

beforeAll(async () => {
  app = await startTestApp()
  people = await groupPeople(app)
}, 120_000)
afterAll(() => app.stop())

type Name = Exclude<keyof GroupPeople, 'councils'>
const as = (name: Name) => people[name].agent
const words = { title: 'Damp together', purpose: 'To **end** it.', joining: 'by-request', regions: ['TLD'] }
const open = async (name: Name, path: string, status = 200) => (await as(name).get(path).expect(status)).text
const send = (name: Name, path: string, input: object, page = path) => post(as(name), page, path, input)
const eventsOf = async (kind: string, id: string) => (await listEvents(kind, id)).map(({ name }) => name)
/** Takes part as the page says it that is open, or as one says that was opened before. */
const agree = async (path: string, seen?: string) => {
  const words = seen ?? /name="words" value="([^"]+)"/.exec(await open('member', path))?.[1] ?? ''
  return send('member', `${path}/agree`, { words }, path)
}
const idIn = (location = '') => location.split('?')[0] ?? ''

describe('a working group', () => {
  it('is founded by people who act for an authority, and is nothing to suppliers', async () => {
    const wrong = await send('organiser', '/groups/new', { ...words, title: ' ', regions: ['TLZ'] })
    expect([
      wrong.status,
      wrong.text.includes('href="#title"'),
      wrong.text.includes('To **end** it.'),
    ]).toEqual([422, true, true])
    const founded = await send('organiser', '/groups/new', words)
    group = idIn(founded.headers['location'])
    expect(group).toMatch(/^\/groups\/\w+$/)
    expect(await open('organiser', group)).toContain('<strong>end</strong>')
    const inside = ['members', 'leave', 'close'].map((page) => `${group}/${page}`)
    for (const path of ['/groups', '/groups/new', '/your-watches', group, ...inside])
      await open('supplier', path, 404)
    await app.agent().get(group).expect(303)
    await open('viewer', '/groups/new', 403)
    expect(await open('viewer', '/groups')).toContain('Damp together')
  })

  it('lets in who asks and whom an organiser wants', async () => {
    expect(await open('member', group)).toContain('Members of the group read its board.')
    await open('member', `${group}/members`, 403)
    expect((await send('member', `${group}/join`, {}, group)).status).toBe(403)
    await send('member', `${group}/ask`, { note: 'We have it too' }, group)
    await send('outsider', `${group}/ask`, {}, group)
    const page = await open('organiser', `${group}/members`)
    expect(page).toContain('We have it too')
    const requests = [...page.matchAll(/action="([^"]+\/requests\/\w+)"/g)].map(([, path]) => path ?? '')
    await send('organiser', requests[0] ?? '', { decision: 'accept' }, `${group}/members`)
    await send('organiser', requests[1] ?? '', { decision: 'refuse' }, `${group}/members`)
    expect(await open('member', group)).toContain('Write to the group')
    const isTold = async (name: Name) =>
      (await open(name, `${group}?done=founded`)).includes('you are its organiser')
    expect([await isTold('organiser'), await isTold('member')]).toEqual([true, false])
    expect(await open('outsider', group)).toContain('Ask to join')
    expect((await send('member', `${group}/members/${people.organiser.id}/remove`, {}, group)).status).toBe(
      403,
    )
  })

  it('has a board whose posts are safe, changed by whoever wrote them, and hidden with a reason', async () => {
    const { _id } = await aChallenge({ status: 'open', title: 'An open challenge' })
    const draft = (await aChallenge({}))._id
    const refused = await send(
      'member',
      `${group}/posts`,
      { text: 'Kept words', links: `/challenges/${draft}` },
      group,
    )
    expect([refused.status, refused.text.includes('Kept words')]).toEqual([422, true])
    const text = '**Hello** <script>alert(1)</script>'
    await send('member', `${group}/posts`, { text, links: `http://here.example/challenges/${_id}` }, group)
    const board = await open('organiser', group)
    expect(board).toContain('<strong>Hello</strong>')
    expect(board).not.toContain('<script>alert')
    expect(board).toContain('>An open challenge</a>')
    const path = /\/groups\/\w+\/posts\/\w+(?=\/hide)/.exec(board)?.[0] ?? ''
    await send('organiser', path, { text: 'A reply' })
    await open('organiser', `${path}/edit`, 403)
    await send('member', `${path}/edit`, { text: 'Changed' })
    expect((await Post.findById(path.split('/').at(-1)).lean())?.earlier).toMatchObject([{ text }])
    expect((await send('organiser', `${path}/hide`, { reason: '' })).status).toBe(422)
    await send('broker', `${path}/hide`, { reason: 'Names a firm' })
    const late = await as('member')
      .post(`${path}/edit`)
      .set({ Host: 'here.example', Referer: `http://here.example${path}/edit` })
      .type('form')
      .send({ _csrf: csrfIn(await open('member', group)), text: 'Long and careful words' })
    expect(late.status).toBe(403)
    for (const says of ['This post was hidden or taken back', 'What you typed', 'Long and careful words'])
      expect(late.text).toContain(says)
    const after = await open('member', group)
    expect([
      after.includes('Hidden: Names a firm'),
      after.includes('Changed'),
      after.includes('A reply'),
    ]).toEqual([true, false, true])
  })

  it('keeps an organiser, and what happened on record', async () => {
    expect(await open('organiser', `${group}/leave`)).toContain('You are its only organiser')
    const refused = await send('organiser', `${group}/leave`, {}, group)
    expect([refused.status, refused.text.includes('Make somebody else an organiser first')]).toEqual([
      409,
      true,
    ])
    // A page asks first, and nothing has happened by looking at it.
    expect(await open('member', `${group}/leave`)).toContain('to come back you ask')
    await open('outsider', `${group}/leave`, 403)
    await open('member', `${group}/close`, 403)
    expect(await open('member', group)).toContain('Write to the group')
    await send('member', `${group}/mute`, {}, group)
    expect(await open('member', group)).toContain('Hear of posts again')
    expect(await eventsOf('group', group.split('/').at(-1) ?? '')).toEqual([
      'group.founded',
      'group.join-requested',
      'group.join-requested',
      'group.joined',
      'group.request-decided',
      'group.request-decided',
      'group.posted',
      'group.posted',
      'group.post-edited',
      'group.post-hidden',
    ])
  })
})

describe('an early engagement', () => {
  it('is planned by an organiser, seen by the group, and joined by its authorities', async () => {
    const path = `${group}/engagements/new`
    await open('member', path, 403)
    const late = await send('organiser', path, { ...plan(), registerBy: { ...dateWords(25), time: '5pm' } })
    expect([late.status, late.text.includes('href="#registerBy"')]).toEqual([422, true])
    expect(
      (await send('organiser', path, { ...plan(), startsAt: { ...dateWords(-2), time: '5pm' } })).status,
    ).toBe(422)
    engagement = idIn((await send('organiser', path, plan())).headers['location'])
    await open('supplier', engagement, 404)
    await open('outsider', engagement, 404)
    await agree(engagement)
    expect(await open('organiser', engagement)).toContain(
      'Pendle Borough Council and Burnley Borough Council',
    )
  })

  it('is announced with its notice or the reason for none, and takes registrations', async () => {
    expect((await send('organiser', `${engagement}/announce`, {})).text).toContain('href="#noticeId"')
    await send('organiser', `${engagement}/announce`, { noticeId: '012345-2026' })
    expect((await app.agent().get(engagement).expect(200)).text).toContain('012345-2026')
    expect((await app.agent().get('/engagements').expect(200)).text).toContain('What finds damp?')
    await send('supplier', `${engagement}/register`, { note: 'A note of ours' }, engagement)
    const seen = await Promise.all(
      (['organiser', 'outsider', 'supplier'] as const).map((who) => open(who, engagement)),
    )
    expect(seen.map((text) => text.includes('1 supplier registered'))).toEqual([true, false, false])
    expect(seen.map((text) => text.includes('A note of ours'))).toEqual([true, false, true])
    expect((await send('member', `${engagement}/cancel`, {}, engagement)).status).toBe(403)
  })

  it('publishes its notes to everybody once it is over', async () => {
    const early = await open('organiser', `${engagement}/notes`, 403)
    expect(early).toMatch(/You can write notes after the event has begun, on \d+ \w+ \d{4}, 10am/)
    expect(await open('member', `${engagement}/notes`, 403)).not.toContain('You can write notes')
    await begin(engagement, 9e6)
    await send('organiser', `${engagement}/notes`, { notes: 'What **was** said' })
    expect((await app.agent().get(engagement)).text).toContain('What <strong>was</strong> said')
    expect((await send('supplier', `${engagement}/register`, {}, engagement)).status).toBe(403)
  })

  it('becomes a joint challenge that all who agreed take part in', async () => {
    expect((await send('member', `${engagement}/draft`, {}, engagement)).status).toBe(403)
    const begun = await send('organiser', `${engagement}/draft`, {}, engagement)
    const id = /challenges\/(\w+)\/edit/.exec(begun.headers['location'] ?? '')?.[1]
    const challenge = await Challenge.findById(id).lean()
    const { first, second } = people.councils
    expect(challenge).toMatchObject({ authorityId: first.id, title: 'What finds damp?', regions: ['TLD'] })
    expect(challenge?.coBuyers).toMatchObject([{ authorityId: second.id, status: 'invited' }])
    expect(challenge?.coBuyers[0]?.joinedAt).toBeInstanceOf(Date)
    expect(challenge?.onFile.engagement).toMatchObject({ held: 'yes', noticeId: '012345-2026' })
    expect(await open('member', `/challenges/${id}/joint`)).toContain('You take part.')
    expect((await send('organiser', `${engagement}/draft`, {}, engagement)).status).toBe(403)
    expect(await eventsOf('engagement', engagement.split('/').at(-1) ?? '')).toEqual([
      'engagement.planned',
      'engagement.agreed',
      'engagement.announced',
      'engagement.registered',
      'engagement.notes-published',
      'engagement.drafted',
    ])
  })
})

/** The page that the organiser changes with the words of another plan. */
const change = (path: string, changes: object) =>
  send('organiser', `${path}/edit`, { ...plan(), ...changes }, `${path}/edit`)
const stored = async (path: string) => Engagement.findById(path.split('/').at(-1)).lean()

describe('a change of an engagement', () => {
  it('asks those again who agreed to other words, and says so', async () => {
    const one = idIn((await send('organiser', `${group}/engagements/new`, plan())).headers['location'])
    const seen = /name="words" value="([^"]+)"/.exec(await open('member', one))?.[1] ?? ''
    await agree(one)
    await change(one, {})
    await change(one, { place: 'In Burnley' })
    expect((await stored(one))?.authorities).toHaveLength(2)
    expect(await open('member', one)).not.toContain('Asked again')
    await change(one, { place: 'In Burnley', learn: 'Other words.' })
    const { first, second } = people.councils
    const after = await stored(one)
    expect(after?.authorities.map(({ organisationId }) => organisationId)).toEqual([first.id])
    expect(after?.lapsed).toMatchObject([{ organisationId: second.id }])
    expect(await open('member', one)).toContain('Asked again')
    const old = await agree(one, seen)
    expect([old.status, old.text.includes('<ins>')]).toEqual([409, true])
    await send('organiser', `${one}/announce`, { noticeId: '012345-2026' })
    const shown = (await app.agent().get(one).expect(200)).text
    expect(shown).not.toContain('Burnley Borough Council')
    await agree(one)
    expect(await stored(one)).toMatchObject({ lapsed: [], authorities: [{}, { organisationId: second.id }] })
    expect(await eventsOf('engagement', one.split('/').at(-1) ?? '')).toEqual([
      'engagement.planned',
      'engagement.agreed',
      'engagement.changed',
      'engagement.agreement-withdrawn',
      'engagement.changed',
      'engagement.announced',
      'engagement.agreed',
    ])
  })
})

describe('the API of groups', () => {
  it('does what the pages do, with the same refusals', async () => {
    const token = await tokenFor(app.agent(), people.outsider)
    const call = (method: 'get' | 'post' | 'put' | 'delete', path: string) =>
      app.agent()[method](`/api/v1${path}`).set('authorization', `Bearer ${token}`)
    await call('get', '/groups?q=damp&colour=red').expect(400)
    const { body } = await call('get', '/groups?q=damp&region=TLD').expect(200)
    expect(body.items).toMatchObject([{ title: 'Damp together', role: null, joining: 'by-request' }])
    await call('get', `${group}/posts`).expect(403)
    await call('put', `${group}/membership`).expect(403)
    await call('post', '/groups')
      .send({ ...words, colour: 'red' })
      .expect(422)
    const founded = await call('post', '/groups')
      .send({ ...words, joining: 'open' })
      .expect(201)
    const own = `/groups/${founded.body.id}`
    const written = await call('post', `${own}/posts`).send({ text: 'Hello' }).expect(201)
    await call('post', `${own}/posts/${written.body.id}/replies`).send({ text: 'Hello too' }).expect(201)
    const board = await call('get', `${own}/posts`).expect(200)
    expect(board.body.items).toMatchObject([{ text: 'Hello', replies: [{ text: 'Hello too' }] }])
    await call('delete', `${own}/posts/${written.body.id}`).expect(204)
    await call('delete', `${own}/membership`).expect(204)
    expect((await call('get', own).expect(200)).body.status).toBe('closed')
    const ofFirm = await tokenFor(app.agent(), people.supplier)
    for (const path of ['/watches', '/groups'])
      await app
        .agent()
        .post(`/api/v1${path}`)
        .set('authorization', `Bearer ${ofFirm}`)
        .send({ q: 'damp' })
        .expect(path === '/watches' ? 404 : 422)
    const watch = await call('post', '/watches').send({ q: 'damp' }).expect(201)
    await call('delete', `/watches/${watch.body.id}`).expect(204)
    expect((await app.agent().get('/api/v1/engagements').expect(200)).body.items).toMatchObject([
      { title: 'What finds damp?', state: 'announced' },
      { title: 'What finds damp?', state: 'held', notes: { text: 'What **was** said' } },
    ])
  })
})
