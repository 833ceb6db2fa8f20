import { csrfIn, startTestApp, type TestApp } from '../platform/app.ts'
import { signInAs, tokenFor } from '../platform/sign-in.ts'
import { aFirm } from './notifications.factory.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.stop())

async function aReader() {
  const [person] = (await aFirm('Reading Ltd')).people
  if (!person) throw new Error('A firm without people')
  const agent = app.agent()
  await signInAs(agent, person)
  return { person, agent }
}

const path = '/account/notifications/times'

describe('when e-mails come', () => {
  it('is chosen on a page of its own, and said on that of the kinds', async () => {
    const { agent } = await aReader()
    const before = (await agent.get('/account/notifications').expect(200)).text
    expect(before).toContain(
      'Digests at 8am, weekly ones on Monday, time in London (GMT/BST). No quiet hours.',
    )
    const page = (await agent.get(path).expect(200)).text
    expect(page).toMatch(
      /<optgroup label="United Kingdom[^>]+>\s*<option value="Europe\/London" selected>London \(GMT\/BST\)</,
    )
    const _csrf = csrfIn(page)
    const chosen = { hour: '18', weekday: '5', zone: 'Europe/Paris', quietFrom: '22', quietTo: '7' }
    const send = (fields: object) =>
      agent
        .post(path)
        .type('form')
        .send({ _csrf, ...chosen, ...fields })
    const refused = await send({ quietTo: '' }).expect(422)
    expect(refused.text).toContain('href="#quietTo"')
    expect(refused.text).toMatch(/value="Europe\/Paris" selected/)
    const unknown = await send({ zone: 'Mars/Olympus' }).expect(422)
    expect(unknown.text).toMatch(/id="zone" name="zone" aria-describedby="zone-hint zone-error"/)
    const older = await send({ zone: 'Asia/Calcutta', quietTo: '' }).expect(422)
    expect(older.text).toMatch(/ selected>(?:Calcutta|Kolkata) \(/)
    await send({}).expect(303).expect('Location', '/account/notifications?saved=yes')
    const after = (await agent.get('/account/notifications').expect(200)).text
    expect(after).toContain('Digests at 6pm, weekly ones on Friday, time in Paris (CET/CEST).')
    expect(after).toContain('Quiet from 10pm until 7am.')
  })

  it('is chosen by programs as well, and refused by pointer', async () => {
    const { person } = await aReader()
    const agent = app.agent()
    const bearer = { Authorization: `Bearer ${await tokenFor(agent, person)}` }
    const times = { zone: 'Europe/Paris', hour: 18, weekday: 5, quiet: { from: 22, to: 7 } }
    const where = '/api/v1/notification-times'
    expect((await agent.get(where).set(bearer).expect(200)).body).toMatchObject({ hour: 8, quiet: null })
    expect((await agent.put(where).set(bearer).send(times).expect(200)).body).toEqual(times)
    const refused = await agent
      .put(where)
      .set(bearer)
      .send({ ...times, quiet: { from: 7, to: 7 } })
    expect(refused.status).toBe(422)
    expect(refused.body.errors[0].pointer).toBe('/quiet/to')
    await agent.get(where).expect(401)
  })

  it('is for whoever is signed in', async () => {
    await app.agent().get(path).expect(303)
  })
})
