import { type Ranked, rankSuppliers } from '../../shared/matching/ranking.ts'
import { createSupplierIndex, type SupplierIndex } from '../../shared/matching/supplier-index.ts'
import type { ChallengeLine, SupplierLine } from '../../workers/matching/rank-files.ts'
import { asChallenge, asSupplier } from '../../workers/matching/rank-lines.ts'

/** One challenge's ranking: the ids of suppliers, the best first, with their scores. */
export interface Run {
  challenge: ChallengeLine
  ranked: { supplierId: string; score: number }[]
}

/** How many suppliers of a ranking are given out. */
export const depth = 100

/** The collection of suppliers that a collection of challenges is for: `us_sbir_topic` asks those of `us_sbir`. */
export function poolOf(collection: string, pools: Iterable<string>): string | null {
  const fitting = [...pools].filter((pool) => collection === pool || collection.startsWith(`${pool}_`))
  return fitting.sort((a, b) => b.length - a.length)[0] ?? null
}

/** The suppliers with any text, by collection. */
export function poolsOf(suppliers: SupplierLine[]): Map<string, SupplierLine[]> {
  const pools = new Map<string, SupplierLine[]>()
  for (const supplier of suppliers) {
    if (supplier.text.trim() === '') continue
    const pool = pools.get(supplier.collection)
    if (pool) pool.push(supplier)
    else pools.set(supplier.collection, [supplier])
  }
  return pools
}

/** Each collection's suppliers in an index of its own. */
export function indexPools(suppliers: SupplierLine[]): Map<string, SupplierIndex> {
  const indices = new Map<string, SupplierIndex>()
  for (const [collection, lines] of poolsOf(suppliers)) {
    const index = createSupplierIndex()
    for (const line of lines) index.put(asSupplier(line))
    indices.set(collection, index)
  }
  return indices
}

/** The best of a challenge's own collection, everybody if no limit is given; nobody where it has no suppliers. */
export function rankOne(
  indices: Map<string, SupplierIndex>,
  challenge: ChallengeLine,
  limit?: number,
): Ranked[] {
  const index = indices.get(poolOf(challenge.collection, indices.keys()) ?? '')
  return index ? rankSuppliers(index, asChallenge(challenge), { limit: limit ?? index.size() }).rows : []
}

/** The best of each challenge's own collection. */
export const rankAll = (indices: Map<string, SupplierIndex>, challenges: ChallengeLine[]): Run[] =>
  challenges.map((challenge) => ({ challenge, ranked: rankOne(indices, challenge, depth) }))

const smallestStep = 1e-6

/**
 * A run as lines `query⇥supplier⇥score`. Equal scores are parted by a millionth, so that whoever sorts by the
 * score alone gets this order.
 */
export const asLines = (runs: Run[]): string =>
  runs
    .flatMap(({ challenge, ranked }) => {
      let last = Number.POSITIVE_INFINITY
      return ranked.map(({ supplierId, score }) => {
        last = Math.min(score, last - smallestStep)
        return `${challenge.id}\t${supplierId}\t${last.toFixed(6)}\n`
      })
    })
    .join('')
