import type { ClientSession } from 'mongoose'
import { isWatched, mostWatches, type Watched, type WatchInput } from '../../shared/groups/watch.ts'
import { watchGroupFound, watchProblemFound, watchProblemShared } from '../../shared/groups/watches.events.ts'
import { divisionOf } from '../../shared/organisations/category-tree.ts'
import { nationOf } from '../../shared/organisations/region-tree.ts'
import { type Actor, system, visitor } from '../../shared/platform/actor.ts'
import { isId } from '../../shared/platform/ids.ts'
import { record } from '../audit/index.ts'
import { canSee, type Challenge, findChallenge } from '../challenges/index.ts'
import { findOrganisations, organisationIdsOf } from '../organisations/index.ts'
import { now } from '../platform/clock.ts'
import { transaction } from '../platform/database.ts'
import { AppError, notFound } from '../platform/errors.ts'
import { findGroup, refuseUnknownPlaces } from './groups.service.ts'
import { watchPolicy } from './groups.policy.ts'
import { Watch, type WatchRecord, WatchTelling } from './groups.watches.model.ts'

/** A person's watches, the oldest first. */
export async function listWatches(actor: Actor): Promise<WatchRecord[]> {
  if (!watchPolicy.keep(actor)) throw notFound('Page')
  return Watch.find({ userId: actor.userId }).sort({ createdAt: 1, _id: 1 }).lean<WatchRecord[]>()
}

/** Keeps a watch from now on. @throws AppError not-found to whom watches are nothing, too-many, conflict for one that is there already */
export async function keepWatch(actor: Actor, input: WatchInput): Promise<WatchRecord> {
  if (!watchPolicy.keep(actor)) throw notFound('Page')
  refuseUnknownPlaces(input)
  const { userId } = actor
  return transaction(async (session) => {
    const own = await Watch.find({ userId }).session(session).lean<WatchRecord[]>()
    refuseMore(own, input)
    const organisationId = actor.organisation?.id ?? ''
    const watch = new Watch({ ...input, userId, organisationId, createdAt: now() })
    await watch.save({ session })
    return watch.toObject()
  })
}

function refuseMore(own: WatchRecord[], input: WatchInput): void {
  if (own.length >= mostWatches) {
    throw new AppError(
      'too-many',
      `You have ${mostWatches} watches, which is as many as we keep. Delete one first.`,
    )
  }
  const key = keyOf(input)
  if (!own.some((one) => keyOf(one) === key)) return
  const message = 'You watch this already'
  throw new AppError('conflict', message, { q: message })
}

const keyOf = ({ q, categories, regions }: WatchInput): string =>
  JSON.stringify([q.toLowerCase(), categories.toSorted(), regions.toSorted()])

/** Forgets a watch. @throws AppError not-found for anybody else's */
export async function deleteWatch(actor: Actor, id: string): Promise<void> {
  const watch = isId(id) ? await Watch.findById(id).lean<WatchRecord>() : null
  if (!watch || !watchPolicy.change(actor, watch)) throw notFound('Watch')
  await Watch.deleteOne({ _id: id })
}

const about = (
  { title, summary, problem, context, cpv, outcomes }: Challenge,
  regions: string[],
): Watched => ({
  texts: [title, summary, problem, context, ...outcomes.map((one) => one.title)],
  divisions: [...new Set(cpv.map(divisionOf))],
  regions,
})

/** The regions of level 1 in which authorities lie. */
async function regionsOf(ids: string[]): Promise<string[]> {
  const found = await findOrganisations(ids)
  return [...found.values()].flatMap(({ authority }) => authority?.itl1 || [])
}

/**
 * Every watch of somebody else that fits, of people who still belong where they kept it. Safe to repeat: `tellOnce`
 * tells a person of one thing once.
 */
async function eachWatch(
  { from, at }: { from: string[]; at: Date },
  watched: Watched,
  tell: (watch: WatchRecord) => Promise<void>,
): Promise<void> {
  for await (const row of Watch.find().sort({ _id: 1 }).lean().cursor({ batchSize: 200 })) {
    const watch = row as WatchRecord
    // What happened before somebody watched is no news to them.
    if (watch.createdAt > at || from.includes(watch.organisationId)) continue
    if (!isWatched(watch, watched)) continue
    const organisations = (await organisationIdsOf([watch.userId])).get(watch.userId)
    if (organisations?.has(watch.organisationId)) await tell(watch)
  }
}

const tellOnce = (
  watch: WatchRecord,
  what: string,
  tell: (session: ClientSession, ids: { watchId: string; userId: string }) => Promise<unknown>,
): Promise<void> =>
  transaction(async (session) => {
    const _id = `${watch.userId}_${what}`
    if (await WatchTelling.exists({ _id }).session(session)) return
    await WatchTelling.create([{ _id, at: now() }], { session })
    await tell(session, { watchId: watch._id, userId: watch.userId })
  })

/** Tells of a problem that was published to those who watch for it. */
export async function tellOfProblem(challengeId: string, at = now()): Promise<void> {
  const challenge = await findChallenge(challengeId)
  if (!challenge || !canSee(visitor, challenge)) return
  const buyers = [challenge.authorityId, ...challenge.coBuyers.map((one) => one.authorityId)]
  const places = [...challenge.regions.map(nationOf), ...(await regionsOf(buyers))]
  await eachWatch({ from: buyers, at }, about(challenge, places), (watch) =>
    tellOnce(watch, challengeId, (session, ids) =>
      record(session, system, watchProblemFound, { ...ids, challengeId }),
    ),
  )
}

/** Tells that an authority has a problem too. One that is not named is placed nowhere, so that no region tells who it is. */
export async function tellOfSharing(challengeId: string, organisationId: string, at = now()): Promise<void> {
  const challenge = await findChallenge(challengeId)
  const need = challenge?.sameNeeds.find(({ authorityId }) => authorityId === organisationId)
  if (!challenge || !need || !canSee(visitor, challenge)) return
  const places = need.isNamed === false ? [] : await regionsOf([organisationId])
  const from = [organisationId, challenge.authorityId]
  await eachWatch({ from, at }, about(challenge, places), (watch) =>
    tellOnce(watch, `${challengeId}_${organisationId}`, (session, ids) =>
      record(session, system, watchProblemShared, { ...ids, challengeId }),
    ),
  )
}

/** Tells of a working group that was founded. */
export async function tellOfGroup(groupId: string, organisationId: string, at = now()): Promise<void> {
  const group = await findGroup(groupId)
  if (!group) return
  const { title, purpose, categories: divisions, regions } = group
  const watched = { texts: [title, purpose], divisions, regions, isEverywhere: regions.length === 0 }
  await eachWatch({ from: [organisationId], at }, watched, (watch) =>
    tellOnce(watch, groupId, (session, ids) => record(session, system, watchGroupFound, { ...ids, groupId })),
  )
}
