import { Feedback } from '../../server/evaluation/evaluation.award.model.ts'
import { Evaluation, Score } from '../../server/evaluation/evaluation.model.ts'
import { csrfIn, seenIn, startTestApp, type TestApp } from '../platform/app.ts'
import { signInAs } from '../platform/sign-in.ts'
import { crossEachOther } from '../platform/two-people.ts'
import { agreeEverything } from './evaluation.agreed.ts'
import { type EvaluationPeople, evaluationPeople, type Who } from './evaluation.people.ts'

let app: TestApp
let room: EvaluationPeople
let loser: string
let winner: string
type Agent = ReturnType<TestApp['agent']>

beforeAll(async () => {
  app = await startTestApp()
  room = await evaluationPeople(app)
  ;[loser = '', winner = ''] = await agreeEverything(room)
}, 240_000)
afterAll(() => app.stop())

/** A person in two browsers, neither of which knows of the other. */
async function twice(who: Who): Promise<{ first: Agent; second: Agent }> {
  const second = app.agent()
  await signInAs(second, room.people[who])
  return { first: room.agents[who], second }
}

/** A page without what only screen readers get. */
const seen = (html: string) => html.replaceAll(/<span class="govuk-visually-hidden">[^<]*<\/span>/g, '')

/** Saves as the page does that saves itself. */
const alone = (agent: Agent, html: string, page: string, words: object) =>
  agent
    .post(page)
    .set('accept', 'application/json')
    .type('form')
    .send({ _csrf: csrfIn(html), ...seenIn(html, page, page), ...words })

it('lets two who write feedback at once save over each other only what they saw', async () => {
  const decided = { outcome: 'award', winners: winner }
  expect(
    (await room.send('moderator', `${room.base}/decision`, `${room.base}/decision`, decided)).status,
  ).toBe(303)
  const { first, second } = await twice('moderator')
  const page = `${room.base}/feedback/${loser}`
  const crossed = await crossEachOther({
    first,
    second,
    page,
    theirs: { 'explanations[outcome]': 'Nobody is named', furtherReasons: 'Late twice' },
    mine: { 'better[outcome]': 'Name somebody' },
    kept: async () => Feedback.findOne({ submissionId: loser }).lean(),
  })
  expect(crossed.theirsKept).toMatchObject({
    furtherReasons: 'Late twice',
    texts: expect.arrayContaining([expect.objectContaining({ explanation: 'Nobody is named' })]),
  })
  expect(crossed.mineKept).toMatchObject({ furtherReasons: '' })
  expect(seen(crossed.page)).toContain('What somebody else changed meanwhile')
  expect(seen(crossed.page)).toContain('Why this score: Reaching the outcome')
  expect(seen(crossed.page)).toContain('<ins>Late twice</ins>')
  expect(crossed.page).toContain('>Name somebody</textarea>')

  const [opened, stale] = await Promise.all([first, second].map(async (one) => (await one.get(page)).text))
  const saved = await alone(first, opened ?? '', page, { furtherReasons: 'One' }).expect(200)
  expect(saved.body.values).toMatchObject({ revision: 4, _seen: expect.stringContaining('One') })
  const refused = await alone(second, stale ?? '', page, { furtherReasons: 'Two' }).expect(409)
  expect(refused.body.detail).toContain('Press Save to see what they changed')
})

it('lets an evaluator with two windows save over a score only what they saw', async () => {
  await Evaluation.updateOne(
    { _id: room.challenge._id },
    { $set: { state: 'scoring', agreedAt: null, 'panel.$[one].submittedAt': null } },
    { arrayFilters: [{ 'one.role': 'evaluator' }] },
  )
  const { first, second } = await twice('first')
  const page = `${room.base}/scores/${loser}/outcome`
  const crossed = await crossEachOther({
    first,
    second,
    page,
    theirs: { points: '4', reasons: 'It says who visits', next: 'save' },
    mine: { points: '3', reasons: 'It does not say when', next: 'save' },
    kept: async () => Score.findOne({ userId: room.people.first.id }).lean(),
  })
  expect(crossed.theirsKept).toMatchObject({ points: 4, reasons: 'It says who visits' })
  expect(crossed.mineKept).toMatchObject({ points: 3, reasons: 'It does not say when', revision: 2 })
  expect(seen(crossed.page)).toContain('What you changed meanwhile in another window')
  expect(seen(crossed.page)).toMatch(/<ins>4 – [^<]+<\/ins>/)
  expect(crossed.page).toContain('>It does not say when</textarea>')

  const opened = (await first.get(page)).text
  const stale = (await second.get(page)).text
  const saved = await alone(first, opened, page, { points: '2', reasons: 'Thin' }).expect(200)
  expect(saved.body.values).toEqual({ revision: 3, _seen: expect.stringContaining('Thin') })
  const refused = await alone(second, stale, page, { points: '1' }).expect(409)
  expect(refused.body.detail).toContain('Press Save to see what you changed there')
})
