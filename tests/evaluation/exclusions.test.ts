import { listEvents } from '../../server/audit/index.ts'
import { readComingSteps } from '../../server/evaluation/evaluation.award.read.service.ts'
import { decide } from '../../server/evaluation/evaluation.decision.service.ts'
import {
  listExclusions,
  readExclusions,
  saveExclusions,
} from '../../server/evaluation/evaluation.exclusions.service.ts'
import { readRanking } from '../../server/evaluation/evaluation.ranking.service.ts'
import { releaseFeedback } from '../../server/evaluation/evaluation.release.service.ts'
import { exclusionGrounds } from '../../server/evaluation/exclusions.data.ts'
import { actorOfPerson } from '../../server/identity/index.ts'
import { law } from '../../server/coaching/index.ts'
import { decideSchema } from '../../shared/evaluation/award.schema.ts'
import { exclusionProgress, groundsOn } from '../../shared/evaluation/exclusions.ts'
import { exclusionsSchema } from '../../shared/evaluation/exclusions.schema.ts'
import { useDatabase } from '../platform/database.ts'
import { agreeEverything } from './evaluation.agreed.ts'
import { aRoom } from './evaluation.people.ts'

useDatabase()

const grounds = exclusionGrounds()
const allNone = (but: Record<string, string> = {}) => ({
  findings: { ...Object.fromEntries(grounds.map(({ id }) => [id, 'none'])), ...but },
})

describe('the grounds of exclusion', () => {
  it('have names of their own, a known source, and days', () => {
    expect(new Set(grounds.map(({ id }) => id)).size).toBe(grounds.length)
    const sources = new Set(law().sources.map(({ id }) => id))
    expect(grounds.filter(({ source }) => !sources.has(source))).toEqual([])
    expect(groundsOn(grounds, '2025-02-23')).toEqual([])
    expect(groundsOn(grounds, '2026-12-01')).toHaveLength(grounds.length)
  })

  it.each([
    [{ findings: { a: 'found' } }, 'notes.a'],
    [{ findings: { a: 'not-checked' }, notes: { a: ' ' } }, 'notes.a'],
    [{ findings: { a: 'perhaps' } }, 'findings.a'],
    [{ findings: { a: 'none' }, outcome: 'disregarded', outcomeWords: 'So.' }, 'outcome'],
    [{ findings: { a: 'found' }, notes: { a: 'x' }, outcome: 'stays' }, 'outcomeWords'],
  ])('are not saved with a gap: %j', (typed, field) => {
    const issues = exclusionsSchema.safeParse(typed).error?.issues ?? []
    expect(issues.map(({ path }) => path.join('.'))).toEqual([field])
  })

  it('are complete once each is answered and what was found has an outcome', () => {
    const two = [{ id: 'a' }, { id: 'b' }]
    const progress = (findings: object, outcome = '') => {
      const notes = { a: 'x', b: 'x' }
      const { answers, outcome: follows } = exclusionsSchema.parse({
        findings,
        notes,
        outcome,
        outcomeWords: 'x',
      })
      return exclusionProgress(two, { answers, outcome: follows })
    }
    expect(exclusionProgress(two, null)).toMatchObject({ done: 0, total: 2, isComplete: false })
    expect(progress({ a: 'none', c: 'none' })).toMatchObject({ done: 1, isComplete: false })
    expect(progress({ a: 'none', b: 'not-checked' })).toMatchObject({ notChecked: 1, isComplete: true })
    expect(progress({ a: 'none', b: 'found' })).toMatchObject({ found: 1, isComplete: false })
    expect(progress({ a: 'none', b: 'found' }, 'stays').isComplete).toBe(true)
  })
})

it('stand before a decision above the threshold, and a proposal that is disregarded has no rank', async () => {
  const room = await aRoom({ kind: 'open' })
  const [second = '', first = ''] = await agreeEverything(room)
  const id = room.challenge._id
  const moderator = await actorOfPerson(room.people.moderator.id)
  const evaluator = await actorOfPerson(room.people.first.id)
  const choose = (winner: string) =>
    decide(moderator, id, decideSchema.parse({ outcome: 'award', winners: [winner] }))
  const save = (submissionId: string, typed: object, actor = moderator) =>
    saveExclusions(actor, id, submissionId, exclusionsSchema.parse(typed))
  const steps = async () =>
    (await readComingSteps(moderator, id)).slice(0, 2).map(({ id: step, state }) => `${step} ${state}`)

  await expect(choose(first)).rejects.toMatchObject({
    fields: { winners: expect.stringContaining('Dry Walls') },
  })
  expect(await steps()).toEqual(['exclusions due', 'decision blocked'])
  await expect(save(first, allNone(), evaluator)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(save(first, { findings: { strange: 'none' } })).rejects.toMatchObject({ code: 'invalid' })
  await save(first, { findings: { 'debarment-list': 'none' } })
  await expect(choose(first)).rejects.toMatchObject({ code: 'invalid' })
  await expect(save(first, allNone())).rejects.toMatchObject({ code: 'conflict' })
  await save(first, { ...allNone(), revision: 1 })
  expect(await steps()).toEqual(['exclusions done', 'decision due'])
  await choose(first)

  const found = { ...allNone({ insolvency: 'found' }), notes: { insolvency: 'Wound up last week' } }
  const outcome = { outcome: 'disregarded', outcomeWords: 'Its directors had five days to answer.' }
  await save(first, { ...found, ...outcome, revision: 2 })
  const { ranking } = await readRanking(moderator, id)
  expect(ranking.map(({ submissionId, rank, unranked }) => [submissionId, rank, unranked?.because])).toEqual([
    [second, 1, undefined],
    [first, null, 'disregarded'],
  ])
  await expect(releaseFeedback(moderator, id)).rejects.toMatchObject({ code: 'conflict' })
  await expect(choose(first)).rejects.toMatchObject({ code: 'invalid' })
  await save(second, allNone())
  await choose(second)

  const read = await readExclusions(evaluator, id, first)
  expect(read).toMatchObject({ outcome: 'disregarded', revision: 3, may: { check: false } })
  const of = (ground: string) => read.grounds.find((one) => one.id === ground)
  expect(of('insolvency')).toMatchObject({ finding: 'found', answeredBy: 'Mo Moderator' })
  // An answer that stayed as it was keeps its time.
  expect(Number(of('debarment-list')?.answeredAt)).toBeLessThan(Number(of('insolvency')?.answeredAt))
  expect((await listExclusions(moderator, id)).proposals).toHaveLength(2)
  const supplier = await actorOfPerson(room.people.supplier.id)
  await expect(listExclusions(supplier, id)).rejects.toMatchObject({ code: 'not-found' })
  const names = (await listEvents('evaluation', id)).map(({ name }) => name)
  expect(names.filter((name) => name === 'evaluation.exclusions-checked')).toHaveLength(4)
})
