import type { Book } from './columns.ts'
import { eachWord, lotWord, pairRoles, pairRolesOf, plainOf, stemOf } from './words.ts'

/** Reads texts into the numbers that a book gives to the words that `eachWord` shows. */
export interface Spellings {
  read: (text: string) => number[]
}

const utf8 = new TextEncoder()
const fromUtf8 = new TextDecoder()

const mostSpellings = 1 << 18
const firstPlaces = 1 << 14
const silent = -1
const fnvBasis = 0x811c9dc5 | 0
const fnvPrime = 0x01000193

// What is known of a spelling lies together, so that looking it up touches one line of the processor's cache: the hash
// of its letters, where they begin, how many they are, and then the number of its stem in the book or `silent`, with
// what it may be beside its neighbour (`pairRoles`).
const facts = { hash: 0, start: 1, length: 2, role: 3, stem: 4 } as const
const factsEach = 8

/**
 * Reads as `eachWord` does, and faster: words of plain English are looked up by their letters, and no string is made
 * of one that was met before. Building an index is mostly this.
 */
export function createSpellings(terms: Book): Spellings {
  // By the hash: the number of a spelling plus one, or 0. Half of it stays empty, so that few places have to be tried.
  let placed = new Int32Array(firstPlaces)
  let known = new Int32Array((firstPlaces / 2) * factsEach)
  let letters = new Uint8Array(8 * firstPlaces)
  let count = 0
  let end = 0
  let text = new Uint8Array(1024)
  let found = new Int32Array(1024)

  function isSame(at: number, from: number, to: number): boolean {
    if (known[at + facts.length] !== to - from) return false
    const start = (known[at + facts.start] as number) - from
    for (let i = from; i < to; i += 1) if (letters[start + i] !== smallLetter(text[i] as number)) return false
    return true
  }

  /** Where the facts lie of the spelling that stands in the text. */
  function spellingOf(from: number, to: number, hash: number): number {
    const last = placed.length - 1
    let place = (hash ^ (hash >>> 15)) & last
    for (;;) {
      const at = ((placed[place] as number) - 1) * factsEach
      if (at < 0) break
      if (known[at] === hash && isSame(at, from, to)) return at
      place = (place + 1) & last
    }
    placed[place] = count + 1
    return learn(fromUtf8.decode(text.subarray(from, to)).toLowerCase(), hash)
  }

  function learn(word: string, hash: number): number {
    const at = count * factsEach
    const stem = stemOf(word)
    known[at + facts.hash] = hash
    known[at + facts.start] = end
    known[at + facts.length] = word.length
    known[at + facts.role] = pairRolesOf(word)
    known[at + facts.stem] = stem ? terms.numberOf(stem) : silent
    if (end + word.length > letters.length) letters = widened(letters, end + word.length)
    for (let i = 0; i < word.length; i += 1) letters[end + i] = word.charCodeAt(i)
    end += word.length
    count += 1
    if (2 * count >= placed.length) grow()
    return at
  }

  function grow(): void {
    known = widened(known, 2 * known.length)
    placed = new Int32Array(2 * placed.length)
    for (let spelling = 0; spelling < count; spelling += 1) {
      const hash = known[spelling * factsEach] as number
      let place = (hash ^ (hash >>> 15)) & (placed.length - 1)
      while (placed[place] !== 0) place = (place + 1) & (placed.length - 1)
      placed[place] = spelling + 1
    }
  }

  /** Finds the spellings of all words of a plain text. @returns how many there are */
  function find(plain: string): number {
    const most = 3 * plain.length + 1
    if (text.length < most) {
      text = new Uint8Array(2 * most)
      found = new Int32Array(2 * most)
    }
    // A nought ends the last word.
    const { written } = utf8.encodeInto(plain, text)
    text[written] = 0
    let words = 0
    let start = -1
    let hash = fnvBasis
    for (let i = 0; i <= written; i += 1) {
      const letter = smallLetter(text[i] as number)
      if ((letter >= 97 && letter <= 122) || (letter >= 48 && letter <= 57)) {
        if (start < 0) start = i
        hash = Math.imul(hash ^ letter, fnvPrime)
      } else if (start >= 0) {
        found[words] = spellingOf(start, i, hash)
        words += 1
        start = -1
        hash = fnvBasis
      }
    }
    return words
  }

  function read(written: string): number[] {
    const { plain, isEnglish } = plainOf(written)
    const numbers: number[] = []
    if (!isEnglish) {
      eachWord(written, (stem) => numbers.push(terms.numberOf(stem)))
      return numbers
    }
    if (count > mostSpellings) forget()
    const words = find(plain)
    for (let i = 0; i < words; i += 1) {
      const at = found[i] as number
      const role = known[at + facts.role] as number
      const next = role !== 0 && i + 1 < words ? (known[(found[i + 1] as number) + facts.role] as number) : 0
      if (role & pairRoles.lot && next & pairRoles.lotNumber) {
        i += 1
        numbers.push(terms.numberOf(lotWord(numberIn(found[i] as number))))
      } else if (role & pairRoles.outwardCode && next & pairRoles.inwardCode) {
        i += 1
      } else if (known[at + facts.stem] !== silent) numbers.push(known[at + facts.stem] as number)
    }
    return numbers
  }

  function numberIn(at: number): number {
    const start = known[at + facts.start] as number
    const digits = letters.subarray(start, start + (known[at + facts.length] as number))
    return digits.reduce((number, digit) => 10 * number + digit - 48, 0)
  }

  function forget(): void {
    placed.fill(0)
    count = 0
    end = 0
  }

  return { read }
}

const smallLetter = (code: number): number => (code >= 65 && code <= 90 ? code | 32 : code)

function widened<Values extends Int32Array | Uint8Array>(values: Values, needed: number): Values {
  const wider = new (values.constructor as new (length: number) => Values)(
    Math.max(2 * values.length, needed),
  )
  wider.set(values)
  return wider
}
