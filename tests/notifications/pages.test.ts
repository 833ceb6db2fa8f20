import { actorOfPerson } from '../../server/identity/index.ts'
import { deliver } from '../../server/notifications/notifications.deliver.service.ts'
import { planDueDigests } from '../../server/notifications/notifications.digest.service.ts'
import { Notice } from '../../server/notifications/notifications.model.ts'
import { savePreferences } from '../../server/notifications/notifications.preferences.service.ts'
import { addMember, removeMember } from '../../server/organisations/index.ts'
import { freezeClock, now, releaseClock } from '../../server/platform/clock.ts'
import { unreadChanged } from '../../shared/notifications/notifications.sockets.ts'
import { memberAdded, memberRemoved } from '../../shared/organisations/organisations.events.ts'
import { system } from '../../shared/platform/actor.ts'
import { newId } from '../../shared/platform/ids.ts'
import { notificationsReactions } from '../../workers/notifications/notifications.reactions.ts'
import { listKeptMail, sendMail } from '../../server/platform/mail.ts'
import { markSeeded, forgetSite } from '../../server/platform/site.ts'
import { config, useConfig } from '../../server/platform/config.ts'
import { tell } from '../../server/notifications/notifications.plan.service.ts'
import { unsubscribeLink } from '../../server/notifications/notifications.unsubscribe.service.ts'
import { csrfIn, startTestApp, type TestApp, until } from '../platform/app.ts'
import { listenAs, signInAs, tokenFor } from '../platform/sign-in.ts'
import { aCause, aFirm, aToldPerson, deliveriesOf, noticesOf } from './notifications.factory.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.stop())
afterEach(releaseClock)

async function aReader(organisationName = 'Reading Ltd') {
  const told = await aToldPerson(organisationName)
  const agent = app.agent()
  await signInAs(agent, told.person)
  const [notice] = await noticesOf(told.person.id)
  if (!notice) throw new Error('Nobody was told')
  return { ...told, agent, notice }
}

describe('the inbox', () => {
  it('asks a visitor to sign in', async () => {
    await app.agent().get('/inbox').expect(303).expect('Location', '/sign-in?returnTo=%2Finbox')
  })

  it('says what will appear when it is empty', async () => {
    const [person] = (await aFirm('Quiet Ltd')).people
    if (!person) throw new Error('A firm without people')
    const agent = app.agent()
    await signInAs(agent, person)
    const page = await agent.get('/inbox').expect(200)
    expect(page.text).toContain('Nothing to read yet')
  })

  it('shows what is unread first, and counts it in the masthead', async () => {
    const { agent, notice } = await aReader()
    const page = await agent.get('/inbox').expect(200)
    expect(page.text).toContain('Reading Ltd is confirmed')
    expect(page.text).toMatch(/data-count="\/inbox"><span data-count-figure>1</)
    await agent.get(`/inbox/${notice._id}`).expect(303).expect('Location', '/organisation')
    const after = await agent.get('/inbox').expect(200)
    expect(after.text).toMatch(/data-count="\/inbox" hidden/)
    expect(after.text).not.toContain('Mark as read')
  })

  it('marks one, or everything of a kind, as read', async () => {
    const { agent, firm, notice } = await aReader()
    await tell(aCause({ name: 'organisation.refused', organisationId: firm.id }))
    const page = await agent.get('/inbox?kind=organisation-refused').expect(200)
    expect(page.text).not.toContain('Reading Ltd is confirmed')
    const _csrf = csrfIn(page.text)
    await agent.post(`/inbox/${notice._id}/read`).type('form').send({ _csrf }).expect(303)
    expect((await agent.get('/inbox/unread')).body).toEqual({ unread: 1 })
    await agent.post('/inbox/read?kind=organisation-refused').type('form').send({ _csrf }).expect(303)
    expect((await agent.get('/inbox/unread')).body).toEqual({ unread: 0 })
  })

  it('pages long lists and mends nonsense in the address', async () => {
    const { agent, firm } = await aReader()
    for (let i = 0; i < 21; i += 1)
      await tell(aCause({ name: 'organisation.refused', organisationId: firm.id }))
    expect((await agent.get('/inbox?page=2').expect(200)).text).toContain('Reading Ltd')
    await agent.get('/inbox?page=-1&kind[$ne]=x').expect(200)
  })

  it('does not know notices of others', async () => {
    const { notice } = await aReader()
    const { agent } = await aReader('Other Ltd')
    const page = await agent.get('/inbox')
    await agent.get(`/inbox/${notice._id}`).expect(404)
    await agent
      .post(`/inbox/${notice._id}/read`)
      .type('form')
      .send({ _csrf: csrfIn(page.text) })
      .expect(404)
    await agent.get('/inbox/nonsense').expect(404)
  })
})

