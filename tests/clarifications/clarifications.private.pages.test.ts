import { startTestApp, type TestApp } from '../platform/app.ts'
import { type ClarificationPeople, clarificationPeople } from './clarifications.people.ts'

let app: TestApp
let room: ClarificationPeople
beforeAll(async () => {
  app = await startTestApp()
  room = await clarificationPeople(app)
}, 60_000)
afterAll(() => app.stop())

const words = { text: 'Would our own lime membrane count?', isConfidential: 'yes' }
const ask = (fields: object) => room.send('supplier', `${room.log}/ask`, room.log, fields)

describe('the pages of a question with confidential parts', () => {
  it('want to know which parts, and keep what was typed', async () => {
    const refused = await ask({ ...words, confidential: ' ' })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('Say which parts are confidential, and why')
    expect(refused.text).toContain('href="#confidential"')
    expect(refused.text).toContain(words.text)
  })

  it('lead from the supplier by a broker to the room, and hide it from the authority till then', async () => {
    const asked = await ask({ ...words, confidential: 'The membrane is not patented yet' })
    const path = (asked.headers['location'] ?? '').split('?')[0] ?? ''
    expect(path).toMatch(/^\/private-questions\/\w{24}$/)
    for (const who of ['buyer', 'other'] as const) {
      await room.agents[who].get(path).expect(404)
      expect((await room.agents[who].get(room.log).expect(200)).text).not.toContain('membrane')
    }
    expect((await room.agents.broker.get('/desk').expect(200)).text).toContain(path)
    const page = await room.agents.broker.get(path).expect(200)
    expect(page.text).toContain('Sensible Sensors Ltd')
    const empty = await room.send('broker', path, `${path}/wordings`, { how: 'rephrase', text: '' })
    expect(empty.text).toContain('Write the wording that everybody would read')
    const text = 'Would breathable membranes count?'
    const sent = await room.send('broker', path, `${path}/wordings`, { how: 'rephrase', text, note: '' })
    expect(sent.status).toBe(303)
    const own = await room.agents.supplier.get(room.log).expect(200)
    expect(own.text).toContain('a wording waits for the supplier')
    expect((await room.send('supplier', path, `${path}/agree`, { wording: '1' })).status).toBe(303)
    const seen = await room.agents.buyer.get(room.log).expect(200)
    expect(seen.text).toContain(text)
    expect(seen.text).not.toContain('lime')
  })

  it('do the same for programs', async () => {
    const path = `/challenges/${room.challenge._id}/private-questions`
    const body = { text: words.text, confidential: 'The membrane' }
    const { id } = (await room.call('supplier', 'post', path, body).expect(201)).body
    expect((await room.call('buyer', 'get', path).expect(200)).body.items).toEqual([])
    await room.call('buyer', 'get', `/private-questions/${id}`).expect(404)
    const read = await room.call('supplier', 'get', `/private-questions/${id}`).expect(200)
    expect(read.body.confidential).toBe('The membrane')
    const proposal = { how: 'as-it-is' }
    await room.call('supplier', 'post', `/private-questions/${id}/wordings`, proposal).expect(403)
    await room.call('broker', 'post', `/private-questions/${id}/wordings`, proposal).expect(200)
    const decline = { note: 'It says lime', wording: 1 }
    await room.call('supplier', 'post', `/private-questions/${id}/decline`, decline).expect(200)
    await room.call('supplier', 'post', `/private-questions/${id}/withdraw`, {}).expect(200)
    await room.call('supplier', 'post', `/private-questions/${id}/agree`, { wording: 1 }).expect(403)
  })
})
