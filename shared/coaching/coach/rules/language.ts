import { measure } from '../readability.ts'
import { find, has, near, phraseBook } from '../phrases.ts'
import { countWords, type Match, type Sentence, tokenAt } from '../reading.ts'
import type { DraftRule, SentenceRule } from '../rule.ts'
import { fairer, plainer } from './plain-words.ts'
import { acronymOf, explain, unexplained } from './acronyms.ts'

// Words that keep a reader out.

export const mostWords = 35
export const highestReadingAge = 17

const phrases = phraseBook(
  Object.keys(plainer)
    .filter((phrase) => phrase !== 'commence')
    .join('|'),
  'espd|european single procurement document|veat|tupe|transfer of undertakings|dps|dynamic market|lotted framework|lotted|mini-competitions|mini competitions|further-competition|reopening of competition|reopening competition',
  'without prior publication|negotiated procedure|negotiated procurement procedure|call for competition|via a direct award|by direct award|by way of direct award|direct award using|commuted sum|commuted sums|competitive procedure with negotiation|accelerated procedure|restricted procedure|prior information notice|ojeu|public contracts regulations|public contract regulations|public procurement legislation',
  'economic operator*|heretofore|hereto|hereof|herewith|hereafter|thereunder|therefrom|whereupon|whatsoever|howsoever|in perpetuity|force majeure|novate*|novation|ipso facto|prima facie|vis-à-vis|vis a vis|pro forma|ultra vires|bona fide',
  'direct award under|direct award via|direct award through|without prejudice|mutatis|ex ante|ex-ante|abnormally low|light touch regime|qualitative selection|self-cleaning|utiliz*|non-collusion|bills of quantities|jct contract|nec4|nec3|nec contract|expressions of interest are hereby',
)
const regulation = new Set(['regulation', 'regulations', 'reg'])
const notRegulation = phraseBook(
  'building regulations|health and safety|data protection regulation|general data protection',
)

function findJargon(sentence: Sentence): Match[] {
  const found = [...find(sentence, phrases)]
  for (let at = 0; at < sentence.tokens.length; at += 1) {
    const { lower } = tokenAt(sentence, at)
    const isRegulation = regulation.has(lower) && tokenAt(sentence, at + 1).kind === 'number'
    if (isRegulation && !has(sentence, notRegulation)) found.push({ first: at, last: at + 1 })
    const code = questionCode(sentence, at)
    if (code) found.push(code)
  }
  const sorted = found.sort((a, b) => a.first - b.first)
  return sorted.filter(({ first }, i) => i === 0 || first > (sorted[i - 1] as Match).last + 1)
}

const isFigure = (sentence: Sentence, at: number): boolean =>
  tokenAt(sentence, at).kind === 'number' && tokenAt(sentence, at).isJoined
const isDot = (sentence: Sentence, at: number): boolean =>
  tokenAt(sentence, at).text === '.' && tokenAt(sentence, at).isJoined

/** `4B.5.1`, `4C1.2`, `4.D.1`: a question of a form that only its authors know. */
function questionCode(sentence: Sentence, at: number): Match | null {
  const { text } = tokenAt(sentence, at)
  if (text !== '2' && text !== '3' && text !== '4') return null
  const letter = isDot(sentence, at + 1) ? at + 2 : at + 1
  if (!tokenAt(sentence, letter).isJoined || !/^[A-D]$/.test(tokenAt(sentence, letter).text)) return null
  if (isFigure(sentence, letter + 1)) return { first: at, last: letter + 1 }
  return isDot(sentence, letter + 1) && isFigure(sentence, letter + 2)
    ? { first: at, last: letter + 2 }
    : null
}

const unfair = phraseBook(Object.keys(fairer).join('|'))
const afterPeople = new Set(
  'and or in of to who with is are at by for from within as will can must may should have be live that on across through'.split(
    ' ',
  ),
)
const conditions = phraseBook(
  'dementia|illness|illnesses|disease|diseases|cancer|condition|conditions|depression|anxiety|disability|disabilities|health|addiction|injury|injuries|stroke|pain|abuse|trauma|disorder|disorders|diabetes|epilepsy|loneliness|frailty|autism|blindness|loss',
)

