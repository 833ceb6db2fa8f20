import { Challenge } from '../../server/challenges/challenges.model.ts'
import { csrfIn, startTestApp, type TestApp } from '../platform/app.ts'
import { aChallenge } from './challenges.factory.ts'
import { type Agent, post } from './challenges.forms.ts'
import { challengePeople } from './challenges.people.ts'

let app: TestApp
let buyer: Agent
let supplier: Agent
let draft = ''

beforeAll(async () => {
  app = await startTestApp()
  const people = await challengePeople(app)
  ;({ buyer, supplier } = people)
  draft = (await aChallenge({ authorityId: people.council.id, authorityName: people.council.name }))._id
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
    expect((await attach(Buffer.from('round,missed\n1,4\n'), 'routes.csv')).status).toBe(303)
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
