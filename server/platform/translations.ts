import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import i18next, { type i18n } from 'i18next'
import { currentLanguage, type Language } from '../../shared/platform/language.ts'
import { messagePatterns } from '../../shared/platform/message-patterns.ts'
import './language.ts'
import { logger } from './logger.ts'
import { projectRoot } from './paths.ts'

/** Looks a sentence up: the English text is the key, `{name}` is filled in, `{count}` chooses the plural. */
export type Translate = (text: string, values?: Record<string, unknown>) => string

const defaultLanguage = 'en'

/** In a file of sentences: `false` until somebody who speaks the language well has read the whole file. */
export const reviewedMark = '@reviewed'
interface SentenceFile {
  [reviewedMark]?: boolean
}
const unreviewed = new Set<string>()

/** True once everything of this language has been read by somebody who speaks it well. */
export const isReviewed = (language: Language): boolean => !unreviewed.has(language)

/** The files of sentences: `client/<room>/<room>.<language>.json`. */
export function sentenceFiles(): string[] {
  const client = join(projectRoot, 'client')
  const rooms = readdirSync(client, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  return rooms.flatMap(({ name: room }) =>
    readdirSync(join(client, room))
      .filter((name) => new RegExp(`^${room}\\.[a-z]{2}\\.json$`).test(name))
      .map((name) => join(client, room, name)),
  )
}

/** Every `client/<room>/<room>.<language>.json`, merged by language. */
function readSentences(): Record<string, { translation: Record<string, string> }> {
  const languages: Record<string, { translation: Record<string, string> }> = {}
  for (const path of sentenceFiles()) {
    const language = /\.([a-z]{2})\.json$/.exec(path)?.[1] ?? defaultLanguage
    const { [reviewedMark]: hasReview = true, ...sentences } = JSON.parse(
      readFileSync(path, 'utf8'),
    ) as SentenceFile
    languages[language] ??= { translation: {} }
    Object.assign(languages[language].translation, everyPlural(language, sentences as Record<string, string>))
    if (!hasReview) unreviewed.add(language)
  }
  return languages
}

/** A form of the plural that a file leaves out is the same as the usual one. */
function everyPlural(language: string, sentences: Record<string, string>): Record<string, string> {
  const every = { ...sentences }
  const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions()
  for (const [key, usual] of Object.entries(sentences))
    if (key.endsWith('_other'))
      for (const category of pluralCategories) every[`${key.slice(0, -'other'.length)}${category}`] ??= usual
  return every
}

interface Sentences {
  i18n: i18n
  fixed: Record<Language, Translate>
}

let noteMissing: ((text: string) => void) | undefined
let instance: Sentences | undefined

function start(): Sentences {
  const created = i18next.createInstance()
  const whenDone = created.init({
    lng: defaultLanguage,
    fallbackLng: defaultLanguage,
    resources: readSentences(),
    initAsync: false,
    // Keys are sentences, with dots and colons of their own.
    keySeparator: false,
    nsSeparator: false,
    contextSeparator: '\u0000',
    // Templates escape what they print.
    interpolation: { prefix: '{', suffix: '}', escapeValue: false, skipOnVariables: true },
  })
  whenDone.catch((error: unknown) =>
    logger('platform').error({ err: error }, 'The sentences could not be read'),
  )
  const fixed = (language: Language) => created.getFixedT(language) as unknown as Translate
  return { i18n: created, fixed: { en: fixed('en'), cy: fixed('cy') } }
}

interface Pattern {
  sentence: string
  names: string[]
  shape: RegExp
}

const patterns: Pattern[] = messagePatterns.map((sentence) => ({
  sentence,
  names: [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? ''),
  shape: new RegExp(
    `^${sentence.replaceAll(/[.*+?^$()|[\]\\]/g, String.raw`\$&`).replaceAll(/\{\w+\}/g, '(.+?)')}$`,
  ),
}))

/** What fills a pattern may be people's own words, which have no translation. */
function inQuiet(text: string, t: Translate): string {
  const note = noteMissing
  noteMissing = undefined
  const said = t(text)
  noteMissing = note
  return said
}

/** The sentence of a message that a rule filled in already, such as "Name must be 60 characters or fewer", and what fills it. */
export function patternOf(text: string): { sentence: string; values: Record<string, string> } | null {
  for (const { sentence, names, shape } of patterns) {
    const found = shape.exec(text)
    if (found)
      return { sentence, values: Object.fromEntries(names.map((name, at) => [name, found[at + 1] ?? ''])) }
  }
  return null
}

function byPattern(text: string, t: Translate): string | null {
  const found = patternOf(text)
  if (!found) return null
  const said = Object.entries(found.values).map(([name, value]) => [name, inQuiet(value, t)])
  return t(found.sentence, Object.fromEntries(said))
}

/** True for a sentence that Welsh has as it stands. */
export const isInWelsh = (text: string): boolean =>
  (instance ??= start()).i18n.exists(text, { lng: 'cy', fallbackLng: [] })

/** Tells of each sentence that Welsh lacks; for tests. */
export function whenMissing(note: ((text: string) => void) | undefined): void {
  noteMissing = note
}

/**
 * No sentence of ours is longer. What is, is somebody's words in a message: filling places in it, and the patterns of
 * other languages, take as long as the square of its length, or longer.
 */
const longestSentence = 1000

function translate(language: Language, text: string, values?: Record<string, unknown>): string {
  // Templates ask for what a record of before may lack.
  if (text && !values && text.length > longestSentence) return text
  const { i18n, fixed } = (instance ??= start())
  if (language === 'en' || !text) return fixed.en(text, values)
  if (i18n.exists(text, { lng: language, fallbackLng: [], ...values })) return fixed.cy(text, values)
  const found = values ? null : byPattern(text, (part, filled) => translate(language, part, filled))
  if (found === null) noteMissing?.(text)
  return found ?? fixed.en(text, values)
}

/** The translator for a language, by default that of the work at hand; a sentence that it lacks stays English. */
export const translator =
  (language?: Language): Translate =>
  (text, values) =>
    translate(language ?? currentLanguage(), text, values)
