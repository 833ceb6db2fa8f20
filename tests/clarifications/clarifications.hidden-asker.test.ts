import { extractText, getDocumentProxy } from 'unpdf'
import { listEvents } from '../../server/audit/index.ts'
import { askQuestion } from '../../server/clarifications/clarifications.service.ts'
import { publishRelease } from '../../server/publication/index.ts'
import { Delivery, Notice } from '../../server/notifications/notifications.model.ts'
import { listKeptMail } from '../../server/platform/mail.ts'
import { startTestApp, type TestApp, until } from '../platform/app.ts'
import { actor } from '../platform/actors.ts'
import { aPublicChallenge } from '../matching/matching.factory.ts'
import { type ClarificationPeople, clarificationPeople, type Who } from './clarifications.people.ts'

let app: TestApp
let room: ClarificationPeople
let ids: { asked: string; waiting: string; secret: string; file: string }
const secretWords = 'an unpatented lime membrane'

/** A supplier asks openly, in agreed words and privately; it is voted for, answered, corrected and left. */
beforeAll(async () => {
  app = await startTestApp({ workers: true })
  room = await clarificationPeople(app, { asks: 'Eight pages' })
  const { challenge, call } = room
  const path = `/challenges/${challenge._id}`
  await call('buyer', 'put', `${path}/clarification-settings`, { display: 'at-once', signOff: false })
  const ask = async (text: string) =>
    (await call('supplier', 'post', `${path}/questions`, { text }).expect(201)).body.id as string
  const body = { text: `Would ${secretWords} count?`, confidential: 'All of it' }
  const secret = (await call('supplier', 'post', `${path}/private-questions`, body).expect(201)).body.id
  const agreed = (await call('supplier', 'post', `${path}/private-questions`, body).expect(201)).body.id
  const wording = { how: 'rephrase', text: 'Would membranes count?' }
  await call('broker', 'post', `/private-questions/${agreed}/wordings`, wording).expect(200)
  await call('supplier', 'post', `/private-questions/${agreed}/agree`, { wording: 1 }).expect(200)
  ids = { asked: await ask('Is there Wi-Fi?'), waiting: await ask('Are pets kept?'), secret, file: '' }
  for (const id of [ids.asked, ids.waiting])
    await call('other', 'put', `/questions/${id}/vote`, { wants: true }).expect(200)
  await call('buyer', 'post', `/questions/${ids.asked}/answer`, { text: 'Yes.' }).expect(200)
  await call('buyer', 'put', `/questions/${ids.asked}/topics`, {
    part: 'asks',
    tags: ['Wi-Fi', 'homes'],
  }).expect(200)
  const attached = await call('buyer', 'post', `/questions/${ids.asked}/draft/files`)
    .attach('files', Buffer.from('home,wifi\n'), 'Łódź.csv')
    .expect(201)
  ids.file = attached.body.items[0].id
  const correction = { text: 'In most — see “Łódź”.', why: 'We counted', fileIds: [ids.file] }
  await call('buyer', 'post', `/questions/${ids.asked}/correct`, correction).expect(200)
  await call('buyer', 'put', `/questions/${ids.waiting}/draft`, { text: 'Perhaps' }).expect(200)
  for (const event of await listEvents('challenge', challenge._id))
    if (/answered|corrected/.test(event.name)) await publishRelease(event._id)
  const { id: userId } = room.people.colleague
  await until(async () => (await Notice.countDocuments({ userId, kind: 'answer-corrected' })) === 1)
}, 90_000)
afterAll(() => app.stop())

/** Whatever would say who asked, and the confidential words. */
const traces = () => {
  const { id, email, name, organisationId } = room.people.supplier
  return [id, email, name, organisationId ?? 'none', 'Sensible Sensors', secretWords, ids.secret]
}

const outputs = () => {
  const { challenge, log } = room
  return [
    `/challenges/${challenge._id}`,
    log,
    `${log}?sort=votes`,
    `${log}?part=asks&tag=homes`,
    `${log}/newer?after=0`,
    `${log}/similar?text=membranes`,
    `${log}.csv`,
    `${log}.json`,
    `/questions/${ids.asked}/files/${ids.file}`,
    `/api/v1/challenges/${challenge._id}/parts`,
    `/api/v1${log}`,
    `/api/v1/challenges/${challenge._id}/clarification-settings`,
    `/api/ocds/enquiries/ocds-fthold-${challenge._id}`,
    `/api/ocds/records/ocds-fthold-${challenge._id}`,
  ]
}

