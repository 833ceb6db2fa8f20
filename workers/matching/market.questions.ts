import { getChallenge } from '../../server/challenges/index.ts'
import { matchingSettings } from '../../server/matching/index.ts'
import { statedFacts } from '../../server/organisations/index.ts'
import { now } from '../../server/platform/clock.ts'
import type { ChallengeToRank } from '../../shared/matching/challenge-query.ts'
import { type MarketAsked, marketQuestion, type MarketView } from '../../shared/matching/market.questions.ts'
import { viewMarket } from '../../shared/matching/market-view.ts'
import { rankSuppliers } from '../../shared/matching/ranking.ts'
import { answers, type QuestionHandler } from '../platform/handlers.ts'
import { directory } from './directory.ts'
import { asChallengeToRank } from './to-rank.ts'

/** Beyond this a market is wide, and how wide says no more. */
const mostCandidates = 2000

/** The suppliers that reach the line, the best first. */
function candidatesFor(challenge: ChallengeToRank, line: number): { ids: string[]; isCapped: boolean } {
  const { rows } = rankSuppliers(directory.index(), challenge, { limit: mostCandidates + 1 })
  const reaching = rows.filter(({ score }) => score >= line)
  return {
    ids: reaching.slice(0, mostCandidates).map(({ supplierId }) => supplierId),
    isCapped: reaching.length > mostCandidates,
  }
}

/** Ranks, reads what those at the line state, and counts; everything that could name a firm stays here. */
async function count({ challengeId, conditions, dropped, anywhere }: MarketAsked): Promise<MarketView> {
  // A directory that is only partly in memory would be counted short: the first question waits for all of it.
  await directory.whenFilled()
  const [challenge, { proposeFrom }] = await Promise.all([getChallenge(challengeId), matchingSettings()])
  const wanted = asChallengeToRank(challenge)
  const here = candidatesFor(wanted, proposeFrom)
  const wider = anywhere ? candidatesFor({ ...wanted, regions: [] }, proposeFrom) : null
  const [candidates, all] = await Promise.all([statedFacts(here.ids), wider && statedFacts(wider.ids)])
  const setting = { regions: wanted.regions, buyer: wanted.buyer, year: now().getFullYear() }
  return viewMarket({ candidates, isCapped: here.isCapped, setting, conditions, dropped, anywhere: all })
}

/** What the matching workers are asked of the market of a draft. */
export const marketAnswers: QuestionHandler[] = [answers(marketQuestion, count)]
