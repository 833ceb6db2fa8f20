import { type Match, readTokens, type Sentence, type Token } from './reading.ts'

// Every list of words that a rule looks for is in one index by its first word. A sentence is looked through once for
// all of them, so that another rule costs what it finds and nothing else.

/** Words and phrases that a rule looks for. */
export interface PhraseBook {
  index: number
}

interface Entry {
  book: number
  words: readonly string[]
}

const exact = new Map<string, Entry[]>()
/** Phrases whose first word has its end open, by the first letters of it. */
const open = new Map<string, Entry[]>()
const openLetters = 3
let books = 0

/** Makes a book of phrases; `|` parts them. A hyphen is a word of its own. A word ending in `*` begins longer ones. */
export function phraseBook(...lists: string[]): PhraseBook {
  const book = books
  books += 1
  for (const phrase of lists.join('|').split('|')) {
    const words = joinStars(readTokens(phrase.trim()).map(({ lower }) => lower))
    const [first] = words
    if (first === undefined) continue
    const isOpen = first.endsWith('*')
    const list = isOpen ? open : exact
    const key = isOpen ? first.slice(0, openLetters) : first
    const entries = list.get(key) ?? []
    entries.push({ book, words })
    entries.sort((a, b) => b.words.length - a.words.length)
    list.set(key, entries)
  }
  return { index: book }
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

const nothing: Match[] = []

/** Where phrases of the book stand in the sentence, the longest at each place. */
export function find(sentence: Sentence, { index }: PhraseBook): Match[] {
  sentence.found ??= look(sentence.tokens)
  return sentence.found[index] ?? nothing
}

/** Looks through a sentence for all books at once. */
function look(tokens: Token[]): (Match[] | undefined)[] {
  const found: Match[][] = []
  for (let at = 0; at < tokens.length; at += 1) {
    const { lower, isAddress } = tokens[at] as Token
    if (isAddress) continue
    take(tokens, at, exact.get(lower), found)
    if (lower.length > openLetters) take(tokens, at, open.get(lower.slice(0, openLetters)), found)
  }
  return found
}

function take(tokens: Token[], at: number, entries: Entry[] | undefined, found: Match[][]): void {
  if (!entries) return
  for (const { book, words } of entries) {
    const matches = found[book]
    const last = matches?.at(-1)?.last ?? -1
    if (at <= last || !isPhraseAt(tokens, at, words)) continue
    const match = { first: at, last: at + words.length - 1 }
    if (matches) matches.push(match)
    else found[book] = [match]
  }
}

function isPhraseAt(tokens: Token[], at: number, phrase: readonly string[]): boolean {
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
