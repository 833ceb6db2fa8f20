import { decide } from '../../server/evaluation/evaluation.decision.service.ts'
import { agreeScore, finishConsensus } from '../../server/evaluation/evaluation.consensus.service.ts'
import { Decision, Feedback } from '../../server/evaluation/evaluation.award.model.ts'
import { ExclusionSheet } from '../../server/evaluation/evaluation.exclusions.model.ts'
import { saveExclusions } from '../../server/evaluation/evaluation.exclusions.service.ts'
import { Agreement, Evaluation } from '../../server/evaluation/evaluation.model.ts'
import { releaseFeedback } from '../../server/evaluation/evaluation.release.service.ts'
import { actorOfPerson } from '../../server/identity/index.ts'
import { decideSchema } from '../../shared/evaluation/award.schema.ts'
import { exclusionsSchema } from '../../shared/evaluation/exclusions.schema.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { useDatabase } from '../platform/database.ts'
import { beforeMaking } from '../platform/in-between.ts'
import { agreeEverything } from './evaluation.agreed.ts'
import { aRoom } from './evaluation.people.ts'

useDatabase()

// Each at another council: who belonged to one before would hold the shares of its next challenge.
const councils = ['BBD', 'LDS', 'PEN']
let id: string
let winner: string
let moderator: Actor

beforeEach(async () => {
  const room = await aRoom({}, councils.shift())
  winner = (await agreeEverything(room)).at(-1) ?? ''
  id = room.challenge._id
  moderator = await actorOfPerson(room.people.moderator.id)
})

it('a score is not agreed anew in the moment in which the scores stand', async () => {
  await Evaluation.updateOne({ _id: id }, { $set: { state: 'consensus', agreedAt: null } })
  beforeMaking(Agreement, () => finishConsensus(moderator, id))
  const anew = { points: 0, reason: 'We looked at it again', number: 1 }
  await expect(agreeScore(moderator, id, winner, 'outcome', anew)).rejects.toMatchObject({
    code: 'forbidden',
  })
  expect((await Evaluation.findById(id).lean())?.state).toBe('agreed')
  expect(await Agreement.countDocuments({ challengeId: id, submissionId: winner })).toBe(1)
})

it('a ground is not found in the moment in which the feedback goes out', async () => {
  await decide(moderator, id, decideSchema.parse({ outcome: 'award', winners: [winner] }))
  beforeMaking(ExclusionSheet, () => releaseFeedback(moderator, id))
  const found = exclusionsSchema.parse({
    findings: { insolvency: 'found' },
    notes: { insolvency: 'Wound up last week' },
    outcome: 'disregarded',
    outcomeWords: 'Its directors had five days to answer.',
  })
  await expect(saveExclusions(moderator, id, winner, found)).rejects.toMatchObject({ code: 'forbidden' })
  expect((await Decision.findById(id).lean())?.releasedAt).toBeInstanceOf(Date)
  expect(await ExclusionSheet.countDocuments({ challengeId: id })).toBe(0)
})

it('feedback goes out to all or to none, also where it breaks off in the middle', async () => {
  await decide(moderator, id, decideSchema.parse({ outcome: 'award', winners: [winner] }))
  const update = Feedback.updateOne.bind(Feedback)
  let count = 0
  Feedback.updateOne = ((...args: Parameters<typeof update>) => {
    count += 1
    if (count === 2) throw new Error('broken off')
    return update(...args)
  }) as typeof update
  await expect(releaseFeedback(moderator, id)).rejects.toThrow('broken off')
  delete (Feedback as { updateOne?: unknown }).updateOne
  const unsent = () => Feedback.countDocuments({ challengeId: id, sentAt: null })
  expect(await unsent()).toBe(2)
  await releaseFeedback(moderator, id)
  expect(await unsent()).toBe(0)
})