function findUnfair(sentence: Sentence): Match[] {
  return find(sentence, unfair).filter((match) => {
    const { lower, text } = tokenAt(sentence, match.first)
    const next = tokenAt(sentence, match.last + 1)
    // `His Majesty's Prison`; `HE`, higher education.
    if (/^(his|he)$/.test(lower) && (next.lower.startsWith('majesty') || text === 'HE')) return false
    // `Institute for the Blind` calls itself so.
    const group = tokenAt(sentence, match.last)
    if (lower === 'the' && match.last === match.first + 1 && /^\p{Lu}\p{Ll}/u.test(group.text)) return false
    // `The disabled access ramp` has an adjective, `the disabled are` has people.
    const isAdjective = next.kind === 'word' && !afterPeople.has(next.lower)
    if (lower === 'the' && match.last === match.first + 1 && isAdjective) return false
    return !lower.startsWith('suffer') || near(sentence, match, conditions, 0, 8)
  })
}

const asTyped = (quote: string, plain: string): string =>
  /^\p{Lu}/u.test(quote) ? plain.charAt(0).toUpperCase() + plain.slice(1) : plain

const inBook =
  (book: Record<string, string>) =>
  (quote: string): string | null => {
    const key = quote.toLowerCase().replaceAll('’', "'").replaceAll(/\s+/g, ' ')
    return Object.hasOwn(book, key) && book[key] !== '' ? asTyped(quote, book[key] as string) : null
  }

/** In a draft an acronym is explained once for all, and found once. */
function firstUnexplained(sentences: Sentence[]): (sentence: Sentence) => Match[] {
  const explained = new Set<string>()
  for (const sentence of sentences) unexplained(sentence, explained)
  const seen = new Set<string>()
  return (sentence) =>
    unexplained(sentence, explained).filter(({ first }) => {
      const acronym = acronymOf(tokenAt(sentence, first)) ?? ''
      const isNew = !seen.has(acronym)
      seen.add(acronym)
      return isNew
    })
}

const guide = 'GOV.UK content design guidance'
const language = {
  family: 'language',
  binds: 'never',
  source: guide,
  resource: 'plain-words-for-firms-that-are-new',
} as const

export const languageSentenceRules: SentenceRule[] = [
  {
    ...language,
    id: 'sentence-long',
    scope: 'sentence',
    title: 'This sentence is long',
    problem: `The sentence has more than ${mostWords} words.`,
    why: 'A firm without a tender team gives up on it, or reads it wrongly.',
    instead: 'Say one thing in a sentence; make a list of several.',
    costs: { openness: 1, readiness: 3 },
    find: (sentence) =>
      countWords(sentence) > mostWords ? [{ first: 0, last: sentence.tokens.length - 1 }] : [],
    examples: {
      found: [`The service ${'and the help that people get '.repeat(6)}must be there.`],
      passed: ['People get help within a day.'],
    },
  },
  {
    ...language,
    id: 'acronym-unexplained',
    scope: 'sentence',
    title: 'These letters aren’t explained',
    problem: 'An acronym stands here that a firm from another field may not know.',
    why: 'Those who don’t know your abbreviations take it that the challenge isn’t meant for them.',
    instead: 'Write it out the first time, with the letters in brackets.',
    costs: { openness: 1, readiness: 2 },
    find: (sentence) => unexplained(sentence, new Set()),
    findOverAll: firstUnexplained,
    rewrite: explain,
    examples: {
      found: ['Complete the ESPD in the ITT.', 'The RCVs are serviced at the depot.'],
      passed: [
        'The invitation to tender (ITT) is attached.',
        'The NHS and the UK.',
        'Bids that FAIL are returned.',
        'Reference DN710721.',
      ],
    },
  },
  {
    ...language,
    id: 'jargon',
    scope: 'sentence',
    title: 'This is procurement language',
    problem: 'A legal or procurement phrase stands here that a plain reader can’t follow.',
    why: 'Firms that are new to the public sector read on only as far as they understand.',
    instead: 'Say it as you would to somebody on the telephone.',
    costs: { openness: 2, readiness: 2 },
    find: findJargon,
    rewrite: inBook(plainer),
    examples: {
      found: [
        'Economic operators may utilise the undernoted form.',
        'Answer question 4B.5.1.',
        'Orders are call-offs under the DPS.',
        'See Regulation 58.',
      ],
      passed: [
        'The framework agreement has four lots.',
        'Suppliers send a tender before the deadline.',
        'Four of the buildings meet building regulations 2010.',
      ],
    },
  },
  {
    ...language,
    id: 'gendered-or-excluding',
    scope: 'sentence',
    title: 'This leaves people out',
    problem: 'A word here names one sex for all, or names people by what they lack.',
    why: 'People notice whom a text has in mind, and who isn’t among them.',
    instead: 'Use the word for the work or for the person.',
    costs: { openness: 2, readiness: 2 },
    find: findUnfair,
    rewrite: inBook(fairer),
    examples: {
      found: [
        'The chairman and his team.',
        'Services for the elderly.',
        'High standards of workmanship.',
        'People suffering from dementia.',
        'Each man day is charged: 200 man-days.',
      ],
      passed: [
        'His Majesty’s Prison.',
        'Pipes suffering from corrosion.',
        'People with disabilities.',
        'The disabled access ramp.',
      ],
    },
  },
]

