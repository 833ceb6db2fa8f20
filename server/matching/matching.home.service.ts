import mongoose from 'mongoose'
import type { ChallengeRecord } from '../../shared/challenges/challenge.ts'
import type { ClosingReason, HomeState } from '../../shared/matching/home.schema.ts'
import {
  type ChallengesForSupplier,
  challengesForSupplier,
  gainsForSupplier,
} from '../../shared/matching/home.questions.ts'
import { withoutRanks } from '../../shared/matching/missing.ts'
import type { Parts } from '../../shared/matching/parts.ts'
import type { Gain } from '../../shared/matching/profile-gains.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { type Paged, paged } from '../../shared/platform/pagination.ts'
import type { QuestionDefinition } from '../../shared/platform/question.ts'
import { followedBy, listOpenChallenges } from '../challenges/index.ts'
import { findOrganisation } from '../organisations/index.ts'
import { ask } from '../platform/ask.ts'
import { now } from '../platform/clock.ts'
import { AppError, notFound } from '../platform/errors.ts'
import { Match, type MatchRecord } from './matching.model.ts'
import { matchPolicy } from './matching.policy.ts'
import { listMatchesOfSupplier } from './matching.service.ts'
import { matchingSettings } from './matching.settings.service.ts'

const { trusted } = mongoose
const perPage = 10
const day = 86_400_000
const soonDays = 7
const newDays = 3

type OwnScore = Pick<
  ChallengesForSupplier['challenges'][number],
  'score' | 'parts' | 'reasons' | 'missing'
> & {
  weights: Parts | null
}

/** What a sent match has of it: it was made in a ranking, whose places are for brokers. */
const ownScore = ({ parts, missing, ...match }: MatchRecord): OwnScore | null =>
  parts && { ...match, parts, missing: withoutRanks(missing) }

/** One challenge as a supplier's home has it. */
export interface HomeChallenge {
  challenge: ChallengeRecord
  /** Null while nobody has scored it. */
  score: OwnScore | null
  /** What a broker sent, if one did. */
  match: MatchRecord | null
  /** Published within the last three days. */
  isNew: boolean
  /** Why it matters to the supplier that it closes within a week; empty otherwise. */
  closing: ClosingReason[]
}

export interface SupplierHome {
  state: HomeState
  /** Every open challenge, whatever its score: a match decides nothing (Procurement Act 2023, s.85(1)). */
  open: HomeChallenge[]
  closingSoon: HomeChallenge[]
  /** How many matches brokers sent it, those over included. */
  sentCount: number
  /** What in its profile would raise its scores; null while nobody has found out. */
  gains: Gain[] | null
  /** What the profile lacks that no score is made of but buyers look for. */
  unscored: 'maturity'[]
}

let draftsOf = async (_supplierId: string): Promise<string[]> => []

/** Says where it is found for which challenges a supplier has a draft proposal: their room comes after this one. */
export function useDrafts(find: (supplierId: string) => Promise<string[]>): void {
  draftsOf = find
}

/** The answer, or null if no worker gave one in time. */
async function askOrNone<Answer>(
  question: QuestionDefinition<{ supplierId: string }, Answer>,
  supplierId: string,
): Promise<Answer | null> {
  try {
    return await ask(question, { supplierId })
  } catch (error) {
    if (error instanceof AppError && error.code === 'unavailable') return null
    throw error
  }
}

/** The actor's own supplier. @throws AppError not-found for people of other organisations */
function ownSupplier(actor: Actor): { id: string; isVerified: boolean } {
  if (!matchPolicy.seeHome(actor) || !actor.organisation) throw notFound()
  return actor.organisation
}

/** Everything on the first page of a supplier. @throws AppError not-found for people of other organisations */
export async function supplierHome(actor: Actor): Promise<SupplierHome> {
  const { id, isVerified } = ownSupplier(actor)
  const [challenges, ranking, answered, sent, supplier] = await Promise.all([
    listOpenChallenges(),
    isVerified ? askOrNone(challengesForSupplier, id) : null,
    isVerified ? askOrNone(gainsForSupplier, id) : null,
    sentMatches(id),
    findOrganisation(id),
  ])
  const state = isVerified ? stateOf(ranking) : 'unconfirmed'
  const open = await inOrder(actor, id, challenges, state === 'ranked' ? ranking : null, sent)
  const profile = supplier?.supplier
  const lacksReadiness = profile?.trlFrom === null && profile.trlTo === null
  const isScored = answered?.gains.some(({ kind }) => kind === 'maturity') ?? false
  return {
    state,
    open,
    closingSoon: open
      .filter(({ closing }) => closing.length > 0)
      .sort((a, b) => deadlineOf(a) - deadlineOf(b)),
    sentCount: sent.size,
    gains: answered?.gains ?? null,
    unscored: lacksReadiness && !isScored ? ['maturity'] : [],
  }
}

