import { stemmer } from 'stemmer'
import type { HelpTopic } from '../shared/platform/help-topic.ts'
import { helpTopics } from '../shared/platform/help-topics.ts'
import { currentLanguage, type Language } from '../shared/platform/language.ts'
import { notFound } from './platform/errors.ts'
import { translator } from './platform/translations.ts'

const t = translator()

/** Words that say nothing of what somebody looks for. */
const emptyWords = new Set(
  'a an and are as at be by can cannot do does for from get how i if in is it my no not of on or our the to we what when where which who why with you your'.split(
    ' ',
  ),
)

/** The stems of the words that say something. */
function stemsOf(text: string): Set<string> {
  const words =
    text
      .normalize('NFKD')
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? []
  return new Set(words.filter((word) => !emptyWords.has(word)).map((word) => stemmer(word)))
}

interface Indexed {
  topic: HelpTopic
  /** Where a word stands, and what it counts there. */
  places: { stems: Set<string>; weight: number }[]
}

const indexes = new Map<Language, Indexed[]>()

/** What the topics say in the reader's language, besides in English. */
function indexIn(language: Language): Indexed[] {
  const known = indexes.get(language)
  if (known) return known
  const made = helpTopics.map(indexOf)
  indexes.set(language, made)
  return made
}

const both = (text: string): string => `${text} ${t(text)}`

const indexOf = (topic: HelpTopic): Indexed => ({
  topic,
  places: [
    { stems: stemsOf(both(topic.title)), weight: 4 },
    { stems: stemsOf(topic.otherWords), weight: 2 },
    { stems: stemsOf(topic.paragraphs.map(both).join(' ')), weight: 1 },
  ],
})

// More than all that one word can count: who writes two words means what has both.
const eachWord = 10

function scoreOf({ places }: Indexed, wanted: Set<string>): number {
  const found = [...wanted].map((stem) =>
    places.reduce((sum, { stems, weight }) => sum + (stems.has(stem) ? weight : 0), 0),
  )
  return found.reduce((sum, one) => sum + (one > 0 ? eachWord + one : 0), 0)
}

/** Help that has any of the words in it, the best first; all of it for words that say nothing. */
export function findHelp(words: string): readonly HelpTopic[] {
  const wanted = stemsOf(words)
  if (wanted.size === 0) return helpTopics
  return indexIn(currentLanguage())
    .map((one) => ({ topic: one.topic, score: scoreOf(one, wanted) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ topic }) => topic)
}

/** @throws AppError not-found */
export function helpTopic(id: string): HelpTopic {
  const found = helpTopics.find((one) => one.id === id)
  if (!found) throw notFound('Help topic')
  return found
}
