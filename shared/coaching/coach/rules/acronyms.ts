import type { Match, Sentence, Token } from '../reading.ts'
import { tokenAt } from '../reading.ts'

// Which runs of capitals a small firm outside the sector wouldn't know, and which are explained where they stand.

const known = new Set(
  'UK VAT NHS EU IT SME CCTV PDF GPS AM PM DVD MOT HGV GDPR ISO BSI TV USB LED FAQ HR PPE PHD GBP URL CV CEO USA HTML PIN COVID MRI DNA BBC GMT BST USD EUR CIC LTD PLC LLP HMRC WC PC SMS CD PHP VCSE WIFI ASAP ID OK RAM ZIP DOC XLS CSV XML PNG JPG HTTP HTTPS MP DIY SUV LPG VIP RAL HIV AIDS NASA RAF NATO UN ADHD CPR WEEE GPB LGBT LGBTQ LGBTQIA PCS IBM SAP JCB BMW KPMG AWS IKEA DAF NEC CORGI UEFA FIFA'.split(
    ' ',
  ),
)
// Words that notices write in capitals to be noticed.
const shouted = new Set(
  (
    'ALL AND ANY GAS APPLY ARE AWARD AWARDED BEFORE BID BIDS BUT BUYER CALL CAN CANNOT CLOSED CLOSING COMPETITION CONTACT CONTRACT DATE DEADLINE DIRECTLY DO DOES DUE END EXPRESSION EACH ' +
    'EITHER EMAIL ENSURE FAIL FAILED FAILURE FIRST FOR FREE FRAMEWORK FROM FULL GENERAL HAS HAVE HER HIS HOW IMPORTANT INTEREST INFORMATION ITS LOT LOTS MAY MUST NEW NONE NOT NOTE ' +
    'NOTICE NOW OFF ONE ONLY OPEN OR OUR OUT PAGE PART PASS PER PLEASE PRICE QUALITY QUESTION QUOTE READ REF REQUEST REQUIRED RFQS SEE SHALL SHOULD SITE SUPPLY TENDER TENDERS TERM ' +
    'THAT THE THEIR THEN THERE THESE THEY THIS TIME TITLE TOTAL TWO UNDER USE VALUE VISIT WAS WHAT WHEN WHERE WHICH WHO WILL WITH WITHIN WITHOUT WORK WORKS YES YOU YOUR AREA TEST ' +
    'CITY TOWN ROAD STREET PARK SCHOOL COUNCIL BOROUGH COUNTY SERVICE SERVICES SUPPLIER SUPPLIERS PROVISION MANDATORY MINIMUM MAXIMUM REQUIREMENT REQUIREMENTS SPECIFICATION ' +
    'DESIGN BUILD CARE HOME HOUSE HEALTH SAFETY FIRE PUBLIC LOCAL YEAR YEARS MONTH MONTHS DAY DAYS WEEK NOON ALSO ABOUT ABOVE BELOW BETWEEN BOTH RELEVANT EXAMPLES PREVIOUS ADDITIONAL ' +
    'PROJECT PROGRAMME DRAFT STAGE PHASE GROUP LEAD STAFF TEAM DATA WEB PLAN COST COSTS FUND FUNDED BASIC LIVE LAW ACT SET ADD AIM AIMS WHY NOR YET ONCE OVER UPON INTO SOME SUCH MORE ' +
    'MOST LESS BEST GOOD LATE NEXT LAST LONG SHORT HIGH LOW MAIN NIL NAME TEXT FORM FORMS FILE LINK LIST CODE CODES NUMBER ROLE KEY TOP BOX RED BLUE GREEN BLACK WHITE FAX TEL MOB ' +
    'ONE TWO THREE FOUR FIVE SIX TEN EXTENSION OPTION OPTIONS PROCUREMENT SECTION PARTS ANNEX APPENDIX SCHEDULE TBC TBD NB PS UP'
  ).split(' '),
)
// After these a run of capitals is somebody's licence or approved product, which another rule sees.
const capitals = /^\p{Lu}{3,}$/u
const roman = /^[IVXLC]+$/
const standards = new Set('OHSAS PAS IEC CEN ASTM DIN ANSI IEEE BSEN ITU NFPA'.split(' '))

