import { find, has, phraseBook } from '../phrases.ts'
import { type Match, type Sentence, type Token, tokenAt } from '../reading.ts'
import type { Found } from '../rule.ts'
import { demanding } from '../vocabulary.ts'

// A demand for a thing that says what the thing is for is turned into a demand for what it is for. Only where the
// whole sentence is one demand with one purpose: words that say something else must not be lost.

const longest = 45
const mostCharacters = 400
/** So much may stand between the thing and its purpose, and before the thing. */
const reach = 8
const mostBefore = 14

/** What a purpose does: words after which the rest of the sentence says a result. */
const purposes = new Set(
  'enable allow help reduce improve increase support let give make prevent cut speed protect detect identify monitor track record manage share find keep handle measure count answer warn alert avoid ensure achieve encourage save raise lower shorten simplify assist tell show'.split(
    ' ',
  ),
)
const pronouns = new Set('it this them they these those us'.split(' '))
const negations = phraseBook('not|no|never|without|unless|except')
const more = phraseBook('must|shall|:|;')

/** `allows` as `allow`, `identifies` as `identify`; null for what is no purpose. */
function purposeVerb(word: string): string | null {
  const base = word.endsWith('ies') ? `${word.slice(0, -3)}y` : word.endsWith('s') ? word.slice(0, -1) : word
  return purposes.has(word) ? word : purposes.has(base) ? base : null
}

const modals = new Set('will can could would shall must should'.split(' '))
const participles: Record<string, string> = {
  enabling: 'enable',
  allowing: 'allow',
  helping: 'help',
  reducing: 'reduce',
  improving: 'improve',
  letting: 'let',
}

/** A purpose: the verb in its plain form, and where what follows it begins; for `so that` there is no verb. */
interface Purpose {
  verb: string | null
  rest: number
  /** It stood in another form, and so do verbs that may be joined to it. */
  isInflected?: boolean
}

function purposeAt(sentence: Sentence, at: number): Purpose | null {
  const word = (on: number) => tokenAt(sentence, at + on).lower
  if (word(0) === 'so' && word(1) === 'that') return { verb: null, rest: at + 2 }
  if (Object.hasOwn(participles, word(0))) return { verb: participles[word(0)] as string, rest: at + 1 }
  const isRelative = word(0) === 'which' || word(0) === 'that'
  if (word(0) !== 'to' && !isRelative) return null
  const skip = isRelative && modals.has(word(1)) ? 2 : 1
  const verb = purposeVerb(word(skip))
  return verb ? { verb, rest: at + skip + 1, isInflected: verb !== word(skip) } : null
}

/** The purpose that begins soonest after the thing. */
function purposeAfter(sentence: Sentence, from: number): Purpose | null {
  for (let at = from; at < from + reach; at += 1) {
    const purpose = purposeAt(sentence, at)
    if (purpose) return purpose
    if (tokenAt(sentence, at).value !== null) return null
  }
  return null
}

function lastWord({ tokens }: Sentence): number {
  let last = tokens.length - 1
  while (last > 0 && /^[.!?;:,]$/.test((tokens[last] as Token).text)) last -= 1
  return last
}

const wordsOf = (sentence: Sentence, first: number, last: number): string =>
  sentence.text
    .slice(tokenAt(sentence, first).start - sentence.start, tokenAt(sentence, last).end - sentence.start)
    .replaceAll(/\s+/g, ' ')

const asOutcome = ({ verb }: Purpose, rest: string): string =>
  verb === null
    ? `The result we want is that ${rest}; say how you would bring it about`
    : `We need a way to ${verb} ${rest}; say how you would do it`

/** `To cut waits, we need an app`: the purpose before the demand ends at its comma. */
function leading(sentence: Sentence, thing: Match, last: number): Found | null {
  const purpose = tokenAt(sentence, 0).lower === 'to' ? purposeAt(sentence, 0) : null
  const comma = sentence.tokens.findIndex(({ text }) => text === ',')
  if (!purpose || comma < purpose.rest + 1 || comma > thing.first || last > thing.last + reach) return null
  if (thing.first - comma > mostBefore || pronouns.has(tokenAt(sentence, purpose.rest).lower)) return null
  return { first: 0, last, rewrite: asOutcome(purpose, wordsOf(sentence, purpose.rest, comma - 1)) }
}

/** `that allows tracking and hosts the list`: a second verb, which wouldn't follow `to`. */
const goesOn = (sentence: Sentence, from: number): boolean =>
  sentence.tokens.some(
    ({ lower }, at) =>
      at >= from &&
      lower === 'and' &&
      tokenAt(sentence, at + 1).lower.endsWith('s') &&
      /^(?:an?|the|all|any|each|their|our|its)$/.test(tokenAt(sentence, at + 2).lower),
  )

function trailing(sentence: Sentence, thing: Match, last: number): Found | null {
  const purpose =
    thing.first > mostBefore ? null : purposeAfter(sentence, Math.max(thing.first + 1, thing.last - 2))
  if (!purpose || last < purpose.rest + 1) return null
  const begins = tokenAt(sentence, purpose.rest)
  if (purpose.isInflected && goesOn(sentence, purpose.rest)) return null
  const isUnclear = purpose.verb !== null && pronouns.has(begins.lower)
  const hasMore = find(sentence, more).some(({ first }) => first > purpose.rest)
  if (isUnclear || hasMore) return null
  return { first: 0, last, rewrite: asOutcome(purpose, wordsOf(sentence, purpose.rest, last)) }
}

/** The whole sentence, with the outcome to put in its place; null where it says no outcome, or more than one thing. */
export function outcomeOf(sentence: Sentence, thing: Match): Found | null {
  const isPlain = sentence.tokens.length <= longest && sentence.text.length <= mostCharacters
  const isDemanded = find(sentence, demanding).some(({ last }) => last < thing.first)
  if (!isPlain || !isDemanded || has(sentence, negations)) return null
  const last = lastWord(sentence)
  return leading(sentence, thing, last) ?? trailing(sentence, thing, last)
}