describe('whoever is taken out of an organisation', () => {
  const personActor = (userId: string) => ({ kind: 'person', userId, organisationId: null })
  const memberships = (event: { name: string }, payload: { organisationId: string; userId: string }) =>
    notificationsReactions
      .find((reaction) => reaction.event.name === event.name)
      ?.react([{ payload, facts: { eventId: newId(), at: now(), actor: personActor(payload.userId) } }])

  it('reads its notices no more, in page, API, badge or e-mail, and again when they are back', async () => {
    freezeClock(new Date('2026-11-24T07:00:00Z'))
    const firm = await aFirm('Former Ltd', 2)
    const [, person] = firm.people
    if (!person) throw new Error('A firm without people')
    await savePreferences(person.id, { 'organisation-verified': { email: 'daily', inbox: true } })
    const cause = aCause({ name: 'organisation.verified', organisationId: firm.id })
    await tell(cause)
    await tell(aCause({ name: 'organisation.refused', organisationId: firm.id }))
    await tell(aCause({ name: 'identity.token-created', userId: person.id }))
    const notice = (await noticesOf(person.id)).find(({ kind }) => kind === 'organisation-verified')
    const earlier = { ...notice, _id: newId(), eventId: newId(), kind: 'claim-approved' }
    await Notice.collection.insertOne(earlier as never)
    await Notice.collection.updateOne({ _id: earlier._id as never }, { $unset: { organisationId: '' } })

    const agent = app.agent()
    await signInAs(agent, person)
    const socket = await listenAs(app, agent, person.id)
    const heard: number[] = []
    socket.on(unreadChanged, ({ unread }: { unread: number }) => heard.push(unread))
    const seen = async () => {
      const page = (await agent.get('/inbox').expect(200)).text
      const token = await tokenFor(app.agent(), person)
      const list = await app.agent().get('/api/v1/notifications').set('Authorization', `Bearer ${token}`)
      return {
        page: page.includes('Former Ltd is confirmed'),
        badge: Number(/data-count-figure>(\d+)</.exec(page)?.[1]),
        unread: (await agent.get('/inbox/unread')).body.unread,
        isFilter: page.includes('kind=organisation-verified'),
        api: list.body.items.map(({ kind }: { kind: string }) => kind).sort(),
      }
    }
    const personal = ['claim-approved', 'token-created']
    const everything = {
      page: true,
      badge: 4,
      unread: 4,
      isFilter: true,
      api: [...personal, 'organisation-refused', 'organisation-verified'].sort(),
    }
    expect(await seen()).toEqual(everything)

    const place = { organisationId: firm.id, userId: person.id }
    await removeMember(await actorOfPerson(person.id), firm.id, person.id)
    await memberships(memberRemoved, place)
    expect(await seen()).toEqual({ page: false, badge: 2, unread: 2, isFilter: false, api: personal })
    await until(() => heard.at(-1) === 2)
    await agent.get(`/inbox/${notice?._id}`).expect(404)
    const _csrf = csrfIn((await agent.get('/inbox')).text)
    await agent.post(`/inbox/${notice?._id}/read`).type('form').send({ _csrf }).expect(404)
    await agent.post('/inbox/read').type('form').send({ _csrf }).expect(303)
    expect(await seen()).toMatchObject({ unread: 0 })
    freezeClock(new Date('2026-11-24T08:00:00Z'))
    await planDueDigests()
    await deliver(`digest-2026-11-24_${person.id}_email`)
    const refusal = (await deliveriesOf(person.id)).find(({ kind }) => kind === 'organisation-refused')
    await deliver(refusal?._id ?? '')
    expect(await listKeptMail({ to: person.email })).toEqual([])

    await addMember(system, firm.id, { userId: person.id, name: person.name, email: person.email }, 'member')
    await memberships(memberAdded, place)
    expect(await seen()).toEqual({ ...everything, badge: 2, unread: 2 })
    await until(() => heard.at(-1) === 2)
  })
})

