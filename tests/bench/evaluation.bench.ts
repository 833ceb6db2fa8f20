import { rank, type JudgedProposal, type RankingRules } from '../../shared/evaluation/ranking.ts'
import {
  betweenFormulas,
  type EvaluatorScores,
  leavingOneOut,
  weightIntervals,
} from '../../shared/evaluation/robustness.ts'
import { randomFrom } from '../platform/random.ts'
import { inWords, median } from './measuring.ts'

const sizes = { proposals: 200, evaluators: 12, criteria: 15 }
const allowedMs = 200

/** Invented scores and prices; the last criterion is scored by the price. */
function invent() {
  const { next } = randomFrom(7)
  const upTo = (most: number) => Math.floor(next() * (most + 1))
  const criteria = Array.from({ length: sizes.criteria }, (_, index) => ({
    id: `criterion-${index}`,
    weight: index < 10 ? 7 : 6,
  }))
  const judged = criteria.slice(0, -1)
  const pointsOf = () => Object.fromEntries(judged.map(({ id }) => [id, upTo(5)]))
  const proposals: JudgedProposal[] = Array.from({ length: sizes.proposals }, (_, index) => ({
    id: `proposal-${index}`,
    points: pointsOf(),
    pricePence: 20_000_00 + upTo(60_000_00),
  }))
  const evaluators: EvaluatorScores[] = Array.from({ length: sizes.evaluators }, (_, index) => ({
    userId: `evaluator-${index}`,
    points: Object.fromEntries(proposals.map(({ id }) => [id, pointsOf()])),
  }))
  const rules: RankingRules = {
    criteria,
    mostPoints: 5,
    minimums: {},
    price: { formula: 'lowest-proportion', criterionId: `criterion-${sizes.criteria - 1}` },
    tieRule: 'heaviest-then-price',
  }
  return { proposals, evaluators, rules }
}

/** `npm run bench -- evaluation`: a ranking with all that says how robust it is, beside adding it up in floating point. */
export async function run(): Promise<void> {
  const { proposals, evaluators, rules } = invent()
  const whole = await median(() => {
    const ranking = rank(proposals, rules)
    weightIntervals(proposals, rules, ranking)
    leavingOneOut(proposals, rules, evaluators)
    betweenFormulas(proposals, rules, 50_000_00)
  })
  const alone = await median(() => rank(proposals, rules))
  const inexact = await median(() => addUpInexactly(proposals, rules))
  console.log(
    `${sizes.proposals} proposals, ${sizes.evaluators} evaluators, ${sizes.criteria} criteria: ` +
      `${inWords(whole)} for the ranking and how robust it is (at most ${allowedMs} ms: ${whole < allowedMs ? 'met' : 'MISSED'}), ` +
      `${inWords(alone)} for the ranking alone, ${(alone / inexact).toFixed(1)} times adding up and sorting in floating point (${inWords(inexact)}, yardstick)`,
  )
  console.log(
    JSON.stringify({ bench: 'evaluation', ...sizes, ms: whole, rankingMs: alone, inexactMs: inexact }),
  )
  if (whole >= allowedMs) process.exitCode = 1
}

/** What a spreadsheet does, wrong in the last digits. */
function addUpInexactly(proposals: JudgedProposal[], { criteria, mostPoints }: RankingRules): number[] {
  const lowest = Math.min(...proposals.map(({ pricePence }) => pricePence ?? 0))
  return proposals
    .map(({ points, pricePence }) =>
      criteria.reduce(
        (sum, { id, weight }, index) =>
          sum +
          weight *
            (index === criteria.length - 1 ? lowest / (pricePence ?? 1) : (points[id] ?? 0) / mostPoints),
        0,
      ),
    )
    .sort((a, b) => b - a)
}
