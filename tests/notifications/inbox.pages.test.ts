import { tell } from '../../server/notifications/notifications.plan.service.ts'
import { aPublicChallenge } from '../matching/matching.factory.ts'
import { csrfIn, startTestApp, type TestApp } from '../platform/app.ts'
import { signInAs, tokenFor } from '../platform/sign-in.ts'
import { aCause, aFirm, noticesOf } from './notifications.factory.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.stop())

/** Somebody with three notices: of two challenges, and of their firm. */
async function aReader() {
  const firm = await aFirm('Reading Ltd')
  const [person] = firm.people
  if (!person) throw new Error('A firm without people')
  const [damp, floods] = [
    await aPublicChallenge({ title: 'Damp homes' }),
    await aPublicChallenge({ title: 'Floods' }),
  ]
  for (const { _id: challengeId } of [damp, floods])
    await tell(aCause({ name: 'match.sent', challengeId, supplierId: firm.id }))
  await tell(aCause({ name: 'organisation.verified', organisationId: firm.id }))
  const agent = app.agent()
  await signInAs(agent, person)
  const page = async (query = '') => (await agent.get(`/inbox${query}`).expect(200)).text
  const titles = async (query = '') =>
    [...(await page(query)).matchAll(/row__title.*?href="\/inbox\/\w+">([^<]+)/gs)].map(([, title]) => title)
  const _csrf = csrfIn(await page())
  const press = (path: string, fields: object = {}) =>
    agent
      .post(path)
      .type('form')
      .send({ _csrf, ...fields })
  return { person, firm, damp, floods, agent, page, titles, press, notices: await noticesOf(person.id) }
}

