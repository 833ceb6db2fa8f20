import { readFileSync } from 'node:fs'
import { emptyContent } from '../../shared/challenges/challenge.ts'
import { templateFields, templateHeadings } from '../../shared/resources/template.ts'
import { Challenge } from '../../server/challenges/challenges.model.ts'
import { findAuthorityByCode } from '../../server/organisations/index.ts'
import { seedResources } from '../../server/resources/index.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { startTestApp, type TestApp } from '../platform/app.ts'
import { tokenFor } from '../platform/sign-in.ts'
import { Resource } from '../../server/resources/resources.model.ts'
import { aChallengeContent } from './challenges.factory.ts'
import { aResource } from '../resources/resources.factory.ts'
import { type Agent, post } from './challenges.forms.ts'
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
  const hidden = await aResource({ type: 'template', status: 'draft', body: template.body })
  for (const { slug } of [guide, hidden]) {
    expect((await post(buyer, page, `/challenges/from-template/${slug}`, {})).status).toBe(404)
  }
})

/** The edit page of a draft that a buyer began with a template. */
async function begunWith(buyer: Agent, slug: string): Promise<{ id: string; page: string }> {
  const begun = await post(buyer, `/resources/${slug}`, `/challenges/from-template/${slug}`, {})
  const to = String(begun.headers['location'])
  return { id: /\/challenges\/(\w{24})/.exec(to)?.[1] ?? '', page: (await buyer.get(to).expect(200)).text }
}

it('counts a copied section as begun, not as written, and lets nothing out with brackets in it', async () => {
  const { buyer, council } = await challengePeople(app)
  const { id, page } = await begunWith(buyer, template.slug)
  const stateOf = (text: string, section: string) =>
    new RegExp(`/edit/${section}"[\\s\\S]*?(Completed|In progress|Not started)`).exec(text)?.[1]
  expect(['problem', 'context', 'users'].map((section) => stateOf(page, section))).toEqual(
    Array(3).fill('In progress'),
  )
  const users = (await buyer.get(`/challenges/${id}/edit/users`).expect(200)).text
  expect(users).toContain('Put your own words in place of “[Who]”')
  const coached = (await buyer.get(`/challenges/${id}/edit/coach`).expect(200)).text
  expect(coached).toContain('“[has what trouble, how often]” is a place to fill in')

  // Everything else is written: the brackets alone stand in the way.
  const { asks, outcomes, budget, stages, timetable, cpv, regions, criteria, contact, onFile, kind } =
    aChallengeContent()
  const shortTime = { ground: '', reason: 'It is small' }
  const rest = {
    asks,
    outcomes,
    budget,
    stages,
    timetable,
    shortTime,
    cpv,
    regions,
    criteria,
    contact,
    onFile,
    kind,
  }
  await Challenge.updateOne({ _id: id }, { $set: rest })
  const token = await tokenFor(app.agent(), await aPerson({ organisation: council.id }))
  const submit = () =>
    app.agent().post(`/api/v1/challenges/${id}/submit`).set('Authorization', `Bearer ${token}`)
  const refused = await submit()
  expect([refused.status, (await Challenge.findById(id).lean())?.status]).toEqual([422, 'draft'])
  expect(refused.text).toContain('[Residents, staff or firms]')
  const said = { summary: 'Damp', problem: 'Damp', whoHasIt: 'Tenants', context: 'Here', constraints: '' }
  const words = { ...said, dataAvailable: 'Readings of [2023]', users: 'Tenants', assessmentMethod: 'Alone' }
  await Challenge.updateOne({ _id: id }, { $set: words })
  const sent = await submit()
  expect(sent.body.errors ?? sent.body.status).toBe('submitted')
})

it('knows the places of any template again, and says honestly where nothing but the title is copied', async () => {
  const { buyer } = await challengePeople(app)
  const body = '## Context\n\nIt is in [our town], see [how](https://www.example.org).'
  const other = await aResource({ type: 'template', title: 'Of our own', body })
  const { id } = await begunWith(buyer, other.slug)
  expect((await Challenge.findById(id).lean())?.context).toBe(
    'It is in [insert our town], see [how](https://www.example.org).',
  )
  await Resource.updateOne({ _id: other._id }, { $set: { body: 'No headings' } })
  const { page } = await begunWith(buyer, other.slug)
  expect(page).toContain('Only the title was copied')
  expect(page).not.toContain('Copied from the template')
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
