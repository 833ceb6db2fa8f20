import mongoose from 'mongoose'
import { addedPlaces } from '../../shared/matching/added-places.ts'
import { challengeRanked, matchSent } from '../../shared/matching/matching.events.ts'
import type { RankingTrigger } from '../../shared/matching/matching.jobs.ts'
import type { Parts } from '../../shared/matching/parts.ts'
import type { SharedContext } from '../../shared/matching/contexts.ts'
import type { Missing } from '../../shared/matching/missing.ts'
import type { Reason } from '../../shared/matching/reasons.ts'
import { system } from '../../shared/platform/actor.ts'
import { newId } from '../../shared/platform/ids.ts'
import { record, recordAll } from '../audit/index.ts'
import { challengeFacts, findChallenge } from '../challenges/index.ts'
import { now } from '../platform/clock.ts'
import { transaction } from '../platform/database.ts'
import { Match, MatchingRun, type MatchRecord, type RankedSupplierFacts } from './matching.model.ts'
import type { LiveModel } from './matching.learning.model.ts'
import { matchPolicy } from './matching.policy.ts'
import { matchFacts, summariseRanking } from './matching.service.ts'
import { matchingSettings } from './matching.settings.service.ts'

const { trusted } = mongoose
const rowsInBatch = 100
const sentInBatch = 100

/** One supplier of a ranking that is to be kept. */
export interface RankingRow {
  supplierId: string
  supplier: RankedSupplierFacts
  rank: number
  score: number
  parts: Parts
  reasons: Reason[]
  missing: Missing[]
  contexts: SharedContext[]
}

export interface Ranking {
  challengeId: string
  challengeVersion: number
  trigger: RankingTrigger
  /** When the challenge was read: what was ranked before then is older. */
  startedAt: Date
  suppliersCount: number
  tookMs: number
  model: LiveModel
  rows: RankingRow[]
}

/** The suppliers that a new ranking must keep, however low they come: somebody decided on them or added them. */
export async function suppliersToKeep(challengeId: string): Promise<Set<string>> {
  const decided = { status: trusted({ $ne: 'proposed' as const }) }
  const added = { addedBy: trusted({ $ne: null }) }
  const kept = await Match.distinct('supplierId', { challengeId, $or: [decided, added] })
  return new Set(kept)
}

/**
 * Keeps a ranking, sends what may go out, and tells the house. Decisions taken stay as they are; proposals
 * that fell out of the ranking go. Running it twice, or two at once, leaves one match for each supplier. One that
 * comes late, after a younger one was kept, changes nothing: it may be by weights that are live no more.
 */
export async function keepRanking(ranking: Ranking): Promise<void> {
  const { challengeId, challengeVersion: version, startedAt } = ranking
  const younger = { startedAt: trusted({ $gt: startedAt }), challengeVersion: trusted({ $gte: version }) }
  if (await MatchingRun.exists({ challengeId, ...younger })) return
  const { proposeFrom } = await matchingSettings()
  await storeRows(ranking, addedPlaces(ranking.rows, proposeFrom))
  await Match.deleteMany({
    challengeId: ranking.challengeId,
    status: 'proposed',
    addedBy: null,
    rankedAt: trusted({ $lt: ranking.startedAt }),
  })
  const sent = await sendMatches(ranking.challengeId)
  await noteRun(ranking, sent)
}

/** What a match is before anybody has said anything of it. */
const untouched = { decision: null, addedBy: null, sentAt: null, answer: null, takenBackAt: null }

/**
 * Past the model: what it would check and fill in, row by row, is ours already and costs as much as ranking does.
 * So whatever a match has is named here.
 */
