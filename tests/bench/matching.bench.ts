import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { projectRoot } from '../../server/platform/paths.ts'
import type { ChallengeToRank } from '../../shared/matching/challenge-query.ts'
import { explainer } from '../../shared/matching/explaining.ts'
import { ownTerms } from '../../shared/matching/prepared-query.ts'
import { rankSuppliers } from '../../shared/matching/ranking.ts'
import { createSupplierIndex, type SupplierToRank } from '../../shared/matching/supplier-index.ts'
import { readWords } from '../../shared/matching/words.ts'

const rounds = 31
const explained = 50
const regions = ['TLC', 'TLD', 'TLE', 'TLF', 'TLG', 'TLH', 'TLI', 'TLJ', 'TLK', 'TLL', 'TLM', 'TLN']

interface AwardRow {
  buyer: string
  title: string
  description: string
  cpv: string
  date: string
}

/** Numbers between 0 and 1 that are the same in every run. */
function sameRandom(): () => number {
  let state = 20_261_123
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

const awards = (): AwardRow[] =>
  parse(readFileSync(join(projectRoot, 'data/awards/uk_contracts_finder_awards.csv')), {
    columns: true,
    bom: true,
  })

/** Suppliers of about 120 words each, in the words of real award notices as often as those use them. */
function inventSuppliers(count: number, rows: AwardRow[]): SupplierToRank[] {
  const random = sameRandom()
  const words = rows.flatMap(({ title, description }) => `${title} ${description}`.split(/\s+/))
  const pick = <Item>(list: Item[]): Item => list[Math.floor(random() * list.length)] as Item
  const text = (length: number) => Array.from({ length }, () => pick(words)).join(' ')
  return Array.from({ length: count }, (_, i) => {
    const row = pick(rows)
    const cpv = row.cpv.match(/\d{8}/g) ?? []
    const project = () => ({
      title: text(8),
      text: text(32),
      result: '',
      buyer: row.buyer,
      buyerRegions: ['TLD4'],
      cpv,
      cpvLabels: [],
      regions: [pick(regions)],
      date: new Date(row.date),
      valuePence: null,
    })
    return {
      id: `s${i}`,
      name: text(3),
      profile: text(34),
      capabilities: text(6),
      cpv,
      cpvLabels: [],
      regions: [pick(regions)],
      trlFrom: null,
      trlTo: null,
      projects: [project(), project()],
    }
  })
}

/** The postings of the same texts in flat arrays, and nothing but the loop over those of a query. */
function bareScan(suppliers: SupplierToRank[]): (stems: string[]) => Float32Array {
  const postings = new Map<string, number[]>()
  let passages = 0
  for (const { profile, projects } of suppliers) {
    for (const text of [profile, ...projects.map(({ title, text }) => `${title}. ${text}`)]) {
      for (const stem of new Set(readWords(text).map((word) => word.stem))) {
        const list = postings.get(stem)
        if (list) list.push(passages)
        else postings.set(stem, [passages])
      }
      passages += 1
    }
  }
  const flat = new Map([...postings].map(([stem, list]) => [stem, Uint32Array.from(list)]))
  const sums = new Float32Array(passages)
  return (stems) => {
    sums.fill(0)
    for (const stem of stems) {
      for (const passage of flat.get(stem) ?? []) sums[passage] = (sums[passage] as number) + 1
    }
    return sums
  }
}

/** The median of many runs, in milliseconds, after some to warm up. */
function median(work: (round: number) => unknown): number {
  const times: number[] = []
  for (let round = -5; round < rounds; round += 1) {
    const start = performance.now()
    work(round + 5)
    if (round >= 0) times.push(performance.now() - start)
  }
  return times.sort((a, b) => a - b)[Math.floor(rounds / 2)] as number
}

const heldMegabytes = (): number => {
  globalThis.gc?.()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return (heapUsed + arrayBuffers) / 2 ** 20
}

/** `npm run bench -- matching [suppliers]`: ranks them all, with reasons for the first fifty. */
export function run([size = '900']: string[]): void {
  const rows = awards()
  const suppliers = inventSuppliers(Number(size), rows)
  const challenges = rows
    .filter(({ description }) => description.length > 400)
    .slice(0, rounds + 5)
    .map(
      ({ title, description, cpv, buyer, date }): ChallengeToRank => ({
        title,
        problem: description,
        outcomes: '',
        context: '',
        asks: '',
        cpv: cpv.match(/\d{8}/g) ?? [],
        cpvLabels: [],
        regions: ['TLD33'],
        buyer,
        buyerRegions: ['TLD4'],
        date: new Date(date),
        budgetPence: null,
        trlFrom: null,
        trlTo: null,
      }),
    )
  const challenge = (round: number) => challenges[round % challenges.length] as ChallengeToRank

  const before = heldMegabytes()
  const buildStart = performance.now()
  const index = createSupplierIndex()
  for (const supplier of suppliers) index.put(supplier)
  const buildMs = performance.now() - buildStart
  const indexMb = heldMegabytes() - before
  const addMs = median((round) => index.put(suppliers[round % suppliers.length] as SupplierToRank))

  const scan = bareScan(suppliers)
  const stems = challenges.map((one) => ownTerms(index.texts, one).terms.map(({ stem }) => stem))
  const scanMs = median((round) => scan(stems[round % stems.length] as string[]))
  const kernelMs = median((round) => index.texts.score(ownTerms(index.texts, challenge(round)).terms))
  const fullMs = median((round) => {
    const ranked = rankSuppliers(index, challenge(round)).slice(0, explained)
    const explain = explainer(index, challenge(round), { category: () => '', region: () => '' })
    return ranked.map(({ supplierId }) => explain(supplierId))
  })

  const ms = (value: number) => `${value.toFixed(2)} ms`
  console.log(
    `${size} suppliers, ${index.texts.size()} passages: built in ${ms(buildMs)}, about ${indexMb.toFixed(0)} MB`,
  )
  console.log(`one supplier replaced  ${ms(addMs)}`)
  console.log(`bare scan (yardstick)  ${ms(scanMs)}`)
  console.log(`words scored           ${ms(kernelMs)}, ${(kernelMs / scanMs).toFixed(1)} times the scan`)
  console.log(
    `everybody ranked, ${explained} explained  ${ms(fullMs)}, ${(fullMs / scanMs).toFixed(1)} times the scan`,
  )
  const ratio = { scanKernel: kernelMs / scanMs, scanFull: fullMs / scanMs }
  console.log(
    JSON.stringify({
      bench: 'matching',
      suppliers: Number(size),
      ratio,
      rankMs: fullMs,
      buildMs,
      addMs,
      indexMb,
    }),
  )
}
