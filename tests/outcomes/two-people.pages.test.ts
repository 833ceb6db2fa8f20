import { Pilot } from '../../server/outcomes/outcomes.model.ts'
import { type EvaluationPeople, evaluationPeople } from '../evaluation/evaluation.people.ts'
import { startTestApp, type TestApp } from '../platform/app.ts'
import { signInAs } from '../platform/sign-in.ts'
import { crossEachOther } from '../platform/two-people.ts'
import { contractDays, contractsOf, resultsRead } from './outcomes.factory.ts'

let app: TestApp
let room: EvaluationPeople
let place: string
let api: string
let colleague: ReturnType<TestApp['agent']>
const { today } = contractDays()
const [year, month, day] = today.split('-')
const on = { day, month, year }
const measuring = { 'fewer-falls': { how: 'Visits', howOften: 'Each month', byWhom: 'The housing team' } }

beforeAll(async () => {
  app = await startTestApp()
  room = await evaluationPeople(app)
  const [submissionId = ''] = await contractsOf(room)
  place = `/challenges/${room.challenge._id}/pilot/${submissionId}`
  api = `/challenges/${room.challenge._id}/pilots/${submissionId}`
  // The same person in a second browser is as good as a colleague: neither page knows of the other.
  colleague = app.agent()
  await signInAs(colleague, room.people.moderator)
  await room.call('moderator', 'put', `${api}/plan`, { measuring }).expect(200)
  await measure('supplier', 25)
}, 240_000)
afterAll(() => app.stop())

const measure = async (who: 'supplier' | 'moderator', value: number): Promise<string> => {
  const reading = { on: today, value, source: 'Sensors' }
  const made = room.call(who, 'post', `${api}/outcomes/fewer-falls/readings`, reading)
  return (await made.expect(201)).body.id
}
const both = () => ({ first: room.agents.moderator, second: colleague })
const kept = async () => {
  const found = await Pilot.findOne({ challengeId: room.challenge._id }).lean()
  if (!found) throw new Error('Nothing is planned')
  return found
}
/** A page without what only screen readers get. */
const seen = (html: string) => html.replaceAll(/<span class="govuk-visually-hidden">[^<]*<\/span>/g, '')

describe('what two people change at once in a pilot', () => {
  it('of its plan is saved over only by who saw it', async () => {
    const plan = { measuring, repeatAnnounced: 'no', scaleDescribed: 'unknown' }
    const theirs = { 'fewer-falls': { ...measuring['fewer-falls'], how: 'By post' } }
    const crossed = await crossEachOther({
      ...both(),
      page: `${place}/plan`,
      theirs: { ...plan, measuring: theirs },
      mine: { ...plan, repeatAnnounced: 'yes' },
      kept: async () => (await kept()).plan.measuring['fewer-falls']?.how,
    })
    expect([crossed.theirsKept, crossed.mineKept]).toEqual(['By post', 'Visits'])
    expect(seen(crossed.page)).toContain('<del>Visits</del><ins>By post</ins>')
  })

  it('of its terms is saved over only by who saw it', async () => {
    const terms = { shares: 'Our specification', licence: 'agreed', contact: 'The housing desk' }
    const crossed = await crossEachOther({
      ...both(),
      page: `${place}/terms`,
      theirs: { ...terms, licence: 'ogl' },
      mine: { ...terms, contact: 'desk@example.org' },
      kept: async () => (await kept()).terms.buyer?.licence,
    })
    expect([crossed.theirsKept, crossed.mineKept]).toEqual(['ogl', 'agreed'])
    expect(seen(crossed.page)).toContain('<ins>Open Government Licence v3.0</ins>')
    expect(crossed.page).toContain('desk@example.org')
  })

  it('of its decision is saved over only by who saw it', async () => {
    const stop = { what: 'stop', way: '', why: 'It did not work' }
    const crossed = await crossEachOther({
      ...both(),
      page: `${place}/decision`,
      theirs: stop,
      mine: { what: 'scale', way: 'new-competition', why: 'It works', because: 'It does' },
      kept: async () => (await kept()).decision?.what,
    })
    expect([crossed.theirsKept, crossed.mineKept]).toEqual(['stop', 'scale'])
  })

  it('of a milestone is saved over only by who saw it, what the other side said of it, too', async () => {
    const made = { title: 'Ten homes', dueOn: today, evidence: 'A list' }
    const { body } = await room.call('moderator', 'post', `${api}/milestones`, made).expect(201)
    const page = `${place}/milestones/${body.id}`
    const milestone = async () => (await kept()).milestones.find(({ id }) => id === body.id)
    const crossed = await crossEachOther({
      first: room.agents.moderator,
      second: room.agents.supplier,
      page,
      to: `${page}/state`,
      theirs: () =>
        room.send('supplier', page, `${page}/said-reached`, {
          'on[day]': day,
          'on[month]': month,
          'on[year]': year,
          words: 'All ten stand',
        }),
      mine: { state: 'missed', on, words: 'Three are missing' },
      kept: async () => (await milestone())?.state,
    })
    expect([crossed.theirsKept, crossed.mineKept]).toEqual(['planned', 'missed'])
    expect(crossed.page).toContain('All ten stand')
    expect(crossed.page).toContain('Three are missing')
    expect(crossed.page.split('What somebody else changed meanwhile')).toHaveLength(2)
  })

  it('of a reading is saved over only by who saw it', async () => {
    const id = await measure('moderator', 24)
    const reading = { on, source: 'Sensors', confidence: 'high', because: 'A slip' }
    const crossed = await crossEachOther({
      ...both(),
      page: `${place}/readings/${id}`,
      theirs: { ...reading, value: '26' },
      mine: { ...reading, value: '27' },
      kept: async () => (await kept()).readings.find((one) => one.id === id)?.value,
    })
    expect([crossed.theirsKept, crossed.mineKept]).toEqual([26, 27])
  })
})

describe('results', () => {
  const words = { worked: 'Carpets', didNotWork: 'Rugs' }

  it('are published with no figure that the publisher never saw', async () => {
    const form = `${place}/results`
    const opened = (await room.agents.moderator.get(form).expect(200)).text
    expect(opened).toContain('25%')
    const crossed = await crossEachOther({
      first: room.agents.moderator,
      second: room.agents.supplier,
      page: form,
      theirs: () => measure('supplier', 31),
      mine: words,
      kept: async () => (await kept()).results?.readings['fewer-falls']?.map(({ value }) => value),
    })
    expect(crossed.theirsKept).toBeUndefined()
    expect(crossed.mineKept).toContain(31)
    expect(seen(crossed.page)).toMatch(/<ins>[^<]*31%/)
    expect(crossed.page).toContain('Carpets')
  })

  it('are refused to programs that read other figures', async () => {
    const revision = await resultsRead(room, 'moderator', api)
    await measure('supplier', 30)
    const sent = { ...words, because: 'More', revision }
    await room.call('moderator', 'put', `${api}/results`, sent).expect(409)
    const read = await resultsRead(room, 'moderator', api)
    await room.call('moderator', 'put', `${api}/results`, { ...sent, revision: read }).expect(200)
  })
})

it('answers programs that read something older with 409', async () => {
  const { body } = await room.call('moderator', 'get', api).expect(200)
  const plan = { measuring, revision: body.revisions.plan }
  const other = { ...plan, scaleDescribed: 'yes' }
  await room.call('moderator', 'put', `${api}/plan`, other).expect(200)
  await room.call('moderator', 'put', `${api}/plan`, { ...plan, repeatAnnounced: 'no' }).expect(409)
})
