import { extractText, getDocumentProxy } from 'unpdf'
import { Agreement } from '../../server/evaluation/evaluation.model.ts'
import { now } from '../../server/platform/clock.ts'
import { rank, type RankingRules } from '../../shared/evaluation/ranking.ts'
import { startTestApp, type TestApp } from '../platform/app.ts'
import { agreeEverything } from './evaluation.agreed.ts'
import { type EvaluationPeople, evaluationPeople } from './evaluation.people.ts'

const criteria = [
  { id: 'outcome', title: 'Outcome', description: '', weight: 45, partOf: 'Quality' },
  { id: 'team', title: 'Team', description: '', weight: 20, partOf: 'Quality' },
  { id: 'price', title: 'Price', description: '', weight: 35 },
]

let app: TestApp
let room: EvaluationPeople
beforeAll(async () => {
  app = await startTestApp()
  room = await evaluationPeople(app, { criteria })
  const submissions = await agreeEverything(room)
  const place = { challengeId: room.challenge._id, criterionId: 'team', number: 1, at: now() }
  for (const [index, submissionId] of submissions.entries())
    await Agreement.create({
      ...place,
      submissionId,
      points: index === 0 ? 4 : 1,
      reason: 'Two people are named, with what they did before.',
      byUserId: room.people.moderator.id,
    } as never)
}, 60_000)
afterAll(() => app.stop())

const read = async (path: string) => (await room.agents.moderator.get(path).expect(200)).text

it('are shown with the challenge and what they come to', async () => {
  const page = await read(`/challenges/${room.challenge._id}`)
  expect(page).toMatch(
    /65%<\/span>\s*<div><h3 class="criterion__title">Quality<[\s\S]*<h4 [^>]*><span[^>]*>Outcome</,
  )
})

it('are ranked row by row, with what each criterion earned in all', async () => {
  const { body } = await room.call('moderator', 'get', `${room.base}/ranking`).expect(200)
  // 45 × 3/5 + 20 × 4/5 + 35, and 45 × 5/5 + 20 × 1/5 + 35 ÷ 2.
  expect(body.ranking.map(({ total }: { total: string }) => total)).toEqual(['78', '66.5'])
  expect(body.ranking[0].parts.map((part: { group: unknown }) => part.group)).toEqual([
    { title: 'Quality', weight: 65, earned: '43' },
    { title: 'Quality', weight: 65, earned: '43' },
    null,
  ])
  const page = await read(`${room.base}/ranking`)
  expect(page).toContain('<strong>Quality 43 of 65</strong>')
  expect(page).toContain('Quality: Outcome')
})

it('stand grouped where scores are agreed, and in the report', async () => {
  const page = await read(`${room.base}/consensus`)
  expect(page).toMatch(/colspan="5"[^>]*>Quality <span[^>]*>65%/)
  const report = await room.agents.moderator.get(`${room.base}/report.pdf`).expect(200)
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(report.body)), {
    mergePages: true,
  })
  for (const words of ['Quality The sum of its sub-criteria 65%', 'Quality: Team 20%', 'Quality 43 of 65'])
    expect(text).toContain(words)
})

it('make the heaviest criterion together, where two totals are the same', () => {
  const rules: RankingRules = {
    criteria: [
      { id: 'a', weight: 30, partOf: 'Quality' },
      { id: 'b', weight: 30, partOf: 'quality' },
      { id: 'c', weight: 40 },
    ],
    mostPoints: 4,
    minimums: {},
    price: { formula: 'none' },
    tieRule: 'heaviest-then-price',
  }
  const proposal = (id: string, a: number, b: number, c: number) => ({
    id,
    points: { a, b, c },
    pricePence: 1,
  })
  // 30 + 30 + 10 and 30 + 40: if c were the heaviest, y would be first.
  const x = proposal('x', 4, 4, 1)
  const y = proposal('y', 0, 4, 4)
  const order = rank([x, y], rules)
  expect(order.map(({ id, tie }) => [id, tie])).toEqual([
    ['x', 'heaviest'],
    ['y', null],
  ])
})
