import { z } from 'zod'
import { readWords } from './words.ts'

/** A word where it stands in a text. */
const wordInText = z.object({ before: z.string(), word: z.string(), after: z.string() })
export type WordInText = z.infer<typeof wordInText>

/** A word that both texts share, where it stands in each. */
export const sharedContextSchema = z.object({
  /** As the challenge spells it. */
  word: z.string(),
  inChallenge: wordInText,
  inSupplier: wordInText,
  /** What the supplier's text is: the title of something that it did, empty for its profile. */
  source: z.string(),
})
export type SharedContext = z.infer<typeof sharedContextSchema>

// So many characters on each side, to the end of a word.
const reach = 60

/** Where a word of this stem first stands in a text; null if it does not. */
export function findInText(text: string, stem: string): WordInText | null {
  for (const match of text.matchAll(/[\p{L}\p{N}][\p{L}\p{M}\p{N}'’-]*/gu)) {
    const [word] = match
    if (!readWords(word).some((one) => one.stem === stem)) continue
    const start = match.index
    const end = start + word.length
    return { before: endOf(text.slice(0, start)), word, after: beginningOf(text.slice(end)) }
  }
  return null
}

function endOf(text: string): string {
  const plain = text.replace(/\s+/g, ' ')
  if (plain.length <= reach) return plain
  const cut = plain.slice(-reach)
  return `…${cut.slice(Math.max(0, cut.indexOf(' ')))}`
}

function beginningOf(text: string): string {
  const plain = text.replace(/\s+/g, ' ')
  if (plain.length <= reach) return plain
  const cut = plain.slice(0, reach)
  const space = cut.lastIndexOf(' ')
  return `${space > 0 ? cut.slice(0, space) : cut} …`
}

/**
 * The words that carried a match, where they stand in both texts; a word that can't be found again in one of them is
 * left out.
 * @param texts the supplier's, the most telling first
 */
export function contextsOf(
  words: string[],
  challenge: string,
  texts: { source: string; text: string }[],
): SharedContext[] {
  return words.flatMap((word) => {
    const stem = readWords(word)[0]?.stem
    const inChallenge = stem === undefined ? null : findInText(challenge, stem)
    if (!stem || !inChallenge) return []
    for (const { source, text } of texts) {
      const inSupplier = findInText(text, stem)
      if (inSupplier) return [{ word, inChallenge, inSupplier, source }]
    }
    return []
  })
}
