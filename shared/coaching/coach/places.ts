// Places of a template that wait for words: `[Who] has it, [how often]`. Brackets of a finished text are left alone:
// `explor[ing]` mends a quotation, `[How to apply](https://…)` and `[How to apply][1]` are links, and in `[where applicable]`
// or `[who is the clerk]` somebody said something. The last line is what templates of the library ask for without asking.
const place =
  /(?<![\p{L}\p{N}])\[(?:(?:what|why|how|whose|has what|insert|enter|describe|name of|number of|date of|your)\b[^\][\n]*|(?:who|when|where)\b(?! (?:is|are|was|were|has|have|will|must|may|can|applicable|appropriate|available|possible|necessary|relevant|required|needed)\b)[^\][\n]*|place|teams, buildings, vehicles|systems or services|residents, staff or firms|law, safety or a system that must stay)\](?![([])/giu
// The World Health Organization.
const isLetters = /^.\p{Lu}{2}/u

/** A place to fill in, as it stands in a text. */
export interface PlaceToFill {
  field: string
  /** With its brackets. */
  quote: string
  span: { start: number; end: number }
}

/** Places to fill in that are left in a text, in the order in which they stand. */
export const placesToFill = (field: string, text: string): PlaceToFill[] =>
  [...text.matchAll(place)]
    .filter(([quote]) => !isLetters.test(quote))
    .map(({ 0: quote, index: start }) => ({ field, quote, span: { start, end: start + quote.length } }))

/**
 * The text of a template with every bracket so that it is known for a place wherever it is copied to: `[insert teams]`.
 * One that never closes is given up at once: else the time would grow with the square of what follows it.
 */
export const withKnownPlaces = (text: string): string =>
  text.replaceAll(
    /(?<![\p{L}\p{N}])\[(?=[^\][\n]*\])([^\][\n]*\p{L}[^\][\n]*)\](?![([])/gu,
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
