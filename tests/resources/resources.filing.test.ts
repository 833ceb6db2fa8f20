import type { Actor } from '../../shared/platform/actor.ts'
import { sectorsOf } from '../../shared/resources/facets.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { transaction } from '../../server/platform/database.ts'
import { archiveFromRoom, publishFromRoom } from '../../server/resources/resources.from-rooms.service.ts'
import { Resource } from '../../server/resources/resources.model.ts'
import { csrfIn, seenIn, startTestApp, type TestApp } from '../platform/app.ts'
import { signInAs, tokenFor } from '../platform/sign-in.ts'
import { aResource, somebody } from './resources.factory.ts'

let app: TestApp
let agent: ReturnType<TestApp['agent']>
let token: string
beforeAll(async () => {
  app = await startTestApp()
  const broker = await aPerson({ organisation: 'brokerage' })
  agent = app.agent()
  await signInAs(agent, broker)
  token = await tokenFor(app.agent(), broker)
}, 120_000)
afterAll(() => app.stop())

const study = (body: string): Parameters<typeof publishFromRoom>[3] => ({
  title: 'Fewer falls, measured',
  summary: 'Homes had fewer falls.',
  body,
  publisher: 'A council',
  publishedOn: '2026-05-01',
  topics: ['measured pilots'],
  place: 'Lancashire',
  fairness: '',
  routes: ['below-threshold'],
  categories: ['85310000'],
  sectors: ['care'],
  gates: ['3'],
  procurementActSections: ['85', '87'],
  from: { challengeId: 'a', submissionId: 'b' },
})
const publish = (actor: Actor, id: string | null, body: string) =>
  transaction((session) => publishFromRoom(session, actor, id, study(body)))

describe('a case study that two sides agreed to', () => {
  it('says in the list that it was measured, as no other does', async () => {
    const { slug } = await publish(somebody('authority'), null, 'It fell.')
    const written = await aResource({ type: 'case-study', title: 'Told by others' })
    const { text } = await app.agent().get('/resources?type=case-study').expect(200)
    const rowOf = (one: string) =>
      text.split('<li class="row">').find((row) => row.includes(`/resources/${one}"`))
    expect(rowOf(slug)).toContain('>Measured</strong>')
    expect(rowOf(written.slug)).toContain('Told by others')
    expect(rowOf(written.slug)).not.toContain('Measured')
    await Resource.deleteMany({})
  })

  it('is filed by brokers, who change no word of it, and stays so with the next version', async () => {
    const council = somebody('authority')
    const { id, slug } = await publish(council, null, 'It fell.')
    const patch = (body: object, status: number) =>
      app
        .agent()
        .patch(`/api/v1/resources/${id}`)
        .set('Authorization', `Bearer ${token}`)
        .send(body)
        .expect(status)
    const page = `/resources/${slug}/filing`
    const form = (await agent.get(page).expect(200)).text
    for (const kept of ['value="measured pilots"', 'value="85, 87"', 'value="85310000"'])
      expect(form).toContain(kept)
    const send = (fields: object) =>
      agent
        .post(page)
        .type('form')
        .send({ _csrf: csrfIn(form), ...fields })
    const refused = await send({ topics: 'falls', categories: '85' }).expect(422)
    expect(refused.text).toContain('Enter CPV codes of 8 digits')
    const filed = { topics: 'falls, homes', categories: '85310000', gates: '3', helpsAt: 'step-outcomes' }
    await send({ ...filed, ...seenIn(form, page, page), body: 'Ours', title: 'Ours' }).expect(303)
    await send({ ...filed, ...seenIn(form, page, page) }).expect(409)
    await send(filed).expect(409)
    const asFiled = { topics: ['falls', 'homes'], sectors: [], helpsAt: ['step-outcomes'] }
    expect(await Resource.findById(id).lean()).toMatchObject({ ...asFiled, body: 'It fell.' })
    await patch({ sectors: ['care'] }, 200)
    await patch({ sectors: ['care'], summary: 'Ours' }, 403)
    await publish(council, id, 'It fell further.')
    const after = { ...asFiled, sectors: ['care'], body: 'It fell further.', title: 'Fewer falls, measured' }
    expect(await Resource.findById(id).lean()).toMatchObject(after)
    await transaction((session) => archiveFromRoom(session, council, id))
    await patch({ sectors: [] }, 403)
    await agent.get(page).expect(403)
  })
})

it.each([
  [['85310000'], ['care']],
  [
    ['45000000', '34940000', '45200000'],
    ['built-environment', 'transport'],
  ],
  [['03000000'], []],
])('categories %j speak of the sectors %j', (categories, sectors) => {
  expect(sectorsOf(categories)).toEqual(sectors)
})
