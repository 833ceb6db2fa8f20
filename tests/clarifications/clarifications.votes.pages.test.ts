import { vote } from '../../server/clarifications/clarifications.votes.service.ts'
import { actor } from '../platform/actors.ts'
import { startTestApp, type TestApp } from '../platform/app.ts'
import { type ClarificationPeople, clarificationPeople } from './clarifications.people.ts'

let app: TestApp
let room: ClarificationPeople
beforeAll(async () => {
  app = await startTestApp()
  room = await clarificationPeople(app)
}, 60_000)
afterAll(() => app.stop())

describe('the pages of what is shown and wanted', () => {
  it('let the authority choose, and refuse what is no choice', async () => {
    const path = `${room.log}/settings`
    await room.agents.supplier.get(path).expect(403)
    expect((await room.send('buyer', path, path, { display: 'never' })).text).toContain(
      'Choose when questions are shown to everybody',
    )
    const asking = async () => (await room.agents.supplier.get(`${room.log}/ask`)).text
    expect(await asking()).toContain('others with its answer')
    expect((await room.send('buyer', path, path, { display: 'once-read' })).status).toBe(303)
    expect(await asking()).toContain('as soon as a broker has read it')
    expect((await room.send('buyer', path, path, { display: 'at-once' })).status).toBe(303)
    expect(await asking()).toContain('Everybody can read your question as soon as you send it')
    const read = await room.call('other', 'get', `/challenges/${room.challenge._id}/clarification-settings`)
    expect(read.body).toEqual({ display: 'at-once', signOff: false })
  })

  it('let other suppliers want it too, by a button and by a program, and sort by it', async () => {
    for (const text of ['May tenants keep the sensors?', 'Is there Wi-Fi in the homes?'])
      await room.send('supplier', `${room.log}/ask`, room.log, { text, anyway: 'yes' })
    const page = await room.agents.other.get(room.log).expect(200)
    const [first, second] = [...page.text.matchAll(/\/questions\/(\w{24})\/vote/g)].map(([, id]) => id)
    expect((await room.send('other', room.log, `/questions/${second}/vote`, { wants: 'yes' })).status).toBe(
      303,
    )
    const after = await room.agents.other.get(`${room.log}?sort=votes`).expect(200)
    expect(after.text).toContain('>You want to know this too<')
    expect(after.text).toContain('Take our vote back')
    expect((await app.agent().get(room.log)).text).toContain('>1 other supplier wants to know this too<')
    await vote(actor('supplier', 'third-firm'), second ?? '', true)
    expect((await room.agents.other.get(room.log)).text).toContain(
      '>You and 1 other supplier want to know this too<',
    )
    expect((await room.agents.supplier.get(room.log)).text).toContain(
      '>2 other suppliers want to know this too<',
    )
    const order = [...after.text.matchAll(/\/questions\/(\w{24})\/vote/g)].map(([, id]) => id)
    expect(order).toEqual([second, first])
    expect((await room.agents.supplier.get(room.log)).text).not.toContain('I want to know this too')
    expect((await app.agent().get(room.log)).text).not.toContain('I want to know this too')
    const voted = await room.call('other', 'put', `/questions/${first}/vote`, { wants: true }).expect(200)
    expect(voted.body.votes).toBe(1)
    await room.call('buyer', 'put', `/questions/${first}/vote`, { wants: true }).expect(403)
    const list = await room.call('buyer', 'get', `${room.log}?sort=votes`).expect(200)
    expect(list.body.waiting[0]).toMatchObject({ votes: 2, isShown: true, isWanted: false })
  })
})
