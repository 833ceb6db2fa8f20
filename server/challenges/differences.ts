import { codeNames } from '../organisations/index.ts'
import { diffWordsWithSpace } from 'diff'
import type { ChallengeContent } from '../../shared/challenges/challenge.ts'
import { readableFields } from '../../shared/challenges/readable.ts'

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

/** What differs between two versions of a challenge, in the order of the page; what is new or gone counts whole. */
export function differences(before: ChallengeContent, after: ChallengeContent): Difference[] {
  const was = new Map(readableFields(before, codeNames).map((field) => [field.key, field]))
  const is = new Map(readableFields(after, codeNames).map((field) => [field.key, field]))
  const keys = [...new Set([...is.keys(), ...was.keys()])]
  return keys.flatMap((key) => {
    const [from, to] = [was.get(key)?.text ?? '', is.get(key)?.text ?? '']
    const label = is.get(key)?.label ?? was.get(key)?.label ?? ''
    return from === to ? [] : [{ label, parts: compare(from, to) }]
  })
}

function compare(from: string, to: string): DifferencePart[] {
  const found = diffWordsWithSpace(from, to, { maxEditLength: mostEdits })
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
