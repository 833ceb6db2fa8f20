import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import i18next, { type i18n } from 'i18next'
import { logger } from './logger.ts'
import { projectRoot } from './paths.ts'

/** Looks a sentence up: the English text is the key, `{name}` is filled in, `{count}` chooses the plural. */
export type Translate = (text: string, values?: Record<string, unknown>) => string

const defaultLanguage = 'en'

function sentenceFiles(): string[] {
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
    const sentences = JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>
    languages[language] ??= { translation: {} }
    Object.assign(languages[language].translation, sentences)
  }
  return languages
}

let instance: i18n | undefined

function start(): i18n {
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
  return created
}

/** The translator for a language; a sentence that it lacks stays English. */
export function translator(language: string = defaultLanguage): Translate {
  instance ??= start()
  return instance.getFixedT(language) as unknown as Translate
}
