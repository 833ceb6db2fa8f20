import { stemmer } from 'stemmer'

/** A piece of a text: as it is, or one of the words that were searched for. */
export interface HighlightedPiece {
  text: string
  isHit: boolean
}

// Words that say nothing of what a text is about.
const plainWords = new Set(
  'a about an and are as at be but by can do for from has have how i if in into is it its of on or our so than that the their them there they this to was we what when where which who will with you your'.split(
    ' ',
  ),
)
const word = /[\p{L}\p{N}]+/gu

const stemOf = (text: string): string => stemmer(text.toLowerCase())

/** The words of a text that tell what it is about, by their stems, each once. */
export function tellingStems(text: string): Set<string> {
  const words = [...text.toLowerCase().matchAll(word)].map(([found]) => found)
  return new Set(words.filter((found) => found.length > 1 && !plainWords.has(found)).map(stemOf))
}

/** A text cut where words of the search begin and end: the same word in any form, or one that begins with what was typed. */
export function highlight(text: string, typed: string): HighlightedPiece[] {
  const wanted = [...typed.toLowerCase().matchAll(word)].map(([found]) => found)
  const telling = wanted.filter((found) => !plainWords.has(found))
  const stems = new Set(telling.map(stemOf))
  const isHit = (found: string): boolean =>
    stems.has(stemOf(found)) ||
    telling.some((start) => start.length > 3 && found.toLowerCase().startsWith(start))
  const pieces: HighlightedPiece[] = []
  let at = 0
  for (const { 0: found, index } of text.matchAll(word)) {
    if (!isHit(found)) continue
    if (index > at) pieces.push({ text: text.slice(at, index), isHit: false })
    pieces.push({ text: found, isHit: true })
    at = index + found.length
  }
  if (at < text.length) pieces.push({ text: text.slice(at), isHit: false })
  return pieces
}

const longestPassage = 240

/** The first sentences of a plain text with a word of the search; empty if none has. */
export function passageWith(text: string, typed: string): string {
  const sentences = text.split(/(?<=[.!?])\s+|\n+/)
  const found = sentences.find((sentence) => highlight(sentence, typed).some(({ isHit }) => isHit)) ?? ''
  return found.length > longestPassage ? `${found.slice(0, longestPassage).trimEnd()}…` : found
}
