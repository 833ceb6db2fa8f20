import { challengeFacts, findChallenge } from '../../server/challenges/index.ts'
import {
  forgetProgress,
  keepRanking,
  liveModel,
  matchingSettings,
  noteProgress,
  type RankingRow,
  suppliersToKeep,
} from '../../server/matching/index.ts'
import { suppliersForRanking } from '../../server/organisations/index.ts'
import { now } from '../../server/platform/clock.ts'
import { broadcast } from '../../server/platform/live.ts'
import { logger } from '../../server/platform/logger.ts'
import { openStatuses } from '../../shared/challenges/life-cycle.ts'
import type { ChallengeToRank } from '../../shared/matching/challenge-query.ts'
import { explainer } from '../../shared/matching/explaining.ts'
import {
  type RankingTrigger,
  rankChallenge,
  refreshIndex,
  retrainMatching,
} from '../../shared/matching/matching.jobs.ts'
import { matchingRanked, rankingAudience } from '../../shared/matching/matching.sockets.ts'
import { missingFinder } from '../../shared/matching/missing.ts'
import type { Parts } from '../../shared/matching/parts.ts'
import { prepareQuery } from '../../shared/matching/prepared-query.ts'
import type { ProgressState } from '../../shared/matching/progress.ts'
import { type Ranked, rankPrepared } from '../../shared/matching/ranking.ts'
import { does, type JobHandler } from '../platform/handlers.ts'
import { directory } from './directory.ts'
import { retrain } from './retraining.ts'
import { contextsFor } from './supplier-texts.ts'
import { asChallengeToRank, measuredReasons, names } from './to-rank.ts'

/** How many of a ranking are stored; everybody is ranked, a broker reads no further. */
const storedRows = 200
/** How many are stored if all of them may go out unasked: a brokerage that lets everybody through floods nobody's store. */
const mostStored = 2000

/** Tells how far a ranking has come, if somebody waits for it: of a change in the directory nobody knows. */
const progressOf =
  (challengeId: string, trigger: RankingTrigger) =>
  async (...step: [ProgressState, { suppliers?: number; stored?: number }?]): Promise<void> => {
    if (trigger !== 'directory-changed') await noteProgress(challengeId, ...step)
  }

/** Ranks and keeps; quietly does nothing for a challenge that takes no responses any more. */
export async function rankNow(challengeId: string, trigger: RankingTrigger): Promise<void> {
  const come = progressOf(challengeId, trigger)
  await come('reading')
  await directory.refresh()
  const startedAt = now()
  const challenge = await findChallenge(challengeId)
  if (!challenge || !openStatuses.includes(challengeFacts(challenge).status)) {
    return forgetProgress(challengeId)
  }
  await come('ranking', { suppliers: directory.index().size() })
  const [kept, model, settings] = await Promise.all([
    suppliersToKeep(challengeId),
    liveModel(),
    matchingSettings(),
  ])
  const start = performance.now()
  const wanted = asChallengeToRank(challenge)
  const { total, explained } = rankAndExplain(wanted, {
    keep: kept,
    sendFrom: settings.sendFrom,
    weights: model.weights,
  })
  const tookMs = Math.round((performance.now() - start) * 10) / 10
  const rows = await withFacts(wanted, explained)
  const counts = { suppliers: total, stored: rows.length }
  await come('storing', counts)
  const made = { challengeVersion: challenge.version, trigger, startedAt, suppliersCount: total, tookMs }
  await keepRanking({ challengeId, ...made, model, rows })
  await come('done', counts)
  broadcast(rankingAudience(challengeId), matchingRanked, { challengeId })
  logger('matching').info({ challengeId, suppliers: total, tookMs, trigger }, 'Ranked a challenge')
}

type Explained = Ranked & Pick<RankingRow, 'reasons' | 'missing'>

interface Wishes {
  /** Suppliers that are stored whatever their rank. */
  keep: Set<string>
  /** From this score on matches go out unasked; null for never. */
  sendFrom: number | null
  weights: Parts
}

function rankAndExplain(wanted: ChallengeToRank, { keep, sendFrom, weights }: Wishes) {
  const index = directory.index()
  const query = prepareQuery(index, wanted)
  const limit = sendFrom === null ? storedRows : mostStored
  const ranked = rankPrepared(index, query, { weights, limit, keep })
  const { total } = ranked
  const rows = ranked.rows.filter(
    ({ supplierId, rank, score }) =>
      rank <= storedRows || keep.has(supplierId) || (sendFrom !== null && score >= sendFrom),
  )
  const explain = explainer(index, query, names, weights)
  const findMissing = missingFinder(index, query, names, ranked.scores, weights)
  const explained = rows.map((row): Explained => {
    const { supplierId } = row
    return { ...row, reasons: explain(supplierId), missing: findMissing(supplierId) }
  })
  return { total, explained }
}

/** Reads of those that are kept what the index does not hold: their names, and their texts for the words in context. */
async function withFacts(challenge: ChallengeToRank, rows: Explained[]): Promise<RankingRow[]> {
  const suppliers = await suppliersForRanking(rows.map(({ supplierId }) => supplierId))
  const byId = new Map(suppliers.map((supplier) => [supplier.id, supplier]))
  const contextsOf = contextsFor(
    challenge,
    rows.map(({ reasons }) => reasons),
  )
  return rows.flatMap((row): RankingRow[] => {
    const supplier = byId.get(row.supplierId)
    if (!supplier) return []
    const { name, status, isSme, isVcse, isExample } = supplier
    const facts = { name, isClaimed: status === 'verified', isSme, isVcse, isExample }
    const reasons = [...row.reasons, ...measuredReasons(challenge, supplier, row.reasons)]
    return [{ ...row, reasons, supplier: facts, contexts: contextsOf(supplier, row.reasons) }]
  })
}

export const matchingJobs: JobHandler[] = [
  does(rankChallenge, ({ challengeId, trigger }) => rankNow(challengeId, trigger)),
  does(refreshIndex, () => directory.refresh()),
  does(retrainMatching, ({ trainingId }) => retrain(trainingId)),
]
