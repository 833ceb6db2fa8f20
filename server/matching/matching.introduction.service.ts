import mongoose from 'mongoose'
import type { ChallengeRecord } from '../../shared/challenges/challenge.ts'
import {
  type ChallengeOfIntroduction,
  standingOfIntroduction,
  waitingStatuses,
} from '../../shared/matching/introduction.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { isId } from '../../shared/platform/ids.ts'
import { type Paged, paged } from '../../shared/platform/pagination.ts'
import { buyersOf, challengeFacts, findChallenge, findChallenges } from '../challenges/index.ts'
import { now } from '../platform/clock.ts'
import { notFound } from '../platform/errors.ts'
import {
  Introduction,
  type IntroductionRecord,
  type IntroductionSide,
} from './matching.introduction.model.ts'
import { type IntroductionFacts, introductionPolicy } from './matching.introduction.policy.ts'

const { trusted } = mongoose
const perPage = 25
/** How many of its introductions a count for the navigation looks through. */
const countedAtMost = 200

/** What the rules about time and law ask of a challenge, at this instant. */
export const stageOf = (challenge: ChallengeRecord): ChallengeOfIntroduction => ({
  kind: challenge.kind,
  status: challengeFacts(challenge).status,
})

/** What the policy asks of an introduction, at this instant. */
export const introductionFacts = (
  introduction: IntroductionRecord,
  challenge: ChallengeRecord,
): IntroductionFacts => ({
  sides: introduction.sides,
  status: standingOfIntroduction(introduction, stageOf(challenge), now()),
})

/** An introduction with its challenge. */
export interface FoundIntroduction {
  introduction: IntroductionRecord
  challenge: ChallengeRecord
}

/** Null for an id that nobody has. Whoever shows it to people asks the policy first. */
export async function findIntroduction(id: string): Promise<FoundIntroduction | null> {
  const introduction = isId(id) ? await Introduction.findById(id).lean<IntroductionRecord>() : null
  const challenge = introduction && (await findChallenge(introduction.challengeId))
  return introduction && challenge ? { introduction, challenge } : null
}

/** An introduction for its two sides and the brokers. @throws AppError not-found for everybody else */
export async function getIntroduction(actor: Actor, id: string): Promise<FoundIntroduction> {
  const found = await findIntroduction(id)
  const facts = found && introductionFacts(found.introduction, found.challenge)
  if (!found || !facts) throw notFound('Introduction')
  if (!introductionPolicy.seeAll(actor) && !introductionPolicy.see(actor, facts))
    throw notFound('Introduction')
  return found
}

/** The side that this person belongs to. @throws AppError not-found for somebody of neither */
export function ownSide(actor: Actor, { sides }: IntroductionRecord): IntroductionSide {
  const own = sides.find(({ organisationId }) => organisationId === actor.organisation?.id)
  if (!own) throw notFound('Introduction')
  return own
}

/** A page of the introductions over one challenge, the latest first; for the brokers. */
export async function listIntroductions(
  challengeId: string,
  page: number,
): Promise<Paged<IntroductionRecord>> {
  const [items, total] = await Promise.all([
    Introduction.find({ challengeId })
      .sort({ proposedAt: -1, _id: 1 })
      .skip((page - 1) * perPage)
      .limit(perPage)
      .lean<IntroductionRecord[]>(),
    Introduction.countDocuments({ challengeId }),
  ])
  return paged(items, total, page, perPage)
}

/** A page of the introductions of one organisation, the latest first. */
export async function listIntroductionsOf(
  organisationId: string,
  page: number,
): Promise<Paged<FoundIntroduction>> {
  const filter = { 'sides.organisationId': organisationId }
  const [records, total] = await Promise.all([
    Introduction.find(filter)
      .sort({ proposedAt: -1, _id: 1 })
      .skip((page - 1) * perPage)
      .limit(perPage)
      .lean<IntroductionRecord[]>(),
    Introduction.countDocuments(filter),
  ])
  const challenges = await findChallenges(records.map(({ challengeId }) => challengeId))
  const items = records.flatMap((introduction) => {
    const challenge = challenges.get(introduction.challengeId)
    return challenge ? [{ introduction, challenge }] : []
  })
  return paged(items, total, page, perPage)
}

/** What the navigation says of an organisation's introductions. */
export interface IntroductionCount {
  any: boolean
  /** Neither made nor at an end. */
  open: number
  /** Of those, how many this organisation has yet to answer. */
  toAnswer: number
}

/** Counts the introductions of the actor's organisation; none for brokers and for whoever has no organisation. */
export async function countIntroductions(actor: Actor): Promise<IntroductionCount> {
  const { organisation } = actor
  if (!organisation || organisation.kind === 'brokerage') return { any: false, open: 0, toAnswer: 0 }
  const found = await Introduction.find(
    { 'sides.organisationId': organisation.id },
    { status: 1, expiresAt: 1, sides: 1 },
  )
    .sort({ proposedAt: -1, _id: 1 })
    .limit(countedAtMost)
    .lean<IntroductionRecord[]>()
  const at = now()
  const open = found.filter(({ status, expiresAt }) => waitingStatuses.includes(status) && expiresAt >= at)
  const toAnswer = open.filter((introduction) => ownSide(actor, introduction).answer === 'none')
  return { any: found.length > 0, open: open.length, toAnswer: toAnswer.length }
}

/** Those that are stored as waiting and whose time is over: too late to answer, or nothing left to answer for. */
export async function listExpired(): Promise<string[]> {
  const waiting = await Introduction.find({ status: trusted({ $in: waitingStatuses }) }).lean<
    IntroductionRecord[]
  >()
  const challenges = await findChallenges(waiting.map(({ challengeId }) => challengeId))
  return waiting.flatMap((introduction) => {
    const challenge = challenges.get(introduction.challengeId)
    return challenge && introductionFacts(introduction, challenge).status === 'expired'
      ? [introduction._id]
      : []
  })
}

/** One line of the record of whom the buyer met in market engagement (s.16). */
export interface IntroductionOnRecord {
  /** From 1, in the order in which they were made. */
  number: number
  at: Date | null
  /** Null for whoever may only know how many there were. */
  supplier: { id: string; name: string } | null
}

/** The suppliers that were introduced to the buyer of a challenge while it engaged the market, the first first. */
export async function introductionsOnRecord(
  actor: Actor,
  challenge: ChallengeRecord,
): Promise<IntroductionOnRecord[]> {
  const made = await Introduction.find({
    challengeId: challenge._id,
    between: 'buyer-and-supplier',
    status: 'made',
  })
    .sort({ endedAt: 1, _id: 1 })
    .lean<IntroductionRecord[]>()
  const maySeeNames = introductionPolicy.seeNamesOnRecord(actor, buyersOf(challenge))
  return made.map(({ endedAt, sides: [supplier] }, index) => ({
    number: index + 1,
    at: endedAt,
    supplier: maySeeNames && supplier ? { id: supplier.organisationId, name: supplier.name } : null,
  }))
}

/** The organisations to be told that an introduction ended: both, but for one that declined it. */
export async function sidesToTell(introductionId: string): Promise<string[]> {
  const found = await findIntroduction(introductionId)
  const sides = found?.introduction.sides ?? []
  return sides.flatMap(({ organisationId, answer }) => (answer === 'declined' ? [] : [organisationId]))
}
