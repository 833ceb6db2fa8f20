import { readFileSync } from 'node:fs'
import { emptyContent } from '../../shared/challenges/challenge.ts'
import { templateFields, templateHeadings } from '../../shared/resources/template.ts'
import { Challenge } from '../../server/challenges/challenges.model.ts'
import { findAuthorityByCode } from '../../server/organisations/index.ts'
import { seedResources } from '../../server/resources/index.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { startTestApp, type TestApp } from '../platform/app.ts'
import { tokenFor } from '../platform/sign-in.ts'
import { aResource } from '../resources/resources.factory.ts'
import { post } from './challenges.forms.ts'
import { challengePeople } from './challenges.people.ts'

const templates = JSON.parse(
  readFileSync(new URL('../../data/demo/templates.json', import.meta.url), 'utf8'),
) as { slug: string; title: string; body: string }[]
const [template] = templates as [(typeof templates)[number]]

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
  await seedResources(templates)
}, 120_000)
afterAll(() => app.stop())

it('gives to fields that a challenge has', () => {
  const fields = Object.keys(emptyContent())
  expect(Object.values(templateHeadings).filter((field) => !fields.includes(field))).toEqual([])
})

it.each([
  ['Before.\n\n## The problem\n\nIt rains.\n\nOften.\n\n## Else\n\nNo.', { problem: 'It rains.\n\nOften.' }],
  ["## what can't change\nThe law", { constraints: 'The law' }],
  ['## Context\n\n', {}],
  ['No headings', {}],
])('%j gives %j', (body, fields) => {
  expect(templateFields(body)).toEqual(fields)
})

it('begins a challenge of a buyer, and of nobody else', async () => {
  const { buyer, viewer, supplier } = await challengePeople(app)
  const page = `/resources/${template.slug}`
  expect((await buyer.get(page)).text).toContain('Use this template')
  expect((await supplier.get(page)).text).not.toContain('Use this template')
  const to = `/challenges/from-template/${template.slug}`
  const begun = await post(buyer, page, to, {})
  expect(begun.status).toBe(303)
  const draft = /\/challenges\/(\w{24})\/edit/.exec(begun.headers['location'] ?? '')?.[1] ?? ''
  expect((await buyer.get(String(begun.headers['location']))).text).toContain('Copied from the template.')
  const kept = await Challenge.findById(draft).lean()
  expect(kept).toMatchObject({ title: template.title, ...templateFields(template.body), status: 'draft' })
  expect(Object.keys(templateFields(template.body))).toHaveLength(8)

  for (const other of [viewer, supplier]) {
    expect((await post(other, '/account', to, {})).status).toBe(403)
  }
  const guide = await aResource({ type: 'guide' })
  const hidden = await aResource({ type: 'template', status: 'draft' })
  for (const { slug } of [guide, hidden]) {
    expect((await post(buyer, page, `/challenges/from-template/${slug}`, {})).status).toBe(404)
  }
})

it('begins one for a program', async () => {
  const agent = app.agent()
  const council = await findAuthorityByCode('BBD')
  const token = await tokenFor(agent, await aPerson({ organisation: council?.id ?? '' }))
  const ask = (body: object) =>
    agent.post('/api/v1/challenges/from-template').set('Authorization', `Bearer ${token}`).send(body)
  const begun = await ask({ template: template.slug }).expect(201)
  expect(begun.body).toMatchObject({ title: template.title, status: 'draft' })
  await ask({ template: 'nothing-here' }).expect(404)
  await ask({}).expect(422)
})
