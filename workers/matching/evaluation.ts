import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { categories, regions } from '../../server/organisations/index.ts'
import { projectRoot } from '../../server/platform/paths.ts'
import type { ChallengeToRank } from '../../shared/matching/challenge-query.ts'
import type { ModelFigures } from '../../shared/matching/matching-model.ts'
import { ndcgAt, recallAt, reciprocalRank } from '../../shared/matching/measures.ts'
import { type Parts, rankSuppliers } from '../../shared/matching/ranking.ts'
import {
  createSupplierIndex,
  type SupplierIndex,
  type SupplierToRank,
} from '../../shared/matching/supplier-index.ts'

const folder = join(projectRoot, 'tests/bench/data/uk')
const suppliersAtOnce = 50

const supplierRow = z.object({
  id: z.string(),
  text: z.string(),
  projects: z.array(
    z.object({
      title: z.string(),
      buyer: z.string(),
      cpv: z.array(z.string()),
      region: z.string().nullable(),
    }),
  ),
})

const challengeRow = z.object({
  id: z.string(),
  title: z.string(),
  description: z.string(),
  buyer: z.string(),
  cpv: z.array(z.string()),
  region: z.string().nullable(),
})

/** Challenges of which it is known who was right for them, and the suppliers to rank. */
export interface EvaluationSet {
  index: SupplierIndex
  challenges: { wanted: ChallengeToRank; right: ReadonlySet<string> }[]
}

/** Lets whatever else waits in this process have its turn. */
const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

async function readRows<Row>(name: string, schema: z.ZodType<Row>): Promise<Row[]> {
  const lines = (await readFile(join(folder, name), 'utf8')).split('\n').filter(Boolean)
  return lines.map((line) => schema.parse(JSON.parse(line)))
}

/** Who was awarded, by the id of the challenge. */
async function readRight(): Promise<Map<string, Set<string>>> {
  const [, ...lines] = (await readFile(join(folder, 'qrels.tsv'), 'utf8')).split('\n').filter(Boolean)
  const right = new Map<string, Set<string>>()
  for (const line of lines) {
    const [challenge = '', supplier = ''] = line.split('\t')
    right.set(challenge, (right.get(challenge) ?? new Set()).add(supplier))
  }
  return right
}

const labels = (codes: string[]): string[] => codes.map((code) => categories().find(code)?.label ?? '')

/** The text of a firm holds one piece for each of its contracts, in their order, which begins with the title. */
function asSupplierToRank({ id, text, projects }: z.infer<typeof supplierRow>): SupplierToRank {
  const pieces = text.split(' || ')
  return {
    id,
    profile: '',
    cpv: [],
    regions: [],
    projects: projects.map(({ title, buyer, cpv, region }, place) => ({
      title,
      text: `${(pieces[place] ?? '').slice(title.length)}. ${labels(cpv).join('. ')}`,
      buyer,
      cpv,
      regions: regions().read(region ?? ''),
    })),
  }
}

const asChallengeToRank = (row: z.infer<typeof challengeRow>): ChallengeToRank => ({
  title: row.title,
  text: row.description,
  cpv: row.cpv,
  cpvLabels: labels(row.cpv),
  regions: regions().read(row.region ?? ''),
  buyer: row.buyer,
})

/** Reads the public award notices on which versions are measured; about a second, in small pieces. */
export async function loadEvaluationSet(): Promise<EvaluationSet> {
  const index = createSupplierIndex()
  const suppliers = await readRows('suppliers.jsonl', supplierRow)
  for (const [place, supplier] of suppliers.filter(({ text }) => text !== '').entries()) {
    index.put(asSupplierToRank(supplier))
    if (place % suppliersAtOnce === 0) await pause()
  }
  const right = await readRight()
  const challenges = (await readRows('challenges.jsonl', challengeRow)).map((row) => ({
    wanted: asChallengeToRank(row),
    right: right.get(row.id) ?? new Set<string>(),
  }))
  return { index, challenges }
}

/** How well these weights rank the evaluation set, each figure the mean over its challenges. */
export async function evaluate({ index, challenges }: EvaluationSet, weights: Parts): Promise<ModelFigures> {
  const sums = { ndcgAt10: 0, recallAt100: 0, reciprocalRank: 0 }
  for (const { wanted, right } of challenges) {
    const ranked = rankSuppliers(index, wanted, { weights }).map(({ supplierId }) => supplierId)
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
