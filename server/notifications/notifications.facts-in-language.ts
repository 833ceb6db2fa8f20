import { formatDate, instantInLondon } from '../../shared/platform/dates.ts'
import { currentLanguage } from '../../shared/platform/language.ts'
import type { Translate } from '../platform/translations.ts'

type Facts = Record<string, string>

const months = 'January February March April May June July August September October November December'.split(
  ' ',
)
const writtenDate = new RegExp(`\\b(\\d{1,2}) (${months.join('|')}) (\\d{4})\\b`, 'g')
const writtenTime = /\b(\d{1,2}(?::\d{2})?)(am|pm)\b|\b(noon|midnight)\b/g
const halves: Record<string, string> = { am: 'yb', pm: 'yp' }

/** Dates and times that were written down in English, in the language of the reader. */
export const datesInLanguage = (text: string, t: Translate): string =>
  text
    .replaceAll(writtenDate, (written, day: string, month: string, year: string) => {
      const at = instantInLondon(Number(year), months.indexOf(month) + 1, Number(day), 12)
      return at ? formatDate(at) : written
    })
    .replaceAll(writtenTime, (_, clock: string | undefined, half: string, word: string) =>
      clock ? `${clock}${halves[half] ?? half}` : t(word),
    )

const stretch = /^(\d+) (day|hour|minute)s?$/

function stretchInLanguage(text: string, t: Translate): string {
  const [, count, unit] = stretch.exec(text) ?? []
  return count && unit ? t(`{count} ${unit}s`, { count: Number(count) }) : t(text)
}

const sentencesOfDates = [
  [/Ask what is unclear until ([^.]+)\./, 'Ask what is unclear until {until}.'],
  [/Respond by ([^.]+)\./, 'Respond by {until}.'],
  [/Responses until ([^.]+)\./g, 'Responses until {until}.'],
] as const

const sentencesInLanguage = (text: string, t: Translate): string =>
  sentencesOfDates.reduce(
    (said, [shape, sentence]) =>
      said.replace(shape, (_, until: string) => t(sentence, { until: datesInLanguage(until, t) })),
    text,
  )

// Why a challenge fits is written down in English, in words of the directory: the page says it in the reader's.
const inOtherWords: Record<string, (text: string, t: Translate) => string> = {
  left: stretchInLanguage,
  role: (text, t) => t(text),
  fit: (text, t) => (text ? t('Its page says why it fits.') : ''),
  dates: sentencesInLanguage,
  finds: sentencesInLanguage,
}

const ofDates = ['until', 'answerBy', 'deadline', 'since', 'start', 'requestedAt', 'due', 'receivedAt']

/** What fills a notice's sentences was written down in English when it happened: the same in the reader's language. */
export function factsInLanguage(facts: Facts, t: Translate): Facts {
  if (currentLanguage() === 'en') return facts
  return Object.fromEntries(
    Object.entries(facts).map(([name, text]) => {
      const say = inOtherWords[name] ?? (ofDates.includes(name) ? datesInLanguage : undefined)
      return [name, say ? say(text, t) : text]
    }),
  )
}