async function storeRows(
  { challengeId, challengeVersion, startedAt, model, rows }: Ranking,
  added: ReadonlySet<string>,
): Promise<void> {
  const rankedBy = { modelVersion: model.version, weights: model.weights }
  for (let start = 0; start < rows.length; start += rowsInBatch) {
    const batch = rows.slice(start, start + rowsInBatch)
    await Match.collection.bulkWrite(
      batch.map(({ supplierId, ...ranked }) => ({
        updateOne: {
          filter: { challengeId, supplierId },
          update: {
            $set: { ...ranked, ...rankedBy, challengeVersion, isAddedPlace: added.has(supplierId) },
            // Of two rankings at once the older may write last: the younger must not take its rows for gone.
            $max: { rankedAt: startedAt },
            $setOnInsert: {
              ...untouched,
              _id: newId(),
              status: 'proposed' as const,
              proposedAt: startedAt,
            },
          },
          upsert: true,
        },
      })),
      { ordered: false },
    )
  }
}

/**
 * Sends every match that may go out: what a broker approved before the supplier signed up, and what reaches
 * the threshold. A sent match is told once.
 * @returns how many went out
 */
async function sendMatches(challengeId: string): Promise<number> {
  const { sendFrom } = await matchingSettings()
  const proposed = {
    status: 'proposed' as const,
    score: trusted({ $gte: sendFrom ?? Number.POSITIVE_INFINITY }),
  }
  const ready = await Match.find({
    challengeId,
    'supplier.isClaimed': true,
    $or: [{ status: 'approved' as const }, proposed],
  })
    .sort({ score: -1 })
    .lean<MatchRecord[]>()
  let sent = 0
  for (let start = 0; start < ready.length; start += sentInBatch) {
    sent += await sendBatch(challengeId, ready.slice(start, start + sentInBatch))
  }
  return sent
}

async function sendBatch(challengeId: string, matches: MatchRecord[]): Promise<number> {
  return transaction(async (session) => {
    const challenge = await findChallenge(challengeId, session)
    if (!challenge) return 0
    const allowed = matches.filter((match) =>
      matchPolicy.send(system, matchFacts(match, challengeFacts(challenge))),
    )
    // Somebody may have decided meanwhile. What changes after this look makes the transaction begin anew.
    const ids = allowed.map(({ _id }) => _id)
    const found = await Match.find({ _id: trusted({ $in: ids }) }, { status: 1 }, { session }).lean()
    const statuses = new Map(found.map(({ _id, status }) => [_id, status]))
    const ready = allowed.filter(({ _id, status }) => statuses.get(_id) === status)
    if (ready.length === 0) return 0
    await Match.updateMany(
      { _id: trusted({ $in: ready.map(({ _id }) => _id) }) },
      { $set: { status: 'sent', sentAt: now() } },
      { session },
    )
    const told = ready.map(({ _id, supplierId, status }) => {
      const by = status === 'approved' ? ('broker' as const) : ('threshold' as const)
      return { matchId: _id, challengeId, supplierId, by }
    })
    await recordAll(session, system, matchSent, told)
    return ready.length
  })
}

async function noteRun(ranking: Ranking, sent: number): Promise<void> {
  const { challengeId, challengeVersion, startedAt, suppliersCount, tookMs, trigger } = ranking
  const modelVersion = ranking.model.version
  const { waiting } = await summariseRanking(challengeId)
  await transaction(async (session) => {
    const before = await MatchingRun.findOneAndUpdate(
      { challengeId },
      {
        $set: {
          challengeVersion,
          at: now(),
          startedAt,
          suppliersCount,
          tookMs,
          modelVersion,
          trigger,
          waiting,
        },
        $setOnInsert: { _id: newId() },
      },
      { session, upsert: true, returnDocument: 'before' },
    )
    // Somebody's profile changes all the time: only what gives the brokers something to do is news.
    if (trigger === 'directory-changed' && waiting <= (before?.waiting ?? 0)) return
    const ranked = {
      challengeId,
      version: challengeVersion,
      trigger,
      suppliers: suppliersCount,
      waiting,
      sent,
    }
    await record(session, system, challengeRanked, ranked)
  })
}
