import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from '@babel/parser'
import { noticeGroups } from '../../shared/notifications/kinds.ts'
import { firstSteps } from '../../shared/platform/checklists.ts'
import { helpTopics } from '../../shared/platform/help-topics.ts'
import { fewOfMany, namesOfParts, namesOfTables, notShown, suppliersKinds, welshSources } from './sources.ts'
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

const readsLikeText = /^\d+ to \d+|^[A-Z“{…][^]*[a-z]|\{\w+\}/

const typesAlone = new Set(['TSTypeAnnotation', 'TSTypeAliasDeclaration', 'TSInterfaceDeclaration'])

/** Every string of a file of code that reads like something to be shown. */
function textsOfCode(path: string): string[] {
  const texts: string[] = []
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(visit)
    if (typeof node !== 'object' || node === null) return
    const { type, value } = node as { type?: string; value?: unknown }
    if (type === 'ImportDeclaration' || (type && typesAlone.has(type))) return
    if (type === 'StringLiteral' && typeof value === 'string' && readsLikeText.test(value)) texts.push(value)
    for (const [name, part] of Object.entries(node)) if (name !== 'loc') visit(part)
  }
  const code = readFileSync(join(projectRoot, path), 'utf8')
  visit(parse(code, { sourceType: 'module', plugins: ['typescript'] }).program)
  return [...texts, ...sentencesIn(code)].filter((text) => !notShown.has(text))
}

/** Each sentence that code looks up for pages in Welsh and for e-mails of suppliers, with where it stands. */
export function sentencesOfCode(): Map<string, string> {
  const sentences = new Map<string, string>()
  const add = (place: string, texts: readonly string[]) => {
    for (const text of texts) if (text && !sentences.has(text)) sentences.set(text, place)
  }
  for (const path of welshSources) add(path, textsOfCode(path))
  add(
    'shared/platform/help-topics.ts',
    helpTopics.flatMap(({ title, paragraphs, links }) => [
      title,
      ...paragraphs,
      ...links.map(({ text }) => text),
    ]),
  )
  add(
    'shared/notifications/kinds.ts',
    noticeGroups.map(({ title }) => title),
  )
  for (const { label, title, body } of suppliersKinds)
    add('shared/notifications/kinds.ts', [label, title, body])
  add(
    'shared/platform/checklists.ts',
    firstSteps.supplier.flatMap(({ title, why }) => [title, why]),
  )
  add('shared/challenges/kinds.ts', namesOfTables)
  add('bin/welsh/sources.ts', fewOfMany)
  add('shared/challenges/readable.ts', namesOfParts)
  return sentences
}
