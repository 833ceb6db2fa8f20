import { mostVersions } from '../../server/outcomes/outcomes.case-study.service.ts'
import { CaseStudy } from '../../server/outcomes/outcomes.case-study.model.ts'
import { Pilot } from '../../server/outcomes/outcomes.model.ts'
import { type EvaluationPeople, evaluationPeople } from '../evaluation/evaluation.people.ts'
import { startTestApp, type TestApp } from '../platform/app.ts'
import { contractDays, contractsOf, resultsRead } from './outcomes.factory.ts'

let app: TestApp
let room: EvaluationPeople
let api: string
let readingId: string
const { today } = contractDays()
const reading = { on: today, value: 25, source: 'Sensors' }

beforeAll(async () => {
  app = await startTestApp()
  room = await evaluationPeople(app)
  const [submissionId = ''] = await contractsOf(room)
  api = `/challenges/${room.challenge._id}/pilots/${submissionId}`
  const measuring = { 'fewer-falls': { how: 'Visits', howOften: 'Each month', byWhom: 'Housing' } }
  await room.call('moderator', 'put', `${api}/plan`, { measuring }).expect(200)
  const made = await room
    .call('supplier', 'post', `${api}/outcomes/fewer-falls/readings`, reading)
    .expect(201)
  readingId = made.body.id
}, 240_000)
afterAll(() => app.stop())

const publish = async (worked: string) => {
  const revision = await resultsRead(room, 'moderator', api)
  return room.call('moderator', 'put', `${api}/results`, {
    worked,
    didNotWork: 'Rugs',
    because: 'x',
    revision,
  })
}

describe('one side of a pilot', () => {
  it('can’t fill its record with corrections until the other can write no more', async () => {
    const pilot = await Pilot.findOne({ challengeId: room.challenge._id }).lean()
    const [before] = pilot?.readings ?? []
    const earlier = Array.from({ length: 1000 }, () => ({ ...before, earlier: [], note: 'n'.repeat(4200) }))
    await Pilot.updateOne({ challengeId: room.challenge._id }, { $set: { 'readings.0.earlier': earlier } })
    const correction = { ...reading, value: 26, because: 'Again' }
    const { body } = await room
      .call('supplier', 'put', `${api}/readings/${readingId}`, correction)
      .expect(429)
    expect(body.detail).toContain('as much of this pilot as can be kept')
    expect((await publish('Carpets')).status).toBe(200)
    await Pilot.updateOne({ challengeId: room.challenge._id }, { $set: { 'readings.0.earlier': [] } })
  })

  it('can’t flood the other with notices of one milestone', async () => {
    const made = { title: 'Ten homes', dueOn: today, evidence: 'A list' }
    const { body } = await room.call('moderator', 'post', `${api}/milestones`, made).expect(201)
    const said = { on: today, words: 'All ten stand' }
    const answers: number[] = []
    for (let times = 0; times < 31; times += 1)
      answers.push(
        (await room.call('supplier', 'put', `${api}/milestones/${body.id}/said-reached`, said)).status,
      )
    expect(answers.filter((status) => status === 200)).toHaveLength(30)
    expect(answers.at(-1)).toBe(429)
  }, 60_000)

  it('can’t fill a case study with versions until the other can’t take it back', async () => {
    await room.call('moderator', 'post', `${api}/case-study`).expect(201)
    await room.call('moderator', 'post', `${api}/case-study/send`, { number: 1 }).expect(200)
    await room.call('supplier', 'post', `${api}/case-study/agree`, { number: 1 }).expect(200)
    const study = await CaseStudy.findOne({ challengeId: room.challenge._id }).lean()
    const versions = Array.from({ length: mostVersions }, (_, index) => ({
      ...study?.versions[0],
      number: index + 1,
      body: 'b'.repeat(20_000),
    }))
    await CaseStudy.updateOne({ challengeId: room.challenge._id }, { $set: { versions } })
    const more = { title: 'T', summary: 'S', body: 'B', number: mostVersions }
    const place = `/challenges/${room.challenge._id}/pilot/${api.split('/').at(-1)}/case-study`
    const page = await room.agents.moderator.get(place).expect(200)
    expect(page.text.match(/<span class="govuk-details__summary-text">Version /g)).toHaveLength(10)
    await room.call('moderator', 'put', `${api}/case-study`, more).expect(429)
    await room.call('supplier', 'post', `${api}/case-study/withdraw`, { because: 'Enough' }).expect(200)
  })
})
