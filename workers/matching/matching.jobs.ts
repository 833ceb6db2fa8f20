import { challengeFacts, findChallenge, textForMatching } from '../../server/challenges/index.ts'
import { keepRanking, type RankingRow, suppliersToKeep } from '../../server/matching/index.ts'
import { now } from '../../server/platform/clock.ts'
import { broadcast } from '../../server/platform/live.ts'
import { logger } from '../../server/platform/logger.ts'
import type { ChallengeRecord } from '../../shared/challenges/challenge.ts'
import { openStatuses } from '../../shared/challenges/life-cycle.ts'
import type { ChallengeToRank } from '../../shared/matching/challenge-query.ts'
import { explainer } from '../../shared/matching/explaining.ts'
import { type RankingTrigger, rankChallenge, refreshIndex } from '../../shared/matching/matching.jobs.ts'
import { matchingRanked, rankingAudience } from '../../shared/matching/matching.sockets.ts'
import { rankSuppliers } from '../../shared/matching/ranking.ts'
import { does, type JobHandler } from '../platform/handlers.ts'
import { directory, names } from './directory.ts'

/** How many of a ranking are stored; everybody is ranked, a broker reads no further. */
const storedRows = 200

/** A challenge as the ranking takes it. */
export function asChallengeToRank(challenge: ChallengeRecord): ChallengeToRank {
  const { title, problem, outcomes, context, asks, cpv, regions: places } = textForMatching(challenge)
  return {
    title,
    text: [problem, outcomes, context, asks].join('\n'),
    cpv,
    cpvLabels: cpv.map(names.category),
    regions: places,
    buyer: challenge.authorityName,
  }
}

/** Ranks and keeps; quietly does nothing for a challenge that takes no responses any more. */
async function rank(challengeId: string, trigger: RankingTrigger): Promise<void> {
  await directory.refresh()
  const startedAt = now()
  const challenge = await findChallenge(challengeId)
  if (!challenge || !openStatuses.includes(challengeFacts(challenge).status)) return
  const kept = await suppliersToKeep(challengeId)
  const start = performance.now()
  const wanted = asChallengeToRank(challenge)
  const ranked = rankSuppliers(directory.index, wanted)
  const explain = explainer(directory.index, wanted, names)
  const rows = ranked.flatMap((one): RankingRow[] => {
    const supplier = directory.facts(one.supplierId)
    const isStored = one.rank <= storedRows || kept.has(one.supplierId)
    return supplier && isStored ? [{ ...one, supplier, reasons: explain(one.supplierId) }] : []
  })
  const tookMs = Math.round((performance.now() - start) * 10) / 10
  const { version } = challenge
  await keepRanking({
    challengeId,
    challengeVersion: version,
    trigger,
    startedAt,
    suppliersCount: ranked.length,
    tookMs,
    rows,
  })
  broadcast(rankingAudience(challengeId), matchingRanked, { challengeId })
  logger('matching').info({ challengeId, suppliers: ranked.length, tookMs, trigger }, 'Ranked a challenge')
}

export const matchingJobs: JobHandler[] = [
  does(rankChallenge, ({ challengeId, trigger }) => rank(challengeId, trigger)),
  does(refreshIndex, () => directory.refresh()),
]
