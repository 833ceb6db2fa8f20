import { stemmer } from 'stemmer'

// Words that hold sentences together: a text may lack them and still be about what is searched for.
const silentWords = `
a about after all also an and any are as at be been before being between but by can could did do does for from had has
have he her here his how i if in into is it its may more most my no not of off on or our out over she should so some
such than that the their them then there these they this those through to under until up us was we were what when where
which while who whom why will with would you your
`
const silent: ReadonlySet<string> = new Set(silentWords.trim().split(/\s+/))

/** Letters without accents, curly quotation marks straight, as people type them on any device. */
const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[“”„«»]/g, '"')
    .replaceAll(/[‘’]/g, "'")
    .toLowerCase()

/** The stems of all words of a text, each once: “homes” and “home” have the same. Silent words have none. */
export function searchStems(text: string): string[] {
  const words = plain(text)
    .replaceAll(/(\p{L})'s\b/gu, '$1')
    .match(/[\p{L}\p{N}]+/gu)
  return [...new Set((words ?? []).filter((word) => !silent.has(word)).map((word) => stemmer(word)))]
}

/** What somebody searches for. */
export interface WordSearch {
  /** As MongoDB's `$text` reads it: it ranks by these words. */
  text: string
  /** Each of them must be in the text, in any form. */
  stems: string[]
  /** True where the words alone do not say it: some stand in quotation marks, or must not be there (`-word`). */
  isExact: boolean
}

/** Reads the words of a search: all must be there, in quotation marks side by side, after a minus sign none. */
export function readWords(words: string): WordSearch {
  const text = plain(words)
  const without = /(?<=^|\s)-[\p{L}\p{N}][^\s"]*/gu
  const wanted = text.replaceAll(without, ' ')
  return {
    text,
    stems: searchStems(wanted),
    isExact: /"[^"]*[\p{L}\p{N}][^"]*"/u.test(text) || wanted !== text,
  }
}
