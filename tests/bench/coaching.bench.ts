import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { projectRoot } from '../../server/platform/paths.ts'
import { coach } from '../../shared/coaching/coach/coach.ts'
import { measureRules, type Part, parts, pooled, precision, recall, table } from '../coaching/measure.ts'

const rounds = 31

/** The median of many runs, in milliseconds, after some to warm up. */
function median(work: () => unknown): number {
  const times: number[] = []
  for (let round = -5; round < rounds; round += 1) {
    const start = performance.now()
    work()
    if (round >= 0) times.push(performance.now() - start)
  }
  return times.sort((a, b) => a - b)[Math.floor(rounds / 2)] as number
}

/** Words of real notices, so many of them. */
function wordsOfNotices(count: number): string {
  const rows = parse(readFileSync(join(projectRoot, 'data/awards/uk_contracts_finder_awards.csv')), {
    columns: true,
    bom: true,
  }) as { description: string }[]
  const words: string[] = []
  for (const { description } of rows) {
    words.push(...description.split(' '))
    if (words.length >= count) break
  }
  return words.slice(0, count).join(' ')
}

/** `npm run bench -- coaching [look|held|fresh]`: the rules against a part of the labels, and the time. */
export function run([wanted = 'held']: string[]): void {
  const part = parts.find((one) => one === wanted)
  if (!part) throw new Error(`Say one of ${parts.join(', ')}.`)
  const results = (['sentences', 'notices'] as const).map((list) => report(list, part))
  const times = [1000, 2000, 4000, 8000].map((words) => {
    const text = wordsOfNotices(words)
    return {
      words,
      ms: median(() => coach({ text })),
      bareMs: median(() => text.split(/\s+/).map((word) => word.toLowerCase())),
    }
  })
  for (const { words, ms, bareMs } of times) {
    console.log(
      `${words} words  ${ms.toFixed(2)} ms, ${(ms / bareMs).toFixed(0)} times splitting them into words (yardstick)`,
    )
  }
  const [, two, four] = times
  const doubling = (four?.ms ?? 0) / (two?.ms ?? 1)
  console.log(`from 2,000 to 4,000 words it takes ${doubling.toFixed(2)} times as long`)
  console.log(JSON.stringify({ bench: 'coaching', part, ms2000: two?.ms, doubling, results }))
}

function report(list: 'sentences' | 'notices', part: Part) {
  const results = measureRules(list, part)
  if (results.length > 0) console.log(`\n${list}, ${part} part\n\n${table(results)}\n`)
  const all = pooled(results)
  return { list, precision: precision(all), recall: recall(all), positives: all.positives }
}
