import mongoose, { type ClientSession } from 'mongoose'
import {
  mostSavedSearches,
  type SearchAlert,
  type SearchCriteria,
  tellingTime,
} from '../../shared/challenges/saved-search.ts'
import { searchSaved } from '../../shared/challenges/saved-search.events.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { isId, newId } from '../../shared/platform/ids.ts'
import { record } from '../audit/index.ts'
import { now } from '../platform/clock.ts'
import { refuseDuplicate, transaction } from '../platform/database.ts'
import { AppError, allow, notFound } from '../platform/errors.ts'
import { savedSearchPolicy } from './challenges.policy.ts'
import { listFoundOpen } from './challenges.search.service.ts'
import { SavedSearch, type SavedSearchRecord, SearchFind } from './challenges.searches.model.ts'

const { trusted } = mongoose

/** A person's saved searches, by name. */
export async function listSavedSearches(actor: Actor): Promise<SavedSearchRecord[]> {
  if (!savedSearchPolicy.save(actor)) return []
  return SavedSearch.find({ userId: actor.userId }).sort({ name: 1, _id: 1 }).lean<SavedSearchRecord[]>()
}

/** A saved search of the actor's own; null for anybody else's. */
export async function findSavedSearch(actor: Actor, id: string): Promise<SavedSearchRecord | null> {
  const search = isId(id) ? await SavedSearch.findById(id).lean<SavedSearchRecord>() : null
  return search && savedSearchPolicy.change(actor, search) ? search : null
}

/** A saved search of the actor's own. @throws AppError not-found for anybody else's */
export async function getSavedSearch(actor: Actor, id: string): Promise<SavedSearchRecord> {
  const search = await findSavedSearch(actor, id)
  if (!search) throw notFound('Saved search')
  return search
}

const sameName = 'You have a saved search of this name already. Choose another name.'
const nameTaken = () => new AppError('conflict', sameName, { name: sameName })

/**
 * Keeps a search under a name. What it finds now is known to whoever saves it: they are told of what comes.
 * @throws AppError forbidden to visitors, conflict for a name used already, too-many beyond the limit
 */
export async function saveSearch(actor: Actor, input: NewSearch): Promise<SavedSearchRecord> {
  allow(savedSearchPolicy.save(actor), 'Sign in to save a search.')
  const found = await listFoundOpen(input.criteria)
  for (;;) {
    const place = await freePlace(actor.userId)
    try {
      return await keepSearch(actor, { ...input, place, userId: actor.userId }, found)
    } catch (error) {
      if (!isPlaceTaken(error)) throw error
    }
  }
}

/** What is known to whoever saves a search: told already, and for ever. */
const knownFinds = (searchId: string, userId: string, found: string[]) =>
  found.map((challengeId) => ({
    _id: newId(),
    challengeId,
    searchId,
    userId,
    foundAt: now(),
    tellAt: null,
    isDone: true,
  }))

interface NewSearch {
  name: string
  alert: SearchAlert
  criteria: SearchCriteria
}

/** Another search of the same person came first: there may be another place. */
const isPlaceTaken = (error: unknown): boolean =>
  error instanceof mongoose.mongo.MongoServerError &&
  error.code === 11_000 &&
  'place' in (error['keyPattern'] ?? {})

async function keepSearch(
  actor: Actor,
  input: NewSearch & Pick<SavedSearchRecord, 'place' | 'userId'>,
  found: string[],
): Promise<SavedSearchRecord> {
  const at = now()
  const search: SavedSearchRecord = { ...input, _id: newId(), createdAt: at, updatedAt: at }
  const { _id: searchId, userId } = search
  await transaction(async (session) => {
    if (await SavedSearch.exists({ userId, name: input.name }).session(session)) throw nameTaken()
    await SavedSearch.create([search], { session })
    await SearchFind.insertMany(knownFinds(searchId, userId, found), { session })
    await record(session, actor, searchSaved, { searchId })
  })
  return search
}

/** The lowest place that is free; two who take it at once are refused by the index. @throws AppError too-many */
async function freePlace(userId: string): Promise<number> {
  const taken = await SavedSearch.distinct('place', { userId })
  const places = Array.from({ length: mostSavedSearches }, (_, place) => place)
  const free = places.find((place) => !taken.includes(place))
  if (free !== undefined) return free
  throw new AppError(
    'too-many',
    `You have ${mostSavedSearches} saved searches, which is as many as we keep. Delete one first.`,
  )
}

/**
 * Gives a saved search another name, rhythm or aim. What waits to be told waits by the new rhythm, and only if the new
 * aim finds it too; what the new aim finds now is known, as when a search is saved.
 * @throws AppError not-found, or conflict for a name used already
 */
export async function changeSearch(
  actor: Actor,
  id: string,
  changes: { [Field in keyof NewSearch]?: NewSearch[Field] | undefined },
): Promise<SavedSearchRecord> {
  const search = await getSavedSearch(actor, id)
  const { name = search.name, alert = search.alert, criteria = search.criteria } = changes
  const found = changes.criteria ? await listFoundOpen(changes.criteria) : null
  const updatedAt = now()
  const waiting = { searchId: id, isDone: false, tellAt: trusted({ $ne: null }) }
  await refuseDuplicate(
    transaction(async (session) => {
      await SavedSearch.updateOne({ _id: id }, { $set: { name, alert, criteria, updatedAt } }, { session })
      if (found) await aimAnew(session, search, found)
      if (found) await record(session, actor, searchSaved, { searchId: id })
      if (alert === search.alert) return
      const tellAt = tellingTime(alert, updatedAt)
      await SearchFind.updateMany(waiting, { $set: { tellAt } }, { session })
    }),
    sameName,
  )
  return { ...search, name, alert, criteria, updatedAt }
}

async function aimAnew(session: ClientSession, search: SavedSearchRecord, found: string[]): Promise<void> {
  const { _id: searchId, userId } = search
  await SearchFind.deleteMany({ searchId, isDone: false, challengeId: trusted({ $nin: found }) }, { session })
  const before = await SearchFind.distinct('challengeId', { searchId }).session(session)
  const fresh = found.filter((challengeId) => !before.includes(challengeId))
  await SearchFind.insertMany(knownFinds(searchId, userId, fresh), { session })
}

/** Forgets a saved search and what waits of it. @throws AppError not-found */
export async function deleteSearch(actor: Actor, id: string): Promise<void> {
  await getSavedSearch(actor, id)
  await transaction(async (session) => {
    await SavedSearch.deleteOne({ _id: id }, { session })
    await SearchFind.deleteMany({ searchId: id }, { session })
  })
}
