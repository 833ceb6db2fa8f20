import { csrfIn, startTestApp, type TestApp } from '../platform/app.ts'
import { type ClarificationPeople, clarificationPeople } from './clarifications.people.ts'

let app: TestApp
let room: ClarificationPeople
let path: string
let file: string
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

/** Sends the form of the answer with a file. */
async function attach(
  who: 'buyer' | 'supplier',
  to: string,
  fields: Record<string, string>,
  name: string,
  content: string,
) {
  const page = await room.agents[who].get(who === 'buyer' ? `${path}/answer` : room.log)
  const sent = room.agents[who].post(`${path}/${to}`).field('_csrf', csrfIn(page.text))
  for (const [field, value] of Object.entries(fields)) sent.field(field, value)
  return sent.attach('files', Buffer.from(content), { filename: name })
}
const fileIn = (text: string) => /\/files\/(\w{24})/.exec(text)?.[1] ?? ''

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
    const refused = await attach('buyer', 'ask-sign-off', { text: '' }, 'homes.csv', 'home,wifi\n1,yes\n')
    expect(refused.text).toContain('Write the answer')
    // The file is not asked for a second time.
    file = fileIn(refused.text)
    expect(refused.text).toMatch(/value="\w{24}" checked/)
    await app.agent().get(`${path}/files/${file}`).expect(404)
    await room.agents.supplier.get(`${path}/files/${file}`).expect(404)
    const words = { text: 'Yes, most.', fileIds: [file] }
    expect((await write('buyer', 'ask-sign-off', words)).status).toBe(303)
    expect((await room.agents.buyer.get(`${path}/answer`)).text).toContain('wait for another officer')
    expect((await room.agents.buyer.get(`${path}/answer`)).text).toContain(
      `${room.people.buyer.name} asked on`,
    )
    const asked = await room.agents.colleague.get(`${path}/answer`).expect(200)
    expect(asked.text).toContain('A colleague asks you to sign this off')
    expect(asked.text).toContain(`${room.people.buyer.name} asked for the sign-off on`)
    const revision = /name="revision" value="(\d+)"/.exec(asked.text)?.[1]
    expect((await write('colleague', 'sign-off', { revision })).status).toBe(303)
    const correction = { text: 'Yes, all.', why: 'We counted again', fileIds: [file] }
    const id = path.split('/').at(-1)
    await room.call('buyer', 'post', `/questions/${id}/correct`, correction).expect(409)
    const put = await room.call('buyer', 'post', `/questions/${id}/ask-sign-off`, correction).expect(200)
    const signed = { revision: put.body.revision }
    await room.call('buyer', 'post', `/questions/${id}/sign-off`, signed).expect(403)
    await room.call('colleague', 'post', `/questions/${id}/sign-off`, signed).expect(200)
    const seen = await app.agent().get(room.log).expect(200)
    expect(seen.text).toMatch(/Yes, all\.[\s\S]*the earlier answer[\s\S]*Yes, most\.[\s\S]*We counted again/)
    expect(seen.text.split(`/files/${file}`)).toHaveLength(3)
  })

  it('take no file but of the kinds that are allowed, from nobody who may not answer', async () => {
    const draft = { text: 'Yes, all.' }
    const svg = await attach('buyer', 'draft', draft, 'plan.png', '<svg onload="alert(1)"></svg>')
    expect(svg.status).toBe(415)
    expect(svg.text).toContain('is not a file we can take')
    const twice = await attach('buyer', 'draft', draft, 'again.csv', 'home,wifi\n1,yes\n')
    expect(twice.text).toContain('is attached already')
    expect((await attach('supplier', 'draft', draft, 'a.csv', 'a,b\n')).status).toBe(403)
  })

  it('serve what is published as a download, until a broker takes it out with a reason', async () => {
    const address = `${path}/files/${file}`
    const sent = await app.agent().get(address).expect(200)
    expect(sent.headers['content-disposition']).toBe('attachment; filename=homes.csv')
    expect(sent.headers['content-type']).toContain('text/csv')
    const [, id = ''] = path.split('/questions/')
    const api = await app.agent().get(`/api/v1${room.log}`).expect(200)
    expect(api.body.answered[0].answer.files).toMatchObject([{ id: file, name: 'homes.csv', size: 16 }])
    const body = { fileId: file, reason: 'names tenants' }
    await room.call('buyer', 'post', `/questions/${id}/redact-file`, body).expect(403)
    const empty = { fileId: file, fileReason: '' }
    const mend = await room.send('broker', `${path}/moderate`, `${path}/redact-file`, empty)
    expect(mend.text).toContain('Say why: it stays in the record')
    const form = { fileId: file, fileReason: 'names tenants' }
    const taken = await room.send('broker', `${path}/moderate`, `${path}/redact-file`, form)
    expect(taken.status).toBe(303)
    await app.agent().get(address).expect(404)
    await room.agents.buyer.get(address).expect(404)
    await room.agents.broker.get(address).expect(200)
    const page = await app.agent().get(room.log).expect(200)
    expect(page.text).not.toMatch(/homes\.csv|names tenants/)
    expect(page.text).toContain('A broker took a file out here')
  })
})

