/** Words that say what form a firm has, not which firm it is. */
const forms = /\b(?:limited|ltd|plc|llp|lp|cic|cio|inc|incorporated|company|co|public limited company)\b/g

const tradesAs = /\s+(?:t\/?a|trading as)\s+/i

/** In small letters, without accents and apostrophes, and with `and` for `&`. */
const plainly = (text: string): string =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/['’`]/g, '').replace(/&/g, ' and ')

/**
 * A name without what differs between two spellings of one firm: case, accents, punctuation, `&` or `and`,
 * `Ltd` or `Limited`, a leading `The`, and whatever it trades as.
 */
export function normaliseName(name: string): string {
  const plain = plainly(name).replaceAll('.', '')
  const own = plain.split(tradesAs)[0] ?? plain
  const words = own.replace(/[^a-z0-9]+/g, ' ').trim()
  const bare = words
    .replace(/\bc i c\b/g, 'cic')
    .replace(/\bcommunity interest company\b/g, 'cic')
    .replace(forms, ' ')
    .replace(/^the /, '')
    .replace(/\s+/g, ' ')
    .trim()
  // "The Limited Company" and the like: better a form than nothing.
  return joinInitials(bare || words)
}

/** `a e yates` and `ae yates` are one firm. */
const joinInitials = (words: string): string =>
  words.replace(/\b([a-z](?: [a-z])+)\b(?! and\b)/g, (letters) => letters.replaceAll(' ', ''))

const formAtEnd =
  / (?:public limited company|community interest company|limited|ltd|plc|llp|lp|cic|cio|inc|incorporated)$/

/** What a reader sees of a name but for case, punctuation, `&` or `and`, and the legal form at its end. */
function asRead(name: string): string {
  const plain = name
    .normalize('NFC')
    .toLowerCase()
    .replace(/['’`.]/g, '')
    .replace(/&/g, ' and ')
  // Signs that are neither letter nor punctuation stay: a tick or an invisible mark makes another name.
  return plain
    .replace(/[\p{P}\s]+/gu, ' ')
    .trim()
    .replace(formAtEnd, '')
}

/**
 * True if two names read the same. Stricter than `normaliseName`, which finds firms: words added after
 * `trading as`, and letters of any other script, make a name that nobody has confirmed.
 */
export const readsTheSame = (one: string, other: string): boolean => asRead(one) === asRead(other)

// Words that many names end with and people leave out when they speak of the firm.
const seldomSaid = /^(\S+ \S.*?)(?: (?:uk|gb|group|holdings|international|services|solutions))+$/

const wordsOf = (text: string): string =>
  joinInitials(
    plainly(text)
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim(),
  )

/** `Steady Steps Ltd (example)` is spoken of as `Steady Steps Ltd`. */
const withAndWithoutNote = (name: string): string[] => [name, name.replace(/\s*\([^()]*\)\s*$/, '')]

/**
 * True if a text names this organisation, with or without its legal form, as one word of an address or by what
 * it trades as. A name of one word counts only where it has a capital: `housing` is no firm, `Housing` may be.
 */
export function isNamedIn(name: string, text: string): boolean {
  const forms = [text, text.replace(/['’`]s\b/g, ' ')]
  const said = forms.map((form) => ` ${wordsOf(form)} `)
  return name
    .split(tradesAs)
    .flatMap(withAndWithoutNote)
    .some((part) => {
      const bare = wordsOf(part).replace(/^the /, '').replace(formAtEnd, '').replace(seldomSaid, '$1')
      if (bare === '') return false
      if (bare.includes(' '))
        return said.some(
          (words) => words.includes(` ${bare} `) || words.includes(` ${bare.replaceAll(' ', '')} `),
        )
      return forms.some((form) =>
        form.split(/[^\p{L}\p{N}'’]+/u).some((word) => /^\p{Lu}/u.test(word) && wordsOf(word) === bare),
      )
    })
}

/** The domain of an e-mail address in small letters, after its last `@`; empty if there is none. */
export function domainOf(email: string): string {
  const at = email.lastIndexOf('@')
  return at < 1
    ? ''
    : email
        .slice(at + 1)
        .trim()
        .toLowerCase()
}
