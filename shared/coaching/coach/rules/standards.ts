import { find, has, near, phraseBook } from '../phrases.ts'
import { isAcronym, isInCapitals } from '../proper-names.ts'
import { type Match, numberOf, type Sentence, tokenAt } from '../reading.ts'
import { equivalent, isAfter, oneEach, requiring, thingAround } from '../vocabulary.ts'
import type { Found } from '../rule.ts'
import { schemeNames, statutoryNames } from './schemes.ts'

// Standards and schemes that are demanded: by number, by name, and by the grammar of having been let in by somebody.

const numbered = new Set(
  'bs en iso iec pas ohsas ieee astm ansi din nfpa nist etsi bsen bseniso isoiec rics htm hbn'.split(' '),
)
/** `TR19`, `LPS1175`: too short to be one apart from its number. */
const joinedNumbered = new Set('tr lps gs nppv dcb fps spha'.split(' '))

/** `BS EN 1176`, `ISO/IEC 27001:2022`, `TR19`. */
function byNumber(sentence: Sentence): Match[] {
  const found: Match[] = []
  for (let at = 0; at < sentence.tokens.length; at += 1) {
    const { lower, text, isAddress } = tokenAt(sentence, at)
    const isJoined = joinedNumbered.has(lower) && tokenAt(sentence, at + 1).isJoined
    if (!(numbered.has(lower) || isJoined) || !/^\p{Lu}/u.test(text) || isAddress) continue
    let last = at
    while (last < at + 4 && isPartOfNumber(sentence, last + 1)) last += 1
    if (numberOf(tokenAt(sentence, last)) !== null) found.push({ first: at, last })
    at = last
  }
  return found
}

const isPartOfNumber = (sentence: Sentence, at: number): boolean => {
  const { kind, lower, text } = tokenAt(sentence, at)
  return kind === 'number' || numbered.has(lower) || text === '/' || text === ':' || text === '-'
}

const schemes = phraseBook(schemeNames)
const statutory = phraseBook(statutoryNames)
const certified = phraseBook(
  'certified to|fully certified|certified by|accredited to|accredited by|accredited with|accreditation by|accreditation with|accreditation from|accreditation to|certification from|certification by|certification to|certificated to|certificated by|be accredited|be certified|hold accreditation|accredited through|approved through|professional competence|competency scheme|members of a professional body|member of a professional body|professionally accredited|trained and accredited|recognised professional body|relevant professional body|appropriate professional body|trade association membership|members of a trade association',
)

/** Having been let in: before or after these stands by whom. */
const admitted = phraseBook(
  'accredited|certified|certificated|registered|approved|licensed|chartered|affiliated|authorised|regulated|accreditation|certification|registration|registrations|accreditations|memberships|certifications|membership|member|members|qualified|compliant|compliance|certificate|certificates|licence|licences|card|cards|clearance|cleared|rated|standard|standards|trained',
)
const links = new Set(
  'to by with of under from through on the a an current full valid relevant appropriate any all one professional trade recognised'.split(
    ' ',
  ),
)
/** What a body that lets in calls itself. */
const institution =
  /^(institute|institution|association|federation|society|inspectorate|commission|guild|scheme|academy|college|confederation|office|register)$/
/** Not bodies: laws, the state, codes of a reply and of business, degrees. */
const notBodies = new Set(
  (
    'UK EU GB US USA NHS HMRC VAT PAYE NI HR IT ICT CV ID PDF SIM GP SME SMES VCSE THE AND FOR NOT ALL ANY FULLY LTD LLP PLC PLS GDPR UKGDPR DPA DDA FOI FOIA COSHH RIDDOR LOLER PUWER CDM TUPE WEEE HASAWA PSR PCR RPA ' +
    'ESPD SPD DPS ITT PQQ SQ RFQ PIN VEAT ESPO YPO NEPO CCS SCAPE OJEU FTS KPI KPIS LOT HGV LGV PSV PCV CPC TV QA CE RSL RSLS HMO SMS PO ESPDS PCS PCST TFW DFT MOD UKRI EPSRC BBSRC MRC AHRC ESRC NERC STFC PHD MSC BSC ISO BS EN IEC ' +
    'CRM STEM AI CEO CPD RTO RTOS ORCID JES HEI HEIS IRO PI'
  ).split(' '),
)
const isBody = (sentence: Sentence, at: number): boolean => {
  const token = tokenAt(sentence, at)
  return isAcronym(token) && token.text.length > 2 && token.text.length < 7 && !notBodies.has(token.text)
}

