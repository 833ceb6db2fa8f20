// How the coach reads: one pass makes tokens, one more makes sentences. Everything after walks over these, so that
// the time grows with the length of a text and with nothing else.

/** A word, a number or a mark, and where it stands in its field. */
export interface Token {
  text: string
  lower: string
  start: number
  end: number
  kind: 'word' | 'number' | 'mark'
  /** The number that it says, in figures or words; null if it says none. */
  value: number | null
  /** Nothing stands between it and the token before. */
  isJoined: boolean
  /** It is part of an address of the web or of e-mail, where words mean nothing. */
  isAddress: boolean
}

/** A sentence, a line or an item of a list. */
export interface Sentence {
  field: string
  text: string
  start: number
  end: number
  tokens: Token[]
  /** What was found in it, for each list of words; filled when the first is looked for. */
  found?: (Match[] | undefined)[]
}

/** From one token to another, the last one included. */
export interface Match {
  first: number
  last: number
}

const tokenPattern = /\p{L}[\p{L}\p{M}’']*|\p{N}[\p{N}.,]*|[^\s\p{L}\p{N}]/gu
const letter = /\p{L}/u
const digit = /\p{N}/u

/** The tokens of a text; spans count from `offset`. */
export function readTokens(text: string, offset = 0): Token[] {
  const tokens: Token[] = []
  let lastEnd = -1
  let addressEnd = 0
  const pattern = new RegExp(tokenPattern)
  for (let found = pattern.exec(text); found; found = pattern.exec(text)) {
    const isNumber = digit.test(found[0].slice(0, 2))
    const written = trimmed(found[0], isNumber)
    const start = found.index
    pattern.lastIndex = start + written.length
    if (start >= addressEnd && beginsAddress(text, start, written)) addressEnd = endOfAddress(text, start)
    const lower = lowerOf(written)
    tokens.push({
      text: written,
      lower,
      value: isNumber ? figure(written) : (numberWords.get(lower) ?? null),
      start: start + offset,
      end: start + written.length + offset,
      kind: isNumber ? 'number' : letter.test(written) ? 'word' : 'mark',
      isJoined: start === lastEnd,
      isAddress: start < addressEnd,
    })
    lastEnd = start + written.length
  }
  markMailAddresses(tokens)
  return tokens
}

const lowerOf = (word: string): string => {
  const lower = word.toLowerCase()
  return lower.includes('’') ? lower.replaceAll('’', "'") : lower
}

const numberWords = new Map(
  Object.entries({
    one: 1,
    two: 2,
    three: 3,
    four: 4,
    five: 5,
    six: 6,
    seven: 7,
    eight: 8,
    nine: 9,
    ten: 10,
    twelve: 12,
    fifteen: 15,
    twenty: 20,
  }),
)

/** `1,000,000` and `2.5`; null for `4.3.1`. */
function figure(written: string): number | null {
  const value = Number(written.includes(',') ? written.replaceAll(',', '') : written)
  return Number.isFinite(value) ? value : null
}

/** What hangs together around an `@` is an address; each token is looked at twice at most. */
function markMailAddresses(tokens: Token[]): void {
  for (let at = 1; at < tokens.length - 1; at += 1) {
    const isAt = tokens[at]?.text === '@' && tokens[at]?.isJoined && tokens[at + 1]?.isJoined
    if (!isAt) continue
    for (let i = at; i >= 0 && !(tokens[i] as Token).isAddress; i -= 1) {
      ;(tokens[i] as Token).isAddress = true
      if (!tokens[i]?.isJoined) break
    }
    for (let i = at + 1; tokens[i]?.isJoined && !tokens[i]?.isAddress; i += 1) {
      ;(tokens[i] as Token).isAddress = true
    }
  }
}

/** A word or number without the mark that ends it: `suppliers'` in quotes, `2.5.` at the end of a sentence. */
function trimmed(text: string, isNumber: boolean): string {
  const marks = isNumber ? '.,' : "’'"
  let end = text.length
  while (end > 1 && marks.includes(text.charAt(end - 1))) end -= 1
  return text.slice(0, end)
}

const beginsAddress = (text: string, start: number, word: string): boolean =>
  (/^(https?|ftp)$/i.test(word) && text.startsWith('://', start + word.length)) ||
  (/^www$/i.test(word) && text.charAt(start + 3) === '.')

function endOfAddress(text: string, start: number): number {
  let end = start
  while (end < text.length && !/\s/.test(text.charAt(end))) end += 1
  return end
}

// Words after which a full stop ends no sentence.
const abbreviations = new Set(
  'mr mrs ms dr prof st no nos e.g i.e eg ie etc approx vs ref tel fig cf inc ltd al para sch art s ss p pp'.split(
    ' ',
  ),
)
const bullets = new Set('•▪‣◦●○■□➢✓*'.split(''))
// Beyond this no rule looks for what belongs together, and a text without any full stop stays quick.
const mostTokens = 600

/**
 * The sentences of one field. A line is a sentence of its own, and so is an item of a list.
 * @param isOne the whole text is one sentence, whatever marks it has (unless it is longer than any sentence)
 */
export function readSentences(field: string, text: string, isOne = false): Sentence[] {
  const tokens = readTokens(text)
  const sentences: Sentence[] = []
  let first = 0
  const close = (next: number) => {
    const part = tokens.slice(first, next)
    const [begin, end] = [part[0], part.at(-1)]
    if (begin && end && part.some(({ kind }) => kind !== 'mark')) {
      const span = { start: begin.start, end: end.end }
      sentences.push({ field, ...span, text: text.slice(span.start, span.end), tokens: part })
    }
    first = next
  }
  for (let i = 1; i < tokens.length; i += 1) {
    if (i - first >= mostTokens || (!isOne && isBreak(text, tokens, i))) close(i)
  }
  close(tokens.length)
  return sentences
}

function isBreak(text: string, tokens: Token[], i: number): boolean {
  const before = tokens[i - 1] as Token
  const token = tokens[i] as Token
  if (token.isJoined) return false
  if (text.slice(before.end, token.start).includes('\n')) return true
  if (bullets.has(token.text)) return true
  const after = tokens[i + 1]
  if (token.text === '-' && after && !after.isJoined && /^\p{Lu}/u.test(after.text)) return true
  const isClosed = /^["”')]$/.test(before.text)
  const mark = isClosed ? tokens[i - 2] : before
  if (!mark || !/^[.!?]$/.test(mark.text)) return false
  const word = tokens[isClosed ? i - 3 : i - 2]
  if (mark.text === '.' && word && word.end === mark.start && abbreviations.has(word.lower)) return false
  const opening = /^["“(]$/.test(token.text) ? tokens[i + 1] : token
  return opening !== undefined && /^[\p{Lu}\p{N}]/u.test(opening.text)
}

/** The token so many places on; a blank one beyond the ends. */
export const tokenAt = (sentence: Sentence, index: number): Token => sentence.tokens[index] ?? blank
const blank: Token = {
  text: '',
  lower: '',
  start: 0,
  end: 0,
  kind: 'mark',
  value: null,
  isJoined: false,
  isAddress: false,
}

/** How many words a sentence has: by white space, leaving out what has neither letter nor digit. */
export function countWords({ tokens }: Sentence): number {
  let count = 0
  let isCounted = false
  for (const { kind, isJoined } of tokens) {
    if (!isJoined) isCounted = false
    if (kind !== 'mark' && !isCounted) {
      count += 1
      isCounted = true
    }
  }
  return count
}

/** The number that a token says, in figures or words; null if it says none. */
export const numberOf = ({ value }: Token): number | null => value
