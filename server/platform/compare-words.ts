import { diffWordsWithSpace } from 'diff'

/** A stretch of text that stayed, came or went. */
export interface DifferencePart {
  kind: 'same' | 'added' | 'removed'
  text: string
}

/** One field that differs between two versions, word by word. */
export interface Difference {
  label: string
  parts: DifferencePart[]
}

// Beyond this many words a comparison word by word takes too long and helps nobody.
const mostEdits = 2000

// A form sends each end of a line as two characters.
const withPlainEnds = (text: string): string => text.replaceAll('\r\n', '\n')

/** Two texts word by word; as a whole each where almost everything differs. */
export function compareWords(from: string, to: string): DifferencePart[] {
  const found = diffWordsWithSpace(withPlainEnds(from), withPlainEnds(to), { maxEditLength: mostEdits })
  const whole: DifferencePart[] = [
    { kind: 'removed', text: from },
    { kind: 'added', text: to },
  ]
  if (!found) return whole.filter(({ text }) => text !== '')
  return found.map(({ value, added, removed }) => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    text: value,
  }))
}

/** Of fields as they were and are, in their order, those that differ; what is new or gone counts whole. */
export const differencesAmong = (
  fields: readonly { label: string; from: string; to: string }[],
): Difference[] =>
  fields.flatMap(({ label, from, to }) => (from === to ? [] : [{ label, parts: compareWords(from, to) }]))
