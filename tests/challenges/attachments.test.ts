import mongoose from 'mongoose'
import type { Organisation } from '../../server/organisations/index.ts'
import { Challenge } from '../../server/challenges/challenges.model.ts'
import { newId } from '../../shared/platform/ids.ts'
import { csrfIn, startTestApp, type TestApp } from '../platform/app.ts'
import { type Programs, programsOf } from '../platform/sign-in.ts'
import { aChallenge } from './challenges.factory.ts'
import { type Agent, amendmentWords, dateWords, encoded, post } from './challenges.forms.ts'
import { challengePeople } from './challenges.people.ts'

let app: TestApp
let buyer: Agent
let supplier: Agent
let council: Organisation
let draft = ''
let call: Programs['call']

beforeAll(async () => {
  app = await startTestApp()
  const people = await challengePeople(app)
  ;({ buyer, supplier, council } = people)
  draft = (await aChallenge({ authorityId: council.id, authorityName: council.name }))._id
  ;({ call } = await programsOf(app, {
    buyer: { organisation: council },
    viewer: { organisation: council, role: 'viewer' },
    supplier: { organisation: 'supplier' },
  }))
}, 120_000)
afterAll(() => app.stop())

describe('the files of a draft', () => {
  it('are taken by their content, served as downloads, and let go of', async () => {
    const page = `/challenges/${draft}/edit/attachments`
    const attach = async (content: Buffer, name: string) =>
      buyer
        .post(page)
        .field('_csrf', csrfIn((await buyer.get(page)).text))
        .field('description', 'Routes')
        .field('action', 'add')
        .attach('files', content, name)
    const disguised = await attach(Buffer.from('<!doctype html><script>alert(1)</script>'), 'routes.csv')
    expect(disguised.status).toBe(415)
    expect(disguised.text).toContain('href="#files"')
    const large = await attach(Buffer.alloc(50 * 1024 * 1024 + 1, 'a'), 'routes.csv')
    expect(large.status).toBe(413)
    expect(large.text).toContain('<a href="#files">A file is larger than 50 MB')
    expect(large.text).toContain('value="Routes"')
    expect((await attach(Buffer.from('round,missed\n1,4\n'), 'routes.csv')).status).toBe(303)
    const twice = await attach(Buffer.from('round,missed\n1,4\n'), 'routes again.csv')
    expect(twice.status).toBe(422)
    expect(twice.text).toContain('<a href="#files">“routes again.csv” is attached already')
    const file = (await Challenge.findById(draft).lean())?.attachments[0]
    expect(file).toMatchObject({ name: 'routes.csv', description: 'Routes', type: 'text/csv' })
    const sent = await buyer.get(`/challenges/${draft}/attachments/${file?.id}`).expect(200)
    expect(sent.headers['content-disposition']).toContain('attachment')
    await supplier.get(`/challenges/${draft}/attachments/${file?.id}`).expect(404)
    const gone = await post(buyer, page, `${page}/${file?.id}/remove`, {})
    expect(gone.status).toBe(303)
    await buyer.get(`/challenges/${draft}/attachments/${file?.id}`).expect(404)
  })
})

