import { spawn } from 'node:child_process'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate as breathe } from 'node:timers/promises'
import { projectRoot } from '../../../server/platform/paths.ts'
import type { ChallengeToRank } from '../../../shared/matching/challenge-query.ts'
import { rankSuppliers } from '../../../shared/matching/ranking.ts'
import { createSupplierIndex, type SupplierIndex } from '../../../shared/matching/supplier-index.ts'
import { mergeInThread } from '../../../workers/matching/compaction.ts'
import { writeSnapshot } from '../../../workers/matching/snapshot-file.ts'
import { heapMegabytes, median, timed } from '../measuring.ts'
import type { Invented } from './invented.ts'

const batchSize = 500

/** An index of so many invented suppliers, how long the index took to build and what it holds. */
export async function build({ supplier }: Invented, size: number) {
  const before = heapMegabytes()
  const index = createSupplierIndex()
  let buildMs = 0
  for (let start = 0; start < size; start += batchSize) {
    const batch = Array.from({ length: Math.min(batchSize, size - start) }, (_, i) => supplier(start + i))
    buildMs += (
      await timed(() => {
        for (const one of batch) index.put(one)
      })
    ).ms
  }
  buildMs += (await timed(() => index.parts())).ms
  return { index, buildMs, indexMb: heapMegabytes() - before + arrayMegabytes(index) }
}

/** What lies outside the heap: all arrays, with the room for scores. */
function arrayMegabytes(index: SupplierIndex): number {
  const arrays = index
    .parts()
    .flatMap(({ segment, said, related, alike, category }) => [
      ...Object.values(segment),
      said,
      related,
      alike,
      category,
    ])
  return arrays.reduce((sum, { byteLength }) => sum + byteLength, 0) / 2 ** 20
}

/** Milliseconds to add one supplier that was not there, so that it can be ranked. */
export function addOne(index: SupplierIndex, { supplier }: Invented, size: number): Promise<number> {
  const added = Array.from({ length: 64 }, (_, i) => supplier(size + i))
  return median((round) => {
    const one = added[round % added.length]
    if (one) index.put(one)
    index.parts()
  })
}

/** What a worker needs to start from a snapshot, in a process of its own. */
export interface WorkerStart {
  loadMs: number
  firstRankingMs: number
}

/** Writes a snapshot and starts from it. */
export async function snapshot(index: SupplierIndex, folder: string) {
  const file = join(folder, 'suppliers.index')
  const { ms: writeMs } = await timed(() => writeSnapshot(file, index.state(), ''))
  const program = join(import.meta.dirname, 'worker-start.ts')
  const child = spawn(process.execPath, ['--import', 'tsx', program, file], {
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  for await (const chunk of child.stdout) said += String(chunk)
  const start = JSON.parse(said) as WorkerStart
  return { writeMs, fileMb: statSync(file).size / 2 ** 20, ...start }
}

const replacedShare = 0.25
const replacedAtOnce = 600

/**
 * Replaces a quarter of the suppliers, so that compacting pays, and ranks again and again while a thread compacts.
 * @returns how long it took, how many rankings went on, the longest of them, and the longest wait between two
 */
export async function compaction(index: SupplierIndex, { supplier, challenges }: Invented, size: number) {
  const replaced = Math.ceil(size * replacedShare)
  for (let start = 0; start < replaced; start += replacedAtOnce) {
    for (let i = start; i < Math.min(replaced, start + replacedAtOnce); i += 1)
      index.put({ ...supplier(i + size), id: `s${i}` })
    index.parts()
  }
  const segmentsBefore = index.parts().length
  let isDone = false
  const done = timed(() => index.compact(mergeInThread)).finally(() => {
    isDone = true
  })
  const rankings: number[] = []
  let longestWaitMs = 0
  while (!isDone) {
    const waiting = performance.now()
    await breathe()
    longestWaitMs = Math.max(longestWaitMs, performance.now() - waiting)
    const challenge = challenges[rankings.length % challenges.length] as ChallengeToRank
    rankings.push((await timed(() => rankSuppliers(index, challenge, { limit: 50 }))).ms)
  }
  const { ms } = await done
  const longestMs = Math.max(...rankings)
  const segments = [segmentsBefore, index.parts().length] as const
  return { ms, rankings: rankings.length, longestMs, longestWaitMs, segments }
}