export const notEnglishRule: DraftRule = {
  ...language,
  id: 'not-english',
  scope: 'draft',
  family: 'language',
  title: 'This part was not read',
  problem:
    'It is in Welsh, and the coach reads English only: it has found no fault there because it did not look.',
  why: 'In Wales both languages count alike, and so do the faults in them.',
  instead: 'Look at the English text; what is found there is likely to stand in the Welsh as well.',
  costs: { openness: 0, readiness: 0 },
  check: ({ unread }) => unread.slice(0, 1).map(({ field, start, end }) => ({ field, span: { start, end } })),
  examples: {
    found: [
      {
        draft: {
          text: 'Mae’r cyngor yn chwilio am ffordd o helpu pobl sydd yn byw mewn cartrefi llaith, ac mae angen gwneud hyn erbyn y gaeaf.',
        },
      },
    ],
    passed: [{ draft: { text: 'The council of Ynys Môn looks for a way to help people in damp homes.' } }],
  },
}

export const readingAgeRule: DraftRule = {
  ...language,
  id: 'reading-age',
  scope: 'draft',
  family: 'language',
  title: 'It is hard to read',
  problem: 'The text is harder than most people read with ease.',
  why: 'Busy owners of small firms read it in the evening, on a telephone.',
  instead: 'Shorter sentences, shorter words, one thing at a time.',
  costs: { openness: 2, readiness: 5 },
  check: ({ sentences }) => {
    const { readingAge, wordsPerSentence } = measure(sentences)
    if (readingAge === null || readingAge <= highestReadingAge) return []
    const field = sentences[0]?.field ?? 'text'
    const problem = `It reads like a text for people of ${readingAge} or older, with ${wordsPerSentence} words to a sentence.`
    return [{ field, problem }]
  },
  examples: {
    found: [
      {
        draft: {
          text: 'The organisational responsibilities associated with the implementation of interoperable administrative infrastructure necessitate a comprehensive understanding of the considerations and the dependencies of the participating organisations in the development of the methodology for the continuous evaluation of the performance of the contractual arrangements, including the identification of the opportunities for the rationalisation of the procedures and of the governance of the programme in accordance with the applicable national policies and with the strategic objectives of the authority.',
        },
      },
    ],
    passed: [
      {
        draft: {
          text: 'We want fewer falls. Old people fall at home, and it is hard to get help to them at night. '.repeat(
            5,
          ),
        },
      },
    ],
  },
}
