import type { ChallengeRecord, ChallengeStatus } from '../../shared/challenges/challenge.ts'
import type { MarketView } from '../../shared/matching/market.questions.ts'
import { marketQuestion, mostConditions } from '../../shared/matching/market.questions.ts'
import { conditionsIn, type DraftCondition, missingForMarket } from '../../shared/matching/market-reading.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { canSee, challengeFacts, findChallenge } from '../challenges/index.ts'
import { ask } from '../platform/ask.ts'
import { AppError, notFound } from '../platform/errors.ts'
import { matchPolicy } from './matching.policy.ts'

/** What a reader of the market tries: conditions left out, and the work put anywhere in the UK. */
export interface MarketTrial {
  drop: string[]
  anywhere: boolean
}

/** The market of a challenge, or why there is none to show. */
export type MarketAnswer =
  /** It is public, or given up: the view was for the time before. */
  | { state: 'over' }
  | { state: 'too-short'; missing: ('title' | 'problem')[] }
  | {
      state: 'counted'
      view: MarketView
      conditions: DraftCondition[]
      /** Conditions of the draft beyond those that are counted. */
      uncounted: number
      trial: MarketTrial
    }

const drafts: ChallengeStatus[] = ['draft', 'returned', 'submitted']

/** A challenge for somebody who may see its market. @throws AppError not-found for all others */
export async function getMarketChallenge(actor: Actor, challengeId: string): Promise<ChallengeRecord> {
  const challenge = await findChallenge(challengeId)
  if (!challenge || !canSee(actor, challenge) || !matchPolicy.seeMarket(actor, challengeFacts(challenge)))
    throw notFound('Challenge')
  return challenge
}

/**
 * How many firms could answer a draft, and what its conditions cost; never who they are.
 * @throws AppError not-found; unavailable if no worker answers within half a second
 */
export async function viewMarketOf(
  challenge: ChallengeRecord,
  trial: MarketTrial = { drop: [], anywhere: false },
): Promise<MarketAnswer> {
  const { status, isPublished } = challengeFacts(challenge)
  if (isPublished || !drafts.includes(status)) return { state: 'over' }
  const missing = missingForMarket(challenge)
  if (missing.length > 0) return { state: 'too-short', missing }
  const all = conditionsIn(challenge)
  const conditions = all.slice(0, mostConditions)
  const known = {
    drop: conditions.map(({ id }) => id).filter((id) => trial.drop.includes(id)),
    anywhere: trial.anywhere && challenge.regions.length > 0,
  }
  const view = await ask(marketQuestion, {
    challengeId: challenge._id,
    conditions: conditions.map(({ id, condition }) => ({ id, condition })),
    dropped: known.drop,
    anywhere: known.anywhere,
  })
  return { state: 'counted', view, conditions, uncounted: all.length - conditions.length, trial: known }
}

/** The same for a page that shows everything else in any case: null where no worker answers in time. */
export async function viewMarketIfReady(
  challenge: ChallengeRecord,
  trial?: MarketTrial,
): Promise<MarketAnswer | null> {
  try {
    return await viewMarketOf(challenge, trial)
  } catch (error) {
    if (error instanceof AppError && error.code === 'unavailable') return null
    throw error
  }
}
