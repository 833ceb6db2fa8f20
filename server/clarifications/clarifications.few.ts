import { scoreTexts } from '../../shared/matching/alike-texts.ts'
import { stemsOf } from '../../shared/matching/words.ts'
import { searchWords } from '../../shared/platform/search-words.ts'

/** A part of many questions: as many as somebody can read through before choosing. */
export interface Few<Item> {
  items: Item[]
  /** How many there are of those searched for. */
  total: number
  /** How many there are without the search. */
  all: number
  q: string
}

interface Wanted {
  /** What was searched for, straight from the address. */
  q: unknown
  most: number
  /** Those that are shown whatever was searched for: chosen already. */
  chosen?: unknown
  /** The questions most like this come first; otherwise they stay in their order. */
  alike?: string
}

/** Of many questions those that have every word searched for, and no more of them than can be shown. */
export function fewOf<Item extends { id: string; text: string }>(
  questions: Item[],
  { q: asked, most, chosen, alike = '' }: Wanted,
): Few<Item> {
  const q = searchWords.parse(asked)
  const words = q.toLowerCase().split(/\s+/)
  const found = questions.filter(({ text }) => words.every((word) => text.toLowerCase().includes(word)))
  const scores = scoreTexts(
    found.map(({ text }) => text),
    stemsOf(alike),
  )
  const sorted = found
    .map((question, place) => ({ question, score: scores[place] ?? 0 }))
    .sort((one, other) => other.score - one.score)
    .map(({ question }) => question)
  const kept = questions.filter(({ id }) => [chosen].flat().includes(id))
  const items = [...new Set([...kept, ...sorted.slice(0, most)])]
  return { items, total: found.length, all: questions.length, q }
}