describe('choosing what to hear of', () => {
  it('keeps each choice, and refuses what is none with the words kept', async () => {
    const { agent } = await aReader()
    const page = await agent.get('/account/notifications').expect(200)
    expect(page.text).toContain('A new challenge fits what you do')
    expect(page.text).not.toContain('An organisation waits to be confirmed')
    const _csrf = csrfIn(page.text)
    const send = (fields: object) =>
      agent
        .post('/account/notifications')
        .type('form')
        .send({ _csrf, ...fields })
    await send({ 'kinds[match-sent][email]': 'daily' }).expect(303)
    const saved = await agent.get('/account/notifications?saved=yes').expect(200)
    expect(saved.text).toContain('Your choices are saved.')
    expect(saved.text).toMatch(
      /id="kinds-match-sent-email"[^>]*>\s*<option value="at-once">[^<]*<\/option>\s*<option value="daily" selected>/,
    )
    expect(saved.text).not.toMatch(/id="kinds-match-sent-inbox"[^>]*checked/)
    const refused = await send({
      'kinds[match-sent][email]': 'hourly',
      'kinds[answer-published][email]': 'off',
    }).expect(422)
    expect(refused.text).toContain('href="#kinds-match-sent-email"')
    expect(refused.text).toMatch(/id="kinds-answer-published-email"[\s\S]*?<option value="off" selected>/)
    await send({ 'kinds[password-changed][email]': 'off' }).expect(422)
  })

  it('can be stopped by a link in an e-mail: a button for people, one request for mail readers', async () => {
    const { agent, person } = await aReader()
    const path = new URL(unsubscribeLink({ userId: person.id, what: 'match-sent' })).pathname
    const visitor = app.agent()
    const page = await visitor.get(path).expect(200)
    expect(page.text).toContain('Stop these e-mails')
    const choice = async () =>
      /id="kinds-match-sent-email"[\s\S]*?value="([a-z-]+)" selected/.exec(
        (await agent.get('/account/notifications')).text,
      )?.[1]
    expect(await choice()).toBe('at-once')
    await visitor.post(path).type('form').send({ 'List-Unsubscribe': 'One-Click' }).expect(200)
    expect(await choice()).toBe('off')
    await visitor.post(path).expect(200)
    await visitor.post(path.replace('match-sent', 'answer-published')).expect(404)
    await visitor.get(`${path.slice(0, -3)}xyz`).expect(404)
  })
})

describe('the API of notices', () => {
  it('lists, marks and chooses as the pages do', async () => {
    const { person, firm, notice } = await aReader()
    await tell(aCause({ name: 'organisation.refused', organisationId: firm.id }))
    const agent = app.agent()
    const token = await tokenFor(agent, person)
    const bearer = { Authorization: `Bearer ${token}` }
    const first = await agent.get('/api/v1/notifications?limit=1').set(bearer).expect(200)
    expect(first.body.items).toHaveLength(1)
    const second = await agent
      .get(`/api/v1/notifications?limit=1&cursor=${first.body.nextCursor}`)
      .set(bearer)
      .expect(200)
    expect(second.body.items[0].id).not.toBe(first.body.items[0].id)
    await agent.post(`/api/v1/notifications/${notice._id}/read`).set(bearer).expect(200)
    const unread = await agent.get('/api/v1/notifications?unread=true').set(bearer).expect(200)
    expect(unread.body.items.map(({ id }: { id: string }) => id)).not.toContain(notice._id)
    const preferences = { 'match-sent': { email: 'off', inbox: true } }
    await agent.put('/api/v1/notification-preferences').set(bearer).send({ preferences }).expect(200)
    const read = await agent.get('/api/v1/notification-preferences').set(bearer).expect(200)
    expect(read.body.preferences).toContainEqual(
      expect.objectContaining({ kind: 'match-sent', email: 'off' }),
    )
  })

  it('refuses bad input by pointer, and what is another’s as if it were not there', async () => {
    const { person } = await aReader()
    const { notice } = await aReader('Other Ltd')
    const agent = app.agent()
    const bearer = { Authorization: `Bearer ${await tokenFor(agent, person)}` }
    await agent.post(`/api/v1/notifications/${notice._id}/read`).set(bearer).expect(404)
    const refused = await agent
      .put('/api/v1/notification-preferences')
      .set(bearer)
      .send({ preferences: { 'match-sent': { email: 'hourly', inbox: true } } })
      .expect(422)
    expect(refused.body.errors[0].pointer).toBe('/preferences/match-sent/email')
    await agent.get('/api/v1/notifications').expect(401)
    await agent.get('/api/v1/notifications?limit=1000').set(bearer).expect(400)
  })
})

describe('the demonstration’s mailbox', () => {
  const mail = {
    to: 'ada@council.example',
    subject: 'Hello',
    text: 'See https://foothold.example/x',
    html: '<html><head></head><body><script>alert(1)</script>Hello</body></html>',
  }

  it('is not there where people are real', async () => {
    await app.agent().get('/demo/mailbox').expect(404)
  })

  it('shows the mails that would have been sent, and runs nothing in them', async () => {
    await markSeeded(true)
    forgetSite()
    await sendMail(mail)
    const [kept] = await listKeptMail({ to: mail.to })
    const list = await app.agent().get('/demo/mailbox?to=ada@council.example').expect(200)
    expect(list.text).toContain('Hello')
    const path = `/demo/mailbox/${encodeURIComponent(kept?._id ?? '')}`
    const page = await app.agent().get(path).expect(200)
    expect(page.text).toContain('href="https://foothold.example/x"')
    expect(page.text).not.toContain('<script>alert')
    const html = await app.agent().get(`${path}/html`).expect(200)
    expect(html.headers['content-security-policy']).toMatch(/default-src 'none'.*sandbox/)
    await app.agent().get('/demo/mailbox/nothing').expect(404)
  })

  it('is not there where mail is sent', async () => {
    const before = config()
    useConfig({ ...before, smtpUrl: 'smtp://127.0.0.1:1' })
    await app.agent().get('/demo/mailbox').expect(404)
    useConfig(before)
  })
})
