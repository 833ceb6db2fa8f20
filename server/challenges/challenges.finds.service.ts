import type { ClientSession } from 'mongoose'
import mongoose from 'mongoose'
import { openStatuses } from '../../shared/challenges/life-cycle.ts'
import { searchesGathered, searchFound } from '../../shared/challenges/saved-search.events.ts'
import { tellingTime } from '../../shared/challenges/saved-search.ts'
import { system } from '../../shared/platform/actor.ts'
import { newId } from '../../shared/platform/ids.ts'
import { record } from '../audit/index.ts'
import { now } from '../platform/clock.ts'
import { transaction } from '../platform/database.ts'
import { isFound, listFoundOpen } from './challenges.search.service.ts'
import {
  SavedSearch,
  type SavedSearchRecord,
  SearchFind,
  type SearchFindRecord,
  SearchTelling,
} from './challenges.searches.model.ts'
import { findChallenge, findChallenges, standingOf } from './challenges.service.ts'

const { trusted } = mongoose

/**
 * Notes which saved searches find an open challenge that they did not find before, and tells at once those
 * owners who want that. Safe to repeat: a search finds a challenge once, and a person is told of it once.
 */
export async function noteFinds(challengeId: string): Promise<void> {
  const challenge = await findChallenge(challengeId)
  if (!challenge || !openStatuses.includes(standingOf(challenge).status)) return
  for await (const searches of searchesByOwner()) {
    const finding: SavedSearchRecord[] = []
    for (const search of searches) if (await isFound(search.criteria, challengeId)) finding.push(search)
    if (finding.length > 0) await keepFinds(challengeId, finding)
  }
}

/**
 * Notes what a search finds that it did not find when it was saved. A challenge that was published between that
 * look and the search's being kept was told of to the searches of that moment alone. Safe to repeat.
 */
export async function noteMissedFinds(searchId: string): Promise<void> {
  const search = await SavedSearch.findById(searchId).lean<SavedSearchRecord>()
  if (!search) return
  const [found, known] = await Promise.all([
    listFoundOpen(search.criteria),
    SearchFind.distinct('challengeId', { searchId }),
  ])
  for (const challengeId of found) if (!known.includes(challengeId)) await keepFinds(challengeId, [search])
}

/** Everybody's searches, one owner after the other. */
async function* searchesByOwner(): AsyncGenerator<SavedSearchRecord[]> {
  let own: SavedSearchRecord[] = []
  for await (const row of SavedSearch.find()
    .sort({ userId: 1, place: 1 })
    .lean()
    .cursor({ batchSize: 200 })) {
    const search = row as SavedSearchRecord
    if (own[0] && own[0].userId !== search.userId) {
      yield own
      own = []
    }
    own.push(search)
  }
  if (own.length > 0) yield own
}

/** Keeps what is new of one owner's finds. */
async function keepFinds(challengeId: string, finding: SavedSearchRecord[]): Promise<void> {
  await transaction(async (session) => {
    const searchIds = finding.map(({ _id }) => _id)
    const known = await SearchFind.find(
      { challengeId, searchId: trusted({ $in: searchIds }) },
      { searchId: 1 },
    )
      .session(session)
      .lean<Pick<SearchFindRecord, 'searchId'>[]>()
    const fresh = finding.filter(({ _id }) => !known.some(({ searchId }) => searchId === _id))
    const at = now()
    await SearchFind.insertMany(
      fresh.map(({ _id: searchId, userId, alert }) => ({
        _id: newId(),
        searchId,
        userId,
        challengeId,
        foundAt: at,
        tellAt: tellingTime(alert, at),
        isDone: false,
      })),
      { session },
    )
    const atOnce = fresh.find(({ alert }) => alert === 'at-once')
    if (!atOnce) return
    const { _id: searchId, userId } = atOnce
    if ((await markTold(session, userId, [challengeId])).length > 0)
      await record(session, system, searchFound, { searchId, userId, challengeId })
  })
}

/** Notes that a person is being told of these. @returns those of which they were not told before */
async function markTold(session: ClientSession, userId: string, challengeIds: string[]): Promise<string[]> {
  const idOf = (challengeId: string) => `${userId}_${challengeId}`
  const before = await SearchTelling.distinct('_id', {
    _id: trusted({ $in: challengeIds.map(idOf) }),
  }).session(session)
  const fresh = challengeIds.filter((challengeId) => !before.includes(idOf(challengeId)))
  await SearchTelling.insertMany(
    fresh.map((challengeId) => ({ _id: idOf(challengeId), at: now() })),
    { session },
  )
  await SearchFind.updateMany(
    { userId, challengeId: trusted({ $in: challengeIds }) },
    { $set: { isDone: true } },
    { session },
  )
  return fresh
}

/** Tells everybody for whom the time has come what their searches have gathered, in one go each. Safe to repeat. */
export async function tellGathered(): Promise<void> {
  const due = { isDone: false, tellAt: trusted({ $ne: null, $lte: now() }) }
  for (const userId of await SearchFind.distinct('userId', due)) {
    await transaction(async (session) => {
      const finds = await SearchFind.find({ userId, ...due })
        .sort({ foundAt: 1, _id: 1 })
        .session(session)
        .lean<SearchFindRecord[]>()
      const ids = [...new Set(finds.map(({ challengeId }) => challengeId))]
      const fresh = await markTold(session, userId, ids)
      const challenges = await findChallenges(fresh)
      // What closed or was withdrawn in the meantime is no news any more.
      const challengeIds = fresh.filter((id) => {
        const challenge = challenges.get(id)
        return challenge !== undefined && openStatuses.includes(standingOf(challenge).status)
      })
      if (challengeIds.length > 0) await record(session, system, searchesGathered, { userId, challengeIds })
    })
  }
}

/** What each of these searches found since it was saved, by the search's id, the newest first. */
export async function latestFinds(searchIds: string[], most: number): Promise<Map<string, string[]>> {
  const isNews = [{ tellAt: trusted({ $ne: null }) }, { isDone: false }]
  const rows = await SearchFind.find({ searchId: trusted({ $in: searchIds }), $or: isNews })
    .sort({ foundAt: -1, _id: -1 })
    .lean<SearchFindRecord[]>()
  const bySearch = new Map<string, string[]>(searchIds.map((id) => [id, []]))
  for (const { searchId, challengeId } of rows) {
    const ids = bySearch.get(searchId)
    if (ids && ids.length < most) ids.push(challengeId)
  }
  return bySearch
}

/** The name of a saved search, for telling its owner; empty if it was deleted. */
export async function savedSearchName(id: string): Promise<string> {
  return (await SavedSearch.findById(id).lean<SavedSearchRecord>())?.name ?? ''
}