/** `RICS accredited`, `MCS certified`: a body that not everybody belongs to. A line in capitals shows none. */
function bodyBefore(sentence: Sentence, { first, last }: Match): Match[] {
  const at = tokenAt(sentence, first - 1).text === '-' ? first - 2 : first - 1
  // `IKO approved installers` are one maker's: that is a brand.
  const isDealer = /^(?:installer|contractor|applicator|reseller|dealer)s?$/.test(
    tokenAt(sentence, last + 1).lower,
  )
  return isBody(sentence, at) && !isDealer ? [{ first: at, last }] : []
}

/** `registered with the CQC`, `member of the Property Care Association`, `membership of a recognised body`. */
function bodyAfter(sentence: Sentence, { first, last }: Match): Match[] {
  // Whom the buyer lets something be approved by is no scheme.
  if (/^(?:approved|authorised)$/.test(tokenAt(sentence, last).lower)) return []
  let at = last + 1
  if (!links.has(tokenAt(sentence, at).lower)) return []
  while (at < last + 5 && links.has(tokenAt(sentence, at).lower)) at += 1
  if (isBody(sentence, at)) return [{ first, last: at }]
  for (let on = at; on < at + 7; on += 1) {
    const { text, lower, kind } = tokenAt(sentence, on)
    if (anyBody.test(lower)) return [{ first, last: on }]
    if (lower === 'or' || lower === 'group') return []
    const isName = /^(?:\p{Lu}|of$|for$|and$|&$)/u.test(text)
    const isWhole = on > at || /^(?:of|for)$/.test(tokenAt(sentence, on + 1).lower)
    if (isName && isWhole && institution.test(lower)) return [{ first, last: on }]
    if (kind === 'mark' && text !== '&') return []
  }
  return []
}
const anyBody = /^(?:body|bodies|regulator|regulators)$/

const obeying = phraseBook(
  'comply with|complies with|complying with|compliance with|compliant with|conform to|conforms to|conforming to|conformity with|in accordance with|accordance with|adhere to|adheres to|meet|meets|meeting|in line with|to',
)
const norms = phraseBook(
  'standard|standards|code of practice|codes of practice|good practice guide|design guide|technical standard',
)
/** `conform to Sport England standards`: a standard of somebody, not standards in general. */
function standardOf(sentence: Sentence, norm: Match): Match[] {
  let from = norm.first
  while (from > norm.first - 6 && /^\p{Lu}/u.test(tokenAt(sentence, from - 1).text)) from -= 1
  const isNamed = from < norm.first && !ownNorms.has(tokenAt(sentence, from).lower)
  const isObeyed = find(sentence, obeying).some(({ last }) => last < from && last >= from - 3)
  return isNamed && isObeyed ? [{ first: from, last: norm.last }] : []
}
const ownNorms = new Set(
  "council councils council's authority client service living minimum all any the a health safety environmental industry procurement supplier selection".split(
    ' ',
  ),
)

const levels = phraseBook('level')
const awards = phraseBook(
  'qualification|qualifications|diploma|diplomas|award|awards|certificate|certificates|apprenticeship standard',
)
/** `Level 3 Award in Education`. */
const byLevel = (sentence: Sentence): Match[] =>
  find(sentence, levels).filter((match) => {
    const value = numberOf(tokenAt(sentence, match.last + 1))
    return value !== null && value < 9 && near(sentence, match, awards, 4, 7)
  })

const holding = phraseBook(
  'hold|holds|holding|possess|possesses|in possession of|must have|should have|shall have|have all|have the|required to have|evidence of|copy of|copies of|obtain',
)
const papers = phraseBook(
  'licences|licenses|memberships|accreditations|authorisation|authorisations|certifications|operating licence|trade licence|waste licence|professional memberships|professional registrations|registrations|suitably licensed|appropriately licensed|fully licensed',
)
const wanted = phraseBook('required|in place|must|mandatory|are essential')
const otherPapers = phraseBook('software licences|user licences|planning|copyright|data|insurance|microsoft')
/** `hold the following licences and memberships`: some paper, whichever. */
const byPaper = (sentence: Sentence): Match[] =>
  has(sentence, otherPapers)
    ? []
    : find(sentence, papers).filter(
        (match) => isAfter(sentence, match.first, holding, 8) || near(sentence, match, wanted, 0, 4),
      )

