import { type Challenge, findChallenge } from '../../server/challenges/index.ts'
import { matchingSettings } from '../../server/matching/index.ts'
import { triedRows, tryWeights, whyNot } from '../../shared/matching/board.questions.ts'
import { explainer } from '../../shared/matching/explaining.ts'
import { type Parts, type Ranked, rankSuppliers } from '../../shared/matching/ranking.ts'
import { reweigh } from '../../shared/matching/weights.ts'
import { answers, type QuestionHandler } from '../platform/handlers.ts'
import { directory, names } from './directory.ts'
import { asChallengeToRank } from './matching.jobs.ts'

/** Beyond these nobody looks for the firm at the line. */
const rowsRead = 200

interface Wish {
  weights?: Parts
  /** How many of the best are wanted. */
  limit: number
  /** Who is wanted wherever they come. */
  keep?: string[]
}

/** Ranks everybody as the index stands in this process; kept nowhere. */
function rankLive(
  challenge: Challenge,
  { weights, limit, keep = [] }: Wish,
): { total: number; rows: Ranked[] } {
  const ranked = rankSuppliers(directory.index, asChallengeToRank(challenge))
  const ordered = weights ? reweigh(ranked, weights) : ranked
  const wanted = new Set(keep)
  return {
    total: ordered.length,
    rows: ordered.filter(({ rank, supplierId }) => rank <= limit || wanted.has(supplierId)),
  }
}

/** Waits for the directory only if it lacks somebody: it is brought up to date before each ranking anyway. */
async function challengeToAsk(challengeId: string, supplierId?: string): Promise<Challenge> {
  const isKnown = supplierId ? directory.index.find(supplierId) !== null : directory.index.size() > 0
  if (!isKnown) await directory.refresh()
  const challenge = await findChallenge(challengeId)
  if (!challenge) throw new Error(`Challenge ${challengeId} is not there`)
  return challenge
}

export const boardQuestions: QuestionHandler[] = [
  answers(whyNot, async ({ challengeId, supplierId }) => {
    const challenge = await challengeToAsk(challengeId, supplierId)
    const { proposeFrom } = await matchingSettings()
    const { total, rows } = rankLive(challenge, { limit: rowsRead, keep: [supplierId] })
    const best = rows.filter(({ rank }) => rank <= rowsRead)
    const firm = rows.find((row) => row.supplierId === supplierId) ?? null
    const explain = explainer(directory.index, asChallengeToRank(challenge), names)
    return {
      total,
      firm: firm && { ...firm, reasons: explain(supplierId) },
      first: best[0] ?? null,
      atLine: best.findLast(({ score }) => score >= proposeFrom) ?? null,
    }
  }),
  answers(tryWeights, async ({ challengeId, weights }) => {
    const challenge = await challengeToAsk(challengeId)
    const { total, rows } = rankLive(challenge, { weights, limit: triedRows })
    const present = rankLive(challenge, { limit: 0, keep: rows.map(({ supplierId }) => supplierId) })
    const places = new Map(present.rows.map(({ supplierId, rank }) => [supplierId, rank]))
    return {
      total,
      rows: rows.map((row) => {
        const rankNow = places.get(row.supplierId) ?? row.rank
        return { ...row, rankNow, movedBy: rankNow - row.rank }
      }),
    }
  }),
]
