/** Letters of other scripts that read as Latin ones, after NFKC; those that people mistake, not every one there is. */
const lookalikes = new Map<string, string>(
  (
    [
      ['а', 'a'],
      ['е', 'e'],
      ['о', 'o'],
      ['р', 'p'],
      ['с', 'c'],
      ['у', 'y'],
      ['х', 'x'],
      ['і', 'i'],
      ['ј', 'j'],
      ['ѕ', 's'],
      ['һ', 'h'],
      ['ԁ', 'd'],
      ['ԛ', 'q'],
      ['ԝ', 'w'],
      ['ӏ', 'l'],
      ['ո', 'n'],
      ['к', 'k'],
      ['ν', 'v'],
      ['ѵ', 'v'],
      ['г', 'r'],
      ['А', 'A'],
      ['В', 'B'],
      ['Е', 'E'],
      ['К', 'K'],
      ['М', 'M'],
      ['Н', 'H'],
      ['О', 'O'],
      ['Р', 'P'],
      ['С', 'C'],
      ['Т', 'T'],
      ['У', 'Y'],
      ['Х', 'X'],
      ['І', 'I'],
      ['Ј', 'J'],
      ['Ѕ', 'S'],
      ['Ү', 'Y'],
      ['Ԛ', 'Q'],
      ['Ԝ', 'W'],
      ['Ԍ', 'G'],
      ['Ꮩ', 'V'],
      ['Α', 'A'],
      ['Β', 'B'],
      ['Ε', 'E'],
      ['Ζ', 'Z'],
      ['Η', 'H'],
      ['Ι', 'I'],
      ['Κ', 'K'],
      ['Μ', 'M'],
      ['Ν', 'N'],
      ['Ο', 'O'],
      ['Ρ', 'P'],
      ['Τ', 'T'],
      ['Υ', 'Y'],
      ['Χ', 'X'],
      ['α', 'a'],
      ['ε', 'e'],
      ['ι', 'i'],
      ['κ', 'k'],
      ['ο', 'o'],
      ['ρ', 'p'],
      ['τ', 't'],
      ['υ', 'u'],
      ['χ', 'x'],
      ['γ', 'y'],
      ['η', 'n'],
      ['ω', 'w'],
      ['ҽ', 'e'],
      ['ӕ', 'ae'],
      ['օ', 'o'],
      ['ս', 'u'],
      ['ց', 'g'],
      ['հ', 'h'],
      ['յ', 'j'],
      ['ɑ', 'a'],
      ['ɡ', 'g'],
      ['ı', 'i'],
      ['ɩ', 'i'],
      ['ո', 'n'],
      ['ƅ', 'b'],
      ['ʏ', 'y'],
      ['ᴀ', 'a'],
      ['ʙ', 'b'],
      ['ᴄ', 'c'],
      ['ᴅ', 'd'],
      ['ᴇ', 'e'],
      ['ɢ', 'g'],
      ['ʜ', 'h'],
      ['ɪ', 'i'],
      ['ᴊ', 'j'],
      ['ᴋ', 'k'],
      ['ʟ', 'l'],
      ['ᴍ', 'm'],
      ['ɴ', 'n'],
      ['ᴏ', 'o'],
      ['ᴘ', 'p'],
      ['ʀ', 'r'],
      ['ꜱ', 's'],
      ['ᴛ', 't'],
      ['ᴜ', 'u'],
      ['ᴠ', 'v'],
      ['ᴡ', 'w'],
      ['ᴢ', 'z'],
      ['Ɩ', 'I'],
      ['ß', 'ss'],
    ] as const
  ).map(([other, latin]) => [other, latin]),
)

/** A figure of any script as one of ours: scripts have ten in a row, from a code point that ends in 0 or 6. */
function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0
  const low = code % 16
  const startsAtNought = /\p{Nd}/u.test(String.fromCodePoint(code - low))
  return String(startsAtNought && low < 10 ? low : low - 6)
}

/**
 * A text as a reader sees it: one form for letters and figures that look alike, of whatever width, script or accent, and
 * without signs that nobody sees. Two texts that read the same are the same.
 */
export const asRead = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[\p{Cf}\p{Mn}\p{Me}\u115F\u1160\u3164\u2800]/gu, '')
    .replace(/\p{Nd}/gu, (digit) => (digit >= '0' && digit <= '9' ? digit : asciiDigit(digit)))
    .replace(/[^\p{ASCII}]/gu, (letter) => lookalikes.get(letter) ?? letter)
    .normalize('NFC')

const small: Record<string, number> = Object.fromEntries(
  'nought one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'
    .split(' ')
    .map((word, value) => [word, value]),
)
const tens: Record<string, number> = Object.fromEntries(
  'twenty thirty forty fifty sixty seventy eighty ninety'
    .split(' ')
    .map((word, index) => [word, 20 + 10 * index]),
)
const counted: Record<string, number> = { ...small, ...tens, zero: 0, fourty: 40, a: 1, an: 1 }
const scalesOfNumbers: Record<string, number> = { thousand: 1000, grand: 1000, million: 1_000_000 }

/** A number in words as it is read on: what is told already, and the part below the next thousand. */
interface Reading {
  whole: number
  part: number
  /** The last word's worth: what follows has to be smaller, or begins another number. */
  last: number
}

const begun = (): Reading => ({ whole: 0, part: 0, last: Number.POSITIVE_INFINITY })

/** What a word adds to a number; null where it belongs to none, or begins another. */
function withWord({ whole, part, last }: Reading, word: string): Reading | null {
  const scale = scalesOfNumbers[word]
  if (scale !== undefined) return part > 0 ? { whole: whole + part * scale, part: 0, last: scale } : null
  if (word === 'hundred') return part > 0 && part < 100 ? { whole, part: part * 100, last: 100 } : null
  const value = /^\d{1,3}$/.test(word) ? Number(word) : counted[word]
  if (value === undefined || value >= last) return null
  // `forty nine` is one number, `nine forty` is two.
  const isNext = last === Number.POSITIVE_INFINITY || last >= 100 || (last >= 20 && value < 10)
  return isNext ? { whole, part: part + value, last: Math.max(value, 1) } : null
}

/** Numbers that a text has in words, or half in words: `forty-nine thousand nine hundred and fifty`. */
export function numbersInWords(text: string): number[] {
  const found: number[] = []
  let reading = begun()
  const end = () => {
    if (reading.whole > 0 || reading.part > 0) found.push(reading.whole + reading.part)
    reading = begun()
  }
  for (const word of text.toLowerCase().match(/[a-z]+|\d+/g) ?? []) {
    if (word === 'and') continue
    const next = withWord(reading, word)
    if (next) {
      reading = next
      continue
    }
    end()
    reading = withWord(begun(), word) ?? begun()
  }
  end()
  return found
}
