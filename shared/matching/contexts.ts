import { z } from 'zod'
import { eachWord } from './words.ts'

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

/** Where words of these stems first stand in a text, by stem; those that do not stand there are left out. */
export function findInText(text: string, stems: Iterable<string>): Map<string, WordInText> {
  const wanted = new Set(stems)
  const found = new Map<string, WordInText>()
  if (wanted.size === 0) return found
  for (const { 0: word, index } of text.matchAll(/[\p{L}\p{N}][\p{L}\p{M}\p{N}'’-]*/gu)) {
    eachWord(word, (stem) => {
      if (!wanted.delete(stem)) return
      const end = index + word.length
      found.set(stem, { before: endOf(text, index), word, after: beginningOf(text, end) })
    })
    if (wanted.size === 0) return found
  }
  return found
}

// More than is shown, since white space is drawn together.
const slack = 3 * reach

function endOf(text: string, end: number): string {
  const plain = text.slice(Math.max(0, end - slack), end).replace(/\s+/g, ' ')
  if (plain.length <= reach && end <= slack) return plain
  const cut = plain.slice(-reach)
  return `…${cut.slice(Math.max(0, cut.indexOf(' ')))}`
}

function beginningOf(text: string, start: number): string {
  const plain = text.slice(start, start + slack).replace(/\s+/g, ' ')
  if (plain.length <= reach && start + slack >= text.length) return plain
  const cut = plain.slice(0, reach)
  const space = cut.lastIndexOf(' ')
  return `${space > 0 ? cut.slice(0, space) : cut} …`
}

/**
 * A function that shows the words which carried a match where they stand in both texts; a word that can't be found
 * again in one of them is left out. The challenge is read once, whatever the number of suppliers.
 * @param words all that may be asked for, as the challenge spells them
 */
export function contextFinder(
  challenge: string,
  words: Iterable<string>,
): (words: string[], texts: { source: string; text: string }[]) => SharedContext[] {
  const stemOf = new Map<string, string>()
  for (const word of words) eachWord(word, (stem) => stemOf.set(word, stem))
  const inChallenge = findInText(challenge, stemOf.values())
  return (asked, texts) => {
    const missing = new Set(asked.flatMap((word) => stemOf.get(word) ?? []))
    const found = new Map<string, Omit<SharedContext, 'word'>>()
    for (const { source, text } of texts) {
      if (missing.size === 0) break
      for (const [stem, inSupplier] of findInText(text, missing)) {
        missing.delete(stem)
        const there = inChallenge.get(stem)
        if (there) found.set(stem, { inChallenge: there, inSupplier, source })
      }
    }
    return asked.flatMap((word) => {
      const one = found.get(stemOf.get(word) ?? '')
      return one ? [{ word, ...one }] : []
    })
  }
}
