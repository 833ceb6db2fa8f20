import { join } from 'node:path'
import { projectRoot } from '../../server/platform/paths.ts'
import type { ChallengeToRank } from '../../shared/matching/challenge-query.ts'
import type { ModelFigures } from '../../shared/matching/matching-model.ts'
import { ndcgAt, recallAt, reciprocalRank } from '../../shared/matching/measures.ts'
import type { Parts } from '../../shared/matching/parts.ts'
import { rankSuppliers } from '../../shared/matching/ranking.ts'
import { createSupplierIndex, type SupplierIndex } from '../../shared/matching/supplier-index.ts'
import { readChallenges, readRight, readSuppliers } from './rank-files.ts'
import { asChallenge, asSupplier } from './rank-lines.ts'

const folder = join(projectRoot, 'tests/bench/data')
const suppliersAtOnce = 50
// As deep as recall is measured.
const depth = 100

/** Challenges of which it is known who was right for them, and the suppliers to rank. */
export interface EvaluationSet {
  index: SupplierIndex
  challenges: { wanted: ChallengeToRank; right: ReadonlySet<string> }[]
}

/** Lets whatever else waits in this process have its turn. */
const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** Reads the public award notices on which versions are measured; about a second, in small pieces. */
export async function loadEvaluationSet(): Promise<EvaluationSet> {
  const index = createSupplierIndex()
  const suppliers = readSuppliers(join(folder, 'uk_cf_suppliers.jsonl.gz'))
  for (const [place, supplier] of suppliers.filter(({ text }) => text.trim() !== '').entries()) {
    index.put(asSupplier(supplier))
    if (place % suppliersAtOnce === 0) await pause()
  }
  const right = readRight(join(folder, 'uk_cf_qrels.tsv'))
  const challenges = readChallenges(join(folder, 'uk_cf_challenges.jsonl')).map((line) => ({
    wanted: asChallenge(line),
    right: right.get(line.id) ?? new Set<string>(),
  }))
  return { index, challenges }
}

/** How well these weights rank the evaluation set, each figure the mean over its challenges. */
export async function evaluate({ index, challenges }: EvaluationSet, weights: Parts): Promise<ModelFigures> {
  const sums = { ndcgAt10: 0, recallAt100: 0, reciprocalRank: 0 }
  for (const { wanted, right } of challenges) {
    const ranked = rankSuppliers(index, wanted, { weights, limit: depth }).rows.map(
      ({ supplierId }) => supplierId,
    )
    sums.ndcgAt10 += ndcgAt(10, ranked, right)
    sums.recallAt100 += recallAt(100, ranked, right)
    sums.reciprocalRank += reciprocalRank(ranked, right)
    await pause()
  }
  const mean = (sum: number) => sum / challenges.length
  return {
    challenges: challenges.length,
    ndcgAt10: mean(sums.ndcgAt10),
    recallAt100: mean(sums.recallAt100),
    reciprocalRank: mean(sums.reciprocalRank),
  }
}
