import { stemmer } from 'stemmer'

/** A word of a text: the stem that is compared and the spelling that people read. */
export interface Word {
  stem: string
  surface: string
}

// Words that say nothing of what is bought: of English, and of the way notices are written.
const silentWords = `
a about above after again against all also although am among an and any are aren as at be because been before being
below between both but by can cannot could couldn did didn do does doesn doing don down during each either else etc
ever every few for from further get got had hadn has hasn have haven having he her here hers herself him himself his
how however if in into is isn it its itself just let like may me might more most must mustn my myself neither no nor
not now of off often on once only or other otherwise ought our ours ourselves out over own per rather same shall shan
she should shouldn since so some such than that the their theirs them themselves then there therefore these they this
those though through thus to too toward towards under until unto up upon us use used using very via was wasn we were
weren what when where whereas whether which while who whom whose why will with within without won would wouldn yet you
your yours yourself yourselves
able accordance across agreement appendix applicable apply approximately attached authority award awarded bidder bidders
borough call called carry certain city click closing commission commissioned comprise comprising contact contract
contracted contracting contractor contractors contracts council councils criteria currently deadline described detail
detailed details document documents email ensure enquiries expected following further gb herein http https include
included includes including information intend intended intention invitation invite invited invites inviting interest
interested issued itq itt lead lot lots ltd limited made make need needs new notice number ojeu open opportunity order
organisation organisations part parties party period please portal potential procure procured procurement project
projects propose proposed provide provided provider providers provides providing provision published purchase quotation
quotations range ref reference register registered relation relevant request require required requirement requirements
requires respect response rfq scope seek seeking seeks service services set specification specified stage stated
submission submit submitted suitable supplier suppliers supplies supply supplying supplied tender tendered tenderer
tenderers tendering tenders term terms uk undertake various website wish wishes work works www year years
`
const silent: ReadonlySet<string> = new Set(silentWords.trim().split(/\s+/))

const webAddress = /(?:https?:\/\/|www\.)\S+/i
// Notices carry line ends as two characters, a backslash and a letter.
const escapedLineEnds = /\\[rnt]/g
const wordPattern = /[\p{L}\p{N}]+/gu

const lotNumber = /^\d{1,3}$/
const outwardCode = /^[a-z]{1,2}\d[a-z\d]?$/
const inwardCode = /^\d[a-z]{2}$/

const stems = new Map<string, string>()
const mostStems = 200_000

/** The stem of a plain lower-case word, or nothing for a word that says nothing. Remembered: words repeat. */
export function stemOf(word: string): string {
  const known = stems.get(word)
  if (known !== undefined) return known
  const hasLetter = /\p{L}/u.test(word)
  const isSilent = word.length < 2 || !hasLetter || silent.has(word)
  const stem = isSilent ? '' : /\d/.test(word) ? word : stemmer(word)
  if (stems.size >= mostStems) stems.clear()
  stems.set(word, stem)
  return stem
}

/**
 * A run without spaces, without the address in it. An e-mail address is looked for by hand: a pattern that says the
 * same tries every place for `@` with every place for the dot, and a page full of `@` would keep it busy for minutes.
 */
function withoutAddress(run: string): string {
  const at = run.indexOf('@', 1)
  const isEmail = at > 0 && run.lastIndexOf('.', run.length - 2) >= at + 2
  return isEmail ? ' ' : run.replace(webAddress, ' ')
}

/** What a text has that must be seen to before it is plain. */
const marks = { notAscii: 1, address: 2, backslash: 4, apostrophe: 8 } as const

// Reading a directory is mostly reading plain English: one look says what of the rest there is to do.
function marksIn(text: string): number {
  let found = 0
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i)
    if (code >= 97 && code <= 122 && code !== 119) continue
    if (code > 127) found |= marks.notAscii
    else if (code === 39 || code === 96) found |= marks.apostrophe
    else if (code === 92) found |= marks.backslash
    if (mayBeginAddress(text, i, code)) found |= marks.address
  }
  return found
}

/** Whether an address may stand here: at `@`, `:/` or `ww`. */
const mayBeginAddress = (text: string, at: number, code: number): boolean =>
  code === 64 ||
  (code === 58 && text.charCodeAt(at + 1) === 47) ||
  ((code | 32) === 119 && (text.charCodeAt(at + 1) | 32) === 119)

// A letter or digit that is not one of English.
const foreignLetter = /(?=\P{ASCII})[\p{L}\p{N}]/u

/** A text without accents, possessives and addresses, and whether its words are of English letters and digits alone. */
export function plainOf(text: string): { plain: string; isEnglish: boolean } {
  const found = marksIn(text)
  let plain = text
  if (found & marks.address) plain = plain.replace(/\S+/g, withoutAddress)
  if (found & marks.backslash) plain = plain.replace(escapedLineEnds, ' ')
  if (found & marks.notAscii) plain = plain.normalize('NFKD').replace(/\p{M}/gu, '')
  if (found & (marks.apostrophe | marks.notAscii) && /['’`]/.test(plain))
    plain = plain.replace(/['’`]s\b/g, '').replace(/(\p{L})['’`](?=\p{L})/gu, '$1')
  return { plain, isEnglish: (found & marks.notAscii) === 0 || !foreignLetter.test(plain) }
}

/** What a word may be together with the one after it. */
export const pairRoles = { lot: 1, lotNumber: 2, outwardCode: 4, inwardCode: 8 } as const

/** All that a lower-case word may be, added up. */
export const pairRolesOf = (word: string): number =>
  (word === 'lot' ? pairRoles.lot : 0) |
  (lotNumber.test(word) ? pairRoles.lotNumber : 0) |
  (outwardCode.test(word) ? pairRoles.outwardCode : 0) |
  (inwardCode.test(word) ? pairRoles.inwardCode : 0)

/** The one word that stands for a lot with its number. */
export const lotWord = (number: number): string => `lot${number}`

/**
 * Shows every word of a text that can say what is meant, in order: its stem, and its spelling in small letters. Left
 * out are possessives, addresses, postcodes, bare numbers, and the stop words of English and of procurement notices.
 * A postcode says where a buyer has its door: those who share it have nothing else in common. The number of a lot
 * stays with it as one word, `lot2`: who has won a lot of a framework is who can win its next call-off.
 */
export function eachWord(text: string, show: (stem: string, surface: string) => void): void {
  const tokens = plainOf(text).plain.toLowerCase().match(wordPattern) ?? []
  for (let at = 0; at < tokens.length; at += 1) {
    const surface = tokens[at] as string
    const next = tokens[at + 1] ?? ''
    const lot = surface === 'lot' && lotNumber.test(next) ? Number(next) : null
    if (lot !== null) show(lotWord(lot), `lot ${lot}`)
    if (lot !== null || (inwardCode.test(next) && outwardCode.test(surface))) {
      at += 1
      continue
    }
    const stem = stemOf(surface)
    if (stem) show(stem, surface)
  }
}

/** The same as a list. */
export function readWords(text: string): Word[] {
  const words: Word[] = []
  eachWord(text, (stem, surface) => words.push({ stem, surface }))
  return words
}

/** The stems of a text, each once. */
export const stemsOf = (text: string): Set<string> => new Set(readWords(text).map(({ stem }) => stem))
