import { type Match, readSentences, type Sentence, tokenAt } from './reading.ts'

// Places of a template that wait for words: `[Who] has it, [how often]`. Brackets of a finished text are left alone.

const asks = new Set(['what', 'why', 'how', 'who', 'whom', 'whose', 'when', 'where'])
const orders = new Set(['insert', 'enter', 'describe', 'name of', 'number of', 'date of', 'your'])
// `[where applicable]`, `[who is the clerk]`: somebody said something there.
const goesOn = new Set(
  'is are was were has have had will would must may can could should shall do does did applicable appropriate available possible necessary relevant required requested needed known stated'.split(
    ' ',
  ),
)
const maySay = new Set(['who', 'whom', 'whose', 'when', 'where'])
/** What templates of the library ask for without asking: a test holds them against the words of each. */
const known = new Set([
  'residents, staff or firms',
  'place',
  'teams, buildings, vehicles',
  'systems or services',
  'law, safety or a system that must stay',
])
const mostTokens = 60

/** Places to fill in that a sentence has, each with its brackets. */
export function placesIn(sentence: Sentence): Match[] {
  const { tokens } = sentence
  const found: Match[] = []
  for (let at = 0, first = -1; at < tokens.length; at += 1) {
    const { text } = tokenAt(sentence, at)
    if (text === '[') first = at
    if (text !== ']' || first < 0) continue
    if (isPlace(sentence, first, at)) found.push({ first, last: at })
    first = -1
  }
  return found
}

function isPlace(sentence: Sentence, first: number, last: number): boolean {
  if (last - first < 2 || last - first > mostTokens) return false
  const before = tokenAt(sentence, first - 1)
  const after = tokenAt(sentence, last + 1)
  // `explor[ing]` mends a quotation; `[How to apply](https://…)` and `[How to apply][1]` are links.
  if (tokenAt(sentence, first).isJoined && before.kind !== 'mark') return false
  if (after.isJoined && (after.text === '(' || after.text === '[')) return false
  const opening = tokenAt(sentence, first + 1)
  const [one, two] = [opening.lower, tokenAt(sentence, first + 2).lower]
  // The World Health Organization.
  if (opening.text.length > 1 && opening.text === opening.text.toUpperCase()) return false
  if (asks.has(one)) return !(maySay.has(one) && goesOn.has(two))
  if (one === 'has' && asks.has(two)) return true
  if (orders.has(one) || orders.has(`${one} ${two}`)) return true
  return known.has(wordsBetween(sentence, first, last))
}

const wordsBetween = ({ text, start, tokens }: Sentence, first: number, last: number): string =>
  text
    .slice((tokens[first]?.end ?? start) - start, (tokens[last]?.start ?? start) - start)
    .trim()
    .toLowerCase()

/** A place to fill in, as it stands in a text. */
export interface PlaceToFill {
  field: string
  /** With its brackets. */
  quote: string
  span: { start: number; end: number }
}

/** Places to fill in that are left in a text, in the order in which they stand. */
export function placesToFill(field: string, text: string): PlaceToFill[] {
  if (!text.includes('[')) return []
  return readSentences(field, text).flatMap((sentence) =>
    placesIn(sentence).map(({ first, last }) => {
      const span = { start: tokenAt(sentence, first).start, end: tokenAt(sentence, last).end }
      return { field, quote: text.slice(span.start, span.end), span }
    }),
  )
}

/** The text of a template with every bracket so that it is known for a place wherever it is copied to: `[insert teams]`. */
export const withKnownPlaces = (text: string): string =>
  text.replaceAll(
    /(?<![\p{L}\p{N}])\[([^\][\n]*\p{L}[^\][\n]*)\](?![([])/gu,
    (bracket: string, asked: string) =>
      placesToFill('', bracket).length > 0 ? bracket : `[insert ${asked.trim()}]`,
  )

const wordsOf = (text: string): number => text.split(/[^\p{L}\p{N}’']+/u).filter(Boolean).length

/**
 * The text with blanks where its places are, so that nobody earns anything by them; nothing but blanks where more is
 * asked than said. Everything keeps its place.
 */
export function withoutPlaces(text: string, places: readonly PlaceToFill[]): string {
  if (places.length === 0) return text
  const parts: string[] = []
  let end = 0
  for (const { span } of places) {
    parts.push(text.slice(end, span.start), ' '.repeat(span.end - span.start))
    end = span.end
  }
  const said = parts.join('') + text.slice(end)
  const asked = places.reduce((sum, { quote }) => sum + wordsOf(quote), 0)
  return wordsOf(said) < asked ? ' '.repeat(text.length) : said
}
