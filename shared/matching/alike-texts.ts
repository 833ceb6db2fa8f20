import { bm25 } from './segment.ts'
import { readWords } from './words.ts'

/**
 * How well each of a few short texts answers the words asked for, by BM25 among themselves; 0 for one that has none of
 * them. For lists too short to keep an index of.
 */
export function scoreTexts(texts: string[], stems: Iterable<string>): number[] {
  const read = texts.map((text) => readWords(text).map(({ stem }) => stem))
  const average = Math.max(1, read.reduce((sum, words) => sum + words.length, 0) / Math.max(1, read.length))
  const scores = texts.map(() => 0)
  for (const stem of new Set(stems)) {
    const counts = read.map((words) => words.filter((word) => word === stem).length)
    const holders = counts.filter((count) => count > 0).length
    const rarity = Math.log(1 + (texts.length - holders + 0.5) / (holders + 0.5))
    for (const [i, count] of counts.entries()) {
      const length = 1 - bm25.b + (bm25.b * (read[i]?.length ?? 0)) / average
      scores[i] = (scores[i] ?? 0) + (rarity * count * (bm25.k1 + 1)) / (count + bm25.k1 * length)
    }
  }
  return scores
}
