import { readAward } from '../../server/evaluation/evaluation.award.read.service.ts'
import { readConsensus, readPlace } from '../../server/evaluation/evaluation.consensus.service.ts'
import { listExclusions } from '../../server/evaluation/evaluation.exclusions.service.ts'
import { listFeedback } from '../../server/evaluation/evaluation.feedback.service.ts'
import { beginScoring, declareInterests } from '../../server/evaluation/evaluation.panel.service.ts'
import { invite } from '../../server/evaluation/evaluation.invite.service.ts'
import { listQuestions } from '../../server/evaluation/evaluation.questions.service.ts'
import { readRanking } from '../../server/evaluation/evaluation.ranking.service.ts'
import { listRecords } from '../../server/evaluation/evaluation.record.service.ts'
import { readOwnScore, readOwnSheet, saveScore } from '../../server/evaluation/evaluation.scores.service.ts'
import { readEvaluation } from '../../server/evaluation/evaluation.service.ts'
import { actorOfPerson } from '../../server/identity/index.ts'
import { removeMember } from '../../server/organisations/index.ts'
import {
  getReceivedFile,
  listReceived,
  readReceived,
} from '../../server/proposals/proposals.received.service.ts'
import { type Actor, system } from '../../shared/platform/actor.ts'
import { useDatabase } from '../platform/database.ts'
import { agreeEverything } from './evaluation.agreed.ts'
import { aRoom, type Room } from './evaluation.people.ts'

useDatabase()

const none = { interest: 'none', what: '', suppliers: '' } as const
const score = { points: 3, reasons: 'Clear', evidence: '', revision: 0, next: 'save' as const }

/** Whatever shows something of the proposals for a challenge, or of what is thought of them. */
const ways = (who: Actor, id: string, submissionId: string): Promise<unknown>[] => [
  readEvaluation(who, id),
  readOwnSheet(who, id),
  readOwnScore(who, id, submissionId, 'outcome'),
  saveScore(who, id, submissionId, 'outcome', score),
  readConsensus(who, id),
  readPlace(who, id, submissionId, 'outcome'),
  readRanking(who, id),
  listQuestions(who, id),
  listExclusions(who, id),
  listFeedback(who, id),
  readAward(who, id),
  listRecords(who, id),
  listReceived(who, id),
  readReceived(who, submissionId),
  getReceivedFile(who, submissionId, 'x'),
]

/** What they come to, each once. */
const refusals = async (tried: Promise<unknown>[]): Promise<unknown[]> => [
  ...new Set(
    (await Promise.allSettled(tried)).map((one) => (one.status === 'rejected' ? one.reason.code : 'shown')),
  ),
]

/** Two evaluators who may score, and a moderator. */
async function scoring(room: Room): Promise<void> {
  const { people, challenge } = room
  const lead = await actorOfPerson(people.lead.id)
  await room.close()
  for (const [who, role] of [
    ['moderator', 'moderator'],
    ['first', 'evaluator'],
    ['second', 'evaluator'],
  ] as const) {
    await invite(lead, challenge._id, people[who].id, role)
    await declareInterests(await actorOfPerson(people[who].id), challenge._id, none)
  }
  await beginScoring(lead, challenge._id)
}

it('an evaluator of another challenge, and one who left the authority, learn of nothing', async () => {
  const ours = await aRoom()
  const theirs = await aRoom({}, 'LDS')
  const [submission = ''] = await agreeEverything(ours)
  await scoring(theirs)
  const first = await actorOfPerson(theirs.people.first.id)
  expect((await readOwnSheet(first, theirs.challenge._id)).total).toBe(4)
  expect(await refusals(ways(first, ours.challenge._id, submission))).toEqual(['not-found'])
  // Nor by the way of their own challenge.
  await expect(readOwnScore(first, theirs.challenge._id, submission, 'outcome')).rejects.toMatchObject({
    code: 'not-found',
  })
  await expect(saveScore(first, theirs.challenge._id, submission, 'outcome', score)).rejects.toMatchObject({
    code: 'not-found',
  })

  await removeMember(system, theirs.challenge.authorityId, theirs.people.first.id)
  const [own = ''] = await theirs.submissions()
  const left = await actorOfPerson(theirs.people.first.id)
  expect(await refusals(ways(left, theirs.challenge._id, own))).toEqual(['not-found'])
}, 60_000)
