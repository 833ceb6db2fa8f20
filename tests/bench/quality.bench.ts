import { join } from 'node:path'
import { parseArgs } from 'node:util'
import {
  type ChallengeLine,
  readChallenges,
  readRight,
  readSuppliers,
} from '../../workers/matching/rank-files.ts'
import { depth, indexPools, poolOf, poolsOf, rankOne } from '../../bin/rank/run.ts'
import { projectRoot } from '../../server/platform/paths.ts'
import { type PartName, type Parts, partNames, partWeights, weighParts } from '../../shared/matching/parts.ts'
import type { Ranked } from '../../shared/matching/ranking.ts'
import { compare, type Measure, measure, measures, type Quality } from './quality/measures.ts'
import { plainBm25 } from './quality/plain-bm25.ts'

const ownData = join(projectRoot, 'tests/bench/data')

function filesOf(folder: string | undefined) {
  if (folder === undefined)
    return {
      suppliers: join(ownData, 'uk_cf_suppliers.jsonl.gz'),
      challenges: join(ownData, 'uk_cf_challenges.jsonl'),
      right: join(ownData, 'uk_cf_qrels.tsv'),
    }
  return {
    suppliers: join(folder, 'suppliers.jsonl'),
    challenges: join(folder, 'dev/challenges.jsonl'),
    right: join(folder, 'dev/qrels.tsv'),
  }
}

const without = (name: PartName): Parts => ({ ...partWeights, [name]: 0 })

/** The ids of the hundred best by other weights than those they were ranked with. */
const bestBy = (weights: Parts, everybody: Ranked[]): string[] =>
  everybody
    .map(({ supplierId, parts }) => ({ supplierId, score: weighParts(parts, weights) }))
    .sort((a, b) => b.score - a.score)
    .slice(0, depth)
    .map(({ supplierId }) => supplierId)

const column = (rows: Quality[][], position: number): Quality[] => rows.flatMap((row) => row[position] ?? [])

type Judge = (challenge: ChallengeLine, ranked: string[]) => Quality

const byCollection = (challenges: ChallengeLine[]): string[] => [
  ...new Set(challenges.map(({ collection }) => collection)),
]

/**
 * `npm run bench -- quality [--data FOLDER] [--parts]`: how well the ranking finds who was awarded, beside plain
 * BM25 on the same texts. With `--parts` also without each part of the score, one at a time.
 */
export function run(options: string[]): void {
  const { values } = parseArgs({
    args: options,
    options: { data: { type: 'string' }, parts: { type: 'boolean' } },
  })
  const files = filesOf(values.data)
  const suppliers = readSuppliers(files.suppliers)
  const challenges = readChallenges(files.challenges)
  const right = readRight(files.right)
  const judge: Judge = ({ id }, ranked) => measure(ranked, right.get(id) ?? new Set())

  const pools = poolsOf(suppliers)
  const yardsticks = new Map(
    [...pools].map(([pool, lines]) => [pool, plainBm25(lines.map(({ text }) => text))]),
  )
  const plain = challenges.map((challenge) => {
    const pool = poolOf(challenge.collection, pools.keys()) ?? ''
    const lines = pools.get(pool) ?? []
    const { title, description } = challenge
    const found = yardsticks.get(pool)?.(`${title} ${title} ${description ?? ''}`) ?? []
    return judge(
      challenge,
      found.slice(0, 100).flatMap((position) => lines[position]?.id ?? []),
    )
  })

  const indices = indexPools(suppliers)
  const weightings = values.parts ? [partWeights, ...partNames.map(without)] : [partWeights]
  const judged = challenges.map((challenge) => {
    const everybody = rankOne(indices, challenge)
    return weightings.map((weights) => judge(challenge, bestBy(weights, everybody)))
  })
  const full = column(judged, 0)
  const ratio = report(challenges, full, plain)
  for (const [position, name] of (values.parts ? partNames : []).entries())
    reportWithout(name, challenges, full, column(judged, position + 1))
  console.log(JSON.stringify({ bench: 'quality', ratio }))
}

/** Picks one measure of one collection's challenges. */
const picked = (challenges: ChallengeLine[], collection: string, all: Quality[], name: Measure): number[] =>
  all.flatMap((quality, position) => (challenges[position]?.collection === collection ? [quality[name]] : []))

function report(challenges: ChallengeLine[], full: Quality[], plain: Quality[]): Record<string, number> {
  const ratio: Record<string, number> = {}
  for (const collection of byCollection(challenges)) {
    for (const name of measures) {
      const values = picked(challenges, collection, full, name)
      const found = compare(values, picked(challenges, collection, plain, name))
      const [low, high] = found.interval
      console.log(
        `${collection.padEnd(14)} ${name.padEnd(14)} ${found.mean.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)})` +
          `  plain BM25 ${found.plain.toFixed(3)}  × ${found.ratio.toFixed(2)}  p ${found.p.toFixed(4)}  ${values.length} queries`,
      )
      ratio[`${collection}_${name}`] = Number(found.ratio.toFixed(4))
    }
  }
  return ratio
}

function reportWithout(part: PartName, challenges: ChallengeLine[], full: Quality[], less: Quality[]): void {
  const cells = byCollection(challenges).map((collection) => {
    const shown = (['ndcg10', 'recall100'] as const).map((name) => {
      const values = picked(challenges, collection, less, name)
      const found = compare(values, picked(challenges, collection, full, name))
      return `${name} ${found.mean.toFixed(4)} (${(found.mean - found.plain).toFixed(4)}, p ${found.p.toFixed(2)})`
    })
    return `${collection} ${shown.join(' ')}`
  })
  console.log(`without ${part.padEnd(12)} ${cells.join('  ')}`)
}