describe('who asked', () => {
  it('stands in no page, file or answer of the API that anybody but the brokers gets', async () => {
    const ofAnswer = [`/questions/${ids.waiting}/answer`, `/questions/${ids.asked}/answer`]
    const pages = [...outputs(), ...ofAnswer, `/questions/${ids.waiting}/report`, '/inbox']
    for (const [who, paths] of [
      ['visitor', outputs()],
      ['buyer', pages],
      ['other', [...outputs(), '/inbox']],
    ] as const) {
      const agent = who === 'visitor' ? app.agent() : room.agents[who]
      for (const path of paths) {
        const { text, status } = await agent.get(path)
        expect([who, path, status]).toEqual([who, path, 200])
        for (const trace of traces()) expect([who, path, text.includes(trace)]).toEqual([who, path, false])
      }
    }
  })

  it('stands in the broker’s page, so that the search would find it', async () => {
    const { text } = await room.agents.broker.get(`/questions/${ids.waiting}/moderate`).expect(200)
    expect(text).toContain('Sensible Sensors')
  })

  it('stands in no notice or e-mail of the authority and other suppliers', async () => {
    const others: Who[] = ['buyer', 'colleague', 'other']
    for (const who of others) {
      const { id: userId, email } = room.people[who]
      const notices = JSON.stringify(await Notice.find({ userId }).lean())
      const mails = (await listKeptMail()).filter(({ to }) => to.includes(email))
      const all = notices + JSON.stringify(mails)
      for (const trace of traces()) expect([who, trace, all.includes(trace)]).toEqual([who, trace, false])
      expect(notices).not.toMatch(/private|wording/)
      expect(await Delivery.countDocuments({ 'recipient.id': userId, kind: /private|wording/ })).toBe(0)
    }
  })

  it('shows in no time: the public reads the day of asking', async () => {
    const { body } = await app.agent().get(`/api/v1${room.log}`).expect(200)
    for (const { askedAt } of [...body.answered, ...body.waiting]) expect(askedAt).toMatch(/T00:00:00\.000Z$/)
  })
})

describe('the log to take away', () => {
  it('has every number with its times, as a table and as JSON', async () => {
    const csv = (await app.agent().get(`${room.log}.csv`).expect(200)).text.split('\r\n')
    expect(csv[0]).toBe(
      '\uFEFFnumber,supplier,asked_on,question,answer,answered_at,is_answered,earlier_answers,is_redacted,about,tags,files',
    )
    expect(csv[1]).toMatch(
      /^1,[A-Z],\d{4}-\d\d-\d\d,Is there Wi-Fi\?,In most — see “Łódź”\.,\S+Z,yes,.*We counted.*,no,What we ask for,Wi-Fi; homes,https?:\S+$/,
    )
    const { body } = await app.agent().get(`${room.log}.json`).expect(200)
    expect(body).toMatchObject({
      state: 'asking',
      waiting: 2,
      questions: [{ number: 1, isAnswered: true, about: { key: 'asks' }, files: [{ name: 'Łódź.csv' }] }],
    })
    await app.agent().get('/challenges/000000000000000000000000/questions.csv').expect(404)
  })

  it('is a tagged PDF in the words of the page, with a title, a language and page numbers', async () => {
    const sent = await app.agent().get(`${room.log}.pdf`).responseType('blob').expect(200)
    expect(sent.headers['content-disposition']).toMatch(/^attachment; filename=questions-\w+\.pdf$/)
    const document = await getDocumentProxy(new Uint8Array(sent.body as Buffer))
    // Where a line ends hangs on how long a time is in words.
    const text = (await extractText(document, { mergePages: true })).text.replaceAll(/\s+/g, ' ')
    const order = [
      'Is there Wi-Fi?',
      'About: What we ask for',
      'In most — see “Łódź”.',
      'Łódź.csv',
      'Yes.',
      'We counted',
    ]
    const places = order.map((words) => text.indexOf(words))
    expect(places).not.toContain(-1)
    expect(places).toEqual([...places].sort((a, b) => a - b))
    expect(text).toContain('Page 1 of 1')
    const page = await app.agent().get(room.log)
    const [time = 'none'] = /Answered \d+ \w+ \d{4}, [\d:]+[ap]m/.exec(page.text) ?? []
    expect(text).toContain(time)
    expect(await document.getMarkInfo()).toMatchObject({ Marked: true })
    const { info } = await document.getMetadata()
    expect(info).toMatchObject({ Language: 'en-GB', Title: expect.stringContaining(room.challenge.title) })
    const tree = JSON.stringify(await (await document.getPage(1)).getStructTree())
    for (const role of ['H1', 'H2', 'H3', 'P', 'Link']) expect(tree).toContain(`"role":"${role}"`)
    for (const trace of traces())
      expect([trace, (text + JSON.stringify(info)).includes(trace)]).toEqual([trace, false])
    await document.destroy()
  })

  it('is OCDS enquiries without an author, the correction last', async () => {
    const path = `/api/ocds/enquiries/ocds-fthold-${room.challenge._id}`
    const { body } = await app.agent().get(path).expect(200)
    const enquiries = body.releases.flatMap(
      (release: { tender: { enquiries: object[] } }) => release.tender.enquiries,
    )
    expect(enquiries.map(({ answer }: { answer: string }) => answer)).toEqual([
      'Yes.',
      'In most — see “Łódź”.',
    ])
    const documents = body.releases.at(-1).tender.documents
    expect(documents).toMatchObject([
      { documentType: 'clarifications', title: 'Łódź.csv', format: 'text/csv' },
    ])
    expect(enquiries[0]).not.toHaveProperty('author')
    await app.agent().get('/api/ocds/enquiries/ocds-fthold-none').expect(404)
  })
})

describe('limits', () => {
  it('stop one person after twenty questions in an hour, and a firm after thirty', async () => {
    const { _id } = await aPublicChallenge()
    const firm = (role: 'member' | 'admin') => actor('supplier', `eager-${room.challenge._id}`, role)
    const ask = (role: 'member' | 'admin') => askQuestion(firm(role), _id, 'And why?')
    for (let asked = 0; asked < 20; asked += 1) await ask('member')
    await expect(ask('member')).rejects.toMatchObject({ code: 'too-many' })
    for (let asked = 0; asked < 10; asked += 1) await ask('admin')
    await expect(ask('admin')).rejects.toMatchObject({ code: 'too-many' })
  })
})
