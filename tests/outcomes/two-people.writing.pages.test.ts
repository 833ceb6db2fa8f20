import { Decision } from '../../server/evaluation/evaluation.award.model.ts'
import { CaseStudy } from '../../server/outcomes/outcomes.case-study.model.ts'
import { Review } from '../../server/outcomes/outcomes.reviews.model.ts'
import { addDays } from '../../shared/coaching/law/periods.ts'
import { type EvaluationPeople, evaluationPeople } from '../evaluation/evaluation.people.ts'
import { csrfIn, seenIn, startTestApp, type TestApp } from '../platform/app.ts'
import { signInAs } from '../platform/sign-in.ts'
import { crossEachOther } from '../platform/two-people.ts'
import { contractDays, contractsOf, resultsRead } from './outcomes.factory.ts'

let app: TestApp
let room: EvaluationPeople
let place: string
let api: string
/** The same person in a second browser is as good as a colleague: neither page knows of the other. */
let buyers: { first: ReturnType<TestApp['agent']>; second: ReturnType<TestApp['agent']> }
let suppliers: typeof buyers

beforeAll(async () => {
  app = await startTestApp()
  room = await evaluationPeople(app)
  const [submissionId = ''] = await contractsOf(room)
  const startsOn = addDays(contractDays().today, -100)
  await Decision.updateOne(
    { _id: room.challenge._id },
    { $set: { 'contracts.0.startsOn': startsOn, 'contracts.0.signedOn': startsOn } },
  )
  place = `/challenges/${room.challenge._id}/pilot/${submissionId}`
  api = `/challenges/${room.challenge._id}/pilots/${submissionId}`
  buyers = { first: room.agents.moderator, second: app.agent() }
  suppliers = { first: room.agents.supplier, second: app.agent() }
  await signInAs(buyers.second, room.people.moderator)
  await signInAs(suppliers.second, room.people.supplier)
  const measuring = { 'fewer-falls': { how: 'Visits', howOften: 'Each month', byWhom: 'Housing' } }
  await room.call('moderator', 'put', `${api}/plan`, { measuring }).expect(200)
}, 240_000)
afterAll(() => app.stop())

/** A page without what only screen readers get. */
const seen = (html: string) => html.replaceAll(/<span class="govuk-visually-hidden">[^<]*<\/span>/g, '')
const draft = async (side: 'buyer' | 'supplier') => (await Review.findOne({ months: 3, side }).lean())?.draft

describe('what two colleagues write at once', () => {
  it('of the buyer’s review is saved over only by who saw it', async () => {
    const crossed = await crossEachOther({
      ...buyers,
      page: `${place}/reviews/3/buyer/edit`,
      theirs: { usersView: 'Ten tenants say that it is dry', next: 'save' },
      mine: { learnt: 'Ask first', next: 'save' },
      kept: async () => draft('buyer'),
    })
    expect(crossed.theirsKept).toMatchObject({ usersView: 'Ten tenants say that it is dry', learnt: '' })
    expect(crossed.mineKept).toMatchObject({ usersView: '', learnt: 'Ask first' })
    expect(seen(crossed.page)).toContain('<ins>Ten tenants say that it is dry</ins>')
    expect(crossed.page).toContain('>Ask first</textarea>')
  })

  it('of the supplier’s review is saved over only by who saw it', async () => {
    const crossed = await crossEachOther({
      ...suppliers,
      page: `${place}/reviews/3/supplier/edit`,
      theirs: { followOnPence: '12000', next: 'save' },
      mine: { view: 'It works', next: 'save' },
      kept: async () => draft('supplier'),
    })
    expect(crossed.mineKept).toMatchObject({ followOnPence: null, view: 'It works' })
    expect(seen(crossed.page)).toContain('<ins>£12,000</ins>')
  })

  it('of the pilot report is saved over only by who saw it', async () => {
    const page = `${place}/report/edit`
    const crossed = await crossEachOther({
      ...suppliers,
      page,
      theirs: { approach: 'We asked at the door', next: 'save' },
      mine: { summary: 'It is dry', next: 'save' },
      kept: async () => (await suppliers.first.get(page)).text.includes('>It is dry</textarea>'),
    })
    expect([crossed.theirsKept, crossed.mineKept]).toEqual([false, true])
    expect(seen(crossed.page)).toContain('<ins>We asked at the door</ins>')
  })

  it('of the case study is saved over only by who saw it', async () => {
    const reading = { on: contractDays().today, value: 25, source: 'Sensors' }
    await room.call('moderator', 'post', `${api}/outcomes/fewer-falls/readings`, reading).expect(201)
    const revision = await resultsRead(room, 'moderator', api)
    const results = { worked: 'Carpets', didNotWork: 'Rugs', revision }
    await room.call('moderator', 'put', `${api}/results`, results).expect(200)
    await room.call('moderator', 'post', `${api}/case-study`).expect(201)
    const words = { title: 'Fewer falls', summary: 'A fourth fewer', body: 'It fell.', recordKey: '' }
    const crossed = await crossEachOther({
      ...buyers,
      page: `${place}/case-study/edit`,
      theirs: { ...words, title: 'Falls, and fewer of them', action: 'save' },
      mine: { ...words, summary: 'A third fewer', action: 'save' },
      kept: async () => (await CaseStudy.findOne().lean())?.versions.map(({ title }) => title).slice(1),
    })
    expect(crossed.mineKept).toEqual(['Falls, and fewer of them', 'Fewer falls'])
    expect(crossed.page).toContain('What somebody else changed meanwhile')
    expect(crossed.page).toContain('>A third fewer</textarea>')
  })
})

it('tells a page that saves itself what it has seen by that, and whoever crosses it how to go on', async () => {
  const page = `${place}/reviews/3/buyer/edit`
  const html = (await buyers.first.get(page)).text
  const save = (known: object, words: object) =>
    buyers.first
      .post(page)
      .set('accept', 'application/json')
      .type('form')
      .send({ _csrf: csrfIn(html), ...known, ...words })
  const opened = seenIn(html, page, page)
  const { body } = await save(opened, { learnt: 'Ask twice' }).expect(200)
  expect(body.values).toEqual({
    revision: Number(opened['revision']) + 1,
    _seen: expect.stringContaining('Ask twice'),
  })
  const crossed = await save(opened, { learnt: 'Ask thrice' }).expect(409)
  expect(crossed.body.detail).toContain('Press Save to see what they changed')
})
