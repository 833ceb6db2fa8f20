import { codeNames } from '../organisations/index.ts'
import type { ChallengeContent } from '../../shared/challenges/challenge.ts'
import { readableFields } from '../../shared/challenges/readable.ts'
import { type Difference, differencesAmong } from '../platform/compare-words.ts'

/** What differs between two versions of a challenge, in the order of the page; what is new or gone counts whole. */
export function differences(before: ChallengeContent, after: ChallengeContent): Difference[] {
  const was = new Map(readableFields(before, codeNames).map((field) => [field.key, field]))
  const is = new Map(readableFields(after, codeNames).map((field) => [field.key, field]))
  const keys = [...new Set([...is.keys(), ...was.keys()])]
  return differencesAmong(
    keys.map((key) => ({
      label: is.get(key)?.label ?? was.get(key)?.label ?? '',
      from: was.get(key)?.text ?? '',
      to: is.get(key)?.text ?? '',
    })),
  )
}
