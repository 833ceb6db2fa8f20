import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import mongoose from 'mongoose'
import type { Organisation } from '../../server/organisations/index.ts'
import { Challenge } from '../../server/challenges/challenges.model.ts'
import { newId } from '../../shared/platform/ids.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { csrfIn, startTestApp, type TestApp, until } from '../platform/app.ts'
import { tokenFor } from '../platform/sign-in.ts'
import { aChallenge } from './challenges.factory.ts'
import { type Agent, amendmentWords, dateWords, encoded, post } from './challenges.forms.ts'
import { challengePeople } from './challenges.people.ts'

let app: TestApp
let buyer: Agent
let supplier: Agent
let council: Organisation
let draft = ''
const tokens: Record<string, string> = {}

beforeAll(async () => {
  app = await startTestApp()
  const people = await challengePeople(app)
  ;({ buyer, supplier, council } = people)
  draft = (await aChallenge({ authorityId: council.id, authorityName: council.name }))._id
  const programs = {
    buyer: { organisation: council },
    viewer: { organisation: council, role: 'viewer' as const },
    supplier: { organisation: 'supplier' as const },
  }
  for (const [who, facts] of Object.entries(programs))
    tokens[who] = await tokenFor(app.agent(), await aPerson(facts))
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

const call = (who: string | null, method: 'get' | 'post' | 'delete', path: string, body?: object) => {
  const request = app.agent()[method](`/api/v1${path}`)
  if (who) request.set('Authorization', `Bearer ${tokens[who]}`)
  return body ? request.send(body) : request
}

describe('the files of a challenge by programs', () => {
  const csv = Buffer.from('round,missed\n1,4\n')
  const keptFiles = () => mongoose.connection.collection('files.files').countDocuments()
  const temporary = () => readdir(join(tmpdir(), `foothold-uploads-${process.pid}`)).catch(() => [])
  const send = (who: string | null, path: string, content: Buffer | Buffer[] = csv) =>
    [content]
      .flat()
      .reduce((request, one) => request.attach('files', one, 'routes.csv'), call(who, 'post', path))
  let id = ''
  let path = ''
  beforeAll(async () => {
    id = (await call('buyer', 'post', '/challenges', { title: 'Fewer missed bins' })).body.id
    path = `/challenges/${id}/attachments`
  })

  it('are attached, listed with their digest, downloaded and taken off', async () => {
    const sent = await send('buyer', path).field('body', '{"description":"Routes"}').expect(201)
    const sha256 = createHash('sha256').update(csv).digest('hex')
    const [file] = sent.body.items
    expect(sent.body.items).toEqual([
      { id: file.id, name: 'routes.csv', type: 'text/csv', size: csv.length, sha256, description: 'Routes' },
    ])
    expect((await call('viewer', 'get', `/challenges/${id}`)).body.attachments).toEqual(sent.body.items)
    const download = await call('viewer', 'get', `${path}/${file.id}`).expect(200)
    expect([download.type, download.text]).toEqual(['text/csv', csv.toString()])
    expect(download.headers['content-disposition']).toContain('routes.csv')
    await call('supplier', 'get', `${path}/${file.id}`).expect(404)
    await call(null, 'get', `${path}/${file.id}`).expect(404)
    await call('viewer', 'delete', `${path}/${file.id}`).expect(403)
    await call('buyer', 'delete', `${path}/${file.id}`).expect(204)
    await call('buyer', 'get', `${path}/${file.id}`).expect(404)
  })

  it('are kept for nobody who may not attach them, and read for no visitor', async () => {
    const before = await keptFiles()
    const nobody = await send(null, path)
    expect([nobody.status, nobody.body.code]).toEqual([401, 'unauthenticated'])
    // Who may not is told so before the content is looked at, which comes before keeping.
    const page = Buffer.from('<!doctype html>')
    await send('viewer', path, page).expect(403)
    await send('supplier', path, page).expect(404)
    await send('buyer', '/challenges').expect(415)
    expect(await keptFiles()).toBe(before)
    expect(await temporary()).toEqual([])
  })

  it('that break off in the middle are refused, and leave nothing behind', async () => {
    const head = ['--cut', 'Content-Disposition: form-data; name="files"; filename="a.csv"', '', 'round,mis']
    const cut = await call('buyer', 'post', path)
      .set('content-type', 'multipart/form-data; boundary=cut')
      .send(head.join('\r\n'))
    expect(cut.status).toBe(400)
    const { port } = new URL(app.url)
    const socket = connect(Number(port), '127.0.0.1')
    socket.write(
      [
        `POST /api/v1${path} HTTP/1.1`,
        'Host: localhost',
        `Authorization: Bearer ${tokens['buyer']}`,
        'Content-Type: multipart/form-data; boundary=cut',
        'Content-Length: 100000',
        '',
        ...head,
      ].join('\r\n'),
    )
    await until(async () => (await temporary()).length > 0)
    socket.destroy()
    await until(async () => (await temporary()).length === 0)
    await call('buyer', 'get', `/challenges/${id}`).expect(200)
  })

  it('are refused with the limit, the type or the part that is wrong', async () => {
    const before = await keptFiles()
    const large = await send('buyer', path, Buffer.alloc(50 * 1024 * 1024 + 1, 'a'))
    expect([large.status, large.body.errors[0]]).toEqual([
      413,
      { pointer: '/files', detail: 'A file is larger than 50 MB. Attach a smaller one.' },
    ])
    const many = await send('buyer', path, Array(21).fill(csv))
    expect([many.status, many.body.detail]).toEqual([413, 'At most 20 files can be sent at once.'])
    const page = await send('buyer', path, [csv, Buffer.from('<!doctype html><script>1</script>')])
    expect([page.status, page.body.errors[0].pointer]).toEqual([415, '/files'])
    const noJson = await send('buyer', path).field('body', '{description:')
    expect([noJson.status, noJson.body.detail]).toEqual([400, 'The part “body” is not JSON.'])
    const wrongBody = await send('buyer', path).field('body', '{"colour":"red"}')
    expect([wrongBody.status, wrongBody.body.errors[0].pointer]).toEqual([422, '/colour'])
    const strange = await send('buyer', path).field('description', 'Routes')
    expect([strange.status, strange.body.errors[0].pointer]).toEqual([422, '/description'])
    const none = await call('buyer', 'post', path, { description: 'Routes' })
    expect([none.status, none.body.errors[0].pointer]).toEqual([422, '/files'])
    expect((await send('buyer', path, [csv, Buffer.alloc(0)])).status).toBe(422)
    const broken = await call('buyer', 'post', path).type('multipart/form-data').send('--no boundary')
    expect(broken.status).toBe(400)
    expect((await call('buyer', 'get', `/challenges/${id}`)).body.attachments).toEqual([])
    expect(await keptFiles()).toBe(before)
    expect(await temporary()).toEqual([])
  })

  it('count for an Idempotency-Key', async () => {
    const once = (content?: Buffer) => send('buyer', path, content).set('Idempotency-Key', 'files')
    const [first, again] = [await once(), await once()]
    expect([first.status, again.status]).toEqual([201, 201])
    expect(again.body).toEqual(first.body)
    const other = await once(Buffer.from('round,missed\n1,5\n'))
    expect([other.status, other.body.errors[0].pointer]).toEqual([422, '/Idempotency-Key'])
    expect((await call('buyer', 'get', `/challenges/${id}`)).body.attachments).toEqual(first.body.items)
  })

  it('come with an amendment too, or not', async () => {
    const open = await aChallenge({ status: 'open', authorityId: council.id, authorityName: council.name })
    const address = `/challenges/${open._id}/amend`
    const words = { whatChanged: 'Routes added', why: 'Asked', isSubstantial: false }
    const page = Buffer.from('<!doctype html>')
    await send('supplier', address, page).field('body', JSON.stringify(words)).expect(403)
    const amended = await call('buyer', 'post', address)
      .attach('files', csv, 'routes.csv')
      .attach('body', Buffer.from(JSON.stringify(words)), {
        filename: 'blob',
        contentType: 'application/json',
      })
    expect([amended.status, amended.body.version]).toEqual([200, 2])
    const [file] = amended.body.attachments
    await call(null, 'get', `/challenges/${open._id}/attachments/${file.id}`).expect(200)
    const plain = { ...words, summary: 'Shorter' }
    expect((await call('buyer', 'post', address, plain)).body.version).toBe(3)
    expect((await call('buyer', 'post', address).field('body', JSON.stringify(words))).status).toBe(422)
  })

  it('are described, for programs and for people', async () => {
    const { paths } = (await app.agent().get('/api/v1/openapi.json').expect(200)).body
    const operations = paths['/challenges/{id}/attachments']
    const { content } = operations.post.requestBody
    expect(Object.keys(content)).toEqual(['multipart/form-data'])
    expect(content['multipart/form-data'].schema).toMatchObject({
      properties: {
        files: { type: 'array', items: { type: 'string', format: 'binary' }, minItems: 1 },
        body: { type: 'object', properties: { description: {} } },
      },
      required: ['files'],
    })
    expect(Object.keys(paths['/challenges/{id}/amend'].post.requestBody.content)).toEqual([
      'application/json',
      'multipart/form-data',
    ])
    const { responses } = paths['/challenges/{id}/attachments/{fileId}'].get
    expect(responses['200'].content['application/octet-stream'].schema).toMatchObject({ format: 'binary' })
    const page = (await app.agent().get('/api').expect(200)).text
    expect(page).toMatch(/<code>files<\/code><\/td><td[^>]*>file\[\]<\/td><td[^>]*>yes/)
    expect(page).toContain('Answers with the file itself.')
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
