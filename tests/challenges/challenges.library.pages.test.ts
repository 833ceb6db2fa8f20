import { Resource } from '../../server/resources/resources.model.ts'
import { helpPlaces } from '../../shared/resources/facets.ts'
import { startTestApp, type TestApp } from '../platform/app.ts'
import { aResource } from '../resources/resources.factory.ts'
import { post } from './challenges.forms.ts'
import { challengePeople } from './challenges.people.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
}, 120_000)
afterAll(() => app.stop())

it('shows at every step that is offered to brokers what is filed there', async () => {
  const { buyer } = await challengePeople(app)
  const begun = await post(buyer, '/challenges/new', '/challenges/new', { title: 'Fewer dark streets' })
  const draft = /\/challenges\/(\w{24})\/edit/.exec(begun.headers['location'] ?? '')?.[1] ?? ''
  const steps = helpPlaces.filter((place) => place.startsWith('step-'))
  const filed = await Promise.all(
    steps.map(async (step) => ({
      step,
      ...(await aResource({ title: `Helps at ${step}`, helpsAt: [step] })),
    })),
  )
  const missing = []
  for (const { step, slug } of filed) {
    const { text } = await buyer.get(`/challenges/${draft}/edit/${step.slice('step-'.length)}`).expect(200)
    if (!text.includes(`href="/resources/${slug}"`)) missing.push(step)
  }
  expect([steps.length, missing]).toEqual([11, []])
  await Resource.deleteMany({})
})

it('shows at a step of the form what the library has for it, and for what the coach finds there', async () => {
  const { buyer } = await challengePeople(app)
  const begun = await post(buyer, '/challenges/new', '/challenges/new', { title: 'Fewer missed bins' })
  const draft = /\/challenges\/(\w{24})\/edit/.exec(begun.headers['location'] ?? '')?.[1] ?? ''
  await aResource({ title: 'How to write an outcome', helpsAt: ['step-outcomes'] })
  await aResource({ title: 'Open conditions', helpsAt: ['coach-conditions'] })

  const outcomes = await buyer.get(`/challenges/${draft}/edit/outcomes`).expect(200)
  expect(outcomes.text).toContain('From the library')
  expect(outcomes.text).toContain('How to write an outcome')
  expect(outcomes.text).not.toContain('Open conditions')

  const page = `/challenges/${draft}/edit/context`
  expect((await buyer.get(page).expect(200)).text).not.toContain('From the library')
  const constraints = 'Bidders must have at least five years of experience.'
  await post(buyer, page, page, { action: 'later', context: '', constraints, dataAvailable: '' })
  expect((await buyer.get(page).expect(200)).text).toContain('Open conditions')
  expect((await buyer.get(`/challenges/${draft}/edit/coach`).expect(200)).text).toContain('Open conditions')
  const pasted = await post(buyer, '/coach', '/coach', { text: constraints, regime: 'unknown' })
  expect(pasted.text).toContain('Open conditions')
})
