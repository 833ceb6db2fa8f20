import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { connect } from 'node:net'
import mongoose from 'mongoose'
import type { Organisation } from '../../server/organisations/index.ts'
import { temporaryFolder } from '../../server/platform/temporary-folder.ts'
import { startTestApp, type TestApp, until } from '../platform/app.ts'
import { type Programs, programsOf } from '../platform/sign-in.ts'
import { aChallenge } from './challenges.factory.ts'
import { challengePeople } from './challenges.people.ts'

let app: TestApp
let council: Organisation
let tokens: Programs['tokens']
let call: Programs['call']

beforeAll(async () => {
  app = await startTestApp()
  ;({ council } = await challengePeople(app))
  ;({ tokens, call } = await programsOf(app, {
    buyer: { organisation: council },
    viewer: { organisation: council, role: 'viewer' },
    supplier: { organisation: 'supplier' },
  }))
}, 120_000)
afterAll(() => app.stop())

describe('the files of a challenge by programs', () => {
  const csv = Buffer.from('round,missed\n1,4\n')
  const keptFiles = () => mongoose.connection.collection('files.files').countDocuments()
  const temporary = async () => readdir(await temporaryFolder('uploads'))
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
    const page = (await app.agent().get('/api?room=challenges').expect(200)).text
    expect(page).toMatch(/<code>files<\/code><\/td><td[^>]*>file\[\]<\/td><td[^>]*>yes/)
    expect(page).toContain('Answers with the file itself.')
  })
})
