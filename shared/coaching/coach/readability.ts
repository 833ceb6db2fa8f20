import { countWords, type Sentence } from './reading.ts'

/** How hard a text is to read. */
export interface Readability {
  words: number
  sentences: number
  wordsPerSentence: number
  /**
   * The age at which most people read such a text with ease: Flesch–Kincaid's school grade (Kincaid and others,
   * 1975) and five years. Null for fewer than 60 words or for a text that is hardly English.
   */
  readingAge: number | null
}

const fewestWords = 60
const vowels = new Set('aeiouy')

/** How many syllables an English word is spoken with, nearly: groups of vowels, less a silent e. */
export function countSyllables(word: string): number {
  let groups = 0
  let isVowel = false
  for (const letter of word) {
    const now = vowels.has(letter)
    if (now && !isVowel) groups += 1
    isVowel = now
  }
  const isSilent = groups > 1 && word.endsWith('e') && !/[^aeiouy]le$/.test(word.slice(-3))
  return Math.max(1, groups - (isSilent ? 1 : 0))
}

// No English text of any length goes without these.
const commonest = new Set('the of and to a in is for that be with on are by as it will at or this'.split(' '))

/** Measures sentences that were read already. */
export function measure(sentences: Sentence[]): Readability {
  let [words, spoken, syllables, common, lines] = [0, 0, 0, 0, 0]
  for (const sentence of sentences) {
    const count = countWords(sentence)
    words += count
    if (count === 0) continue
    lines += 1
    for (const { kind, lower, isAddress } of sentence.tokens) {
      if (kind !== 'word' || isAddress) continue
      spoken += 1
      syllables += countSyllables(lower)
      if (commonest.has(lower)) common += 1
    }
  }
  const wordsPerSentence = lines === 0 ? 0 : words / lines
  const isEnglish = spoken > 0 && common / spoken > 0.15
  const grade = 0.39 * wordsPerSentence + 11.8 * (syllables / Math.max(1, spoken)) - 15.59
  return {
    words,
    sentences: lines,
    wordsPerSentence: Math.round(wordsPerSentence * 10) / 10,
    readingAge: words >= fewestWords && isEnglish ? Math.max(5, Math.round(grade + 5)) : null,
  }
}
