import { type Match, readTokens, type Sentence, type Token } from './reading.ts'

/** Words and phrases that a rule looks for, in lower case; each is found at any place in one step a word. */
export interface PhraseBook {
  byFirst: Map<string, string[][]>
}

/** Makes a book of phrases; `|` parts them. A hyphen is a word of its own. A word ending in `*` begins longer ones. */
export function phraseBook(...lists: string[]): PhraseBook {
  const byFirst = new Map<string, string[][]>()
  for (const phrase of lists.join('|').split('|')) {
    const words = readTokens(phrase.trim()).map(({ lower }) => lower)
    const joined = joinStars(words)
    const [first] = joined
    if (first === undefined) continue
    const known = byFirst.get(first)
    if (known) known.push(joined)
    else byFirst.set(first, [joined])
  }
  for (const list of byFirst.values()) list.sort((a, b) => b.length - a.length)
  return { byFirst }
}

/** `utilis`, `*` is one word with its end open. */
function joinStars(words: string[]): string[] {
  const joined: string[] = []
  for (const word of words) {
    if (word === '*' && joined.length > 0) joined.push(`${joined.pop()}*`)
    else joined.push(word)
  }
  return joined
}

// A first word with an open end is found by its first letters.
const stemLength = 4

/** Where phrases of the book stand in the sentence, the longest at each place; remembered for the next rule. */
export function find(sentence: Sentence, book: PhraseBook): Match[] {
  const known = sentence.memory.get(book)
  if (known) return known
  const { tokens } = sentence
  const matches: Match[] = []
  for (let i = 0; i < tokens.length; i += 1) {
    const token = tokens[i] as Token
    if (token.isAddress) continue
    const length = longestAt(tokens, i, book)
    if (length === 0) continue
    matches.push({ first: i, last: i + length - 1 })
    i += length - 1
  }
  sentence.memory.set(book, matches)
  return matches
}

function longestAt(tokens: Token[], at: number, { byFirst }: PhraseBook): number {
  const word = (tokens[at] as Token).lower
  let longest = 0
  const tryAll = (phrases: string[][] | undefined) => {
    for (const phrase of phrases ?? []) {
      if (phrase.length > longest && isPhraseAt(tokens, at, phrase)) longest = phrase.length
    }
  }
  tryAll(byFirst.get(word))
  for (let length = Math.min(word.length, 12); length >= stemLength; length -= 1) {
    tryAll(byFirst.get(`${word.slice(0, length)}*`))
  }
  return longest
}

function isPhraseAt(tokens: Token[], at: number, phrase: string[]): boolean {
  for (let i = 0; i < phrase.length; i += 1) {
    const wanted = phrase[i] as string
    const word = tokens[at + i]?.lower
    if (word === undefined) return false
    if (wanted.endsWith('*') ? !word.startsWith(wanted.slice(0, -1)) : word !== wanted) return false
  }
  return true
}

/** Whether any phrase of the book is in the sentence. */
export const has = (sentence: Sentence, book: PhraseBook): boolean => find(sentence, book).length > 0

/** Whether a phrase of the book lies within so many tokens before or after a match. */
export function near(
  sentence: Sentence,
  { first, last }: Match,
  book: PhraseBook,
  before: number,
  after = before,
): boolean {
  const matches = find(sentence, book)
  // By halves to the first that may lie near: a long sentence has many.
  let low = 0
  let high = matches.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((matches[middle] as Match).last < first - before) low = middle + 1
    else high = middle
  }
  const found = matches[low]
  return found !== undefined && found.first <= last + after
}