const deadlineOf = ({ challenge }: HomeChallenge): number => challenge.timetable.respondBy?.getTime() ?? 0

function stateOf(ranking: ChallengesForSupplier | null): HomeState {
  if (!ranking) return 'being-made'
  if (!ranking.isRanked) return 'unconfirmed'
  return ranking.saysNothing ? 'says-nothing' : 'ranked'
}

async function sentMatches(supplierId: string): Promise<Map<string, MatchRecord>> {
  const status = trusted({ $in: ['sent' as const, 'not-for-me' as const] })
  const matches = await Match.find({ supplierId, status }).lean<MatchRecord[]>()
  return new Map(matches.map((match) => [match.challengeId, match]))
}

const isRefused = ({ match }: HomeChallenge): boolean => match?.status === 'not-for-me'

/** The best first where there are scores, else the nearest deadline, and last what is not for it; each with what else is known of it. */
async function inOrder(
  actor: Actor,
  supplierId: string,
  challenges: ChallengeRecord[],
  ranking: ChallengesForSupplier | null,
  sent: Map<string, MatchRecord>,
): Promise<HomeChallenge[]> {
  const [drafted, followed, { proposeFrom }] = await Promise.all([
    draftsOf(supplierId),
    followedBy(actor.userId),
    matchingSettings(),
  ])
  const scores = new Map(ranking?.challenges.map((one) => [one.challengeId, one]))
  const at = now().getTime()
  const items = challenges.map((challenge): HomeChallenge => {
    const { _id: id, publishedAt, timetable } = challenge
    const match = sent.get(id) ?? null
    const score = scores.get(id) ?? (match && ownScore(match))
    const isWanted: Record<ClosingReason, boolean> = {
      draft: drafted.includes(id),
      follows: followed.includes(id),
      sent: match?.status === 'sent',
      fits: match?.status !== 'not-for-me' && (score?.score ?? 0) >= proposeFrom,
    }
    const isClosing = (timetable.respondBy?.getTime() ?? Number.POSITIVE_INFINITY) - at <= soonDays * day
    const reasons = Object.entries(isWanted).flatMap(([reason, isSo]) =>
      isSo ? [reason as ClosingReason] : [],
    )
    return {
      challenge,
      score,
      match,
      isNew: publishedAt !== null && at - publishedAt.getTime() <= newDays * day,
      closing: isClosing ? reasons : [],
    }
  })
  const ranked = ranking ? items.sort((a, b) => (b.score?.score ?? 0) - (a.score?.score ?? 0)) : items
  return ranked.sort((a, b) => Number(isRefused(a)) - Number(isRefused(b)))
}

/** So many open challenges that fit the actor's supplier best, for pages of later rooms; none where nothing is ranked. */
export async function bestOpen(
  actor: Actor,
  most: number,
): Promise<{ id: string; title: string; authorityName: string; respondBy: Date | null }[]> {
  const { state, open } = await supplierHome(actor)
  if (state !== 'ranked') return []
  return open
    .filter((one) => !isRefused(one))
    .slice(0, most)
    .map(({ challenge: { _id: id, title, authorityName, timetable } }) => ({
      id,
      title,
      authorityName,
      respondBy: timetable.respondBy,
    }))
}

/** One page of what is open. */
export const pageOf = (open: HomeChallenge[], page: number): Paged<HomeChallenge> =>
  paged(open.slice((page - 1) * perPage, page * perPage), open.length, page, perPage)

/** What brokers sent the actor's supplier, the latest first, also what is over. @throws AppError not-found */
export async function sentTo(actor: Actor, page: number): Promise<Paged<HomeChallenge>> {
  const { list, challenges } = await listMatchesOfSupplier(ownSupplier(actor).id, page)
  const items = list.items.flatMap((match): HomeChallenge[] => {
    const challenge = challenges.get(match.challengeId)
    if (!challenge) return []
    return [{ challenge, score: ownScore(match), match, isNew: false, closing: [] }]
  })
  return { ...list, items }
}