/** The acronym in a token, without the s of its plural; null if it is none. */
export function acronymOf({ text, kind, isAddress }: Token): string | null {
  if (kind !== 'word' || isAddress) return null
  const bare = text.replace(/['’]?s$/, '')
  if (!capitals.test(bare) || bare.length > 8 || roman.test(bare) || known.has(bare) || shouted.has(bare))
    return null
  return bare
}

/** Every acronym of the sentence that it leaves unexplained. `explained` collects those that it explains. */
export function unexplained(sentence: Sentence, explained: Set<string>): Match[] {
  const found: { at: number; acronym: string }[] = []
  for (let at = 0; at < sentence.tokens.length; at += 1) {
    const acronym = acronymOf(tokenAt(sentence, at))
    if (
      acronym === null ||
      isPartOfCode(sentence, at) ||
      isShouted(sentence, at) ||
      isFirmOrProduct(sentence, at)
    )
      continue
    if (isExplained(sentence, at, acronym)) explained.add(acronym)
    else found.push({ at, acronym })
  }
  return found.filter(({ acronym }) => !explained.has(acronym)).map(({ at }) => ({ first: at, last: at }))
}

/** `DN710721`, `PCS-T`, `SARS-CoV-2`, `B&NES`, `OHSAS 18001`: names and references. */
function isPartOfCode(sentence: Sentence, at: number): boolean {
  const token = tokenAt(sentence, at)
  const [before, after, next] = [
    tokenAt(sentence, at - 1),
    tokenAt(sentence, at + 1),
    tokenAt(sentence, at + 2),
  ]
  if (token.isJoined && (before.kind === 'number' || /^[&_-]$/.test(before.text)))
    return before.text !== '-' || !isLowerWord(sentence, at - 2)
  if (after.isJoined && (after.kind === 'number' || after.text === '_')) return true
  if (after.isJoined && /^[&-]$/.test(after.text) && next.isJoined) return /^\p{Lu}|^\p{N}/u.test(next.text)
  return standards.has(token.text) && after.kind === 'number'
}
const isLowerWord = (sentence: Sentence, at: number): boolean => /^\p{Ll}/u.test(tokenAt(sentence, at).text)

const firms = new Set(['ltd', 'limited', 'plc', 'llp'])
const products = new Set(['system', 'software', 'called', 'named'])

/** `NAPC Services Ltd`, `our current system RAMIS`, `IKO approved installers`: a name, not a shortening. */
const isFirmOrProduct = (sentence: Sentence, at: number): boolean =>
  [1, 2].some((on) => firms.has(tokenAt(sentence, at + on).lower)) ||
  products.has(tokenAt(sentence, at - 1).lower) ||
  tokenAt(sentence, at + 1).lower === 'approved'

const pronounceable = /^(?=.*[AEIOU])\p{Lu}{5,}$/u
const anyCapitals = /^\p{Lu}{2,}$/u

/** A word among others in capitals is shouted, not shortened. */
function isShouted(sentence: Sentence, at: number): boolean {
  const isLoud = (index: number) => anyCapitals.test(tokenAt(sentence, index).text)
  if (isLoud(at - 1) && isLoud(at + 1) && (isLoud(at - 2) || isLoud(at + 2))) return true
  return pronounceable.test(tokenAt(sentence, at).text) && (isLoud(at - 1) || isLoud(at + 1))
}

const wordsBack = 10

/** `Video Management System (VMS)`, `VMS (Video Management System)`. */
function isExplained(sentence: Sentence, at: number, acronym: string): boolean {
  const opening = [at - 1, at - 2, at - 3].find((index) => /^[("“]$/.test(tokenAt(sentence, index).text))
  if (opening !== undefined && spells(wordsFrom(sentence, opening - 1, -1).reverse(), acronym)) return true
  const after = [at + 1, at + 2, at + 3].find((index) => tokenAt(sentence, index).text === '(')
  if (after !== undefined && spells(wordsFrom(sentence, after + 1, 1), acronym)) return true
  return (
    tokenAt(sentence, at + 1).text === '=' ||
    (/^(–|-|:)$/.test(tokenAt(sentence, at + 1).text) &&
      spells(wordsFrom(sentence, at + 2, 1).slice(0, acronym.length + 2), acronym))
  )
}

function wordsFrom(sentence: Sentence, from: number, step: 1 | -1): string[] {
  const words: string[] = []
  for (let i = from; i >= 0 && i < sentence.tokens.length && words.length < wordsBack; i += step) {
    const { kind, text } = tokenAt(sentence, i)
    if (kind === 'word') words.push(text)
    if (text === ')' && step === 1) break
  }
  return words
}

/** Whether the letters of the acronym come in order, the first and most others as initials. */
function spells(words: string[], acronym: string): boolean {
  for (let first = 0; first < words.length; first += 1) {
    if (initial(words[first]) !== acronym.charAt(0)) continue
    let letters = 1
    let initials = 1
    for (const word of words.slice(first + 1)) {
      if (initial(word) === acronym.charAt(letters)) {
        letters += 1
        initials += 1
      }
    }
    if (initials >= Math.max(2, acronym.length - 1)) return true
    // `Transforming Access to Medicines (TRAMS)`: some letters from within words.
    const rest = words.slice(first)
    const named = rest.filter((word) => /^\p{Lu}/u.test(word) && acronym.includes(initial(word)))
    if (named.length >= 2 && isWithin(acronym, rest.join('').toUpperCase())) return true
  }
  return false
}
const initial = (word: string | undefined): string => (word ?? '').charAt(0).toUpperCase()

function isWithin(letters: string, written: string): boolean {
  let at = 0
  for (const one of written) if (one === letters.charAt(at)) at += 1
  return at >= letters.length
}

/** What the commonest of them mean, to be put in front. */
const meanings: Record<string, string> = {
  ANPR: 'automatic number plate recognition',
  CHP: 'combined heat and power',
  CPV: 'common procurement vocabulary',
  CRM: 'customer records system',
  DBS: 'Disclosure and Barring Service',
  DPS: 'dynamic purchasing system',
  ERP: 'finance and resources system',
  ESPD: 'European single procurement document',
  FTE: 'full-time equivalent',
  GIS: 'geographic information system',
  GVW: 'gross vehicle weight',
  ICT: 'information and communication technology',
  ITT: 'invitation to tender',
  KPI: 'key performance indicator',
  LGR: 'local government reorganisation',
  MEAT: 'most economically advantageous tender',
  OJEU: 'Official Journal of the European Union',
  PCN: 'penalty charge notice',
  PQQ: 'pre-qualification questionnaire',
  PSV: 'public service vehicle',
  PTZ: 'pan, tilt and zoom',
  RCV: 'refuse collection vehicle',
  RFI: 'request for information',
  RFQ: 'request for quotation',
  SLA: 'service level agreement',
  TUPE: 'transfer of staff (TUPE) rules',
  UKRI: 'UK Research and Innovation',
  VEAT: 'voluntary transparency notice',
}

/** `invitation to tender (ITT)`; null where only the writer can know. */
export function explain(acronym: string): string | null {
  const bare = acronym.replace(/['’]?s$/, '')
  const meaning = meanings[bare]
  if (meaning === undefined) return null
  return bare === 'TUPE' ? meaning : `${meaning} (${acronym})`
}
