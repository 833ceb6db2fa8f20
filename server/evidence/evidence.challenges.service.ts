import { isDeepStrictEqual } from 'node:util'
import type { ClientSession } from 'mongoose'
import { draftForCoach } from '../../shared/challenges/coach-draft.ts'
import { kindFacts } from '../../shared/challenges/kinds.ts'
import { coach } from '../../shared/coaching/coach/coach.ts'
import { isPriceCriterion } from '../../shared/coaching/coach/price-criterion.ts'
import { dayOf, daysBetween } from '../../shared/coaching/law/periods.ts'
import { pricedCriterion } from '../../shared/evaluation/settings.ts'
import type { ChallengeFact, FirmFacts } from '../../shared/evidence/facts.ts'
import { divisionOf } from '../../shared/organisations/category-tree.ts'
import { system } from '../../shared/platform/actor.ts'
import { londonParts } from '../../shared/platform/dates.ts'
import { type Challenge, findChallenge, listVersions } from '../challenges/index.ts'
import { factsOfLaw } from '../coaching/index.ts'
import { awardOnRecord, settingsOf } from '../evaluation/index.ts'
import { findOrganisation } from '../organisations/index.ts'
import { countOutcomes, type CountedOutcomes } from '../outcomes/index.ts'
import { transaction } from '../platform/database.ts'
import { isOpened, suppliersSubmitting } from '../proposals/index.ts'
import { type CountedChallenge, CountedChallenges } from './evidence.model.ts'
import { tellChanged } from './evidence.state.service.ts'
import { freshAmong, toldOfSuppliers } from './evidence.together.service.ts'

/**
 * Counts a challenge anew, from what is on record now. However late or often it is asked, and in whatever order, what
 * is kept is the same: whoever touches it first, reads first. Only what was told of its suppliers is not reckoned anew.
 * Where nothing changed nobody reckons a figure again: some of what is asked for here happens as often as somebody likes.
 */
export async function countChallenge(challengeId: string): Promise<void> {
  const touched = await transaction(async (session) => {
    const before = await CountedChallenges.findOneAndUpdate(
      { _id: challengeId },
      { $inc: { touched: 1 } },
      { upsert: true, session },
    ).lean<CountedChallenge>()
    const challenge = await findChallenge(challengeId)
    const fact = challenge && (await factOf(challenge, session))
    const isChanged = before?.isUntold === true || !isDeepStrictEqual(before?.fact ?? null, fact)
    if (!isChanged) return null
    await CountedChallenges.updateOne({ _id: challengeId }, { $set: { fact, isUntold: true } }, { session })
    return (before?.touched ?? 0) + 1
  })
  if (touched === null) return
  // Not within: every two challenges that are counted at one time would be in each other's way.
  await tellChanged()
  // Whoever counted it since tells of that.
  await CountedChallenges.updateOne({ _id: challengeId, touched }, { $set: { isUntold: false } })
}

/** What is counted of a challenge; null while nobody outside may know of it. */
async function factOf(challenge: Challenge, session: ClientSession): Promise<ChallengeFact | null> {
  const { _id: challengeId, publishedAt, authorityId, kind } = challenge
  if (!publishedAt) return null
  const authority = (await findOrganisation(authorityId))?.authority
  return {
    challengeId,
    title: challenge.title,
    authority: authority?.code ?? '',
    authorityName: challenge.authorityName,
    region: authority?.itl1 ?? '',
    divisions: [...new Set(challenge.cpv.map(divisionOf))].sort(),
    year: londonParts(publishedAt).year,
    kind,
    isExample: challenge.isExample,
    isWithdrawn: challenge.status === 'withdrawn',
    publishedAt,
    openness: await opennessOf(challenge, publishedAt),
    priceShare: await priceShareOf(challenge),
    ...(await endOf(challenge, publishedAt, session)),
  }
}

/** How open the words were as they were published, by the coach's rules and by them alone. */
async function opennessOf({ _id }: Challenge, publishedAt: Date): Promise<number | null> {
  const { versions } = await listVersions(system, _id)
  const first = versions.find(({ number }) => number === 1)
  if (!first) return null
  const { regime } = kindFacts(first.content.kind)
  const { scores, isTooShort } = coach(draftForCoach(first.content), { ...factsOfLaw(publishedAt), regime })
  return isTooShort ? null : scores.openness.value
}

/** The weight of the criteria that ask the price; null where nothing is judged. */
async function priceShareOf({ _id, kind, criteria }: Challenge): Promise<number | null> {
  if (!kindFacts(kind).isJudged || criteria.length === 0) return null
  const priced = pricedCriterion((await settingsOf(_id)).settings.price)
  return criteria
    .filter(({ id, title }) => id === priced || isPriceCriterion(title))
    .reduce((sum, { weight }) => sum + (weight ?? 0), 0)
}

type End = Pick<
  ChallengeFact,
  | 'proposals'
  | 'proposers'
  | 'end'
  | 'daysFromDraft'
  | 'daysFromNotice'
  | 'contracts'
  | 'assessed'
  | 'feedbackSent'
  | 'feedbackRated'
  | 'feedbackUseful'
  | keyof CountedOutcomes
>

const nothingYet: Omit<End, 'proposals'> = {
  proposers: null,
  end: null,
  daysFromDraft: null,
  daysFromNotice: null,
  contracts: [],
  assessed: 0,
  feedbackSent: 0,
  feedbackRated: 0,
  feedbackUseful: null,
  pilots: 0,
  promised: 0,
  measured: 0,
  reached: 0,
  adoptedBy: 0,
}

/** What is known of the answers. Of the suppliers nothing before the end is public: an evaluation may not know them. */
async function endOf(challenge: Challenge, publishedAt: Date, session: ClientSession): Promise<End> {
  const { _id, createdAt } = challenge
  const suppliers = (await isOpened(_id)) ? await suppliersSubmitting(_id) : null
  const proposals = suppliers?.length ?? null
  const decision = await awardOnRecord(_id)
  const end = decision?.endedAt ? 'not-awarded' : decision?.award ? 'awarded' : null
  if (!decision || end === null) return { ...nothingYet, proposals }
  const awardedOn = (decision.earlierAwards[0] ?? decision.award)?.publishedOn ?? null
  const isAwarded = end === 'awarded' && awardedOn !== null
  return {
    proposals,
    end,
    daysFromDraft: isAwarded ? Math.max(0, daysBetween(dayOf(createdAt), awardedOn)) : null,
    daysFromNotice: isAwarded ? Math.max(0, daysBetween(dayOf(publishedAt), awardedOn)) : null,
    contracts: await contractsOf(decision.contracts, publishedAt),
    assessed: decision.assessed,
    ...(await toldOfSuppliers({ challengeId: _id, publishedAt, suppliers, decision }, session)),
    ...(await countOutcomes(challenge)),
  }
}

/** Who got the contracts, as these themselves say it: contracts are public. */
async function contractsOf(
  contracts: readonly { supplier: { id: string; isSme: boolean | null; isVcse: boolean | null } }[],
  before: Date,
): Promise<FirmFacts[]> {
  const isFresh = await freshAmong(
    contracts.map(({ supplier }) => supplier.id),
    before,
  )
  return contracts.map(({ supplier: { id, isSme, isVcse } }) => ({
    sme: isSme,
    vcse: isVcse,
    fresh: isFresh?.(id) ?? null,
  }))
}
