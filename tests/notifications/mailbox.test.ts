import { unsubscribeLink } from '../../server/notifications/notifications.unsubscribe.service.ts'
import { listKeptMail } from '../../server/platform/mail.ts'
import { forgetSite, markSeeded } from '../../server/platform/site.ts'
import { aPerson, testPassword } from '../identity/identity.factory.ts'
import { mailTo } from '../identity/mails.ts'
import { csrfIn, startTestApp, type TestApp, until } from '../platform/app.ts'
import { signInAs } from '../platform/sign-in.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp({ workers: true })
  await markSeeded(true)
  forgetSite()
})
afterAll(() => app.stop())

type Agent = ReturnType<TestApp['agent']>
const everybodyReads = 'Everybody who can open this demonstration can read its e-mails'

async function post(agent: Agent, page: string, fields: object) {
  const { text } = await agent.get(page).expect(200)
  return agent
    .post(page)
    .type('form')
    .send({ _csrf: csrfIn(text), ...fields })
}

async function statusesOf(agent: Agent, to: string, id: string): Promise<number[]> {
  const list = await agent.get(`/demo/mailbox?to=${to}`).expect(200)
  const path = `/demo/mailbox/${encodeURIComponent(id)}`
  const isListed = list.text.includes(path) ? 200 : 404
  return [isListed, (await agent.get(path)).status, (await agent.get(`${path}/html`)).status]
}

describe('the mailbox of a demonstration', () => {
  it('warns wherever an address is asked for', async () => {
    for (const page of ['/demo/mailbox', '/register', '/forgotten-password']) {
      expect((await app.agent().get(page)).text).toContain(everybodyReads)
    }
  })

  it('shows a link to another password only to a browser that asked for it and has been its owner’s', async () => {
    const person = await aPerson()
    const { email } = person
    const [owner, stranger] = [app.agent(), app.agent()]
    await post(stranger, '/forgotten-password', { email })
    const asked = await mailTo(email, /Choose another password/)
    expect(await statusesOf(stranger, email, asked._id)).toEqual([404, 404, 404])
    await signInAs(owner, person)
    const { text } = await owner.get('/account').expect(200)
    await owner
      .post('/sign-out')
      .type('form')
      .send({ _csrf: csrfIn(text) })
      .expect(303)
    await owner.get('/account').expect(303)
    await post(owner, '/forgotten-password', { email })
    const { _id } = await until(async () =>
      (await listKeptMail({ to: email })).find(
        (one) => one._id !== asked._id && /Choose another password/.test(one.subject),
      ),
    )
    expect(await statusesOf(owner, email, _id)).toEqual([200, 200, 200])
    expect(await statusesOf(stranger, email, _id)).toEqual([404, 404, 404])
  })

  it('does the same with a link to another address', async () => {
    const owner = app.agent()
    await signInAs(owner, await aPerson())
    const email = 'new-home@testing.example'
    await post(owner, '/account/email', { email, password: testPassword })
    const { _id } = await mailTo(email, /new e-mail address/)
    expect(await statusesOf(owner, email, _id)).toEqual([200, 200, 200])
    expect(await statusesOf(app.agent(), email, _id)).toEqual([404, 404, 404])
  })

  it('hides nothing of invented people, whom everybody may be', async () => {
    const { email } = await aPerson({ isExample: true })
    await post(app.agent(), '/forgotten-password', { email })
    const { _id } = await mailTo(email, /Choose another password/)
    expect(await statusesOf(app.agent(), email, _id)).toEqual([200, 200, 200])
    expect(await listKeptMail({ to: email, asked: [] })).toHaveLength(1)
  })
})

describe('one-click unsubscribing', () => {
  it('takes multipart too, as mail readers may send it (RFC 8058)', async () => {
    const { id: userId } = await aPerson()
    const path = new URL(unsubscribeLink({ userId, what: 'match-sent' })).pathname
    const answer = await app.agent().post(path).field('List-Unsubscribe', 'One-Click')
    expect(answer.status).toBe(200)
  })
})
