import { boardAsked } from '../../shared/matching/board.schema.ts'
import { marketAsked } from '../../shared/matching/matching.schema.ts'
import { directoryAsked } from '../../shared/organisations/directory.schema.ts'
import { cursorQuery } from '../../shared/platform/pagination.ts'
import { readQuery } from '../../server/platform/api-query.ts'
import { startTestApp, type TestApp } from './app.ts'
import { type Programs, programsOf } from './sign-in.ts'

let app: TestApp
let programs: Programs
beforeAll(async () => {
  app = await startTestApp()
  programs = await programsOf(app, { broker: { organisation: 'brokerage' } })
})
afterAll(() => app.stop())

it('every address of the API that is read refuses a parameter that it does not take, by name', async () => {
  const { body } = await app.agent().get('/api/v1/openapi.json').expect(200)
  const paths = Object.entries(body.paths as Record<string, Record<string, object>>)
  const read = paths.flatMap(([path, { get }]) => (get ? [path.replaceAll(/\{\w+\}/g, '1')] : []))
  expect(read.length).toBeGreaterThan(30)
  const letPass: string[] = []
  for (const path of read) {
    const { status, body: said } = await programs.call('broker', 'get', `${path}?nonsense=1`)
    const named = (said as { errors?: { pointer: string }[] }).errors ?? []
    if (status !== 400 || !named.some(({ pointer }) => pointer === '/nonsense')) letPass.push(path)
  }
  expect(letPass).toEqual([])
}, 30_000)

it('says what is allowed in place of it', async () => {
  const { body } = await programs.call(null, 'get', '/challenges?status=open').expect(400)
  expect(body).toMatchObject({
    code: 'bad-request',
    errors: [
      {
        pointer: '/status',
        detail: 'status is not a parameter of this address. It takes cursor, limit, state and q.',
      },
    ],
  })
  await programs.call('broker', 'post', '/saved-searches?nonsense=1', {}).expect(400)
  await programs.call(null, 'get', '/challenges?state=closed&utm_source=mail').expect(400)
  await app.agent().get('/challenges?state=closed&utm_source=mail').expect(200)
})

it.each([
  ['status', 'foo', boardAsked, 'Choose of waiting, below-line, approved, sent, declined, not-for-me'],
  ['region', 'Lancashire', boardAsked, 'Give an ITL 1 region, TLC to TLN'],
  ['claimed', 'maybe', boardAsked, 'Choose any, yes or no'],
  ['category', ['44000000', '4'], directoryAsked, 'Give a CPV division, like 44000000'],
  ['q', 'x'.repeat(201), directoryAsked, 'The words must be 200 characters or fewer'],
  ['anywhere', 'maybe', marketAsked, 'Choose true, false, yes or no'],
  ['limit', '0', cursorQuery, 'Give a whole number from 1 to 100'],
  ['limit', '1.5', cursorQuery, 'Give a whole number from 1 to 100'],
] as const)('refuses a value of %s that cannot be meant: %j', (name, value, schema, words) => {
  expect(() => readQuery(schema, { [name]: value })).toThrow(
    expect.objectContaining({ status: 400, fields: { [name]: expect.stringContaining(words) } }),
  )
})

it('reads one choice and several', () => {
  const { status, sme, region, q } = readQuery(boardAsked, {
    status: 'sent',
    sme: 'yes',
    region: ['TLD', 'TLE'],
  })
  expect({ status, sme, region, q }).toEqual({ status: ['sent'], sme: true, region: ['TLD', 'TLE'], q: '' })
})