const descriptions = phraseBook(
  'is accredited|are accredited|is certified|are certified|was certified|will be withdrawn|accredits|energy performance certificate',
)
const demands = phraseBook(
  'must|shall|require*|should|need*|will be|to be|hold|holds|provide|evidence|essential|minimum|ensure|ensures|ensuring|expected|confirm|have to|in accordance|appoint|invite*|seeking|looking for|submit|copies of|include',
)
const pleasing = phraseBook(
  'desirable|advantage|land registry|registered with the council|registered with the authority|registered address|registered office|registered charity|registered charities|registered social landlord|registered social landlords|registered provider|registered providers',
)
const rated = phraseBook('epc rating|epc band|epc of|energy rating of|star rating of')
const denial = phraseBook('not|no longer|without|neither')
const stating = phraseBook('is|are|was|were|has|have')

/** A demand, or an item of a list, which makes the demand of its list. */
const isDemand = (sentence: Sentence): boolean =>
  has(sentence, demands) || (sentence.tokens.length < 16 && !has(sentence, stating))

function byGrammar(sentence: Sentence): Match[] {
  const admissions = find(sentence, admitted)
  const norm = find(sentence, norms)
  if ((admissions.length === 0 && norm.length === 0) || has(sentence, pleasing) || !isDemand(sentence))
    return []
  const bodies = isInCapitals(sentence) && !/\p{Ll}/u.test(sentence.text) ? [] : admissions
  return [
    ...bodies.flatMap((match) => bodyBefore(sentence, match)),
    ...bodies.flatMap((match) => bodyAfter(sentence, match)),
    ...norm.flatMap((match) => standardOf(sentence, match)),
  ]
}

/** Where a standard, certificate or scheme is demanded without "or equivalent". */
export function findStandards(sentence: Sentence): Found[] {
  if (has(sentence, descriptions) && !has(sentence, demands)) return []
  const certificates = find(sentence, certified)
    .filter((match) => !has(sentence, pleasing) && near(sentence, match, demands, 8, 2))
    .map((match) => thingAround(sentence, match, 0, 4))
  const papersHeld = isDemand(sentence) ? byPaper(sentence) : []
  return oneEach([
    ...byNumber(sentence),
    ...find(sentence, schemes),
    ...byGrammar(sentence),
    ...byLevel(sentence),
    ...find(sentence, rated).filter((match) => near(sentence, match, requiring, 8, 4)),
    ...certificates,
    ...papersHeld,
  ])
    .filter((match) => !isCovered(sentence, match) && !isAfter(sentence, match.first, denial, 3))
    .map((match) => (near(sentence, match, statutory, 0, 0) ? { ...match, rewrite: null } : match))
}

/** In a list a standard after another's "or equivalent" stands alone: `ISO 9001 or equivalent, and ISO 14001`. */
const listGap = 10
const otherwise = phraseBook('or|alternatively|where')

/**
 * "Or equivalent" covers its sentence, except for what a list adds after it. A questionnaire that has a standard's
 * number demands none.
 */
function isCovered(sentence: Sentence, { first, last }: Match): boolean {
  if (/^(pre|pqq|questionnaire)/.test(tokenAt(sentence, last + 1).lower)) return true
  const covers = find(sentence, equivalent)
  const before = covers.findLast((other) => other.last < first)
  if (covers.length === 0) return false
  if (!before || covers.some((other) => other.first > last)) return true
  const gap = { first: before.last + 1, last: first - 1 }
  return (
    gap.last - gap.first > listGap ||
    !near(sentence, gap, adding, 0, 0) ||
    near(sentence, gap, otherwise, 0, 0) ||
    /^(to|of|:)$/.test(tokenAt(sentence, gap.first).lower)
  )
}
const adding = phraseBook('and|plus|as well as|,|;')
