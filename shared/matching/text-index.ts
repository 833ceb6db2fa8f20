import { readWords } from './words.ts'

// BM25's usual constants: how fast repetition stops counting, and how much length does.
const k1 = 1.2
const b = 0.6
// A posting packs the passage's number above six bits of how often the word occurs in it; a passage's own
// list packs the words' numbers likewise.
const countBits = 6
const mostCount = (1 << countBits) - 1

/** A word that is searched for, and how much it counts. */
export interface QueryTerm {
  stem: string
  weight: number
}

/** A piece of a passage and how often each of its words counts: BM25F, a whole number. */
export interface TextField {
  text: string
  weight: number
}

/** A word of a passage and what it is worth there: BM25 without the word's rarity. */
export interface TermWorth {
  stem: string
  worth: number
}

/** What one term adds to a score. */
export interface TermScore {
  stem: string
  score: number
}

/** Short texts and where their words occur; grows and shrinks one passage at a time. */
export interface TextIndex {
  /** @returns the passage's number, which is given out again after `remove` */
  add: (fields: TextField[]) => number
  remove: (passage: number) => void
  /** How well each passage answers, by its number; valid until the next call. */
  score: (query: QueryTerm[]) => Float32Array
  /**
   * A function that tells what each term adds to the score of a passage, for saying why; terms that it lacks
   * are left out. Valid until the index changes.
   */
  explain: (query: QueryTerm[]) => (passage: number) => TermScore[]
  /** What a passage would score that said everything asked for, as often as one says it: a scale for scores. */
  ideal: (query: QueryTerm[]) => number
  /** How rare a word is: 0 for one that is in every passage or in none. */
  rarity: (stem: string) => number
  /** In how many passages a word is. */
  spread: (stem: string) => number
  /** The words of a passage, for learning from it. */
  termsOf: (passage: number) => TermWorth[]
  /** How many passages there are. */
  size: () => number
}

interface Term {
  stem: string
  /** Postings in no order, `length` of them. */
  postings: Uint32Array
  length: number
}

/** An empty index. */
export function createTextIndex(): TextIndex {
  const numbers = new Map<string, number>()
  const terms: Term[] = []
  const passages: (Uint32Array | null)[] = []
  const free: number[] = []
  let lengths = new Uint16Array(256)
  let scores = new Float32Array(256)
  let totalLength = 0

  const size = () => passages.length - free.length
  const termOf = (stem: string): Term | undefined => {
    const number = numbers.get(stem)
    const term = number === undefined ? undefined : terms[number]
    return term && term.length > 0 ? term : undefined
  }
  const idf = ({ length }: Term) => Math.log(1 + (size() - length + 0.5) / (length + 0.5))
  const weigh = (count: number, passage: number) => {
    const relative = (lengths[passage] ?? 0) / Math.max(1, totalLength / Math.max(1, size()))
    return (count * (k1 + 1)) / (count + k1 * (1 - b + b * relative))
  }

  function numberOf(stem: string): number {
    const known = numbers.get(stem)
    if (known !== undefined) return known
    numbers.set(stem, terms.length)
    return terms.push({ stem, postings: new Uint32Array(2), length: 0 }) - 1
  }

  function add(fields: TextField[]): number {
    const counts = new Map<number, number>()
    let length = 0
    for (const { text, weight } of fields) {
      for (const { stem } of readWords(text)) {
        const number = numberOf(stem)
        counts.set(number, Math.min(mostCount, (counts.get(number) ?? 0) + weight))
        length += weight
      }
    }
    const passage = free.pop() ?? passages.length
    passages[passage] = Uint32Array.from(counts, ([number, count]) => (number << countBits) | count)
    lengths = withRoom(lengths, passage)
    lengths[passage] = Math.min(65_535, length)
    totalLength += lengths[passage] ?? 0
    for (const [number, count] of counts) push(terms[number] as Term, (passage << countBits) | count)
    return passage
  }

  function remove(passage: number): void {
    const held = passages[passage]
    if (!held) return
    for (const entry of held) drop(terms[entry >>> countBits] as Term, passage)
    passages[passage] = null
    totalLength -= lengths[passage] ?? 0
    free.push(passage)
  }

  function score(query: QueryTerm[]): Float32Array {
    if (scores.length < passages.length) scores = new Float32Array(lengths.length)
    scores.fill(0)
    for (const { stem, weight } of query) {
      const term = termOf(stem)
      if (!term) continue
      const factor = weight * idf(term)
      const { postings, length } = term
      for (let i = 0; i < length; i += 1) {
        const posting = postings[i] as number
        const passage = posting >>> countBits
        scores[passage] = (scores[passage] as number) + factor * weigh(posting & mostCount, passage)
      }
    }
    return scores
  }

  function explain(query: QueryTerm[]): (passage: number) => TermScore[] {
    const wanted = new Map<number, QueryTerm & { idf: number }>()
    for (const one of query) {
      const number = numbers.get(one.stem)
      const term = number === undefined ? undefined : terms[number]
      if (number !== undefined && term) wanted.set(number, { ...one, idf: idf(term) })
    }
    return (passage) => {
      const found: TermScore[] = []
      for (const entry of passages[passage] ?? nothing) {
        const term = wanted.get(entry >>> countBits)
        if (term)
          found.push({ stem: term.stem, score: term.weight * term.idf * weigh(entry & mostCount, passage) })
      }
      return found
    }
  }

  function ideal(query: QueryTerm[]): number {
    let sum = 0
    for (const { stem, weight } of query) {
      const term = termOf(stem)
      if (term) sum += weight * idf(term)
    }
    return sum
  }

  const rarity = (stem: string): number => {
    const term = termOf(stem)
    return term ? idf(term) : 0
  }

  const spread = (stem: string): number => termOf(stem)?.length ?? 0

  const termsOf = (passage: number): TermWorth[] =>
    Array.from(passages[passage] ?? nothing, (entry) => ({
      stem: (terms[entry >>> countBits] as Term).stem,
      worth: weigh(entry & mostCount, passage),
    }))

  return { add, remove, score, explain, ideal, rarity, spread, termsOf, size }
}

const nothing = new Uint32Array(0)

function push(term: Term, posting: number): void {
  if (term.length === term.postings.length) {
    const wider = new Uint32Array(term.length * 2)
    wider.set(term.postings)
    term.postings = wider
  }
  term.postings[term.length] = posting
  term.length += 1
}

function drop(term: Term, passage: number): void {
  for (let i = 0; i < term.length; i += 1) {
    if ((term.postings[i] as number) >>> countBits !== passage) continue
    term.length -= 1
    term.postings[i] = term.postings[term.length] as number
    return
  }
}

function withRoom(lengths: Uint16Array<ArrayBuffer>, passage: number): Uint16Array<ArrayBuffer> {
  if (passage < lengths.length) return lengths
  const wider = new Uint16Array(lengths.length * 2)
  wider.set(lengths)
  return wider
}
