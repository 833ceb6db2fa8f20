/** What is known of whoever asks, and would lead to them wherever it stood. */
export interface OwnContact {
  emails: string[]
  phones: string[]
  /** Of their websites and e-mail addresses, such as `steady-steps.co.uk`. */
  domains: string[]
}

const emailAddress =
  /[\p{L}\p{N}._%+'-]+(?:@|\s?[([{]\s*at\s*[)\]}]\s?)(?:[\p{L}\p{N}-]+(?:\.|\s?[([{]\s*dot\s*[)\]}]\s?))+\p{L}{2,}/giu

// Digits with what people write between them; not within a word, a longer number, an amount or a path.
const digitsInARow =
  /(?<![\p{L}\p{N}£$€./-])(?:\+|\()?\d(?:[\s().-]{0,3}\d){5,16}(?![\p{L}\p{N}]|[-/]\p{L}|[-/.]\d)/gu

// `012345-2026` is a notice of Find a Tender; `UPRN 01632960001` is a home.
const noticeNumber = /^\d{6}-\d{4}$/
const saidToBeAReference =
  /\b(?:ref(?:erence)?|uprn|usrn|mpan|mprn|invoice|asset|contract|notice|order|serial|account|company|lot|charity)\.?\s*(?:no\.?|numbers?|id|code)?\s*[:#]?\s*$/i

/**
 * Words in a text that would let a reader get in touch with whoever wrote it, as they stand there: any e-mail address
 * and telephone number of the United Kingdom, and whatever is known of the writer. References that are no telephone
 * numbers are left alone.
 */
export function contactDetailsIn(text: string, own: OwnContact): string[] {
  const emails = matchesOf(text, emailAddress).map(({ 0: words }) => words)
  const ownEmails = own.emails.filter((email) => email && text.toLowerCase().includes(email.toLowerCase()))
  const said = emails.length > 0 ? emails : ownEmails
  const elsewhere = said.reduce((rest, email) => rest.replaceAll(email, ' '), text)
  return [...new Set([...said, ...domainsIn(elsewhere, own.domains), ...phonesIn(text, own.phones)])]
}

const matchesOf = (text: string, pattern: RegExp): RegExpExecArray[] => [...text.matchAll(pattern)]

function domainsIn(text: string, domains: string[]): string[] {
  return domains.flatMap((domain) => {
    const pattern = domain.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
    const whole = new RegExp(
      `(?<![\\p{L}\\p{N}-])(?:[\\p{L}\\p{N}-]+\\.)*${pattern}(?![\\p{L}\\p{N}-])`,
      'giu',
    )
    return domain ? matchesOf(text, whole).map(({ 0: words }) => words) : []
  })
}

function phonesIn(text: string, ownPhones: string[]): string[] {
  const own = new Set(ownPhones.map(nationalDigits).filter((digits) => digits.length >= 6))
  return matchesOf(text, digitsInARow).flatMap(({ 0: words, index }) => {
    if (own.has(nationalDigits(words))) return [words]
    const isReference = noticeNumber.test(words) || saidToBeAReference.test(text.slice(0, index))
    return !isReference && isPhone(words) ? [words] : []
  })
}

/** `+44 (0)1632 960 001` → `01632960001` */
const nationalDigits = (words: string): string =>
  words
    .replaceAll(/[^\d+]/g, '')
    .replace(/^(?:\+44|0044)0?/, '0')
    .replaceAll(/\D/g, '')

/**
 * By Ofcom's national numbering plan: eleven digits from 01, 02, 03, 07 or 08, where people set the code apart; ten
 * only behind a code of five digits, or 0800.
 */
function isPhone(words: string): boolean {
  const digits = nationalDigits(words)
  if (/^\s*\(?(?:\+44|0044)/.test(words)) return /^0[12378]\d{8,9}$/.test(digits)
  const code = /^\d+/.exec(words.replace(/^\(/, ''))?.[0] ?? ''
  if (!words.startsWith('0') && !words.startsWith('(0')) return false
  if (/^0[12378]\d{9}$/.test(digits)) return code.length >= 3
  return /^(?:01\d{8}|0800\d{6})$/.test(digits) && /^(?:01\d{3}|0800)$/.test(code)
}