describe('the pages of topics and of several questions', () => {
  const questionId = (page: string, words: string) =>
    new RegExp(`id="question-(\\w{24})"(?:(?!id="question-)[\\s\\S])*?${words}`).exec(page)?.[1] ?? ''

  it('say what to mend, then what the question is about, and filter by it', async () => {
    for (const text of ['Who pays for data?', 'Who pays for power?'])
      await room.send('supplier', `${room.log}/ask`, room.log, { text, part: 'timetable', anyway: 'yes' })
    const { text } = await room.agents.buyer.get(room.log).expect(200)
    const topics = `/questions/${questionId(text, 'Who pays for data')}/topics`
    const refused = await room.send('buyer', topics, topics, { part: 'timetable', newTags: 'a,b,c,d,e,f' })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('href="#newTags"')
    expect((await room.send('buyer', topics, topics, { part: '', newTags: 'costs' })).status).toBe(303)
    await room.agents.supplier.get(topics).expect(403)
    const found = await room.agents.buyer.get(`${room.log}?tag=costs`).expect(200)
    expect(found.text).toContain('1 question shown')
    expect(found.text).not.toContain('Who pays for power?')
    expect(found.text).not.toContain('0 other suppliers')
  })

  it('answer several with one text, and say what to mend', async () => {
    const several = `${room.log}/several`
    const page = await room.agents.broker.get(several).expect(200)
    const questionIds = [...page.text.matchAll(/name="questionIds" type="checkbox" value="(\w{24})"/g)].map(
      ([, id]) => id,
    )
    expect(questionIds).toHaveLength(2)
    const nothing = await room.send('broker', several, several, { what: 'leave', reason: '' })
    expect(nothing.text).toContain('href="#questionIds"')
    expect(nothing.text).toContain('href="#reason"')
    await room.agents.supplier.get(several).expect(403)
    const shown = await room.send('broker', several, several, { what: 'show', questionIds })
    expect(shown.headers['location']).toContain('done=shown')
    expect((await app.agent().get(room.log)).text).toContain('Who pays for power?')
    const reason = 'The authority is asked elsewhere.'
    const left = await room.send('broker', several, several, { what: 'leave', questionIds, reason })
    expect(left.headers['location']).toContain(`done=left&question=${questionIds[0]}#`)
    expect((await app.agent().get(room.log)).text.split(reason)).toHaveLength(3)
    const toCorrect = await room.agents.buyer.get(`/questions/${questionIds[0]}/answer`).expect(200)
    expect(toCorrect.text).toContain('This answer was given to other questions as well')
    expect(toCorrect.text).toContain(`/questions?question=${questionIds[1]}#question-${questionIds[1]}`)
  })
})
