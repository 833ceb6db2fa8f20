import { startTestApp, type TestApp } from '../platform/app.ts'
import { agreeEverything } from './evaluation.agreed.ts'
import { type EvaluationPeople, evaluationPeople } from './evaluation.people.ts'

let app: TestApp
let room: EvaluationPeople
let submissions: string[]
beforeAll(async () => {
  app = await startTestApp()
  room = await evaluationPeople(app, { wholeLifeYears: 5 })
  submissions = await agreeEverything(room)
}, 60_000)
afterAll(() => app.stop())

const read = async (path: string) => (await room.agents.moderator.get(path).expect(200)).text

it('says with the challenge what is in the price that counts, and what is not', async () => {
  const page = await read(`/challenges/${room.challenge._id}`)
  expect(page).toContain('the whole-life cost over 5 years')
  expect(page).toContain('Nothing is discounted')
})

it('shows evaluators the whole with its parts', async () => {
  const page = await read(`/received-proposals/${submissions[0]}`)
  expect(page).toContain('Whole-life cost over 5 years')
  for (const amount of ['£30,000', '£20,000', '£130,000']) expect(page).toContain(amount)
  expect(await read(`/challenges/${room.challenge._id}/proposals`)).toContain('Whole life: £65,000')
})

it('ranks by it: who is cheaper in the pilot costs twice as much in five years', async () => {
  const { body } = await room.call('moderator', 'get', `${room.base}/ranking`).expect(200)
  expect(body.ranking.map(({ pricePence }: { pricePence: number }) => pricePence)).toEqual([
    65_000_00, 130_000_00,
  ])
  // 70 × 5/5 + 30, and 70 × 3/5 + 30 ÷ 2.
  expect(body.ranking.map(({ total }: { total: string }) => total)).toEqual(['100', '57'])
  const formulas = body.robustness.formulas.map(({ formula }: { formula: string }) => formula)
  expect(formulas).not.toContain('fixed-budget')
  expect(await read(`${room.base}/ranking`)).toContain('Whole-life cost over 5 years')
})
