import { find, phraseBook } from './phrases.ts'
import { type Match, numberOf, type Sentence, tokenAt } from './reading.ts'

// Words that several rules look for. One list each, so that a word means the same to every rule.

/** Somebody is to do or have something. */
export const demanding = phraseBook(
  'must|shall|require|requires|required|requiring|requirement|requirements|need|needs|needed|should|seek|seeks|seeking|sought',
  'looking for|looking to|wish to|wishes to|want|wants|wanted|procure|procuring|purchase|supply|provide|provided|providing|provision of',
  'deliver|install|installed|implement|quote for|tender for|invite*|expected|ensure|have to|has to|will be|to include|hold|demonstrate',
  'evidence|mandatory|essential|minimum|at least|not less than|necessary',
)

/** Harder words of the same kind. */
export const requiring = phraseBook(
  'must|shall|is required|are required|be required|required to|requirement|have to|has to|need to|needs to|mandatory|essential|will need',
)

/** What is there already. */
export const existing = phraseBook(
  'existing|current|currently|our|present|legacy|incumbent|in place|already|previous|replacing|replace|replacement of|maintenance of|repair of|servicing of|support for|hosted by|own',
)

/** How to reply, which is no demand on what is bought. */
export const replying = phraseBook(
  'login|log in|log into|register|registering|registration|e-tendering|etendering|e-tender|etender*|e-sourcing|esourcing|e-procurement|procontract|proactis|the chest|jaggaer|sell2wales|multiquote|intend|in-tend|delta|atamis',
  'submit|submitted|submission|submissions|responses must|tender documents|tender documentation|expression of interest|expressions of interest|bids must|upload|uploaded|the opportunity|public contracts scotland|pcs',
)

/** A funder speaks to those who may apply. */
export const funding = phraseBook(
  'funding|fund|funded|grant|grants|fellowship|fellowships|research*|apply|applicants|competition|studentship*|innovate uk|ukri|proposals',
)

/** Another way to the same is welcome. */
export const equivalent = phraseBook(
  'or equivalent|or an equivalent|or its equivalent|or equal|or similar|equivalent|equivalents|or comparable|or other suitable|or other approved|or other equal|or approved equal|or approved alternative|or suitable alternative|or alternative|or an alternative|or another',
)

const stops = new Set(
  (
    'a an the and or of to for in on at by with from as is are be been being was were will would must shall should may can could has have had that which who ' +
    'this these those it its their our your we you they he she any all each every no not if so such than then when where while also including include includes ' +
    'need needs require requires required requiring provide provides provided providing supply install installed deliver implement procure purchase seek seeks ' +
    'seeking want wants use uses using used via into onto within across per between through during about allow allows enable enables displays display ' +
    'helps help suppliers supplier council'
  ).split(' '),
)

/** The thing around a word: the words that stand with it before and after, as far as they belong to one thing. */
export function thingAround(
  sentence: Sentence,
  { first, last }: Match,
  before: number,
  after: number,
): Match {
  const belongs = (index: number) => {
    const { kind, lower, text, isAddress } = tokenAt(sentence, index)
    const isMark = kind === 'mark' && text !== '-' && text !== '&'
    return !isMark && !stops.has(lower) && !isAddress && lower !== ''
  }
  let [from, to] = [first, last]
  while (from > 0 && first - from < before && belongs(from - 1)) from -= 1
  while (to - last < after && belongs(to + 1)) to += 1
  while (to > last && tokenAt(sentence, to).kind === 'mark') to -= 1
  while (from < first && tokenAt(sentence, from).kind === 'mark') from += 1
  return { first: from, last: to }
}

/** From the first to the last of several matches. */
export const spanning = (...matches: Match[]): Match => ({
  first: Math.min(...matches.map(({ first }) => first)),
  last: Math.max(...matches.map(({ last }) => last)),
})

const millions = new Set(['m', 'mn', 'million', 'mil'])
const thousands = new Set(['k', 'thousand'])
const currency = new Set(['gbp', 'gpb', 'pounds', 'sterling', 'pound'])
const currencyCodes = new Set(['gbp', 'gpb'])

/** An amount of money in the sentence, and where it stands. */
export interface Amount extends Match {
  pounds: number
}

/** A number of millions begins here, with or without a sign for pounds: `5 million`, `5m`. */
export const isMillions = (sentence: Sentence, at: number): boolean =>
  numberOf(tokenAt(sentence, at)) !== null && /^(?:m|million)$/.test(tokenAt(sentence, at + 1).lower)

/** Every amount of money: `£60,000`, `5m GBP`, `two million pounds`. */
export function amountsIn(sentence: Sentence): Amount[] {
  const { tokens } = sentence
  const found: Amount[] = []
  for (let i = 0; i < tokens.length; i += 1) {
    const value = numberOf(tokenAt(sentence, i))
    if (value === null) continue
    const unit = tokenAt(sentence, i + 1).lower
    const factor = millions.has(unit) ? 1_000_000 : thousands.has(unit) ? 1000 : 1
    const end = factor === 1 ? i : i + 1
    const isPounds = tokenAt(sentence, i - 1).text === '£'
    const isNamed = currency.has(tokenAt(sentence, end + 1).lower)
    const isCoded = currencyCodes.has(tokenAt(sentence, i - 1).lower)
    if (!isPounds && !isNamed && !isCoded) continue
    found.push({
      first: isPounds || isCoded ? i - 1 : i,
      last: isNamed ? end + 1 : end,
      pounds: value * factor,
    })
  }
  return found
}

/** Every share in percent, and where it stands. */
export function sharesIn(sentence: Sentence): { at: number; share: number }[] {
  const shares: { at: number; share: number }[] = []
  for (let i = 1; i < sentence.tokens.length; i += 1) {
    const value = numberOf(tokenAt(sentence, i - 1))
    const { text, lower } = tokenAt(sentence, i)
    const isPercent =
      text === '%' || lower === 'percent' || (lower === 'per' && tokenAt(sentence, i + 1).lower === 'cent')
    if (value !== null && isPercent) shares.push({ at: i - 1, share: value })
  }
  return shares
}

/** Whether a phrase of the book ends at most `reach` tokens before this one. */
export function isAfter(
  sentence: Sentence,
  at: number,
  book: Parameters<typeof find>[1],
  reach: number,
): boolean {
  return find(sentence, book).some(({ last }) => last < at && last >= at - reach)
}

/** The first of matches that overlap. */
export function oneEach<T extends Match>(matches: T[]): T[] {
  const sorted = [...matches].sort((a, b) => a.first - b.first)
  return sorted.filter(({ first }, i) => i === 0 || first > (sorted[i - 1] as T).last)
}

/** Matches of one demand, that overlap or all but touch, are one. */
export function apart(matches: Match[]): Match[] {
  const sorted = [...matches].sort((a, b) => a.first - b.first)
  return sorted.filter(({ first }, i) => i === 0 || first > (sorted[i - 1] as Match).last + 6)
}
