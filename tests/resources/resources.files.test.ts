import mongoose from 'mongoose'
import { csrfIn, startTestApp, type TestApp } from '../platform/app.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { programsOf, signInAs, type Programs } from '../platform/sign-in.ts'
import { aResource } from './resources.factory.ts'

let app: TestApp
let call: Programs['call']
beforeAll(async () => {
  app = await startTestApp()
  ;({ call } = await programsOf(app, {
    broker: { organisation: 'brokerage' },
    supplier: { organisation: 'supplier' },
  }))
}, 60_000)
afterAll(() => app.stop())

const kept = () => mongoose.connection.collection('files.files').countDocuments()
const text = (words: string) => Buffer.from(`${words}\n`)

describe('the file of a report', () => {
  it('is sent, replaced, read by everybody once the report is published, and removed, on pages', async () => {
    const agent = app.agent()
    await signInAs(agent, await aPerson({ organisation: 'brokerage' }))
    const { slug } = await aResource({ status: 'draft', type: 'report' })
    const page = `/resources/${slug}/file`
    const send = async (files: Buffer[]) => {
      const { text: html } = await agent.get(page).expect(200)
      return files.reduce(
        (request, file, index) => request.attach('files', file, `report-${index}.txt`),
        agent.post(page).field('_csrf', csrfIn(html)),
      )
    }
    expect((await send([])).text).toContain('Choose a file')
    expect((await send([text('one'), text('two')])).text).toContain('Choose one file')
    expect(await kept()).toBe(0)
    expect((await send([text('first')])).headers['location']).toBe(`/resources/${slug}?done=filed`)
    expect((await send([text('second')])).status).toBe(303)
    expect(await kept()).toBe(1)
    await app.agent().get(`${page}/download`).expect(404)
    const shown = (await agent.get(`/resources/${slug}?done=filed`).expect(200)).text
    expect(shown).toContain('The file is saved.')
    await agent
      .post(`/resources/${slug}/publish`)
      .type('form')
      .send({ _csrf: csrfIn(shown) })
      .expect(303)
    const read = await app.agent().get(`${page}/download`).expect(200)
    expect([read.text, read.headers['content-disposition']]).toEqual([
      'second\n',
      expect.stringContaining('report-0.txt'),
    ])
    expect((await app.agent().get(`/resources/${slug}`)).text).toContain('Download the report')
    // A page asks first, and nothing has gone by looking at it.
    expect((await agent.get(`${page}/remove`).expect(200)).text).toContain('This can’t be undone')
    await app.agent().get(`${page}/remove`).expect(303)
    expect(await kept()).toBe(1)
    const removing = agent
      .post(`${page}/remove`)
      .type('form')
      .send({ _csrf: csrfIn(shown) })
    expect((await removing).headers['location']).toBe(`/resources/${slug}?done=unfiled`)
    await agent.get(`${page}/download`).expect(404)
    await agent.get(`${page}/remove`).expect(404)
    expect(await kept()).toBe(0)
  })

  it('is sent by programs of brokers, for reports only, and keeps the type', async () => {
    const { _id } = await aResource({ status: 'draft', type: 'report' })
    const guide = await aResource({ status: 'draft', type: 'guide' })
    const put = (who: 'broker' | 'supplier', id: string, content = text('words')) =>
      call(who, 'put', `/resources/${id}/file`).attach('files', content, 'report.txt')
    await put('supplier', _id).expect(404)
    await put('broker', guide._id).expect(409)
    await put('broker', _id, Buffer.from([0, 1, 2, 255])).expect(415)
    expect(await kept()).toBe(0)
    const { body } = await put('broker', _id).expect(200)
    expect((await call('broker', 'get', `/resources/${_id}`)).body).toMatchObject({
      file: body,
      may: { attach: true },
    })
    const changed = await call('broker', 'patch', `/resources/${_id}`, { type: 'guide' }).expect(422)
    expect(JSON.stringify(changed.body)).toContain('remove the file first')
    await call('supplier', 'delete', `/resources/${_id}/file`).expect(404)
    await call('broker', 'delete', `/resources/${_id}/file`).expect(204)
    await call('broker', 'delete', `/resources/${_id}/file`).expect(404)
    expect(await kept()).toBe(0)
  })
})
