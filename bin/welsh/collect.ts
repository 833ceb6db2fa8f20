import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../../server/platform/paths.ts'
import { welshFragments, welshMails, welshViews } from '../../server/platform/welsh-pages.ts'

const templateOf = (name: string): string => join(projectRoot, 'client', name)

/** A string as it is written in code between these quotes, without its escapes. */
const unescaped = (text: string): string => text.replaceAll(/\\(['"\\])/g, '$1')

const sentenceCalls = /\bt\(\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")/g

/** Every sentence that is looked up by name in this text. */
export const sentencesIn = (text: string): string[] =>
  [...text.matchAll(sentenceCalls)].map(([, single, double]) => unescaped(single ?? double ?? ''))

const references = /\{%-?\s*(?:extends|include|from|import)\s+'([^']+\.njk)'/g

/** These templates and all that they extend, include and import. */
export function withWhatTheyUse(names: readonly string[]): string[] {
  const found = new Set<string>()
  const waiting = [...names]
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (found.has(name) || !existsSync(templateOf(name))) continue
    found.add(name)
    const text = readFileSync(templateOf(name), 'utf8')
    for (const [, used = ''] of text.matchAll(references)) waiting.push(used)
  }
  return [...found].sort()
}

/** Each sentence that templates in Welsh look up, with the first template that does. */
export function sentencesOfTemplates(): Map<string, string> {
  const names = [...welshViews, ...welshFragments, ...welshMails].map((name) => `${name}.njk`)
  const sentences = new Map<string, string>()
  for (const name of withWhatTheyUse(names))
    for (const sentence of sentencesIn(readFileSync(templateOf(name), 'utf8')))
      if (!sentences.has(sentence)) sentences.set(sentence, name)
  return sentences
}
