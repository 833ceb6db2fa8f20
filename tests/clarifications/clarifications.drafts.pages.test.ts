import { startTestApp, type TestApp } from '../platform/app.ts'
import { type ClarificationPeople, clarificationPeople } from './clarifications.people.ts'

let app: TestApp
let room: ClarificationPeople
let path: string
beforeAll(async () => {
  app = await startTestApp()
  room = await clarificationPeople(app)
  await room.send('supplier', `${room.log}/ask`, room.log, { text: 'Is there Wi-Fi in the homes?' })
  const page = await room.agents.buyer.get(room.log).expect(200)
  path = /\/questions\/\w{24}(?=\/answer)/.exec(page.text)?.[0] ?? ''
}, 60_000)
afterAll(() => app.stop())

const write = (who: 'buyer' | 'colleague', to: string, fields: object) =>
  room.send(who, `${path}/answer`, `${path}/${to}`, fields)

describe('the pages of drafts, sign-off and corrections', () => {
  it('keep a draft from the button, and while somebody types', async () => {
    expect((await write('buyer', 'draft', { text: 'Yes, mos' })).status).toBe(303)
    const page = await room.agents.buyer.get(`${path}/answer`).expect(200)
    expect(page.text).toContain('Yes, mos</textarea>')
    expect(page.text).toContain('Saved at')
    expect((await write('buyer', 'draft', { text: 'x'.repeat(5001) })).status).toBe(422)
  })

  it('publish by a second officer, then correct by two again, with the earlier answer in sight', async () => {
    await room.send('buyer', `${room.log}/settings`, `${room.log}/settings`, {
      display: 'with-answer',
      signOff: 'yes',
    })
    expect((await write('buyer', 'answer', { text: 'Yes.' })).status).toBe(409)
    expect((await write('buyer', 'ask-sign-off', { text: '' })).text).toContain('Write the answer')
    expect((await write('buyer', 'ask-sign-off', { text: 'Yes, most.' })).status).toBe(303)
    expect((await room.agents.buyer.get(`${path}/answer`)).text).toContain('wait for another officer')
    const asked = await room.agents.colleague.get(`${path}/answer`).expect(200)
    expect(asked.text).toContain('A colleague asks you to sign this off')
    const revision = /name="revision" value="(\d+)"/.exec(asked.text)?.[1]
    expect((await write('colleague', 'sign-off', { revision })).status).toBe(303)
    const correction = { text: 'Yes, all.', why: 'We counted again' }
    const id = path.split('/').at(-1)
    await room.call('buyer', 'post', `/questions/${id}/correct`, correction).expect(409)
    const put = await room.call('buyer', 'post', `/questions/${id}/ask-sign-off`, correction).expect(200)
    const signed = { revision: put.body.revision }
    await room.call('buyer', 'post', `/questions/${id}/sign-off`, signed).expect(403)
    await room.call('colleague', 'post', `/questions/${id}/sign-off`, signed).expect(200)
    const seen = await app.agent().get(room.log).expect(200)
    expect(seen.text).toMatch(/Yes, all\.[\s\S]*the earlier answer[\s\S]*Yes, most\.[\s\S]*We counted again/)
  })
})