describe('the inbox', () => {
  it('archives one notice, which then counts as read, and takes it back', async () => {
    const { titles, press, page, notices, agent } = await aReader()
    const [first] = notices
    await press(`/inbox/${first?._id}/archive`)
      .expect(303)
      .expect('Location', `/inbox?done=archived&about=${first?._id}`)
    const done = await page(`?done=archived&about=${first?._id}`)
    expect(done).toContain('Archived: Damp homes: a challenge that fits Reading Ltd')
    expect(done).toMatch(new RegExp(`role="alert"[\\s\\S]*action="/inbox/${first?._id}/unarchive"`))
    expect(done.split('role="alert"')[1]?.split('</form>')[0]).toMatch(/name="_csrf" value="[^"]{20,}"/)
    expect(await titles()).toHaveLength(2)
    expect(await titles('?show=archived')).toEqual(['Damp homes: a challenge that fits Reading Ltd'])
    expect((await agent.get('/inbox/unread')).body).toEqual({ unread: 2 })
    await press(`/inbox/${first?._id}/unarchive?show=archived`).expect(
      'Location',
      `/inbox?show=archived&done=unarchived&about=${first?._id}`,
    )
    expect(await titles()).toHaveLength(3)
    expect(await titles('?show=unread')).toHaveLength(2)
    await press('/inbox/nonsense/archive').expect(404)
  })

  it('shows one kind, one challenge or what is unread, and does to these alone what a button says', async () => {
    const { titles, press, page, agent, damp, floods } = await aReader()
    expect(await titles(`?challenge=${floods._id}`)).toEqual(['Floods: a challenge that fits Reading Ltd'])
    expect(await titles('?kind=match-sent')).toHaveLength(2)
    expect(await page()).toContain('Damp homes (1)')
    await press(`/inbox/read?challenge=${damp._id}`).expect(303)
    expect(await titles('?show=unread')).toHaveLength(2)
    const { headers } = await press('/inbox/archive').expect(303)
    expect(await titles('?show=archived')).toEqual(['Damp homes: a challenge that fits Reading Ltd'])
    const at = /^\/inbox\?done=archived-read&at=(\d+)$/.exec(headers['location'] ?? '')?.[1]
    const done = (await agent.get(headers['location'] ?? '').expect(200)).text
    expect(done).toContain('1 notice is archived.')
    expect(done).toContain(`<input type="hidden" name="at" value="${at}">`)
    await press('/inbox/unarchive', { at }).expect('Location', '/inbox?done=restored')
    expect(await titles('?show=archived')).toEqual([])
    await press('/inbox/archive').expect(303)
    expect(await page(`?done=archived-read&at=${Number(at) - 1}`)).toContain(
      'There was nothing read to archive',
    )
    expect(await page('?done=nonsense&about[$ne]=x&at=-1')).not.toContain('role="alert"')
    expect(await titles(`?show=archived&challenge=${floods._id}`)).toEqual([])
    expect(await page('?show=nonsense&challenge[$ne]=x')).toContain('Floods')
  })

  it('mutes the challenge that a notice is about, from the notice and from the page, and hears of it again', async () => {
    const { press, page, damp, agent, firm, person } = await aReader()
    await press(`/challenges/${damp._id}/mute`, { returnTo: '/inbox?kind=match-sent' }).expect(
      'Location',
      `/inbox?kind=match-sent&done=muted&about=${damp._id}`,
    )
    const done = await page(`?kind=match-sent&done=muted&about=${damp._id}`)
    expect(done).toContain('Muted: Damp homes. You hear of it only what must reach you.')
    expect(done).toMatch(/role="alert"[\s\S]*unmute"[\s\S]*name="returnTo" value="\/inbox\?kind=match-sent"/)
    const chosen = { returnTo: '/account/notifications' }
    const heard = `/account/notifications?done=unmuted&about=${damp._id}`
    await press(`/challenges/${damp._id}/unmute`, chosen).expect('Location', heard)
    expect((await agent.get(heard)).text).toContain('You hear of this challenge again: Damp homes')
    await press(`/challenges/${damp._id}/mute`).expect(303)
    expect(await page()).toContain('Hear of this challenge again')
    const challenge = await agent.get(`/challenges/${damp._id}?done=muted`).expect(200)
    expect(challenge.text).toContain('only what must reach you')
    expect(challenge.text).toContain('Hear of it again')
    expect((await agent.get('/account/notifications')).text).toContain('Challenges that you muted')
    await tell(aCause({ name: 'match.sent', challengeId: damp._id, supplierId: firm.id }))
    expect(await noticesOf(person.id)).toHaveLength(3)
    const where = { returnTo: 'https://evil.example/' }
    await press(`/challenges/${damp._id}/unmute`, where).expect(
      'Location',
      `/challenges/${damp._id}?done=unmuted`,
    )
    await tell(aCause({ name: 'match.sent', challengeId: damp._id, supplierId: firm.id }))
    expect(await noticesOf(person.id)).toHaveLength(4)
  })
})

it('does for programs what the pages do', async () => {
  const { person, damp, notices } = await aReader()
  const agent = app.agent()
  const bearer = { Authorization: `Bearer ${await tokenFor(agent, person)}` }
  const list = async (query = '') =>
    (await agent.get(`/api/v1/notifications${query}`).set(bearer).expect(200)).body.items as { id: string }[]
  const [first] = notices
  const away = await agent.post(`/api/v1/notifications/${first?._id}/archive`).set(bearer).expect(200)
  expect(away.body).toMatchObject({ isRead: true })
  expect(await list()).toHaveLength(2)
  expect((await list('?archived=true')).map(({ id }) => id)).toEqual([first?._id])
  expect(await list('?kind=match-sent')).toHaveLength(1)
  expect(await list(`?challengeId=${damp._id}`)).toHaveLength(0)
  await agent.get('/api/v1/notifications?kind=nonsense').set(bearer).expect(400)
  await agent.post(`/api/v1/notifications/${first?._id}/unarchive`).set(bearer).expect(200)
  expect((await agent.post('/api/v1/notifications/read').set(bearer).expect(200)).body).toEqual({ unread: 0 })
  await agent.put(`/api/v1/challenges/${damp._id}/mute`).set(bearer).expect(204)
  const muted = await agent.get('/api/v1/muted-challenges').set(bearer).expect(200)
  expect(muted.body.items).toEqual([{ id: damp._id, title: 'Damp homes' }])
  await agent.delete(`/api/v1/challenges/${damp._id}/mute`).set(bearer).expect(204)
})
