import { type Challenge, findChallenge } from '../../server/challenges/index.ts'
import { liveModel, matchingSettings } from '../../server/matching/index.ts'
import { triedRows, tryWeights, whyNot } from '../../shared/matching/board.questions.ts'
import { suppliersForRanking } from '../../server/organisations/index.ts'
import { explainer } from '../../shared/matching/explaining.ts'
import { missingFinder } from '../../shared/matching/missing.ts'
import type { Parts } from '../../shared/matching/parts.ts'
import { prepareQuery } from '../../shared/matching/prepared-query.ts'
import { rankPrepared } from '../../shared/matching/ranking.ts'
import { saysNothing } from '../../shared/organisations/supplier-profile.ts'
import { answers, type QuestionHandler } from '../platform/handlers.ts'
import { directory } from './directory.ts'
import { contextsFor } from './supplier-texts.ts'
import { asChallengeToRank, measuredReasons, names } from './to-rank.ts'

/** Beyond these nobody looks for the firm at the line. */
const rowsRead = 200

/** Waits for the directory only if it lacks somebody: it is brought up to date before each ranking anyway. */
async function challengeToAsk(challengeId: string, supplierId?: string): Promise<Challenge> {
  await directory.whenFilled()
  if (supplierId && !directory.index().has(supplierId)) await directory.refresh()
  const challenge = await findChallenge(challengeId)
  if (!challenge) throw new Error(`Challenge ${challengeId} is not there`)
  return challenge
}

async function answerWhyNot(challengeId: string, supplierId: string) {
  const challenge = await challengeToAsk(challengeId, supplierId)
  const [{ proposeFrom }, { weights }, [supplier]] = await Promise.all([
    matchingSettings(),
    liveModel(),
    suppliersForRanking([supplierId]),
  ])
  const index = directory.index()
  const wanted = asChallengeToRank(challenge)
  const query = prepareQuery(index, wanted)
  const options = { weights, limit: rowsRead, keep: [supplierId] }
  const { total, rows, scores } = rankPrepared(index, query, options)
  const best = rows.filter(({ rank }) => rank <= rowsRead)
  const firm = rows.find((row) => row.supplierId === supplierId)
  const scored = firm ? explainer(index, query, names, weights)(supplierId) : []
  const reasons = supplier ? [...scored, ...measuredReasons(wanted, supplier, scored)] : scored
  return {
    total,
    weights,
    firm:
      firm && supplier
        ? {
            ...firm,
            reasons,
            missing: missingFinder(index, query, names, scores, weights)(supplierId),
            contexts: contextsFor(wanted, [reasons])(supplier, reasons),
            saysNothing: saysNothing(supplier.profile, supplier.awards.length),
          }
        : null,
    first: best[0] ?? null,
    atLine: best.findLast(({ score }) => score >= proposeFrom) ?? null,
  }
}

async function answerTryWeights(challengeId: string, weights: Parts) {
  const challenge = await challengeToAsk(challengeId)
  const live = await liveModel()
  const index = directory.index()
  const query = prepareQuery(index, asChallengeToRank(challenge))
  const { total, rows } = rankPrepared(index, query, { weights, limit: triedRows })
  const keep = rows.map(({ supplierId }) => supplierId)
  const present = rankPrepared(index, query, { weights: live.weights, limit: 0, keep })
  const places = new Map(present.rows.map(({ supplierId, rank }) => [supplierId, rank]))
  return {
    total,
    rows: rows.map((row) => {
      const rankNow = places.get(row.supplierId) ?? row.rank
      return { ...row, rankNow, movedBy: rankNow - row.rank }
    }),
  }
}

export const boardQuestions: QuestionHandler[] = [
  answers(whyNot, ({ challengeId, supplierId }) => answerWhyNot(challengeId, supplierId)),
  answers(tryWeights, ({ challengeId, weights }) => answerTryWeights(challengeId, weights)),
]
