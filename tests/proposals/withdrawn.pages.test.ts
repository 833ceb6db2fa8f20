import { aPerson } from '../identity/identity.factory.ts'
import { startTestApp, type TestApp } from '../platform/app.ts'
import { signInAs } from '../platform/sign-in.ts'
import { anAnswerableChallenge } from './proposals.factory.ts'
import { press, pressWith, save, tokenOf } from './proposals.forms.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.stop())

it('a proposal that was taken back is nowhere called submitted, and no check page left open sends it again', async () => {
  const { _id } = await anAnswerableChallenge()
  const supplier = app.agent()
  await signInAs(supplier, await aPerson({ organisation: 'supplier' }))
  const started = await pressWith(supplier, `/challenges/${_id}`, `/challenges/${_id}/proposals`, {})
  const path = (started ?? '').replace('/edit', '')
  await save(supplier, path, {})
  const seen = (await supplier.get(`${path}/check`).expect(200)).text
  const fields = (text: string) => ({
    revision: /name="revision" value="(\d+)"/.exec(text)?.[1],
    seen: /name="seen" value="(\w+)"/.exec(text)?.[1],
  })
  expect(await pressWith(supplier, `${path}/check`, `${path}/submit`, fields(seen))).toBe(`${path}/receipt`)
  expect((await supplier.get(`${path}/receipt`).expect(200)).text).toContain('Proposal submitted')
  const left = fields((await supplier.get(`${path}/check`).expect(200)).text)

  await press(supplier, `${path}/withdraw`, `${path}/withdraw`)
  expect((await supplier.get(`${path}/receipt`).expect(303)).headers['location']).toBe(path)
  const _csrf = await tokenOf(supplier, path)
  const again = await supplier
    .post(`${path}/submit`)
    .type('form')
    .send({ _csrf, ...left })
  expect(again.text).toContain('The proposal was withdrawn after you checked it.')
  const anew = fields((await supplier.get(`${path}/check`).expect(200)).text)
  expect(await pressWith(supplier, `${path}/check`, `${path}/submit`, anew)).toBe(`${path}/receipt`)
})
