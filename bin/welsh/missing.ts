import { readFileSync } from 'node:fs'
import { reviewedMark, sentenceFiles } from '../../server/platform/translations.ts'
import { sentencesOfCode, sentencesOfTemplates } from './collect.ts'

/** The categories of plurals in Welsh. */
export const welshPlurals = ['zero', 'one', 'two', 'few', 'many', 'other'] as const
const pluralEnding = new RegExp(`_(?:${welshPlurals.join('|')})$`)

/** A sentence without the ending that says for which number it is. */
export const withoutPlural = (key: string): string => key.replace(pluralEnding, '')

/** All sentences of a language, from its files. */
export function sentencesOf(language: string): Record<string, string> {
  const files = sentenceFiles().filter((path) => path.endsWith(`.${language}.json`))
  const all = files.map((path) => JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>)
  const { [reviewedMark]: _, ...sentences } = Object.assign({}, ...all) as Record<string, string>
  return sentences
}

/** Each sentence that pages in Welsh say, with the file that says it. */
export const sentencesInUse = (): Map<string, string> =>
  new Map([...sentencesOfCode(), ...sentencesOfTemplates()])

/** Those that Welsh lacks; of one whose words depend on a number, the form that is used where no other is. */
export function missingWelsh(): { sentence: string; place: string }[] {
  const welsh = sentencesOf('cy')
  const english = sentencesOf('en')
  return [...sentencesInUse()]
    .map(([sentence, place]) => ({
      sentence: `${sentence}_other` in english ? `${sentence}_other` : sentence,
      place,
    }))
    .filter(({ sentence }) => !(sentence in welsh))
}
