import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ChallengeToRank } from '../../shared/matching/challenge-query.ts'
import { explainer } from '../../shared/matching/explaining.ts'
import { prepareQuery } from '../../shared/matching/prepared-query.ts'
import { rankPrepared, type SupplierFilter } from '../../shared/matching/ranking.ts'
import type { SupplierIndex } from '../../shared/matching/supplier-index.ts'
import { readWords } from '../../shared/matching/words.ts'
import { exactBm25, isInOrder } from './matching/exact-bm25.ts'
import { type Invented, invent, wholeText } from './matching/invented.ts'
import { bareScan, bestPassages, ownerOf, termsOf } from './matching/kernel.ts'
import { addOne, build, compaction, snapshot } from './matching/upkeep.ts'
import {
  lanceVersion,
  searchLance,
  searchMiniSearch,
  searchMongo,
  type SearchTask,
} from './matching/yardsticks.ts'
import { inWords, median } from './measuring.ts'

const wanted = 50
const challengesUsed = 36
// The independent score keeps every posting as an object: a dozen challenges is what memory allows at 100,000.
const comparedChallenges = 12
const comparedSuppliers = 100_000
const yardstickNames = ['mongo', 'minisearch', 'lancedb'] as const
type Yardstick = (typeof yardstickNames)[number]

/**
 * `npm run bench -- matching [suppliers] [--without mongo,minisearch,lancedb]`: ranks invented suppliers for real
 * notices, with reasons for the best fifty, beside yardsticks.
 */
export async function run(options: string[]): Promise<void> {
  const { size, used } = readOptions(options)
  const found = invent()
  const invented = { ...found, challenges: found.challenges.slice(0, challengesUsed) }
  const { index, buildMs, indexMb } = await build(invented, size)
  console.log(
    `${size} suppliers, ${index.passages()} passages: built in ${inWords(buildMs)}, ${indexMb.toFixed(0)} MB`,
  )
  const ranked = await measureRanking(index, invented)
  if (size <= comparedSuppliers) compareOrder(index, invented, size)
  const times = await measureYardsticks(invented, size, used)
  const addMs = await addOne(index, invented, size)
  console.log(`one supplier added           ${inWords(addMs)}`)
  await measureUpkeep(index, invented, size)

  const faster = (name: Yardstick, ms: number) => (times[name] === null ? null : times[name] / ms)
  const against = (ms: number) =>
    Object.fromEntries(yardstickNames.map((name) => [name, round(faster(name, ms))]))
  const { scanMs, kernelMs, fullMs } = ranked
  const ratio = {
    ...against(fullMs),
    scanKernel: round(kernelMs / scanMs),
    scanFull: round(fullMs / scanMs),
  }
  const absolute = { rankMs: round(fullMs), kernelMs: round(kernelMs), buildMs: round(buildMs) }
  const rest = {
    suppliers: size,
    kernelRatio: against(kernelMs),
    ...absolute,
    addMs: round(addMs),
    indexMb: round(indexMb),
  }
  console.log(JSON.stringify({ bench: 'matching', ratio, ...rest }))
}

const round = (value: number | null): number | null => (value === null ? null : Math.round(value * 100) / 100)

function readOptions(options: string[]): { size: number; used: Yardstick[] } {
  const at = options.indexOf('--without')
  const without = at < 0 ? [] : (options[at + 1] ?? '').split(',')
  const [size = '2000'] = at < 0 ? options : options.toSpliced(at, 2)
  const used = yardstickNames.filter((name) => !without.includes(name) && !without.includes('all'))
  return { size: Number(size), used }
}

async function measureRanking(index: SupplierIndex, { challenges }: Invented) {
  const challenge = (number: number) => challenges[number % challenges.length] as ChallengeToRank
  const queries = challenges.map((one) => termsOf(index, one))
  const query = (number: number) => queries[number % queries.length] as (typeof queries)[number]
  const scan = bareScan(index, queries)
  const scanMs = await median((number) => scan(query(number)))
  const kernelMs = await median((number) => bestPassages(index, query(number), wanted))
  const names = { category: (code: string) => code, region: (code: string) => code }
  const rank = (number: number, filter: SupplierFilter) => {
    const prepared = prepareQuery(index, challenge(number))
    const { rows } = rankPrepared(index, prepared, { limit: wanted, filter })
    const explain = explainer(index, prepared, names)
    return rows.map(({ supplierId }) => explain(supplierId))
  }
  const fullMs = await median((number) => rank(number, {}))
  const filteredMs = await median((number) => rank(number, { isSme: true }))
  const times = (ms: number) => `${inWords(ms)}, ${(ms / scanMs).toFixed(2)} times the scan`
  console.log(`bare scan (yardstick)        ${inWords(scanMs)}`)
  console.log(`text alone, best ${wanted} passages ${times(kernelMs)}`)
  console.log(`ranked, ${wanted} with reasons      ${times(fullMs)}`)
  console.log(`the same, SMEs only          ${times(filteredMs)}`)
  return { scanMs, kernelMs, fullMs }
}

/** Says for how many challenges the best passages come in the order of an independent exact BM25. */
function compareOrder(index: SupplierIndex, { supplier, challenges }: Invented, size: number): void {
  const compared = challenges.slice(0, comparedChallenges)
  const exact = exactBm25(compared)
  for (let number = 0; number < size; number += 1) exact.add(supplier(number))
  const same = compared.filter((challenge) => {
    const best = bestPassages(index, termsOf(index, challenge), wanted).map((found) => {
      const { id, nth } = ownerOf(found)
      return exact.firstOf(id) + nth
    })
    return isInOrder(best, exact.score(challenge))
  })
  console.log(`order of an exact BM25       the same for ${same.length} of ${compared.length} challenges`)
  if (same.length < compared.length) process.exitCode = 1
}

async function measureYardsticks({ supplier, challenges }: Invented, size: number, used: Yardstick[]) {
  const words = challenges.map(({ title, problem }) => [
    ...new Set(readWords(`${title} ${problem}`).map(({ surface }) => surface)),
  ])
  const task: SearchTask = {
    size,
    text: (number) => wholeText(supplier(number)),
    query: (number) => (words[number % words.length] as string[]).join(' '),
    limit: wanted,
  }
  const searches = { mongo: searchMongo, minisearch: searchMiniSearch, lancedb: searchLance }
  const times: Record<Yardstick, number | null> = { mongo: null, minisearch: null, lancedb: null }
  for (const name of used) {
    const ms = (times[name] = await searches[name](task))
    console.log(`${`${name} (yardstick)`.padEnd(29)}${ms === null ? 'is not installed' : inWords(ms)}`)
    if (ms === null)
      console.log(`  npm install --no-save @lancedb/lancedb@${lanceVersion} installs it for this bench`)
  }
  return times
}

async function measureUpkeep(index: SupplierIndex, invented: Invented, size: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'foothold-bench-'))
  try {
    const { writeMs, fileMb, loadMs, firstRankingMs } = await snapshot(index, folder)
    console.log(`snapshot of ${fileMb.toFixed(0)} MB written    ${inWords(writeMs)}`)
    console.log(
      `a worker starts from it      ${inWords(loadMs)}, its first ranking ${inWords(firstRankingMs)}`,
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  const { ms, rankings, longestMs, longestWaitMs, segments } = await compaction(index, invented, size)
  console.log(`a quarter replaced, from ${segments[0]} to ${segments[1]} segments in ${inWords(ms)}`)
  console.log(
    `  meanwhile ${rankings} rankings, the longest ${inWords(longestMs)}; nothing else held the process longer than ${inWords(longestWaitMs)}`,
  )
}
