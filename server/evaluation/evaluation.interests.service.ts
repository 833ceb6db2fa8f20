import mongoose from 'mongoose'
import { buyersOf, findChallenge, findChallenges } from '../challenges/index.ts'
import { membersOfAny } from '../organisations/index.ts'
import { Evaluation, type EvaluationRecord } from './evaluation.model.ts'
import { clearanceIn, partOf, present } from './evaluation.service.ts'

/** A member of a buyer who may decide about somebody's interest. */
export interface Decider {
  userId: string
  organisationId: string
}

/**
 * Who may decide about an interest that somebody declared: the moderator and whoever acts for a buyer, but for those who
 * score, have an open interest themselves or were barred, and for the person. As `evaluationPolicy.rule` has it.
 */
export async function decidersOf(challengeId: string, userId: string): Promise<Decider[]> {
  const challenge = await findChallenge(challengeId)
  if (!challenge) return []
  const evaluation = await Evaluation.findById(challengeId).lean<EvaluationRecord>()
  const members = await membersOfAny(buyersOf(challenge))
  return members
    .filter((one) => one.role !== 'viewer' && one.userId !== userId && mayDecide(evaluation, one.userId))
    .map((one) => ({ userId: one.userId, organisationId: one.organisationId }))
}

function mayDecide(evaluation: EvaluationRecord | null, userId: string): boolean {
  const own = evaluation && partOf(evaluation, userId)
  if (!own) return true
  const clearance = clearanceIn(own)
  if (own.role === 'moderator' && clearance === 'clear') return true
  return own.role !== 'evaluator' && clearance !== 'barred' && clearance !== 'waiting'
}

/** An interest that nobody has decided about. */
export interface WaitingInterest {
  challengeId: string
  userId: string
  /** Of the declaration. */
  number: number
  since: Date
}

/** Every interest that waits for a decision, of evaluations that are not over. */
export async function listWaitingInterests(): Promise<WaitingInterest[]> {
  const running = await Evaluation.find({
    state: mongoose.trusted({ $ne: 'agreed' }),
    'panel.declarations': mongoose.trusted({ $elemMatch: { hasInterest: true, ruling: null } }),
  }).lean<EvaluationRecord[]>()
  const challenges = await findChallenges(running.map(({ _id }) => _id))
  return running
    .filter(({ _id }) => !['withdrawn', undefined].includes(challenges.get(_id)?.status))
    .flatMap((evaluation) =>
      present(evaluation)
        .filter((member) => clearanceIn(member) === 'waiting')
        .flatMap(({ userId, declarations }) => {
          const last = declarations.at(-1)
          return last ? [{ challengeId: evaluation._id, userId, number: last.number, since: last.at }] : []
        }),
    )
}