describe('an amendment', () => {
  const file = (name: string) => ({
    id: newId(),
    name,
    type: 'text/csv',
    size: 4,
    sha256: 'ab'.repeat(32),
    description: '',
  })
  const attachmentsOf = async (id: string) => (await Challenge.findById(id).lean())?.attachments ?? []
  const open = (attachments: ReturnType<typeof file>[]) =>
    aChallenge({ status: 'open', authorityId: council.id, authorityName: council.name, attachments })

  it('takes files out by its page, which comes back with what was ticked and typed', async () => {
    const { _id: id, ...record } = await open([])
    const said = { whatChanged: 'The plan', why: 'Asked', isSubstantial: false }
    const attached = await call('buyer', 'post', `/challenges/${id}/amend`)
      .field('body', JSON.stringify({ ...said, filesDescription: 'First plan' }))
      .attach('files', Buffer.from('a,b\n'), 'plan.csv')
    const [plan] = attached.body.attachments
    expect(plan.description).toBe('First plan')
    const page = `/challenges/${id}/amend`
    const shown = await buyer.get(page).expect(200)
    expect(shown.text).toContain('Remove plan.csv')
    const words = {
      _csrf: csrfIn(shown.text),
      ...amendmentWords(record),
      timetable: {
        askBy: { ...dateWords(12), time: 'noon' },
        answerBy: { ...dateWords(16), time: 'noon' },
        respondBy: { ...dateWords(30), time: 'noon' },
        pilotStart: dateWords(60),
        pilotMonths: '6',
      },
      kind: record.kind,
      removeAttachments: plan.id,
      filesDescription: 'Second plan',
      whatChanged: 'The plan',
      isSubstantial: 'no',
    }
    const send = async (more: object) => {
      const fields = decodeURIComponent(encoded({ ...words, ...more })).split('&')
      const request = buyer.post(page)
      for (const field of fields) {
        const [name = '', ...value] = field.split('=')
        request.field(name, value.join('='))
      }
      return request.attach('files', Buffer.from('a,c\n'), 'plan-2.csv')
    }
    const unsaid = await send({ why: '' })
    expect(unsaid.status).toBe(422)
    const box = new RegExp(`value="${plan.id}" checked`)
    expect(unsaid.text).toMatch(box)
    expect(unsaid.text).toContain('value="Second plan"')
    expect(unsaid.text).toContain('Choose your files again')
    expect((await send({ why: 'Wrong plan' })).headers['location']).toBe(`/challenges/${id}?done=amended`)
    expect(await attachmentsOf(id)).toMatchObject([{ name: 'plan-2.csv', description: 'Second plan' }])

    const version = await app.agent().get(`/challenges/${id}/versions/3`).expect(200)
    expect(version.text).toMatch(/<del>.*?plan\.csv\nFirst plan.*?<\/del>/s)
    expect(version.text).toMatch(/<ins>.*?plan-2\.csv\nSecond plan.*?<\/ins>/s)
    const before = await app.agent().get(`/challenges/${id}/versions/2`).expect(200)
    const address = `/challenges/${id}/attachments/${plan.id}`
    expect(before.text).toContain(address)
    expect((await app.agent().get(address).expect(200)).text).toBe('a,b\n')
    expect((await app.agent().get(`/challenges/${id}`)).text).not.toContain(address)
  })

  it('takes files out by a program, and leaves at most twenty', async () => {
    const full = Array.from({ length: 20 }, (_, i) => file(`${i}.csv`))
    const { _id: id } = await open(full)
    const path = `/challenges/${id}/amend`
    const said = { whatChanged: 'Files', why: 'Asked', isSubstantial: false }
    const before = await mongoose.connection.collection('files.files').countDocuments()
    const send = (removeAttachments: string[]) =>
      call('buyer', 'post', path)
        .field('body', JSON.stringify({ ...said, removeAttachments }))
        .attach('files', Buffer.from('a,b\n'), 'new.csv')
    const many = await send([])
    expect([many.status, many.body.errors]).toEqual([
      422,
      [{ pointer: '/files', detail: 'A challenge can have at most 20 attachments' }],
    ])
    const unknown = await call('buyer', 'post', path, { ...said, removeAttachments: [newId()] })
    expect([unknown.status, unknown.body.errors[0].pointer]).toEqual([422, '/removeAttachments'])
    expect(await mongoose.connection.collection('files.files').countDocuments()).toBe(before)
    const swapped = await send([full[0]?.id ?? ''])
    expect([swapped.status, swapped.body.attachments.length]).toEqual([200, 20])
    const fewer = await call('buyer', 'post', path, {
      ...said,
      removeAttachments: [full[1]?.id, full[2]?.id],
    })
    expect(fewer.body.attachments.map(({ name }: { name: string }) => name)).toEqual([
      ...full.slice(3).map(({ name }) => name),
      'new.csv',
    ])
  })
})
