import { invite } from '../../server/evaluation/evaluation.invite.service.ts'
import {
  beginScoring,
  declareInterests,
  removeFromPanel,
  ruleOnInterest,
} from '../../server/evaluation/evaluation.panel.service.ts'
import { saveScore, submitScores } from '../../server/evaluation/evaluation.scores.service.ts'
import { readEvaluation } from '../../server/evaluation/evaluation.service.ts'
import { actorOfPerson } from '../../server/identity/index.ts'
import { useDatabase } from '../platform/database.ts'
import { aRoom, type Room, type Who } from './evaluation.people.ts'

useDatabase()
let room: Room
let id: string
const as = (who: Who) => actorOfPerson(room.people[who].id)
const none = { interest: 'none', what: '', suppliers: '' } as const
const some = { interest: 'some', what: 'My sister works there', suppliers: 'Dry Walls' } as const
const declare = async (who: Who, what: typeof none | typeof some = none) =>
  declareInterests(await as(who), id, what)
const bring = async (who: Who, role: 'evaluator' | 'moderator' | 'observer') =>
  invite(await as('lead'), id, room.people[who].id, role)
const rule = async (who: Who, number: number, ruling: 'barred' | 'mitigated') =>
  ruleOnInterest(await as('lead'), id, room.people[who].id, { number, ruling, words: `It is ${ruling}` })
const takeOut = async (who: Who) => removeFromPanel(await as('lead'), id, room.people[who].id, 'Away')

// Each at another council: who belonged to one before would hold the shares of its next challenge.
const councils = ['BBD', 'LDS', 'PEN', 'MON', 'MAN']
beforeEach(async () => {
  room = await aRoom({}, councils.shift())
  id = room.challenge._id
})

describe('somebody who was barred', () => {
  beforeEach(async () => {
    await bring('first', 'evaluator')
    await declare('first', some)
    await rule('first', 1, 'barred')
  })

  it('stays out when they are taken out of the panel, and is not invited again', async () => {
    await takeOut('first')
    await expect(declare('first')).rejects.toMatchObject({ code: 'not-found' })
    await expect(bring('second', 'observer')).resolves.toBeUndefined()
    await expect(invite(await as('first'), id, room.people.viewer.id, 'observer')).rejects.toMatchObject({
      code: 'not-found',
    })
    await expect(bring('first', 'observer')).rejects.toMatchObject({
      code: 'invalid',
      fields: { userId: expect.stringContaining('Fay First was barred') },
    })
  })

  it('comes back by a later decision, which leaves the one before on record', async () => {
    await rule('first', 1, 'mitigated')
    await expect(rule('first', 1, 'barred')).rejects.toMatchObject({ code: 'conflict' })
    const { panel } = await readEvaluation(await as('first'), id)
    expect(panel[0]?.declarations).toMatchObject([
      { number: 1, ruling: 'barred', rulingWords: 'It is barred' },
      { number: 2, ruling: 'mitigated', rulingWords: 'It is mitigated', what: some.what },
    ])
  })
})

it('does not let somebody take an interest back that nobody has decided about', async () => {
  await bring('first', 'evaluator')
  await declare('first', some)
  await expect(declare('first')).rejects.toMatchObject({ code: 'conflict' })
  await declare('first', some)
  await rule('first', 2, 'mitigated')
  await declare('first')
})

it('lets nobody back into a panel by their own word, and takes anew what an invited one submits again', async () => {
  for (const who of ['first', 'second'] as const) {
    await bring(who, 'evaluator')
    await declare(who)
  }
  await bring('moderator', 'moderator')
  await room.close()
  await beginScoring(await as('lead'), id)
  const submissions = await room.submissions()
  const scored = { points: 3, reasons: 'Clear', evidence: '', next: 'save' as const }
  for (const submissionId of submissions)
    for (const criterionId of ['outcome', 'price'])
      await saveScore(await as('first'), id, submissionId, criterionId, { ...scored, revision: 0 })
  await submitScores(await as('first'), id)
  await takeOut('first')
  await expect(declare('first')).rejects.toMatchObject({ code: 'forbidden' })
  await bring('first', 'evaluator')
  expect((await readEvaluation(await as('first'), id)).own).toMatchObject({
    clearance: 'clear',
    hasSubmitted: false,
  })
  await submitScores(await as('first'), id)
  // One person’s view is no evaluation, whoever is taken out meanwhile.
  await takeOut('second')
  expect((await readEvaluation(await as('lead'), id)).state).toBe('scoring')
})

it('gives whoever declared to read another part, once, with what they declared', async () => {
  await declare('first', some)
  await rule('first', 1, 'mitigated')
  await expect(bring('first', 'observer')).rejects.toMatchObject({ code: 'invalid' })
  await bring('first', 'evaluator')
  expect((await readEvaluation(await as('first'), id)).own).toMatchObject({
    role: 'evaluator',
    clearance: 'clear',
  })
  await expect(bring('first', 'moderator')).rejects.toMatchObject({ code: 'invalid' })
  await bring('moderator', 'observer')
  await bring('moderator', 'moderator')
  await declare('second')
  await expect(bring('second', 'moderator')).rejects.toMatchObject({
    fields: { role: 'There is a moderator already' },
  })
  const { panel } = await readEvaluation(await as('lead'), id)
  expect(panel.map(({ role, clearance }) => [role, clearance])).toEqual([
    ['evaluator', 'clear'],
    ['moderator', 'undeclared'],
    ['observer', 'clear'],
  ])
})
